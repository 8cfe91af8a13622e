"""Exact look-ups and filters: N of N, in the order of the source, and nothing near for what is not there."""

from __future__ import annotations

import pytest

from corpus.catalogue import Catalogue, Filters
from corpus.errors import InputError, UnknownNameError
from corpus.parsers import PARSERS, parser
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Addressee, Kind, Record, Urgency
from tests.golden import SLUGS, SMALL, parsed

ALL = Catalogue([parsed(slug) for slug in reversed(SLUGS)])
ONE = Catalogue([parsed("romania")])


def names(records: tuple[Record, ...]) -> list[str]:
    return [record.record for record in records]


def test_factsheets_and_records_are_ordered_by_party_and_source():
    assert ALL.parties == ("Norland and Esk", "Republic of Tamar", "Romania", "Valdoria")
    assert ALL.records == tuple(record for sheet in ALL.factsheets for record in sheet.records)


def test_no_factsheet_is_no_record():
    empty = Catalogue([])
    assert (empty.parties, empty.records, empty.by_id("VI-1"), empty.by_footnote(1)) == ((), (), (), ())
    with pytest.raises(UnknownNameError, match="known: none"):
        empty.factsheet("Romania")


@pytest.mark.parametrize("name", ["Romania", "ROMANIA", "romania"])
def test_a_party_is_found_whatever_the_case(name: str):
    assert ALL.factsheet(name) is parsed("romania")


@pytest.mark.parametrize("name", ["Republic of Tamar", "republic-of-tamar", "REPUBLIC OF TAMAR"])
def test_a_party_is_found_by_its_slug(name: str):
    assert ALL.factsheet(name) is parsed("republic-of-tamar")


def test_a_party_is_found_without_diacritics():
    text = SMALL.replace("ARCADIA", "TÜRKİYE").replace("Arcadia", "Türkiye")
    catalogue = Catalogue([parse_factsheet(text, "x")])
    assert catalogue.factsheet("turkiye").party == catalogue.factsheet("TÜRKIYE").party == "Türkiye"


def test_an_unknown_party_lists_the_known_ones():
    with pytest.raises(UnknownNameError) as caught:
        ALL.factsheet("Utopia")
    assert str(caught.value) == "unknown Party 'Utopia'; known: Norland and Esk, Republic of Tamar, Romania, Valdoria"
    assert isinstance(caught.value, InputError)


def test_get_finds_a_record_by_its_name():
    found = ALL.get("romania:VI-1")
    assert found is not None
    assert found.recommendation_ids == ("VI-1",)
    assert ALL.get("romania:VI-3") is None
    assert ALL.get("VI-1") is None


def test_by_id_gives_each_partys_clause():
    assert names(ALL.by_id("VI-1")) == ["norland-and-esk:VI-1", "romania:VI-1", "valdoria:VI-1"]
    assert names(ALL.by_id("VI-1", ["Romania"])) == ["romania:VI-1"]
    assert names(ALL.by_id("VI-1", ["Romania", "Valdoria"])) == ["romania:VI-1", "valdoria:VI-1"]


@pytest.mark.parametrize("name", ["III-16", "III-18"])
def test_by_id_finds_a_clause_by_any_of_its_ids(name: str):
    assert names(ONE.by_id(name)) == ["romania:III-16+III-18"]


@pytest.mark.parametrize("name", ["VI-3", "VII-1", "vi-1", "VI-", "VI-10", "VI", ""])
def test_by_id_never_gives_the_nearest(name: str):
    assert ONE.by_id(name) == ()


def test_by_id_gives_the_clause_and_not_its_footnote():
    assert all(record.kind is Kind.RECOMMENDATION for record in ONE.by_id("VI-1"))


def test_by_footnote_gives_the_bearers_and_then_the_footnote():
    assert names(ONE.by_footnote(90)) == ["romania:VI-1", "romania:fn90"]
    assert names(ONE.by_footnote(11)) == ["romania:II-8", "romania:II-9", "romania:fn11"]
    assert names(ONE.by_footnote(74)) == ["romania:V-fn68", "romania:fn74"]
    assert names(ONE.by_footnote(94)) == ["romania:VII-fn94", "romania:fn94"]


@pytest.mark.parametrize("number", [0, 142, -1])
def test_a_footnote_that_is_not_there(number: int):
    assert ONE.by_footnote(number) == ()


def test_by_footnote_of_several_parties():
    assert names(ALL.by_footnote(35, ["Valdoria", "Republic of Tamar"])) == [
        "republic-of-tamar:XI-3", "republic-of-tamar:fn35", "valdoria:V-18", "valdoria:fn35",
    ]  # fmt: skip


def test_by_paragraph():
    assert names(ONE.by_paragraph(73)) == ["romania:II-fn6", "romania:II-fn7"]
    assert names(ONE.by_paragraph(167)) == ["romania:III-fn30", "romania:III-fn31"]
    assert names(ONE.by_paragraph(288)) == ["romania:VI-fn88"]
    assert ONE.by_paragraph(72) == ()
    assert names(ALL.by_paragraph(229)) == ["republic-of-tamar:IV-fn18", "romania:IV-fn61"]
    assert names(ALL.by_paragraph(229, ["Romania"])) == ["romania:IV-fn61"]


# --- filters ----------------------------------------------------------------------------------------------------------


def select(**asked: object) -> list[str]:
    return [r.record.split(":")[1] for r in ONE.select(Filters(**asked))]  # type: ignore[arg-type]


def test_requirements():
    assert select(urgencies=(Urgency.REQUIRE,)) == ["III-30", "V-18", "VI-1", "IX-3", "X-4", "X-5", "X-6"]


def test_requests():
    assert select(urgencies=(Urgency.REQUEST,)) == [
        "II-6", "II-8", "II-9", "III-16+III-18", "III-3+III-7", "IV-9", "V-3", "VII-fn94",
    ]  # fmt: skip


def test_invitations_of_a_chapter():
    assert select(urgencies=(Urgency.INVITE,), chapters=("VI",)) == ["VI-2", "VI-4"]
    assert select(urgencies=(Urgency.INVITE,), chapters=("IV", "VI")) == ["IV-7", "IV-8", "VI-2", "VI-4"]


def test_by_addressee():
    assert len(select(addressees=(Addressee.SPECIFIC,))) == 23
    assert len(select(addressees=(Addressee.GENERIC,))) == 50
    assert select(addressees=(Addressee.GENERIC,), urgencies=(Urgency.REQUIRE,)) == ["III-30"]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Kind.RECOMMENDATION, 73),
        (Kind.OBSERVATION, 52),
        (Kind.PRACTICE, 7),
        (Kind.DIFFICULTY, 1),
        (Kind.DEFINITION, 3),
        (Kind.KEY_FINDING, 3),
        (Kind.INTRODUCTION, 18),
        (Kind.FOOTNOTE, 141),
    ],
)
def test_by_kind(kind: Kind, count: int):
    assert len(select(kinds=(kind,))) == count


def test_the_difficulty_is_the_one_of_chapter_vii():
    (found,) = ONE.select(Filters(kinds=(Kind.DIFFICULTY,)))
    assert (found.chapter, found.paragraphs) == ("VII", (331,))


def test_footnotes_come_only_where_they_are_asked_for():
    assert not any(name.startswith("fn") for name in select())
    assert len(select()) == 73 + 84
    assert select(kinds=(Kind.FOOTNOTE,), chapters=("VIII",))[0] == "fn105"


def test_nothing_matches_what_contradicts_itself():
    assert select(chapters=("VIII",), urgencies=(Urgency.REQUIRE,)) == []
    assert select(parties=("Valdoria",)) == []
    assert select(kinds=(Kind.OBSERVATION,), urgencies=(Urgency.REQUIRE,)) == []


def test_filters_know_whether_they_ask_for_anything():
    assert not Filters()
    assert Filters(chapters=("VI",))


def test_ids_of_a_party_and_of_a_chapter():
    assert len(ONE.ids("Romania")) == len(set(ONE.ids("Romania"))) == 83
    assert ONE.ids("Romania", "X") == ("X-4", "X-5", "X-6", "X-2", "X-3")
    assert ONE.ids("Romania", "I") == ()
    assert ALL.ids("Valdoria", "IX") == ("IX-4", "IX-7", "IX-3", "IX-1")


# --- the table of parsers ---------------------------------------------------------------------------------------------


def test_an_unknown_parser_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match="unknown parser 'opinion'; known: factsheet"):
        parser("opinion")


@pytest.mark.parametrize("name", PARSERS)
def test_every_parser_gives_a_factsheet_or_its_faults(name: str):
    assert parser(name)(SMALL, "small.txt").party == "Arcadia"
    with pytest.raises(InputError, match=r"small\.txt:1: error"):
        parser(name)("nothing", "small.txt")
