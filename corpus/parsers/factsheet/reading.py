"""Sections are read: which groups an urgency verb governs, and what each then holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.parsers.factsheet.blocks import Block
from corpus.parsers.factsheet.clauses import Clause, Lead, clause_faults, clauses_of, governed
from corpus.parsers.factsheet.lists import Group, Item, groups_of
from corpus.parsers.factsheet.marks import Notes
from corpus.parsers.factsheet.sections import Section
from corpus.parsers.factsheet.statements import Words, statements_of
from corpus.records import Fault, Severity
from corpus.text import Passage, plain


@dataclass(slots=True)
class Reading:
    """What has been read so far of one source."""

    source: str
    party: str
    notes: Notes
    clauses: list[tuple[Section, Clause]] = field(default_factory=list)
    words: list[tuple[Section, Words]] = field(default_factory=list)
    lead_ins: list[Passage] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_section(reading: Reading, section: Section) -> None:
    carries_id = lambda block: bool(reading.notes.id_marks(block.passage))  # noqa: E731
    for group in groups_of(section.blocks, carries_id):
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
        for item in items:
            lead = _read_item(reading, section, lead, item)


def _read_item(reading: Reading, section: Section, lead: Lead | None, item: Item) -> Lead | None:
    """Read a list item; give the lead-in that governs the next: its own verb starts a new group."""
    found = governed(item.block.passage)
    if found is not None:
        _read_before(reading, section, found.before, item.block)
        _read_clauses(reading, section, found.lead, found.head, item)
        return found.lead
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
        reading.faults.extend(clause_faults(clause, reading.notes))


def _read_before(reading: Reading, section: Section, before: Passage, block: Block) -> None:
    """Read the sentences that stand before the one with the urgency verb."""
    if before.text:
        _read_statements(reading, section, Group(replace(block, passage=before)))


def _read_statements(reading: Reading, section: Section, group: Group) -> None:
    found = statements_of(group, section.kind)
    if found.lead_in is not None:
        reading.lead_ins.append(found.lead_in)
    line = group.lead.line if group.lead else group.items[0].block.line
    for words in found.statements:
        reading.words.append((section, words))
        for passage in words.passages:
            if reading.notes.id_marks(passage):
                what = f"a recommendation ID stands under no urgency verb: {plain(passage.text)[:60]!r}"
                mend = "restore the words with 'requires', 'requests' or 'invites' before it"
                reading.faults.append(Fault(line, what, mend))


def id_faults(reading: Reading) -> list[Fault]:
    """Fault IDs that stand under two clauses or in another chapter."""
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for section, clause in reading.clauses:
        for name in reading.notes.ids(clause.footnote) if clause.footnote else ():
            if name in seen:
                what = f"recommendation {name} stands under two clauses (the other is at line {seen[name]})"
                faults.append(Fault(clause.line, what, "correct the footnote of one"))
            seen.setdefault(name, clause.line)
            if name.split("-")[0] != section.chapter.numeral:
                what = f"recommendation {name} stands in chapter {section.chapter.numeral}"
                faults.append(Fault(clause.line, what, "correct the ID or the chapter's numeral", Severity.WARNING))
    return faults
