"""What a question asks about the build of a factsheet: which chapters have which levels, which clauses carry which numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from assistant.query import BINDING_GROUP, Counted, Grouped, Having, Numbering, Quantifier, Query, Relation
from corpus.catalogue import Catalogue
from corpus.records import Kind, Record, Urgency

_SEVERAL = 2


def numbered_as(records: Iterable[Record], query: Query) -> tuple[Record, ...]:
    """Keep the clauses that carry as many numbers as a query asks for: several, exactly so many, one, none, or most of all."""
    if query.numbering is Numbering.ANY:
        return tuple(records)
    clauses = tuple(record for record in records if record.kind is Kind.RECOMMENDATION)
    carried = [len(record.recommendation_ids) for record in clauses]
    wanted = {
        Numbering.SEVERAL: {query.numbers_each} if query.numbers_each else set(range(2, max(carried, default=0) + 1)),
        Numbering.MOST: {max(carried, default=0)},
        Numbering.SINGLE: {1},
        Numbering.NONE: {0},
    }[query.numbering]
    return tuple(clause for clause, count in zip(clauses, carried, strict=True) if count in wanted)


def extremes(records: Sequence[Record], query: Query) -> tuple[Record, ...]:
    """Keep the clauses on the strictest level, or on the mildest, that each chapter named has; all where neither is asked for."""
    if len(query.filters.chapters) < _SEVERAL:
        return _extremes(records, query.extreme)
    groups = (tuple(record for record in records if record.chapter == chapter) for chapter in query.filters.chapters)
    return tuple(record for group in groups for record in _extremes(group, query.extreme))


def _extremes(records: Sequence[Record], which: Relation | None) -> tuple[Record, ...]:
    levels = [level for level in Urgency if any(record.urgency is level for record in records)]
    if which is None or not levels:
        return tuple(records)
    kept = levels[0] if which is Relation.MORE else levels[-1]
    return tuple(record for record in records if record.urgency is kept)


def gaps(party: str, chapters: Sequence[str], catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Give for each chapter the numbers, up to its last one, that no clause of a Party's factsheet carries."""
    missing: dict[str, tuple[str, ...]] = {}
    for chapter in chapters:
        numbers = {int(name.rsplit("-", 1)[1]) for name in catalogue.ids(party, chapter)}
        missing[chapter] = tuple(f"{chapter}-{number}" for number in range(1, max(numbers, default=0)) if number not in numbers)
    return missing


def grouped_by(query: Query, records: Sequence[Record]) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """Put records under the chapters, levels or addressees a query sets side by side: those it names, else all there are."""
    names = query.groups or tuple(dict.fromkeys(_groups_of(record, query.grouped)[0] for record in records))
    return tuple((name, tuple(record for record in records if name in _groups_of(record, query.grouped))) for name in names)


def _groups_of(record: Record, grouped: Grouped | None) -> tuple[str, ...]:
    if grouped is Grouped.LEVEL:
        return (str(record.urgency), *([BINDING_GROUP] if record.urgency is not Urgency.INVITE else []))
    return (str(record.addressee),) if grouped is Grouped.ADDRESSEE else (record.chapter,)


def verdict_on(query: Query, records: Sequence[Record], catalogue: Catalogue) -> str:
    """Judge a yes/no question on a list: `yes`, `no`, or `in_part`; empty where there is nothing to judge.

    Args:
        query: the question; its domain is what all of it is asked of.
        records: those that are as it asks.
        catalogue: all records.

    """
    if query.quantifier is None or query.topic:
        return ""
    if query.counted is Counted.CHAPTERS and query.quantifier is Quantifier.ALL:
        chapters, _ = chapters_with(query, records, catalogue)
        return "no" if (query.having is Having.NONE) is bool(chapters) else "yes"
    if query.quantifier is Quantifier.SOME or not records:
        return "yes" if (query.bounds.admit(len(records)) if query.bounds is not None else records) else "no"
    everything = catalogue.select(query.domain) if query.domain is not None else records
    if len(records) == len(everything):
        return "yes"
    return "no" if query.quantifier is Quantifier.ALL else "in_part"


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
    held = Counter(record.chapter for record in admitted)
    having = {chapter for chapter in held if query.bounds is None or query.bounds.admit(held[chapter])}
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
    evidence = [clause for all_held in clauses.values() for clause in all_held] if query.having is Having.NONE else admitted
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
