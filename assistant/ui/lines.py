"""A factsheet's text divided into the blocks of a page: headings, paragraphs, list items, footnotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.records import Factsheet, SegmentKind
from corpus.text import SUPERSCRIPTS, is_finished

# Only what a bullet looks like; which words are a recommendation's, the records have decided.
_BULLET = re.compile(r"(?P<indent>\s*)(?P<glyph>[-•*◦▪‣·●○–—o]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s+(?=\S)")
_DASHES = "–—"
_NOTE = re.compile(f"[{SUPERSCRIPTS}]+")


class Shape(StrEnum):
    """What a block is drawn as."""

    FRONT = "front"
    CHAPTER = "chapter"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    SUBITEM = "subitem"
    NOTE = "note"


# A line that begins none of the others goes on with one of these.
_CONTINUABLE = (Shape.TEXT, Shape.ITEM, Shape.SUBITEM, Shape.NOTE)


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the source.

    Attributes:
        shape: what it is drawn as.
        start, end: offsets of its characters, without the bullet.
        glyph: the bullet of a list item, else empty; `bullet` is its offset.

    """

    shape: Shape
    start: int
    end: int
    glyph: str = ""
    bullet: int = 0


def lines_of(sheet: Factsheet) -> Iterator[Line]:
    """Divide the source at blank lines, bullets, footnotes and headings; white space aside nothing is left out."""
    kinds = _Kinds(sheet)
    waiting: Line | None = None
    before = ""
    offset = 0
    for row in sheet.source.splitlines(keepends=True):
        start, offset = offset, offset + len(row)
        words = row.strip()
        if words:
            line = kinds.line(row, start + row.index(words[0]), before)
            before = words
            if waiting and waiting.shape in _CONTINUABLE and kinds.goes_on(line):
                waiting = replace(waiting, end=line.end)
                continue
        if waiting:
            yield waiting
        waiting = line if words else None
    if waiting:
        yield waiting


class _Kinds:
    """Tells what a line is, from the parser's segments and the line's own beginning."""

    def __init__(self, sheet: Factsheet) -> None:
        self._sheet = sheet
        self._starts = [segment.start for segment in sheet.segments]
        self._numerals = {chapter.numeral for chapter in sheet.chapters}

    def line(self, row: str, start: int, before: str) -> Line:
        words = row.strip()
        end = start + len(words)
        kind = self._segment(start)
        if kind is SegmentKind.HEADING:
            return Line(Shape.CHAPTER if numeral(words) in self._numerals else Shape.HEADING, start, end)
        if kind is SegmentKind.FURNITURE:
            return Line(Shape.FRONT, start, end)
        if kind is SegmentKind.FOOTNOTE or _NOTE.match(words):
            return Line(Shape.NOTE, start, end)
        bullet = _BULLET.match(row)
        # A dash after unfinished words is the dash of a sentence that a line break happens to cut there.
        if bullet and (bullet["glyph"] not in _DASHES or is_finished(before) or before.endswith(",")):
            shape = Shape.SUBITEM if bullet["indent"] else Shape.ITEM
            return Line(shape, start + bullet.end() - bullet.end("indent"), end, bullet["glyph"], start)
        return Line(Shape.TEXT, start, end)

    def goes_on(self, line: Line) -> bool:
        """Say whether a line, with no blank line before it, only continues the block above."""
        return line.shape is Shape.TEXT or (line.shape is Shape.NOTE and not _NOTE.match(self._sheet.source, line.start))

    def _segment(self, offset: int) -> SegmentKind | None:
        number = bisect_right(self._starts, offset) - 1
        segment = self._sheet.segments[number] if number >= 0 else None
        return segment.kind if segment and offset < segment.end else None


def numeral(heading: str) -> str:
    """Give the numeral a chapter's heading begins with."""
    return heading.partition(".")[0].strip("# *")
