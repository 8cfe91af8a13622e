"""All records as one list: searched, filtered, counted and sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from corpus.catalogue import Catalogue, Filters
from corpus.records import Addressee, Kind, Record, Urgency
from corpus.text import fold

# Best first, identifiers only; the first argument is what is searched, the second where.
Search = Callable[[str, Collection[str]], Sequence[str]]

# What a search by meaning shows at most: further down nothing is about the query any more.
NEAREST = 25


class Match(StrEnum):
    """How the words of a query are looked for."""

    EXACT = "exact"
    MEANING = "meaning"


class Order(StrEnum):
    """What the list is sorted by."""

    BEST = "best"
    PLACE = "place"
    URGENCY = "urgency"
    ADDRESSEE = "addressee"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be listed.

    Attributes:
        query: words to look for, empty for all records.
        match: how they are looked for.
        filters: what the records must be.
        order: what they are sorted by; `best` is the search's own order, or the source's where nothing is searched.
        descending: whether the order is reversed.

    """

    query: str = ""
    match: Match = Match.EXACT
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.BEST
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found.

    Attributes:
        records: in the order wanted.
        facets: by the name of a filter, how many records each of its values would give with the other filters as they are;
            in a search by meaning, how many of those nearest in meaning have it.
        levels: number of clauses by chapter and urgency, with all filters but those two.

    """

    records: tuple[Record, ...]
    facets: Mapping[str, Mapping[str, int]]
    levels: Mapping[tuple[str, Urgency], int]


def listing(wanted: Wanted, catalogue: Catalogue, search: Search) -> Listing:
    """List the records wanted."""
    found = _matching(wanted, catalogue, search)
    records = tuple(record for record in found if _admits(wanted.filters, record))
    facets = {
        name: Counter(
            value for record in found if _admits(replace(wanted.filters, **{name: ()}), record, name) for value in _values(record, name)
        )
        for name in ("parties", "chapters", "urgencies", "addressees", "kinds")
    }
    open_to_all = replace(wanted.filters, chapters=(), urgencies=())
    levels = Counter((record.chapter, record.urgency) for record in found if record.urgency and _admits(open_to_all, record))
    return Listing(_sorted(records, wanted, catalogue), facets, levels)


def _matching(wanted: Wanted, catalogue: Catalogue, search: Search) -> tuple[Record, ...]:
    query = wanted.query.strip()
    if not query:
        return catalogue.records
    if wanted.match is Match.MEANING:
        among = [record.record for record in catalogue.records if _admits(wanted.filters, record)]
        records = (catalogue.get(name) for name in search(query, among)[:NEAREST])
        return tuple(record for record in records if record is not None)
    sought = " ".join(fold(query).split())
    return tuple(record for record in catalogue.records if any(sought in text for text in _texts(record)))


def _texts(record: Record) -> Iterable[str]:
    yield " ".join(fold(record.text).split())
    yield " ".join(map(fold, record.recommendation_ids))


def _admits(filters: Filters, record: Record, counted: str = "") -> bool:
    """Footnotes are listed, and counted among other records, only where their kind is asked for."""
    if record.kind is Kind.FOOTNOTE and Kind.FOOTNOTE not in filters.kinds and counted != "kinds":
        return False
    return filters.admit(record)


def _values(record: Record, name: str) -> tuple[str, ...]:
    value = {
        "parties": record.party, "chapters": record.chapter, "urgencies": record.urgency,
        "addressees": record.addressee, "kinds": record.kind,
    }[name]  # fmt: skip
    return (str(value),) if value else ()


def _sorted(records: Sequence[Record], wanted: Wanted, catalogue: Catalogue) -> tuple[Record, ...]:
    place = {record.record: number for number, record in enumerate(catalogue.records)}
    numerals = list(dict.fromkeys(chapter.numeral for sheet in catalogue.factsheets for chapter in sheet.chapters))
    levels, addressees = list(Urgency), list(Addressee)

    def key(record: Record) -> int:
        match wanted.order:
            case Order.URGENCY:
                return levels.index(record.urgency) if record.urgency else len(levels)
            case Order.ADDRESSEE:
                return addressees.index(record.addressee) if record.addressee else len(addressees)
            case Order.CHAPTER:
                return numerals.index(record.chapter) if record.chapter in numerals else len(numerals)
            case Order.PLACE:
                return place[record.record]
            case _:
                return 0

    # Sorted in place order first: what is equal stays in the order of the source, whichever way the rest is turned.
    return tuple(sorted(records, key=key, reverse=wanted.descending))
