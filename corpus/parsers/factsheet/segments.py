"""The whole source divided: each non-blank character belongs to exactly one segment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.parsers.factsheet.blocks import Block, Blocks, Line
from corpus.parsers.factsheet.reading import Reading
from corpus.parsers.factsheet.sections import Outline
from corpus.records import Segment, SegmentKind, Span

_KINDS = tuple(SegmentKind)
_UNPAINTED, _BODY = len(_KINDS), len(_KINDS) + 1
# One colour as far as it goes; not what is left unpainted or is body.
_RUN = re.compile(b"|".join(re.escape(bytes([colour])) + b"+" for colour in range(len(_KINDS))))


def segments_of(source: str, front: Sequence[Line], blocks: Blocks, outline: Outline, reading: Reading) -> tuple[Segment, ...]:
    """Paint every character with what was read from it, then cut at the changes of colour."""
    colours = bytearray([_UNPAINTED]) * len(source)
    for block in blocks.body:
        _paint(colours, block.extents, _BODY)
    _paint(colours, ((line.start, line.start + len(line.text)) for line in front), SegmentKind.FURNITURE)
    _paint(colours, _extents(blocks.page_numbers), SegmentKind.FURNITURE)
    _paint(colours, _extents(outline.headings), SegmentKind.HEADING)
    _paint(colours, _extents(blocks.notes), SegmentKind.FOOTNOTE)
    for _, words in reading.words:
        for passage in words.passages:
            _paint(colours, passage.stretches(), SegmentKind.STATEMENT)
    for _, clause in reading.clauses:
        for passage in clause.passages:
            _paint(colours, passage.stretches(), SegmentKind.RECOMMENDATION)
    # A head shared by several clauses is their lead-in, not any one clause's own words.
    for passage in reading.lead_ins:
        _paint(colours, passage.stretches(), SegmentKind.LEAD_IN)
    _paint_bullets(colours, blocks.body)
    return tuple(Segment(*run.span(), _KINDS[colours[run.start()]]) for run in _RUN.finditer(colours))


def _paint(colours: bytearray, extents: Iterable[Span | tuple[int, int]], colour: SegmentKind | int) -> None:
    value = colour if isinstance(colour, int) else _KINDS.index(colour)
    for start, end in extents:
        colours[start:end] = bytes([value]) * (end - start)


def _extents(blocks: Iterable[Block]) -> list[tuple[int, int]]:
    return [extent for block in blocks for extent in block.extents]


def _paint_bullets(colours: bytearray, body: Iterable[Block]) -> None:
    """Give a bullet to what it introduces."""
    for block in body:
        if block.glyph:
            colours[block.start : block.passage.start] = bytes([colours[block.passage.start]]) * (block.passage.start - block.start)
