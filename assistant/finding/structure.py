"""What a question asks about the build of a factsheet: which chapters have which levels, which clauses carry which numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from assistant.query import Having, Numbering, Query
from corpus.catalogue import Catalogue
from corpus.records import Kind, Record


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
    clauses: dict[str, list[Record]] = defaultdict(list)
    for party in parties:
        for clause in catalogue.factsheet(party).recommendations:
            clauses[clause.chapter].append(clause)
    admitted = [record for record in records if record.party in parties]
    having = {record.chapter for record in admitted}
    wanted = set(query.filters.urgencies)

    def fits(chapter: str) -> bool:
        if query.having is Having.NONE:
            return chapter not in having
        if query.having is Having.ONLY:
            return all(clause in admitted for clause in clauses[chapter])
        if query.having is Having.EACH:
            return wanted <= {clause.urgency for clause in clauses[chapter]}
        return chapter in having

    if query.having in (Having.MOST, Having.FEWEST):
        chosen = _extreme(admitted, clauses, query)
    else:
        chosen = tuple(chapter for chapter in clauses if fits(chapter))
    # That a chapter has none of something is shown by what it has.
    evidence = [clause for held in clauses.values() for clause in held] if query.having is Having.NONE else admitted
    return chosen, tuple(record for record in evidence if record.chapter in chosen)


def _extreme(admitted: Sequence[Record], chapters: Iterable[str], query: Query) -> tuple[str, ...]:
    """Give the chapters that hold most of what is admitted, or fewest; all of them where several tie."""
    weights = Counter({chapter: 0 for chapter in chapters if not query.filters.chapters or chapter in query.filters.chapters})
    for record in admitted:
        weights[record.chapter] += 1
    wanted = (max if query.having is Having.MOST else min)(weights.values(), default=0)
    return tuple(chapter for chapter, count in weights.items() if count == wanted)


def nth(records: Sequence[Record], position: int) -> tuple[Record, ...]:
    """Give the record at a place of a list: 1 for the first, -1 for the last; nothing where there is none."""
    index = position - 1 if position > 0 else position
    return (records[index],) if -len(records) <= index < len(records) else ()


def beside(record: Record, step: int, catalogue: Catalogue) -> Record | None:
    """Give the clause that follows a clause in its factsheet (`step` 1) or comes before it (-1), None at the end."""
    clauses = catalogue.factsheet(record.party).recommendations
    places = [place for place, clause in enumerate(clauses) if clause.record == record.record]
    if not places or not 0 <= places[0] + step < len(clauses):
        return None
    return clauses[places[0] + step]
