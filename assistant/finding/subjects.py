"""Clauses of a subject: what the index at the back of the book lists, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.query import Groups
from corpus.records import Kind, Record
from corpus.subjects import Subjects

if TYPE_CHECKING:
    from assistant.finding.topic import Candidate

# Beside the clauses of the subjects a search may add those that score nearly as high as its best.
_NEARLY = 0.9
_MOST = 14
_MOST_AT_ONCE = 10


def of_subjects(records: Sequence[Record], groups: Groups, subjects: Subjects) -> tuple[Record, ...] | None:
    """Give those of some records that belong to a subject of each group, in order.

    Returns:
        None where the index cannot say: a record is no clause, or a clause that was not read for it.

    """
    if any(record.kind is not Kind.RECOMMENDATION or not subjects.knows(record) for record in records):
        return None
    return tuple(record for record in records if _belongs(record, groups))


def with_subjects(candidates: Sequence[Candidate], groups: Groups) -> list[Candidate]:
    """Take, of what was found for a list, the clauses of the subjects that it names among other words.

    Returns:
        the candidates, marked; none where no clause belongs to all that is named.

    """
    clauses = [candidate for candidate in candidates if candidate.record.kind is Kind.RECOMMENDATION]
    named = _named(clauses, groups)
    if not named:
        return []
    bar = _NEARLY * clauses[0].relevance
    taken = {candidate.record.record for candidate in [c for c in clauses if c.record.record in named or c.relevance >= bar][:_MOST]}
    return [replace(candidate, taken=candidate.record.record in taken) for candidate in candidates]


def with_small_subject(candidates: Sequence[Candidate], groups: Groups) -> list[Candidate]:
    """Take also all clauses of the subject that an open question is about, unless they are too many for one answer."""
    named = _named(candidates, groups)
    if len(named) > _MOST_AT_ONCE:
        return list(candidates)
    return [replace(candidate, taken=candidate.taken or candidate.record.record in named) for candidate in candidates]


def _named(candidates: Sequence[Candidate], groups: Groups) -> set[str]:
    return {candidate.record.record for candidate in candidates if groups and _belongs(candidate.record, groups)}


def _belongs(record: Record, groups: Groups) -> bool:
    return all(any(subject.holds(record) for subject in group) for group in groups)
