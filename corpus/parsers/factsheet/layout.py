"""What blank lines tell: where a line is lost or out of its place though the words around it read well.

A source is taken at its own habit: only what it does once, or in at most a tenth of the places, is
a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.parsers.factsheet.blocks import Block, BlockKind, Blocks, Line
from corpus.parsers.factsheet.clauses import Clause
from corpus.parsers.factsheet.doubts import named
from corpus.parsers.factsheet.reading import Reading
from corpus.records import Fault, Severity
from corpus.text import plain

_SELDOM = 0.1


def wide_gaps(reading: Reading, lines: Sequence[Line]) -> list[Fault]:
    """Warn of several blank lines in a row where one is the habit, and of the clauses that what stood there may have governed."""
    solid = [line.number for line in lines if line.text]
    gaps = [(before, after) for before, after in pairwise(solid) if after - before > 1]
    wide = [(before, after) for before, after in gaps if after - before > 2]
    if not _is_seldom(len(wide), len(gaps)):
        return []
    faults = []
    for before, after in wide:
        names = _names(reading, _governed_from(reading, after))
        faults.append(_doubt(before + 1, f"several blank lines: a line may be lost before {names or 'what follows'}", "restore it"))
    return faults


def lines_beside_notes(reading: Reading, lines: Sequence[Line], blocks: Blocks) -> list[Fault]:
    """Warn of lines of the text right above or below a footnote's, where blank lines keep them apart."""
    apart = {block.line for block in blocks.page_numbers}
    in_note = {reading.line_at(start) for note in blocks.notes for start, _ in note.extents}
    apart |= in_note
    texts = {line.number: line for line in lines if line.text and line.number not in apart}
    beside = {number for near in in_note for number in (near - 1, near + 1) if number in texts}
    if not _is_seldom(len(beside), len(blocks.notes)):
        return []
    faults = []
    for number in sorted(beside):
        names = _names(reading, (clause for _, clause in reading.clauses if _holds(clause, texts[number])))
        what = f"a line of the text{f', in {names},' if names else ''} stands right beside a footnote"
        faults.append(_doubt(number, what, "put it in its place, or a blank line between them"))
    return faults


def tight_lead_ins(reading: Reading, body: Sequence[Block]) -> list[Fault]:
    """Warn of words right above their list, where a blank line is the habit: an item may have slipped before them."""
    leads = [
        (lead, item)
        for lead, item in pairwise(body)
        if lead.kind is BlockKind.PARAGRAPH and item.kind is BlockKind.ITEM and plain(lead.text).endswith(":")
    ]
    tight = [lead for lead, item in leads if reading.line_at(lead.passage.end - 1) + 1 == item.line]
    if not _is_seldom(len(tight), len(leads)):
        return []
    faults = []
    for lead in tight:
        around = [clause for _, clause in reading.clauses if clause.line < lead.line][-1:]
        around += [clause for _, clause in reading.clauses if clause.line > lead.line][:1]
        what = (
            f"{plain(lead.text)[:50]!r} stands right above its list; {_names(reading, around) or 'an item'} may be on the wrong side of it"
        )
        faults.append(_doubt(lead.line, what, "put it before the items that it governs, and a blank line behind it"))
    return faults


def _is_seldom(found: int, places: int) -> bool:
    return 0 < found <= max(1, places * _SELDOM) and found < places / 2


def _governed_from(reading: Reading, line: int) -> Iterable[Clause]:
    """Give the clauses from a line on that share their heading with the first of them."""
    later = [(section, clause) for section, clause in reading.clauses if clause.line >= line]
    return (clause for section, clause in later if (section.chapter, section.heading) == (later[0][0].chapter, later[0][0].heading))


def _holds(clause: Clause, line: Line) -> bool:
    line_end = line.start + len(line.text)
    return any(start < line_end and line.start < end for passage in clause.passages for start, end in passage.stretches())


def _names(reading: Reading, clauses: Iterable[Clause]) -> str:
    return ", ".join(named(clause, reading.notes) for clause in clauses)


def _doubt(line: int, what: str, mend: str) -> Fault:
    return Fault(line, what, mend, Severity.WARNING)
