"""LangChain's RecursiveCharacterTextSplitter, with offsets.

`langchain-text-splitters` does not come with `langchain`, and a baseline that is there or not, depending on what
else was installed, is none. This gives the same chunks (compared with its version 1.1.3 on all four factsheets;
a test compares again wherever the package is installed), each with its place, which the scoring needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.records import Span

SIZE, OVERLAP = 1000, 200
_SEPARATORS = ("\n\n", "\n", " ", "")


def split(source: str) -> list[Span]:
    """Divide a text into chunks of at most SIZE characters that overlap by at most OVERLAP, without blank ends."""
    return [
        stripped
        for chunk in _divided(source, Span(0, len(source)), _SEPARATORS)
        if (stripped := _strip(source, chunk)).start < stripped.end
    ]


def _divided(source: str, whole: Span, separators: Sequence[str]) -> Iterator[Span]:
    """Cut at the first separator that occurs; join short pieces, divide long ones at the next separator."""
    text = source[whole.start : whole.end]
    depth = next(i for i, separator in enumerate(separators) if separator in text)
    rest = separators[depth + 1 :]
    short: list[Span] = []
    for piece in _pieces(whole, text, separators[depth]):
        if piece.end - piece.start < SIZE:
            short.append(piece)
            continue
        yield from _joined(short)
        short = []
        if rest:
            yield from _divided(source, piece, rest)
        else:
            yield piece
    yield from _joined(short)


def _pieces(whole: Span, text: str, separator: str) -> list[Span]:
    """Cut before each separator, which stays with what follows it."""
    if not separator:
        return [Span(at, at + 1) for at in range(*whole)]
    cuts = [0, *(match.start() for match in re.finditer(re.escape(separator), text)), len(text)]
    return [Span(whole.start + left, whole.start + right) for left, right in pairwise(cuts) if left < right]


def _joined(pieces: Sequence[Span]) -> Iterator[Span]:
    """Join neighbours while they fit; the next chunk begins with the last ones, as far as the overlap allows."""
    held: list[Span] = []
    for piece in pieces:
        size = piece.end - piece.start
        if held and _length(held) + size > SIZE:
            yield Span(held[0].start, held[-1].end)
            while held and (_length(held) > OVERLAP or _length(held) + size > SIZE):
                held = held[1:]
        held.append(piece)
    if held:
        yield Span(held[0].start, held[-1].end)


def _length(pieces: Sequence[Span]) -> int:
    return pieces[-1].end - pieces[0].start if pieces else 0


def _strip(source: str, span: Span) -> Span:
    text = source[span.start : span.end]
    left = len(text) - len(text.lstrip())
    return Span(span.start + left, span.start + max(left, len(text.rstrip())))
