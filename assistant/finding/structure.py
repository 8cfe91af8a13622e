"""What a question asks about the build of a factsheet: which chapters have which levels, which clauses carry which numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.answer import Having, Numbering, Query
from corpus.catalogue import Catalogue
from corpus.records import Kind, Record, Urgency


def numbered_as(records: Iterable[Record], numbering: Numbering) -> tuple[Record, ...]:
    """Keep the clauses that carry several numbers, or none."""
    if numbering is Numbering.ANY:
        return tuple(records)
    wanted = range(2, 100) if numbering is Numbering.SEVERAL else range(1)
    return tuple(record for record in records if record.kind is Kind.RECOMMENDATION and len(record.recommendation_ids) in wanted)


def chapters_with(query: Query, records: Sequence[Record], catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[Record, ...]]:
    """Give the chapters a query asks for, of all chapters that have recommendations, and the records that show it.

    Args:
        query: what is asked; its Parties, or the first loaded one, are looked at.
        records: what its filters admit.
        catalogue: all records.

    """
    parties = query.parties or catalogue.parties[:1]
    levels: dict[str, set[Urgency]] = defaultdict(set)
    for party in parties:
        for clause in catalogue.factsheet(party).recommendations:
            levels[clause.chapter].add(clause.urgency)
    admitted = [record for record in records if record.party in parties]
    having = {record.chapter for record in admitted}
    wanted = set(query.filters.urgencies)

    def fits(chapter: str) -> bool:
        if query.having is Having.NONE:
            return chapter not in having
        if query.having is Having.ONLY:
            return levels[chapter] <= wanted
        if query.having is Having.EACH:
            return wanted <= levels[chapter]
        return chapter in having

    chosen = tuple(chapter for chapter in levels if fits(chapter))
    shown = () if query.having is Having.NONE else tuple(record for record in admitted if record.chapter in chosen)
    return chosen, shown
