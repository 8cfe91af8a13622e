"""Paragraphs and list items that recommend nothing become statements, cut at footnoted sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.blocks import Block
from corpus.parsers.factsheet.clauses import Point
from corpus.parsers.factsheet.lists import Group
from corpus.parsers.factsheet.marks import marks_of
from corpus.records import Kind
from corpus.text import Passage, plain


@dataclass(frozen=True, slots=True)
class Words:
    """A statement before it becomes a record."""

    kind: Kind
    head: Passage
    points: tuple[Point, ...] = ()
    lead_in: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All its words."""
        return (self.head, *(point.passage for point in self.points))


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """What a group without urgency verb says, and its lead-in where that is no statement itself."""

    statements: tuple[Words, ...]
    lead_in: Passage | None = None


def statements_of(group: Group, kind: Kind) -> StatementGroup:
    """Read a paragraph or list that no urgency verb governs.

    A list whose items bear footnotes is led in by its paragraph and each item is a statement; the
    items of a list without footnotes are parts of the paragraph's sentence; definitions are
    statements of their own.
    """
    if group.lead is None or not group.items:
        items = [words for item in group.items for words in _item(item.block.passage, item.children, kind, "")]
        heads = [Words(kind, part) for part in sentences(group.lead.passage)] if group.lead else []
        return StatementGroup((*heads, *items))
    if any(grammar.DEFINITION.match(item.block.text) for item in group.items):
        own = tuple(
            Words(Kind.DEFINITION if grammar.DEFINITION.match(item.block.text) else kind, item.block.passage) for item in group.items
        )
        return StatementGroup((*(Words(kind, part) for part in sentences(group.lead.passage)), *own))
    blocks = [block for item in group.items for block in (item.block, *item.children)]
    if any(marks_of(block.passage) for block in blocks):
        lead_in = plain(group.lead.text)
        own = tuple(w for item in group.items for w in _item(item.block.passage, item.children, kind, lead_in))
        return StatementGroup(own, group.lead.passage)
    *before, last = sentences(group.lead.passage)
    points = tuple(Point(block.passage, block.start) for block in blocks)
    return StatementGroup((*(Words(kind, part) for part in before), Words(kind, last, points)))


def _item(passage: Passage, children: list[Block], kind: Kind, lead_in: str) -> Iterator[Words]:
    *before, last = sentences(passage)
    for part in before:
        yield Words(kind, part, lead_in=lead_in)
    yield Words(kind, last, tuple(Point(child.passage, child.start) for child in children), lead_in)


def sentences(passage: Passage) -> list[Passage]:
    """Cut a passage behind each sentence that ends with a footnote mark."""
    ends = [0, *grammar.sentence_ends(passage.text, footnoted=True), len(passage.text)]
    parts = (passage[start:end] for start, end in pairwise(ends))
    return [part for part in parts if part.text]
