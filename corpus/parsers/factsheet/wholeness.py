"""Checks over the whole source: every ID in one clause, no line doubled, no heading's clauses astray."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.parsers.factsheet.blocks import Block, Blocks, Line
from corpus.parsers.factsheet.clauses import is_whole
from corpus.parsers.factsheet.doubts import heading_doubts, named, names_parties
from corpus.parsers.factsheet.grammar import MARK_AT_END, PAGE_NUMBER, is_id_or_paragraph_note
from corpus.parsers.factsheet.marks import marks_of, numbers_of
from corpus.parsers.factsheet.reading import Reading
from corpus.parsers.factsheet.sections import Outline, Section
from corpus.records import Addressee, Fault, Severity
from corpus.text import SUPERSCRIPTS, plain

_BEFORE_WORDS = re.compile(r"^[\W\d]+")


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


def lost_ids(reading: Reading, notes: Iterable[Block], body: Sequence[Block]) -> list[Fault]:
    """Fault IDs whose mark stands in the text but ends no clause of its own."""
    carried = {clause.footnote for _, clause in reading.clauses}
    carried |= {number for _, words in reading.words for number in numbers_of(*words.passages)}
    marked = {mark.number for block in body for mark in marks_of(block.passage)}
    mend = "restore the beginning of its clause, or put the mark at its end"
    return [
        Fault(note.line, f"recommendation {', '.join(ids)} (footnote {note.number}) has no clause of its own", mend)
        for note in notes
        if (ids := reading.notes.ids(note.number)) and note.number in marked and note.number not in carried
    ]


def doubled_lines(lines: Iterable[Line]) -> list[Fault]:
    """Fault lines of the body that are printed twice in a row."""
    faults = []
    before = ""
    for line in lines:
        if not line.text:
            continue
        if line.text == before and line.text[0] not in SUPERSCRIPTS and not PAGE_NUMBER.match(line.text):
            faults.append(Fault(line.number, f"the line is doubled: {line.text[:60]!r}", "keep it once"))
        before = line.text
    return faults


def cut_end(reading: Reading, blocks: Blocks) -> list[Fault]:
    """Warn of a source whose last words, in the text or in the footnotes below it, are no sentence."""
    faults = []
    body, notes = (list(found[-1:]) for found in (blocks.body, blocks.notes))
    below = [note for note in notes if not body or note.start > body[0].start]
    for block in (*body, *below):
        if block.text and not MARK_AT_END.search(block.text) and not is_whole(block.text):
            ids = reading.notes.ids(block.number)
            name = f" at {', '.join(ids)}" if ids else ""
            what = f"the text breaks off at its end{name}: …{plain(block.text)[-50:]!r}"
            faults.append(Fault(reading.line_at(block.passage.end - 1), what, "restore the rest", Severity.WARNING))
    return faults


def stray_addressees(reading: Reading) -> list[Fault]:
    """Warn of clauses for the Party alone among clauses for all Parties under one generic heading."""
    faults = []
    for section, clause in reading.clauses:
        if section.addressee is not Addressee.GENERIC or names_parties(clause):
            continue
        if any(_same_heading(o, section) and names_parties(c) for o, c in reading.clauses):
            beside = [named(c, reading.notes) for o, c in reading.clauses if names_parties(c) and _same_heading(o, section)]
            what = f"{named(clause, reading.notes)} addresses {reading.party} alone under a heading for all Parties"
            what = f"{what}, beside {', '.join(beside)}"
            faults.append(Fault(clause.line, what, "put the heading in its place", Severity.WARNING))
    return faults


def stray_observations(reading: Reading) -> list[Fault]:
    """Warn of the Committee's observations under a heading for all Parties, and of the clauses that follow them."""
    faults = []
    for section, words in reading.words:
        text = plain(words.head.text)
        if section.addressee is not Addressee.GENERIC or "Committee" not in text or reading.party not in text:
            continue
        later = (
            name
            for other, clause in reading.clauses
            if clause.footnote and other.heading == section.heading and clause.lead_in.start > words.head.start
            for name in reading.notes.ids(clause.footnote)
        )
        ids = ", ".join(dict.fromkeys(later))
        what = f"an observation on {reading.party} stands under a heading for all Parties: {text[:60]!r}"
        mend = f"restore the heading 'specific to {reading.party}' before it" + (f"; {ids} would then stand under it" if ids else "")
        faults.append(Fault(reading.line_at(words.head.start), what, mend, Severity.WARNING))
    return faults


def unnumbered_notes(reading: Reading, body: Iterable[Block]) -> list[Fault]:
    """Fault what reads as a footnote but stands in the text, its number lost or not in superscript."""
    return [
        Fault(
            reading.line_at(block.start),
            f"a footnote has no number: {plain(block.text)[:60]!r}",
            "write its number in superscript before it",
        )
        for block in body
        if is_id_or_paragraph_note(_BEFORE_WORDS.sub("", plain(block.text)))
    ]


def idle_headings(reading: Reading, outline: Outline) -> list[Fault]:
    """Warn of headings that announce recommendations and have none, and of the clauses that may belong there."""
    faults = []
    with_clauses = {(section.chapter, section.heading) for section, _ in reading.clauses}
    for section in dict.fromkeys(s for s in outline.sections if s.addressee is not None and "recommendation" in s.heading.lower()):
        if (section.chapter, section.heading) in with_clauses:
            continue
        astray = ", ".join(named(clause, reading.notes) for other, clause in reading.clauses if other.chapter == section.chapter)
        what = f"no recommendation stands under {section.heading[:60]!r}; it may be out of its place, and with it {astray or 'others'}"
        faults.append(Fault(section.line, what, "put the heading before its recommendations", Severity.WARNING))
    return sorted(set(faults))


def lost_generic_headings(reading: Reading, outline: Outline) -> list[Fault]:
    """Warn of chapters without a heading for all Parties in which a clause speaks to Parties."""
    faults = []
    for chapter in outline.chapters:
        found = [(section, clause) for section, clause in reading.clauses if section.chapter == chapter]
        has_heading = any(section.addressee is Addressee.GENERIC for section in outline.sections if section.chapter == chapter)
        doubted = any(list(heading_doubts(clause, section, reading.notes, reading.party)) for section, clause in found)
        if has_heading or doubted or not any(names_parties(clause) for _, clause in found):
            continue
        names = ", ".join(named(clause, reading.notes) for _, clause in found)
        what = f"chapter {chapter.numeral} has no heading for all Parties though one is spoken to among them: {names}"
        faults.append(Fault(found[0][1].line, what, "restore the heading 'Generic recommendations'", Severity.WARNING))
    return faults


def _same_heading(one: Section, other: Section) -> bool:
    return (one.chapter, one.heading) == (other.chapter, other.heading)
