"""Places: what spans cut out of the source is the record, and every character of the source has one owner."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus.check import coverage
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Factsheet, Kind, SegmentKind, Span
from corpus.text import Passage, comparable, join_spans, quote_of
from tests.golden import SLUGS, SMALL, clause, parsed

ROMANIA = parsed("romania")


def cut(sheet: Factsheet, spans: tuple[Span, ...]) -> str:
    return "".join(sheet.source[start:end] for start, end in spans)


@pytest.mark.parametrize("slug", SLUGS)
def test_spans_cut_out_of_the_source_give_the_quote_back(slug: str):
    sheet = parsed(slug)
    for record in sheet.records:
        assert record.quote.strip(), record.record
        assert comparable(cut(sheet, record.spans)) == comparable(record.quote), record.record


@pytest.mark.parametrize("slug", SLUGS)
def test_lead_in_spans_give_the_lead_in_back(slug: str):
    sheet = parsed(slug)
    for record in sheet.recommendations:
        assert comparable(cut(sheet, record.lead_in_spans)) == comparable(record.lead_in), record.record
        assert record.lead_in_spans[-1].end <= record.spans[0].start, record.record


@pytest.mark.parametrize("slug", SLUGS)
def test_spans_are_in_order_apart_and_trimmed(slug: str):
    sheet = parsed(slug)
    for record in sheet.records:
        assert all(0 <= start < end <= len(sheet.source) for start, end in record.spans), record.record
        assert all(before.end < after.start for before, after in pairwise(record.spans)), record.record
        for start, end in record.spans:
            assert sheet.source[start:end] == sheet.source[start:end].strip(), record.record


@pytest.mark.parametrize("slug", SLUGS)
def test_every_character_belongs_to_exactly_one_segment(slug: str):
    sheet = parsed(slug)
    owners = [0] * len(sheet.source)
    for segment in sheet.segments:
        for i in range(segment.start, segment.end):
            owners[i] += 1
    assert max(owners) == 1
    assert [i for i, char in enumerate(sheet.source) if not owners[i] and not char.isspace()] == []
    assert list(sheet.segments) == sorted(sheet.segments)


@pytest.mark.parametrize("slug", SLUGS)
def test_coverage_is_whole_and_adds_up(slug: str):
    found = coverage(parsed(slug))
    assert (found.share, found.stray) == (1.0, ())
    assert sum(found.by_kind.values()) == found.total == sum(not char.isspace() for char in parsed(slug).source)
    assert all(found.by_kind[kind] > 0 for kind in SegmentKind)


def test_coverage_names_what_is_stray():
    sheet = parse_factsheet(SMALL, "small")
    at = SMALL.index("to set up")
    holed = [s for s in sheet.segments if not s.start <= at < s.end]
    found = coverage(Factsheet(**{**{f: getattr(sheet, f) for f in sheet.__dataclass_fields__}, "segments": tuple(holed)}))
    assert found.stray[0] == at
    assert 0 < found.share < 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("FACTSHEET – ROMANIA", SegmentKind.FURNITURE),
        ("VIII.\tPromoting awareness", SegmentKind.FURNITURE),
        ("VIII. Promoting awareness", SegmentKind.HEADING),
        ("“sexual extortion of children”:", SegmentKind.HEADING),
        ("To improve the effective implementation of the Convention, the Committee **requires** Romania to take", SegmentKind.LEAD_IN),
        ("to remove the requirement for dual criminality", SegmentKind.LEAD_IN),
        ("is free of charge.⁹⁰", SegmentKind.RECOMMENDATION),
        ("in the health sector\n - in the social", SegmentKind.RECOMMENDATION),
        ("INHOPE,⁶⁸", SegmentKind.STATEMENT),
        ("prosecutorial guidance or practice.\n\n¹²", SegmentKind.FOOTNOTE),
        ("³⁹ Recommendation III-8.", SegmentKind.FOOTNOTE),
    ],
)
def test_words_belong_to_what_they_are(words: str, kind: SegmentKind):
    at = ROMANIA.source.index(words)
    (owner,) = [segment.kind for segment in ROMANIA.segments if segment.start <= at < segment.end]
    assert owner is kind


@pytest.mark.parametrize("slug", SLUGS)
def test_record_names_are_unique_and_begin_with_the_party(slug: str):
    names = [record.record for record in parsed(slug).records]
    assert len(names) == len(set(names))
    assert all(name.startswith(f"{slug}:") for name in names)


@pytest.mark.parametrize("slug", SLUGS)
def test_records_follow_the_source(slug: str):
    sheet = parsed(slug)
    body = [record for record in sheet.records if record.kind is not Kind.FOOTNOTE]
    ends = [record.spans[-1].end for record in body]
    assert ends == sorted(ends)
    assert [record for record in sheet.records if record.kind is Kind.FOOTNOTE] == list(sheet.footnotes)
    assert len(body) == len(sheet.recommendations) + len(sheet.statements)


@pytest.mark.parametrize("slug", SLUGS)
def test_footnotes_and_records_refer_to_each_other(slug: str):
    sheet = parsed(slug)
    for note in sheet.footnotes:
        bearers = tuple(r.record for r in (*sheet.recommendations, *sheet.statements) if note.number in r.footnotes)
        assert note.refers_to == bearers, note.number
        assert note.refers_to, note.number


@pytest.mark.parametrize(
    ("number", "records"),
    [
        (90, ("romania:VI-1",)),
        (8, ("romania:II-6",)),
        (11, ("romania:II-8", "romania:II-9")),
        (94, ("romania:VII-fn94",)),
        (25, ("romania:III-fn25",)),
        (85, ("romania:V-10",)),
    ],
)
def test_what_a_footnote_refers_to(number: int, records: tuple[str, ...]):
    assert ROMANIA.footnotes[number - 1].refers_to == records


def test_a_footnote_knows_its_chapter():
    assert [ROMANIA.footnotes[n - 1].chapter for n in (1, 11, 58, 59, 141)] == ["I", "II", "III", "IV", "XI"]


def test_a_page_cut_gives_two_spans_and_one_quote():
    found = clause(ROMANIA, "VI-1")
    assert len(found.spans) == 1, "only white space stands between its halves"
    found = clause(ROMANIA, "III-11")
    assert len(found.spans) == 2, "footnotes stand between its halves"
    assert found.quote == (
        "to have units, sections or persons specialised in ICT facilitated sexual offences committed by children "
        "against other children for authorities responsible for investigation and for authorities responsible for "
        "prosecution."
    )


def test_a_shared_head_is_quoted_in_both_clauses():
    seven, eight = clause(ROMANIA, "IV-7"), clause(ROMANIA, "IV-8")
    assert seven.spans[0].start == eight.spans[0].start
    assert seven.spans[-1] != eight.spans[-1]


@pytest.mark.parametrize("change", ["crlf", "bom", "both"])
def test_offsets_are_into_the_given_text(change: str):
    text = SMALL.replace("\n", "\r\n") if change != "bom" else SMALL
    text = text if change == "crlf" else f"\ufeff{text}"
    sheet = parse_factsheet(text, "small")
    plain = parse_factsheet(SMALL, "small")
    assert [(r.record, r.text, r.quote) for r in sheet.records] == [(r.record, r.text, r.quote) for r in plain.records]
    assert all(comparable(cut(sheet, r.spans)) == comparable(r.quote) for r in sheet.records)
    assert coverage(sheet).share == 1.0


# --- the parts they are made of ---------------------------------------------------------------------------------------


def test_a_passage_keeps_offsets_when_joined_cut_and_trimmed():
    source = "one  two\n\nthree"
    joined = Passage.cut(source, 0, 8) + Passage.cut(source, 10, 15)
    assert joined.text == "one  two three"
    assert joined.stretches() == [Span(0, 8), Span(10, 15)]
    part = joined[3:11]
    assert (part.text, part.stretches()) == ("two th", [Span(5, 8), Span(10, 12)])
    assert (part.start, part.end) == (5, 12)


def test_joining_with_nothing_changes_nothing():
    words, nothing = Passage.cut("abc", 0, 3), Passage("", ())
    assert words + nothing == nothing + words == words
    assert nothing.stretches() == []


def test_spans_apart_by_white_space_only_become_one():
    assert join_spans("ab \n cd x ef", [Span(0, 2), Span(5, 7), Span(10, 12)]) == (Span(0, 7), Span(10, 12))


def test_a_quote_has_a_line_for_each_sub_point():
    source = "to do **this**:⁴\n - one;\n - two."
    assert quote_of(source, [Span(0, len(source))], [18, 26]) == "to do this:\n- one;\n- two."
