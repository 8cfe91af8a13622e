"""Exact look-ups and filters over all factsheets. Nothing here searches or guesses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from corpus.errors import UnknownNameError
from corpus.records import Addressee, Factsheet, Kind, Record, Urgency
from corpus.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What records must be; an empty tuple asks for nothing.

    Attributes:
        parties: names as printed.
        chapters: Roman numerals.
        urgencies, addressees, kinds: as in the records.

    """

    parties: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def admit(self, record: Record) -> bool:
        """Say whether a record is all that is asked."""
        return (
            (not self.parties or record.party in self.parties)
            and (not self.chapters or record.chapter in self.chapters)
            and (not self.urgencies or record.urgency in self.urgencies)
            and (not self.addressees or record.addressee in self.addressees)
            and (not self.kinds or record.kind in self.kinds)
        )

    def or_else(self, others: Filters) -> Filters:
        """Take from other filters what these do not ask."""
        return Filters(**{field.name: getattr(self, field.name) or getattr(others, field.name) for field in fields(self)})

    def __bool__(self) -> bool:
        """Say whether anything is asked."""
        return any(getattr(self, field.name) for field in fields(self))


class Catalogue:
    """All records of some factsheets, in the order of Party and source."""

    def __init__(self, factsheets: Iterable[Factsheet]) -> None:
        """Index the records; factsheets are ordered by Party."""
        self.factsheets = tuple(sorted(factsheets, key=lambda factsheet: factsheet.slug))
        self.records: tuple[Record, ...] = tuple(record for sheet in self.factsheets for record in sheet.records)
        self._by_name = {record.record: record for record in self.records}
        self._by_id: dict[str, list[Record]] = defaultdict(list)
        self._by_footnote: dict[tuple[str, int], list[Record]] = defaultdict(list)
        self._by_paragraph: dict[int, list[Record]] = defaultdict(list)
        self._by_party = {fold(sheet.party): sheet for sheet in self.factsheets}
        for record in self.records:
            if record.kind is Kind.FOOTNOTE:
                continue
            for name in record.recommendation_ids:
                self._by_id[name].append(record)
            for number in record.footnotes:
                self._by_footnote[record.party, number].append(record)
            for paragraph in record.paragraphs:
                self._by_paragraph[paragraph].append(record)

    @property
    def parties(self) -> tuple[str, ...]:
        """Names of the Parties, in order."""
        return tuple(sheet.party for sheet in self.factsheets)

    def factsheet(self, party: str) -> Factsheet:
        """Give a Party's factsheet by its name or slug, whatever the case.

        Raises:
            UnknownNameError: none is loaded; lists the loaded ones.

        """
        found = self._by_party.get(fold(party)) or next((s for s in self.factsheets if s.slug == fold(party)), None)
        if found is None:
            raise UnknownNameError("Party", party, self.parties)
        return found

    def get(self, name: str) -> Record | None:
        """Give the record of that identifier (`romania:VI-1`)."""
        return self._by_name.get(name)

    def by_id(self, recommendation_id: str, parties: Sequence[str] = ()) -> tuple[Record, ...]:
        """Give the clauses whose footnote names an ID (`VI-1`)."""
        return _of(self._by_id.get(recommendation_id, ()), parties)

    def by_footnote(self, number: int, parties: Sequence[str] = ()) -> tuple[Record, ...]:
        """Give the records that bear a footnote, then the footnote itself, for each Party."""
        found: list[Record] = []
        for sheet in self.factsheets:
            if not parties or sheet.party in parties:
                found += self._by_footnote.get((sheet.party, number), ())
                found += (note for note in sheet.footnotes if note.number == number)
        return tuple(found)

    def by_paragraph(self, number: int, parties: Sequence[str] = ()) -> tuple[Record, ...]:
        """Give the records whose footnotes give a paragraph of the implementation report."""
        return _of(self._by_paragraph.get(number, ()), parties)

    def select(self, filters: Filters) -> tuple[Record, ...]:
        """Give all records the filters admit, in order; footnotes only where their kind is asked for."""
        return tuple(
            record
            for record in self.records
            if (record.kind is not Kind.FOOTNOTE or Kind.FOOTNOTE in filters.kinds) and filters.admit(record)
        )

    def ids(self, party: str, chapter: str = "") -> tuple[str, ...]:
        """Give a Party's recommendation IDs in the order of the source, of one chapter or all."""
        return tuple(
            name
            for record in self.factsheet(party).recommendations
            if not chapter or record.chapter == chapter
            for name in record.recommendation_ids
        )


def _of(records: Iterable[Record], parties: Sequence[str]) -> tuple[Record, ...]:
    return tuple(record for record in records if not parties or record.party in parties)
