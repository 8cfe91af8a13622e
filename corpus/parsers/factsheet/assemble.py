"""Everything read becomes one frozen Factsheet, or one list of faults."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.errors import SourceError
from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.blocks import MOST_LINES, Block, BlockKind, EndlessError, split_lines
from corpus.parsers.factsheet.clauses import Clause, Point
from corpus.parsers.factsheet.contents import body_start, missing_chapters
from corpus.parsers.factsheet.joining import blocks_of
from corpus.parsers.factsheet.layout import lines_beside_notes, tight_lead_ins, wide_gaps
from corpus.parsers.factsheet.marks import check_marks, numbers_of, read_notes
from corpus.parsers.factsheet.reading import Reading, read_section
from corpus.parsers.factsheet.sections import Outline, Section, outline_of
from corpus.parsers.factsheet.segments import segments_of
from corpus.parsers.factsheet.statements import Words
from corpus.parsers.factsheet.title import read_title
from corpus.parsers.factsheet.unseen import number_faults, party_faults, unseen_faults
from corpus.parsers.factsheet.wholeness import (
    cut_end,
    doubled_lines,
    id_faults,
    idle_headings,
    lost_generic_headings,
    lost_ids,
    stray_addressees,
    stray_observations,
    unnumbered_notes,
)
from corpus.records import Addressee, Factsheet, Fault, Footnote, Kind, Recommendation, Record, Severity, Span, Statement
from corpus.text import Passage, join_spans, plain, plain_blanks, quote_of, slug, text_of


def parse_factsheet(source: str, origin: str) -> Factsheet:
    """Parse a factsheet's text.

    Args:
        source: the decoded text, unchanged.
        origin: file or name, for messages.

    Raises:
        SourceError: it is no factsheet or has faults; all are listed, in the order of the text.

    """
    readable = plain_blanks(source)
    lines = split_lines(readable)
    title = read_title(lines)
    faults = party_faults(title.party, slug(title.party))
    faults += [] if title.party else [Fault(1, "no title line 'FACTSHEET – PARTY'", "give the text of a factsheet")]
    first = body_start(lines)
    if first is None:
        faults.append(Fault(1, "no chapter heading such as 'I. Introduction'", "give the text of a factsheet"))
    too_long = number_faults(lines)
    if first is None or too_long:
        raise SourceError(origin, sorted([*faults, *too_long]))
    try:
        blocks = blocks_of(readable, lines[first:], title.party)
    except EndlessError as error:
        what = f"a paragraph runs over more than {MOST_LINES} lines"
        raise SourceError(origin, [Fault(error.line, what, "put blank lines between paragraphs")]) from error
    notes, note_faults = read_notes(blocks.notes)
    outline = outline_of(blocks.body, title.party)
    margin = min((block.indent for block in blocks.body if block.kind is BlockKind.ITEM), default=0)
    reading = Reading(source, title.party, notes, margin)
    for section in outline.sections:
        read_section(reading, section)
    faults += [*note_faults, *check_marks(blocks.notes, blocks.body, reading.line_at), *outline.faults, *reading.faults]
    faults += [*id_faults(reading), *lost_ids(reading, blocks.notes, blocks.body)]
    faults += [*doubled_lines(lines[first:]), *unnumbered_notes(reading, blocks.body)]
    faults += unseen_faults(lines)
    errors = sorted(fault for fault in set(faults) if fault.severity is Severity.ERROR)
    if not reading.clauses and not errors:
        errors.append(Fault(1, "it holds no recommendation of the Committee", "give the whole factsheet"))
    if errors:
        raise SourceError(origin, errors)
    # What follows only warns.
    faults += [*stray_observations(reading), *stray_addressees(reading), *missing_chapters(lines[:first], outline.chapters)]
    faults += [*cut_end(reading, blocks), *idle_headings(reading, outline), *lost_generic_headings(reading, outline)]
    faults += [
        *wide_gaps(reading, lines[first:]),
        *lines_beside_notes(reading, lines[first:], blocks),
        *tight_lead_ins(reading, blocks.body),
    ]
    clause_names, statement_names = _names(reading)
    recommendations = tuple(
        _recommendation(reading, section, clause, name) for (section, clause), name in zip(reading.clauses, clause_names, strict=True)
    )
    statements = tuple(
        _statement(reading, section, words, name) for (section, words), name in zip(reading.words, statement_names, strict=True)
    )
    return Factsheet(
        party=title.party,
        slug=slug(title.party),
        title=title.report,
        updated=title.updated,
        source=source,
        sha256=hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest(),
        chapters=outline.chapters,
        recommendations=recommendations,
        statements=statements,
        footnotes=_footnotes(reading, blocks.notes, [*recommendations, *statements], outline),
        segments=segments_of(source, lines[:first], blocks, outline, reading),
        warnings=tuple(sorted(set(faults))),
    )


def _recommendation(reading: Reading, section: Section, clause: Clause, record: str) -> Recommendation:
    spans, quote = _quote(reading.source, clause.head, clause.points)
    ids = reading.notes.ids(clause.footnote) if clause.footnote else ()
    whom = grammar.addressed_to(clause.lead_in.text)
    by_name = Addressee.GENERIC if "Parties" in whom else Addressee.SPECIFIC
    lead_in_spans = join_spans(reading.source, clause.lead_in.stretches())
    return Recommendation(
        record=record,
        party=reading.party,
        chapter=section.chapter.numeral,
        section=section.heading,
        kind=Kind.RECOMMENDATION,
        text=text_of(quote),
        quote=quote,
        spans=spans,
        footnotes=numbers_of(clause.lead_in, *clause.passages),
        recommendation_ids=ids,
        urgency=clause.urgency,
        addressee=section.addressee or by_name,
        lead_in=plain(clause.lead_in.text),
        lead_in_spans=lead_in_spans,
        addressed_to=whom,
        points=tuple(plain(point.passage.text) for point in clause.points),
        footnote=clause.footnote,
    )


def _statement(reading: Reading, section: Section, words: Words, record: str) -> Statement:
    spans, quote = _quote(reading.source, words.head, words.points)
    footnotes = numbers_of(*words.passages)
    return Statement(
        record=record,
        party=reading.party,
        chapter=section.chapter.numeral,
        section=section.heading,
        kind=words.kind,
        text=text_of(quote),
        quote=quote,
        spans=spans,
        footnotes=footnotes,
        paragraphs=reading.notes.paragraphs(footnotes),
        lead_in=words.lead_in,
    )


def _quote(source: str, head: Passage, points: Sequence[Point]) -> tuple[tuple[Span, ...], str]:
    stretches = head.stretches()
    for point in points:
        stretches += [Span(point.start, point.start + 1), *point.passage.stretches()]
    spans = join_spans(source, stretches)
    return spans, quote_of(source, spans, [point.start for point in points])


def _names(reading: Reading) -> tuple[list[str], list[str]]:
    """Name the clauses and the statements: by ID, else by chapter and footnote, else by count."""
    party, counts = slug(reading.party), Counter[str]()

    def by_place(section: Section, numbers: Sequence[int], letter: str) -> str:
        chapter = section.chapter.numeral
        if numbers:
            return f"{party}:{chapter}-fn{numbers[0]}"
        counts[chapter + letter] += 1
        return f"{party}:{chapter}-{letter}{counts[chapter + letter]}"

    clauses = [
        f"{party}:{'+'.join(reading.notes.ids(clause.footnote))}"
        if clause.footnote
        else by_place(section, numbers_of(*clause.passages), "clause")
        for section, clause in reading.clauses
    ]
    return clauses, [by_place(section, numbers_of(*words.passages), "statement") for section, words in reading.words]


def _footnotes(reading: Reading, notes: Sequence[Block], records: Sequence[Record], outline: Outline) -> tuple[Footnote, ...]:
    refers_to: dict[int, list[str]] = defaultdict(list)
    for record in records:
        for number in record.footnotes:
            refers_to[number].append(record.record)
    openings = [block for block in outline.headings if block.kind is BlockKind.CHAPTER]
    found = []
    for note in notes:
        spans, quote = _quote(reading.source, note.passage, ())
        before = [chapter for block, chapter in zip(openings, outline.chapters, strict=True) if block.line < note.line]
        found.append(
            Footnote(
                record=f"{slug(reading.party)}:fn{note.number}",
                party=reading.party,
                chapter=before[-1].numeral if before else "",
                section="",
                kind=Kind.FOOTNOTE,
                text=text_of(quote),
                quote=quote,
                spans=spans,
                footnotes=(note.number,),
                paragraphs=reading.notes.paragraphs((note.number,)),
                recommendation_ids=reading.notes.ids(note.number),
                number=note.number,
                refers_to=tuple(refers_to[note.number]),
            )
        )
    return tuple(found)
