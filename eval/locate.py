"""Where the records of the golden tables stand in the source, found by their first and last words.

Nothing here knows the parser: the words were copied by hand, and the reading order is the source's
own. White space, footnote marks, emphasis and link markup are passed over when words are compared.
A page's footnotes in the midst of a record cut it into several spans.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.errors import InputError
from corpus.records import Span
from eval.golden import GoldenClause, GoldenFootnote, GoldenStatement, Reference
from eval.solid import MARKS, SKIPPED, solid_offsets

_BLOCK = re.compile(rf"^([{MARKS}]+)[ \t]+(?=\S)(.*(?:\n.*\S.*)*)", re.MULTILINE)
_PARAGRAPH = re.compile(r"\S.*(?:\n.*\S.*)*")


@dataclass(frozen=True, slots=True)
class _Solid:
    """The characters that count, and where each stands in the source."""

    text: str
    offsets: tuple[int, ...]
    cuts: tuple[int, ...]

    def find(self, words: str, start: int) -> int:
        """Give the index in `text` at which words begin, at or after an index; -1 where nowhere."""
        return self.text.find(SKIPPED.sub("", words), start)

    def spans(self, first: int, last: int) -> tuple[Span, ...]:
        """Give the source ranges of `text[first:last]`, apart where a page's footnotes lie between."""
        inner = (bisect_left(self.cuts, self.offsets[index]) for index in (first, last - 1))
        edges = [first, *(bisect_left(self.offsets, cut) for cut in self.cuts[slice(*inner)]), last]
        # Footnotes that follow one another cut at one and the same place.
        return tuple(Span(self.offsets[a], self.offsets[b - 1] + 1) for a, b in pairwise(dict.fromkeys(edges)))


def _solid(source: str, keep: Sequence[Span], cuts: Sequence[int] = ()) -> _Solid:
    offsets = tuple(offset for span in keep for offset in solid_offsets(source, span))
    return _Solid("".join(source[offset] for offset in offsets), offsets, tuple(cuts))


def _body(source: str) -> _Solid:
    """Everything but the footnotes' own paragraphs."""
    blocks = [Span(*match.span()) for match in _BLOCK.finditer(source)]
    edges = [Span(0, 0), *blocks, Span(len(source), len(source))]
    keep = [Span(left.end, right.start) for left, right in pairwise(edges)]
    return _solid(source, keep, [block.start for block in blocks])


def locate_clauses(reference: Reference) -> list[tuple[GoldenClause, tuple[Span, ...]]]:
    """Find each clause; where sub-points have IDs of their own, the words above them belong to each.

    Raises:
        InputError: words do not occur, at least not in the order of the table.

    """
    body, cursor = _body(reference.source), 0
    found: list[tuple[GoldenClause, tuple[Span, ...]]] = []
    head: tuple[int, int] | None = None
    for row in reference.clauses:
        if head and row.points == 1 and row.first_words == found[-1][0].first_words:
            # The words above the list come once: this row owns them and what follows the last point.
            last = _end(reference, body, row, cursor)
            found.append((row, (*body.spans(*head), *body.spans(cursor, last))))
        else:
            first, last = _range(reference, body, row, cursor)
            head = (first, body.text.index(":", first, last) + 1) if row.points == 1 else None
            found.append((row, body.spans(first, last)))
        cursor = last
    return found


def locate_statements(reference: Reference) -> list[tuple[GoldenStatement, tuple[Span, ...]]]:
    """Find each statement; raises InputError as `locate_clauses` does."""
    body, cursor = _body(reference.source), 0
    found: list[tuple[GoldenStatement, tuple[Span, ...]]] = []
    for row in reference.statements:
        first, last = _range(reference, body, row, cursor)
        found.append((row, body.spans(first, last)))
        cursor = last
    return found


def _range(reference: Reference, body: _Solid, row: GoldenClause | GoldenStatement, cursor: int) -> tuple[int, int]:
    first = body.find(row.first_words, cursor)
    if first < 0:
        raise _not_found(reference, row.first_words)
    return first, _end(reference, body, row, first)


def _end(reference: Reference, body: _Solid, row: GoldenClause | GoldenStatement, first: int) -> int:
    words = SKIPPED.sub("", row.last_words)
    last = body.find(row.last_words, first)
    if last < 0:
        raise _not_found(reference, row.last_words)
    return last + len(words)


def _not_found(reference: Reference, words: str) -> InputError:
    return InputError(f"golden tables of {reference.slug}: “{words}” does not follow in the source; mend the row")


def locate_notes(reference: Reference) -> list[tuple[GoldenFootnote, tuple[Span, ...]]]:
    """Find the words of each footnote that is a note; a page may have cut one in two.

    Raises:
        InputError: a note, or the end of one, is nowhere.

    """
    source = reference.source
    blocks = {_number(match[1]): Span(*match.span(2)) for match in _BLOCK.finditer(source)}
    found = []
    for row in reference.footnotes:
        if row.kind != "note":
            continue
        if row.number not in blocks:
            raise _not_found(reference, row.value)
        spans = [blocks[row.number]]
        if not _ends(source, spans[0], row.value):
            spans.append(_rest(reference, spans[0].end, row))
            if not source[spans[0].end : spans[1].start].strip():
                spans = [Span(spans[0].start, spans[1].end)]
        found.append((row, tuple(spans)))
    return found


def _number(mark: str) -> int:
    return int("".join(str(MARKS.index(char)) for char in mark))


def _ends(source: str, span: Span, words: str) -> bool:
    tail = SKIPPED.sub("", " ".join(words.split()[-2:]))
    return _solid(source, [span]).text.endswith(tail)


def _rest(reference: Reference, start: int, row: GoldenFootnote) -> Span:
    paragraphs = (Span(*match.span()) for match in _PARAGRAPH.finditer(reference.source, start))
    rest = next((span for span in paragraphs if _ends(reference.source, span, row.value)), None)
    if rest is None:
        raise _not_found(reference, row.value)
    return rest
