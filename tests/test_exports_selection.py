"""What is selected, in which order, and how it is cited: expectations written by hand from the source."""

from __future__ import annotations

import pytest

from assistant.citing import citation, definition, permalink
from assistant.exports import FORMATS, export_bytes, select, select_records
from assistant.exports.about import summary
from corpus.catalogue import Catalogue
from corpus.errors import InputError, UnknownNameError
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Urgency
from tests.golden import SLUGS, SMALL, parsed

ROMANIA = parsed("romania")
ONE = Catalogue([ROMANIA])
ALL = Catalogue([parsed(slug) for slug in SLUGS])


def chosen(*names: str, catalogue: Catalogue = ONE, parties: tuple[str, ...] = ()) -> list[str]:
    return [item.record.record for item in select(catalogue, names, parties=parties).items]


# ------------------------------------------------------------------ choosing
def test_the_order_is_the_users_and_each_stands_once():
    assert chosen("X-5", "VI-1", "X-5", " II-6 ") == ["romania:X-5", "romania:VI-1", "romania:II-6"]


def test_a_clause_with_several_ids_is_one_item():
    assert chosen("III-16", "III-18") == ["romania:III-16+III-18"]
    assert chosen("III-16+III-18") == ["romania:III-16+III-18"]


def test_records_without_a_number_are_named_by_their_identifier():
    assert chosen("VII-fn94", "romania:VI-fn88") == ["romania:VII-fn94", "romania:VI-fn88"]


@pytest.mark.parametrize("spelling", ["VI-1", "vi-1", "VI 1", "Recommendation VI-1", "VI–1"])
def test_an_id_in_any_spelling(spelling: str):
    assert chosen(spelling) == ["romania:VI-1"]


def test_one_id_of_several_parties_or_of_one():
    assert {name.split(":")[0] for name in chosen("VI-1", catalogue=ALL)} > {"romania"}
    assert chosen("VI-1", catalogue=ALL, parties=("Romania",)) == ["romania:VI-1"]


def test_all_names_that_are_not_there_are_named_at_once():
    with pytest.raises(InputError) as error:
        select(ONE, ["VI-1", "VI-3", "XX-5", "", "not VI-1", "France:VI-1"])
    assert all(repr(name) in str(error.value) for name in ("VI-3", "XX-5", "", "not VI-1", "France:VI-1"))
    assert "'VI-1'," not in str(error.value)


def test_nothing_selected_is_refused():
    with pytest.raises(InputError, match="at least one"):
        select_records(ONE, [])


def test_an_unknown_format_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match="docx, pptx, xlsx, csv, md, json"):
        export_bytes(select(ONE, ["VI-1"]), "pdf")
    assert list(FORMATS) == ["docx", "pptx", "xlsx", "csv", "md", "json"]


def test_the_summary_counts_by_level():
    selection = select(ONE, ["VI-1", "II-6", "VI-2", "VI-4", "VI-fn88"])
    assert summary(selection) == "4 recommendations and 1 other passage. The Committee’s level: 1 required, 1 requested and 2 invited."
    assert summary(select(ONE, ["VI-fn88"])) == "1 passage."


def test_the_date_is_the_latest_of_the_sources():
    assert select(ONE, ["VI-1"]).date.date().isoformat() == "2023-05-25"


@pytest.mark.parametrize("line", ["", "Last update: 01.01.1970\n\n", "Last update: 31.12.9999\n\n"])
def test_a_date_that_no_archive_can_carry(line: str):
    sheet = parse_factsheet(SMALL.replace("Last update: 01.02.2023\n\n", line), "small")
    selection = select(Catalogue([sheet]), ["VI-1"])
    assert selection.date.year == 1980
    assert export_bytes(selection, "docx")


# ------------------------------------------------------------------ citing
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("romania:VI-1", "Lanzarote Committee, Factsheet Romania (25.05.2023), Recommendation VI-1, *requires*"),
        ("romania:VI-2", "Lanzarote Committee, Factsheet Romania (25.05.2023), Recommendation VI-2, *invites*"),
        ("romania:III-16+III-18", "Lanzarote Committee, Factsheet Romania (25.05.2023), Recommendations III-16 and III-18, *requests*"),
        (
            "romania:VII-fn94",
            "Lanzarote Committee, Factsheet Romania (25.05.2023), chapter VII, recommendation without a number, footnote 94, *requests*",
        ),
        ("romania:VI-fn88", "Lanzarote Committee, Factsheet Romania (25.05.2023), chapter VI, observation, footnote 88"),
        ("romania:XI-fn134", "Lanzarote Committee, Factsheet Romania (25.05.2023), chapter XI, observation, footnotes 134 and 135"),
        (
            "romania:X-statement4",
            "Lanzarote Committee, Factsheet Romania (25.05.2023), chapter X, promising practice, “In Romania, about 8,700 teachers have …”",
        ),
    ],
)
def test_a_citation(name: str, expected: str):
    record = ONE.get(name)
    assert record is not None
    assert citation(record, ROMANIA) == expected
    assert citation(record, ROMANIA, emphasis="") == expected.replace("*", "")


@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_records_have_one_citation(slug: str):
    sheet = parsed(slug)
    cited = [citation(record, sheet) for record in sheet.records]
    assert len(set(cited)) == len(cited)


def test_a_footnote_is_cited_by_its_number():
    assert citation(ROMANIA.footnotes[93], ROMANIA) == "Lanzarote Committee, Factsheet Romania (25.05.2023), footnote 94"


def test_a_link_survives_the_address_bar():
    (clause,) = ONE.by_id("III-16")
    (plain,) = ONE.by_id("VI-1")
    assert permalink(plain) == "?record=romania:VI-1"
    assert permalink(clause, "http://127.0.0.1:7860/") == "http://127.0.0.1:7860/?record=romania:III-16%2BIII-18"


def test_definitions_are_the_sources_own():
    found = {level: definition(level, ROMANIA) for level in Urgency}
    assert all(record is not None and record.record.startswith("romania:I-") for record in found.values())
    require, request, invite = (record.text for record in found.values() if record)
    assert require.startswith("“Require”: when the steps recommended correspond to obligations arising from the Lanzarote Convention")
    assert "clarified by documents adopted by the Committee" in request
    assert "promising practices or other measures" in invite
    small = parse_factsheet(SMALL, "small")
    assert definition(Urgency.REQUIRE, small) is None
