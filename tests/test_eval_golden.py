"""Golden tables, where their records stand, and extraction exactness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.errors import InputError
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Addressee, Factsheet, Recommendation, Span, Urgency
from eval.golden import Reference, load_reference, load_references
from eval.locate import locate_clauses, locate_notes, locate_statements
from eval.metrics import extraction
from eval.solid import comparable, intersection, running_count, solid_offsets, union

REFERENCES = load_references()
ROMANIA = REFERENCES["romania"]
PARSED = parse_factsheet(ROMANIA.source, "romania")


def _words(reference: Reference, spans: tuple[Span, ...]) -> list[str]:
    return [reference.source[start:end] for start, end in spans]


def _clause(slug: str, name: str) -> list[str]:
    found = {"+".join(row.ids): spans for row, spans in locate_clauses(REFERENCES[slug])}
    return _words(REFERENCES[slug], found[name])


# ------------------------------------------------------------------ the tables
def test_the_counts_of_the_domain() -> None:
    """Counted by hand: 73 clauses, 83 IDs, 141 footnotes; by clause 7 require, 8 request, 58 invite."""
    levels = [clause.urgency for clause in ROMANIA.clauses]
    assert (len(ROMANIA.clauses), len(ROMANIA.ids), len(ROMANIA.footnotes)) == (73, 83, 141)
    assert [levels.count(level) for level in Urgency] == [7, 8, 58]
    assert sum(clause.addressee is Addressee.SPECIFIC for clause in ROMANIA.clauses) == 23


def test_look_ups() -> None:
    clause, unnumbered = ROMANIA.clause("III-19"), ROMANIA.unnumbered(94)
    assert clause is not None
    assert clause.ids == ("III-17", "III-19")
    assert unnumbered is not None
    assert unnumbered.urgency is Urgency.REQUEST
    assert ROMANIA.clause("VI-3") is None
    assert ROMANIA.unnumbered(90) is None


def test_a_party_without_tables() -> None:
    with pytest.raises(InputError, match="golden tables of atlantis"):
        load_reference("atlantis")


# ------------------------------------------------------------------ places
def test_a_clause_in_one_piece() -> None:
    (words,) = _clause("romania", "VI-1")
    assert words.startswith("to take the necessary legislative")
    assert words.endswith("it is free of charge.")


def test_a_clause_cut_by_a_page() -> None:
    head, rest = _clause("romania", "III-11")
    assert head.endswith("ICT facilitated sexual offences")
    assert rest.startswith("committed by children against other children")


def test_points_with_ids_of_their_own_share_the_words_above() -> None:
    (seventh,) = _clause("romania", "IV-7")
    head, point = _clause("romania", "IV-8")
    assert seventh.startswith(head)
    assert point == "solicitation of children for sexual purposes."
    assert _clause("norland-and-esk", "IV-6") == [
        head,
        "causing a child to participate in pornographic performances.",
    ]


def test_a_mark_before_the_full_stop() -> None:
    assert _clause("norland-and-esk", "II-9")[-1].endswith("as a last resort⁸.")


def test_two_clauses_in_one_bullet() -> None:
    assert _clause("romania", "V-10")[0].endswith("images and/or videos.")
    assert _clause("romania", "V-14+V-16")[0].startswith("to maintain and develop")


def test_a_statement_cut_by_a_page() -> None:
    found = {row.footnotes: spans for row, spans in locate_statements(ROMANIA)}
    head, rest = _words(ROMANIA, found[104,])
    assert head.endswith("in Romania are sometimes")
    assert rest.startswith("discriminated against")


def test_notes_in_one_piece_and_cut() -> None:
    notes = {row.number: _words(ROMANIA, spans) for row, spans in locate_notes(ROMANIA)}
    assert notes[94] == ["Examples of projects and/or programmes will enable assessment of follow-up to this recommendation."]
    assert notes[11][1] == "prosecutorial guidance or practice."
    assert len(notes[130]) == 1
    assert notes[130][0].endswith("Terre des Hommes Hungary.")
    assert notes[136][0].endswith("2015_web.pdf.")


@pytest.mark.parametrize("slug", REFERENCES)
def test_clauses_follow_one_another(slug: str) -> None:
    reference = REFERENCES[slug]
    ends = [spans[-1].end for _, spans in locate_clauses(reference)]
    assert ends == sorted(ends)
    for row, spans in locate_clauses(reference):
        words = "".join(reference.source[offset] for span in spans for offset in solid_offsets(reference.source, span))
        assert words.startswith(row.first_words.replace(" ", ""))
        assert words.endswith(row.last_words.replace(" ", ""))


def test_words_that_do_not_follow_are_named() -> None:
    wrong = replace(ROMANIA, clauses=(replace(ROMANIA.clauses[0], last_words="of the moon."),))
    with pytest.raises(InputError, match=r"“of the moon\.” does not follow in the source"):
        locate_clauses(wrong)


# ------------------------------------------------------------------ what counts
def test_what_counts() -> None:
    source = "- **free**  of\n\tcharge.⁹⁰ [here](http://x.y/z)\no own\n"
    assert list(solid_offsets("\n - x", Span(2, 5))) == [4], "a bullet is one also where a span begins with it"
    kept = "".join(source[offset] for offset in solid_offsets(source, Span(0, len(source))))
    assert kept == "freeofcharge.hereown"
    assert int(running_count(source)[-1]) == len(kept)


def test_running_count_is_the_sum_of_offsets() -> None:
    count, offsets = running_count(ROMANIA.source), set(solid_offsets(ROMANIA.source, Span(0, len(ROMANIA.source))))
    for start, end in ((0, 100), (5000, 7000), (54000, 54784)):
        assert int(count[end] - count[start]) == sum(offset in offsets for offset in range(start, end))


def test_what_verbatim_texts_share() -> None:
    assert comparable("to *ensure*\n that⁹ [it](#) is") == comparable("to ensure that it is")
    assert comparable("by:\no either this,\no or that") == comparable("by: o either this, o or that")
    assert comparable("by:\no either this,\no or that") == comparable("by:\n - either this,\n - or that")
    assert comparable("to ensure") != comparable("to insure")
    assert comparable("free of charge") != comparable("free of charg")


def test_unions_and_intersections() -> None:
    assert union([Span(5, 9), Span(1, 3), Span(3, 4), Span(8, 12)]) == [(1, 4), (5, 12)]
    assert intersection([Span(1, 4), Span(6, 9)], [Span(3, 7), Span(8, 20)]) == [(3, 4), (6, 7), (8, 9)]
    assert intersection([Span(1, 4)], [Span(4, 9)]) == []


# ------------------------------------------------------------------ extraction
@pytest.mark.parametrize("slug", REFERENCES)
def test_the_parser_extracts_every_record_exactly(slug: str) -> None:
    reference = REFERENCES[slug]
    for found in extraction(parse_factsheet(reference.source, slug), reference):
        assert (found.missing, found.extra) == ((), ()), found.kind
        assert (found.precision.value, found.recall.value, found.f1.value) == (1.0, 1.0, 1.0)


Spoil = Callable[[Factsheet], Factsheet]


def _spoiled(**changes: object) -> Spoil:
    """Change one field of the first clause."""

    def apply(sheet: Factsheet) -> Factsheet:
        first, *rest = sheet.recommendations
        return replace(sheet, recommendations=(replace(first, **changes), *rest))

    return apply


FIRST: Recommendation = PARSED.recommendations[0]
SPOILED: dict[str, Spoil] = {
    "another ID": _spoiled(recommendation_ids=("II-2",)),
    "another urgency": _spoiled(urgency=Urgency.REQUEST),
    "another addressee": _spoiled(addressee=Addressee.GENERIC),
    "another chapter": _spoiled(chapter="III"),
    "another footnote": _spoiled(footnote=5),
    "a footnote less": _spoiled(footnotes=(4,)),
    "a point more": _spoiled(points=("own",)),
    "a word less": _spoiled(spans=(Span(FIRST.spans[0].start, FIRST.spans[0].end - 5),)),
}


@pytest.mark.parametrize("what", SPOILED)
def test_one_wrong_field_makes_a_clause_wrong(what: str) -> None:
    clauses, statements, footnotes = extraction(SPOILED[what](PARSED), ROMANIA)
    assert clauses.precision.value == clauses.recall.value == clauses.f1.value == pytest.approx(72 / 73)
    assert (len(clauses.missing), len(clauses.extra)) == (1, 1)
    assert statements.f1.value == footnotes.f1.value == 1.0


def test_a_missing_clause_costs_recall_and_a_double_one_precision() -> None:
    missing = extraction(replace(PARSED, recommendations=PARSED.recommendations[1:]), ROMANIA)[0]
    assert (missing.precision.value, missing.recall.value) == (1.0, pytest.approx(72 / 73))
    double = extraction(replace(PARSED, recommendations=(FIRST, *PARSED.recommendations)), ROMANIA)[0]
    assert (double.precision.n, double.recall.n, double.f1.n) == (74, 73, 147)
    assert (double.precision.value, double.recall.value) == (pytest.approx(73 / 74), 1.0)


def test_statements_and_footnotes_are_compared_too() -> None:
    statement, note = PARSED.statements[0], PARSED.footnotes[1]
    sheet = replace(
        PARSED,
        statements=(replace(statement, paragraphs=(1,)), *PARSED.statements[1:]),
        footnotes=(PARSED.footnotes[0], replace(note, paragraphs=(50,)), *PARSED.footnotes[2:]),
    )
    clauses, statements, footnotes = extraction(sheet, ROMANIA)
    assert clauses.f1.value == 1.0
    assert len(statements.missing) == len(footnotes.missing) == 1


def test_nothing_extracted_is_undefined_precision() -> None:
    clauses = extraction(replace(PARSED, recommendations=()), ROMANIA)[0]
    assert (clauses.precision.value, clauses.precision.interval, clauses.recall.value) == (None, None, 0.0)
