"""Sections are read: which groups an urgency verb governs, and what each then holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from corpus.parsers.factsheet.blocks import Block
from corpus.parsers.factsheet.clauses import Clause, Lead, clause_faults, clauses_of, governed
from corpus.parsers.factsheet.doubts import clause_doubts, heading_doubts, statement_doubts
from corpus.parsers.factsheet.lists import Group, Item, groups_of
from corpus.parsers.factsheet.marks import Notes
from corpus.parsers.factsheet.sections import Section
from corpus.parsers.factsheet.statements import Words, statements_of
from corpus.records import Fault
from corpus.text import Passage, plain


@dataclass(slots=True)
class Reading:
    """What has been read so far of one source."""

    source: str
    party: str
    notes: Notes
    margin: int
    clauses: list[tuple[Section, Clause]] = field(default_factory=list)
    words: list[tuple[Section, Words]] = field(default_factory=list)
    lead_ins: list[Passage] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    breaks: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note where lines end, so that any offset's line is found at once."""
        self.breaks = [match.start() for match in re.finditer("\n", self.source)]

    def line_at(self, offset: int) -> int:
        """Give the number (1-based) of the line that holds an offset."""
        return bisect_left(self.breaks, offset) + 1


def read_section(reading: Reading, section: Section) -> None:
    """Read the groups of one section into clauses and statements."""

    def carries_id(block: Block) -> bool:
        return bool(reading.notes.id_marks(block.passage))

    def leads_in(block: Block) -> bool:
        found = governed(block.passage)
        return found is not None and not found.head.text

    for group in groups_of(section.blocks, carries_id, leads_in, reading.margin):
        lead: Lead | None = None
        items = group.items
        if group.lead is not None:
            found = governed(group.lead.passage)
            if found is None:
                own = next((i for i, item in enumerate(items) if governed(item.block.passage)), len(items))
                _read_statements(reading, section, Group(group.lead, items[:own]))
                items = items[own:]
            else:
                lead = found.lead
                _read_before(reading, section, found.before, group.lead)
                if found.head.text:
                    children = [block for item in items for block in (item.block, *item.children)]
                    _read_clauses(reading, section, found.lead, found.head, Item(group.lead, children))
                    items = []
                else:
                    reading.lead_ins.append(lead.passage)
                    if not items:
                        what = f"nothing stands under {plain(group.lead.text)[-60:]!r}"
                        reading.faults.append(Fault(group.lead.line, what, "restore what it recommends, or put it in its place"))
        for item in items:
            lead = _read_item(reading, section, lead, item)


def _read_item(reading: Reading, section: Section, lead: Lead | None, item: Item) -> Lead | None:
    """Read a list item; give the lead-in that governs the next: its own verb starts a new group."""
    found = governed(item.block.passage)
    if found is not None:
        _read_before(reading, section, found.before, item.block)
        if not found.head.text:
            reading.lead_ins.append(found.lead.passage)
            for child in item.children:
                _read_clauses(reading, section, found.lead, child.passage, Item(child))
            return found.lead
        _read_clauses(reading, section, found.lead, found.head, item)
        return replace(found.lead, of_item=True)
    if lead is None:
        _read_statements(reading, section, Group(None, [item]))
    else:
        _read_clauses(reading, section, lead, item.block.passage, item)
    return lead


def _read_clauses(reading: Reading, section: Section, lead: Lead, head: Passage, item: Item) -> None:
    reading.lead_ins.append(lead.passage)
    for clause in clauses_of(lead, head, item, reading.notes):
        if clause.shared_head:
            reading.lead_ins.append(clause.head)
        reading.clauses.append((section, clause))
        reading.faults.extend(clause_faults(clause, item, reading.notes, reading.line_at))
        reading.faults.extend(clause_doubts(clause, lead, item, reading.notes))
        reading.faults.extend(heading_doubts(clause, section, reading.notes, reading.party))


def _read_before(reading: Reading, section: Section, before: Passage, block: Block) -> None:
    """Read the sentences that stand before the one with the urgency verb."""
    if before.text:
        _read_statements(reading, section, Group(replace(block, passage=before)))


def _read_statements(reading: Reading, section: Section, group: Group) -> None:
    found = statements_of(group, section.kind)
    if found.lead_in is not None:
        reading.lead_ins.append(found.lead_in)
    for words in found.statements:
        reading.words.append((section, words))
        reading.faults.extend(statement_doubts(words, reading.line_at, in_list=group.lead is None))
        for passage in words.passages:
            if reading.notes.id_marks(passage):
                what = f"a recommendation ID stands under no urgency verb: {plain(passage.text)[:60]!r}"
                mend = "restore the words with 'requires', 'requests' or 'invites' before it"
                reading.faults.append(Fault(reading.line_at(passage.start), what, mend))
