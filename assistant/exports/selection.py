"""What is exported: records in an order of the user's own, each with a comment if there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.exports.text import printable
from assistant.reading.references import recommendation_ids, without_references
from corpus.catalogue import Catalogue
from corpus.errors import AbsentRecordError, InputError
from corpus.records import Factsheet, Kind, Record

# What is dated is dated by its source, so that the same selection gives the same bytes on any day.
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
_YEARS = range(1980, 2108)  # those that a ZIP archive can carry
_DATE = "%d.%m.%Y"


@dataclass(frozen=True, slots=True)
class Item:
    """One record chosen, the factsheet it stands in, and the user's comment on it."""

    record: Record
    factsheet: Factsheet
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a file is made of: exactly these items, in this order.

    Attributes:
        items: at least one.
        title: the user's; empty for one made of the items.
        address: of the page, put before `?record=…` in links; empty for the bare link.

    """

    items: tuple[Item, ...]
    title: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        """Refuse an empty selection; raises InputError."""
        if not self.items:
            msg = "nothing is selected; choose at least one record"
            raise InputError(msg)

    @property
    def heading(self) -> str:
        """The title on one line, or what the items are and to whom."""
        parties = ", ".join(sheet.party for sheet in self.factsheets)
        return printable(" ".join(self.title.split()) or f"The Lanzarote Committee to {parties}")

    @property
    def clauses(self) -> int:
        """How many of the items are recommendations."""
        return sum(item.record.kind is Kind.RECOMMENDATION for item in self.items)

    @property
    def contents(self) -> str:
        """Count the items: "12 recommendations", "3 recommendations and 1 other passage"."""
        others = len(self.items) - self.clauses
        if not self.clauses:
            return count(others, "passage")
        return count(self.clauses, "recommendation") + (f" and {count(others, 'other passage')}" if others else "")

    @property
    def factsheets(self) -> tuple[Factsheet, ...]:
        """The factsheets the items stand in, each once."""
        return tuple({item.factsheet.slug: item.factsheet for item in self.items}.values())

    @property
    def date(self) -> datetime:
        """The latest date of its factsheets, in UTC; 1 January 1980 where none has one."""
        return latest(self.factsheets)


def count(number: int, word: str) -> str:
    """Count in words: "1 passage", "2 passages"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def select(
    catalogue: Catalogue,
    names: Iterable[str],
    *,
    parties: Sequence[str] = (),
    title: str = "",
    comments: Mapping[str, str] | None = None,
    address: str = "",
) -> Selection:
    """Choose records by name, in the order named, each once.

    Args:
        catalogue: where they are looked up.
        names: recommendation IDs (`VI-1`), record identifiers (`romania:VI-1`), or these without the Party (`VII-fn94`).
        parties: take recommendation IDs of these Parties only; empty for all.
        title: see `Selection`.
        address: see `Selection`.
        comments: the user's comments, by record identifier.

    Raises:
        InputError: nothing is named, or names that are not there; all are listed.

    """
    found: dict[str, Record] = {}
    unknown: list[str] = []
    for name in dict.fromkeys(name.strip() for name in names):
        records = _named(name, catalogue, parties)
        found |= {record.record: record for record in records}
        unknown += [] if records else [name]
    if unknown:
        raise AbsentRecordError(unknown)
    return select_records(catalogue, found.values(), title=title, comments=comments, address=address)


def select_records(
    catalogue: Catalogue, records: Iterable[Record], *, title: str = "", comments: Mapping[str, str] | None = None, address: str = ""
) -> Selection:
    """Make a selection of records of the catalogue; raises InputError where there are none."""
    said = comments or {}
    items = (Item(record, catalogue.factsheet(record.party), said.get(record.record, "")) for record in records)
    return Selection(items=tuple(items), title=title, address=address)


def _named(name: str, catalogue: Catalogue, parties: Sequence[str]) -> list[Record]:
    record = catalogue.get(name)
    if record is not None:
        return [record]
    slugs = [sheet.slug for sheet in catalogue.factsheets if not parties or sheet.party in parties]
    local = [record for slug in slugs if (record := catalogue.get(f"{slug}:{name}")) is not None]
    ids = recommendation_ids(name)
    # Only a name that is one ID and nothing else counts: "not VI-1" could mean anything.
    one_id = ids if len(ids) == 1 and not without_references(name).strip() else ()
    return local or [record for one in one_id for record in catalogue.by_id(one, parties)]


def latest(factsheets: Iterable[Factsheet]) -> datetime:
    """Give the latest date of some factsheets, in UTC; 1 January 1980 where none has one."""
    return max((_date(sheet.updated) for sheet in factsheets), default=_NO_DATE)


def _date(updated: str) -> datetime:
    """Read a date as printed; one that is none, or that an archive cannot carry, counts as missing."""
    try:
        date = datetime.strptime(updated, _DATE).replace(tzinfo=UTC)
    except ValueError:
        return _NO_DATE
    return date if date.year in _YEARS else _NO_DATE
