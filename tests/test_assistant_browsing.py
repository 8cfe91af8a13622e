"""All records as one list: what is found, counted and in which order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.browsing import NEAREST, Match, Order, Wanted, listing
from corpus.catalogue import Catalogue, Filters
from corpus.load import load_all
from corpus.records import Addressee, Kind, Urgency


@pytest.fixture(scope="module")
def catalogue(sources: dict[str, Path]) -> Catalogue:
    return Catalogue(load_all([sources["romania"]]))


def nothing(query: str, among: Collection[str]) -> Sequence[str]:
    return []


def names(wanted: Wanted, catalogue: Catalogue) -> list[str]:
    return [record.record.removeprefix("romania:") for record in listing(wanted, catalogue, nothing).records]


def test_everything_but_footnotes_is_listed_in_the_order_of_the_source(catalogue: Catalogue):
    found = listing(Wanted(), catalogue, nothing)
    assert found.records == catalogue.select(Filters())
    assert names(Wanted(filters=Filters(kinds=(Kind.FOOTNOTE,))), catalogue) == [f"fn{n}" for n in range(1, 142)]


def test_exact_words_are_found_whatever_their_case_and_line_breaks(catalogue: Catalogue):
    assert names(Wanted(query="  TELEPHONE or   internet helplines,"), catalogue) == ["VI-1"]
    assert names(Wanted(query="vi-1"), catalogue) == ["VI-1"]
    assert names(Wanted(query="no such words"), catalogue) == []


def test_meaning_keeps_the_searchs_order_within_the_filters(catalogue: Catalogue):
    asked: list[set[str]] = []

    def search(query: str, among: Collection[str]) -> Sequence[str]:
        asked.append(set(among))
        return sorted(among, reverse=True)

    filters = Filters(urgencies=(Urgency.INVITE,))
    found = listing(Wanted(query="x", match=Match.MEANING, filters=filters), catalogue, search).records
    invites = {record.record for record in catalogue.records if record.urgency is Urgency.INVITE}
    assert asked == [invites]
    assert [record.record for record in found] == sorted(invites, reverse=True)[:NEAREST]


def test_facets_count_what_each_value_would_give(catalogue: Catalogue):
    filters = Filters(chapters=("X",), urgencies=(Urgency.REQUIRE,))
    facets = listing(Wanted(filters=filters), catalogue, nothing).facets
    # By hand: chapter X requires and invites; elsewhere III-30, V-18, VI-1 and IX-3 are required.
    assert facets["urgencies"] == {"require": 3, "invite": 2}
    assert facets["chapters"] == {"III": 1, "V": 1, "VI": 1, "IX": 1, "X": 3}
    assert facets["addressees"] == {"specific": 3}
    for name in ("chapters", "urgencies", "addressees", "kinds"):
        for value, count in facets[name].items():
            chosen = {"chapters": filters.chapters, "urgencies": filters.urgencies, name: (value,)}
            assert len(names(Wanted(filters=Filters(**chosen)), catalogue)) == count, (name, value)


def test_the_chart_counts_levels_whatever_chapter_and_level_are_chosen(catalogue: Catalogue):
    everything = listing(Wanted(), catalogue, nothing).levels
    chosen = listing(Wanted(filters=Filters(chapters=("X",), urgencies=(Urgency.REQUIRE,))), catalogue, nothing).levels
    assert everything == chosen
    assert everything["X", Urgency.REQUIRE] == 3
    assert sum(everything.values()) == 73
    generic = listing(Wanted(filters=Filters(addressees=(Addressee.GENERIC,))), catalogue, nothing).levels
    assert sum(generic.values()) == 50


@pytest.mark.parametrize("order", list(Order))
def test_equal_records_stay_in_the_order_of_the_source(catalogue: Catalogue, order: Order):
    place = {record.record: number for number, record in enumerate(catalogue.records)}
    upwards = listing(Wanted(order=order), catalogue, nothing).records
    downwards = listing(Wanted(order=order, descending=True), catalogue, nothing).records
    assert sorted(upwards, key=lambda r: place[r.record]) == sorted(downwards, key=lambda r: place[r.record])
    for records in (upwards, downwards):
        for before, after in pairwise(records):
            if (before.urgency, before.addressee, before.chapter) == (after.urgency, after.addressee, after.chapter) and order not in (
                Order.PLACE,
                Order.BEST,
            ):
                assert place[before.record] < place[after.record]


def test_descending_turns_the_order(catalogue: Catalogue):
    assert names(Wanted(order=Order.PLACE, descending=True), catalogue) == names(Wanted(order=Order.PLACE), catalogue)[::-1]
    chapters = [record.chapter for record in listing(Wanted(order=Order.CHAPTER, descending=True), catalogue, nothing).records]
    assert (chapters[0], chapters[-1]) == ("XI", "I")


def test_the_strongest_level_comes_first(catalogue: Catalogue):
    levels = [record.urgency for record in listing(Wanted(order=Order.URGENCY), catalogue, nothing).records]
    assert levels[:7] == [Urgency.REQUIRE] * 7
    assert levels[-1] is None
