"""Records that a query names: by ID, footnote, paragraph, filter. Nothing is searched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.query import Query
from corpus.catalogue import Catalogue
from corpus.records import Footnote, Kind, Record


@dataclass(frozen=True, slots=True)
class Named:
    """What a query names, and what of it does not exist.

    Attributes:
        records: the records named, in the order named, each once.
        absent: what is named and is not there, as text (`VI-3`, `footnote 150`, `paragraph 999`).

    """

    records: tuple[Record, ...]
    absent: tuple[str, ...]


def named_records(query: Query, catalogue: Catalogue) -> Named:
    """Look up every ID, footnote and paragraph a query names."""
    found: list[Record] = []
    absent: list[str] = []
    for name in query.ids:
        clauses = catalogue.by_id(name, query.parties)
        found += clauses
        absent += [] if clauses else [name]
    for number in query.footnotes:
        records = catalogue.by_footnote(number, query.parties)
        found += _of_footnote(records)
        absent += [] if records else [f"footnote {number}"]
    for number in query.paragraphs:
        records = catalogue.by_paragraph(number, query.parties)
        found += records
        absent += [] if records else [f"paragraph {number}"]
    found += [record for name in query.only_records if (record := catalogue.get(name)) is not None]
    return Named(tuple(dict.fromkeys(found)), tuple(absent))


def _of_footnote(records: tuple[Record, ...]) -> list[Record]:
    """Give the footnote itself first if it explains something, else what it belongs to."""
    notes = [record for record in records if isinstance(record, Footnote)]
    others = [record for record in records if not isinstance(record, Footnote)]
    explains = [note for note in notes if not note.recommendation_ids and not note.paragraphs]
    return [*explains, *others] if explains else others or [*notes]


def filtered_records(query: Query, catalogue: Catalogue) -> tuple[Record, ...]:
    """Give every record the query's filters admit, in the order of the source."""
    filters = query.filters if query.filters.kinds else replace(query.filters, kinds=(Kind.RECOMMENDATION,))
    records = catalogue.select(filters)
    if query.only_records:
        records = tuple(record for record in records if record.record in query.only_records)
    return records
