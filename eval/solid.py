"""The characters that count when texts and spans are compared.

White space, footnote marks, Markdown emphasis, bullets and link markup do not: whether a span ends
before or behind a mark says nothing about what it shows. Written here again, and not taken from
`corpus.text`, so that a fault of the system's own normalisation cannot hide itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.records import Span

MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LINK = r"\]\([^)\s]*\)|\["
# A bullet is a sign that stands alone, wherever lines were broken; `o` is one in some sources and no English word.
_BULLET = r"(?<!\S)[-\u2013•o](?!\S)"
SKIPPED = re.compile(rf"\s+|{_BULLET}|[{MARKS}*<>]+|{_LINK}")
_ASIDE = re.compile(rf"{_BULLET}|[-\u2013•\s{MARKS}*_<>]|{_LINK}|\]")


@lru_cache(maxsize=16_384)
def comparable(text: str) -> str:
    """Drop white space, footnote marks, emphasis, bullets, hyphens and brackets: verbatim texts compare equal."""
    return _ASIDE.sub("", text)


def solid_offsets(source: str, span: Span) -> Iterator[int]:
    """Give the offsets of the characters that count in a stretch of the source, in order."""
    holes = [match.span() for match in SKIPPED.finditer(source, span.start, span.end)]
    for (_, left), (right, _) in pairwise([(span.start, span.start), *holes, (span.end, span.end)]):
        yield from range(left, right)


def running_count(source: str) -> NDArray[np.int32]:
    """Count the characters that count before each offset: shape (len(source) + 1,), int32.

    `count[end] - count[start]` is then the number of them in `source[start:end]`.
    """
    solid = np.zeros(len(source) + 1, dtype=np.int32)
    solid[[offset + 1 for offset in solid_offsets(source, Span(0, len(source)))]] = 1
    return np.cumsum(solid, dtype=np.int32)


def union(spans: Iterable[Span]) -> list[Span]:
    """Merge spans that overlap or touch; ascending."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def intersection(left: Iterable[Span], right: Iterable[Span]) -> list[Span]:
    """Give the stretches that are in both; ascending."""
    ours, theirs = union(left), union(right)
    found: list[Span] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        start, end = max(ours[i].start, theirs[j].start), min(ours[i].end, theirs[j].end)
        if start < end:
            found.append(Span(start, end))
        if ours[i].end < theirs[j].end:
            i += 1
        else:
            j += 1
    return found
