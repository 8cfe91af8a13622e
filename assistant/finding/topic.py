"""Records that answer a question about a topic: searched, weighed, and cut where the answer ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.query import Intent, Query
from corpus.catalogue import Catalogue
from corpus.records import Addressee, Kind, Record, Urgency
from index.analysis import analyse
from index.search import Hit, Searcher

# Preferences in units of the fused score, which is a sum of z-scores (spread about 1).
_STRESSED = 0.5
_STRESSED_NEXT = 0.25
_WRONG_KIND = 0.5
_UNLIKELY_KIND = 0.5
_NO_LEVEL = 1.5
# So few words ask for what is recommended.
_KEYWORDS = 3
_NAMED_PARTY = 0.06
_FOCUS = 0.8
# A record belongs to the answer if it is at least this share as relevant as the best one.
_SHARE = 0.8
# What is compared is named by half of the question each.
_SHARE_OF_COMPARED = 0.7
_MOST = 6
_BEHIND = 0.8
# Asked for everything on a topic, the answer goes on further.
_SHARE_OF_ALL = 0.45
_MOST_OF_ALL = 10
# A list on a topic of so few words holds every clause that names it.
_NAMED = 2
_POOL = 200
_SHORT_CHAPTER = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may belong to the answer.

    Attributes:
        record: the record.
        hit: how the search found it.
        relevance: the fused score, with what a follow-up stresses.
        score: the relevance with the question's preferences added, which decide the order and not what belongs to the answer.
        taken: whether it is part of the answer.

    """

    record: Record
    hit: Hit
    relevance: float
    score: float
    taken: bool = False


def candidates_for(query: Query, searcher: Searcher, catalogue: Catalogue, among: Collection[str] | None = None) -> list[Candidate]:
    """Search the topic and weigh each hit by what the question prefers; best first, ties by record."""
    hits = searcher.search(query.words, _POOL, among, query.language)
    records = [(hit, record) for hit in hits if (record := catalogue.get(hit.record)) is not None]
    preferred = {kind: preference(query, record) for kind, record in {_preferred_by(record): record for _, record in records}.items()}
    relevant = [(record, hit, hit.score + _focus(query, searcher, record)) for hit, record in records]
    weighed = [Candidate(record, hit, relevance, relevance + preferred[_preferred_by(record)]) for record, hit, relevance in relevant]
    return sorted(weighed, key=lambda candidate: (-candidate.score, candidate.record.record))


def _focus(query: Query, searcher: Searcher, record: Record) -> float:
    """Weigh what a follow-up adds to the topic it carries over: "and for police?"."""
    return _FOCUS * searcher.coverage(query.focus, query.language, record.record) if query.focus else 0.0


def _preferred_by(record: Record) -> tuple[object, ...]:
    """Give all of a record that `preference` looks at."""
    return record.kind, record.urgency, record.addressee


def preference(query: Query, record: Record) -> float:
    """Weigh what the question says about urgency, kind and Party; it prefers, it never restricts."""
    weight = 0.0
    if query.stress is Urgency.REQUIRE:
        weight += {Urgency.REQUIRE: _STRESSED, Urgency.REQUEST: _STRESSED_NEXT}.get(record.urgency, 0.0) if record.urgency else 0.0
    elif query.stress is not None and record.urgency is query.stress:
        weight += _STRESSED_NEXT
    is_clause = record.kind is Kind.RECOMMENDATION
    if query.yes_no and query.asks_level and query.wants:
        # Only a recommendation has a level to say yes or no to.
        weight -= 0.0 if is_clause else _NO_LEVEL
    elif query.intent is Intent.FACT or query.intent is Intent.DEFINITION:
        weight -= _WRONG_KIND if is_clause else 0.0
    elif query.stress is not None or query.exhaustive or len(query.topic.split()) <= _KEYWORDS:
        weight -= 0.0 if is_clause else _WRONG_KIND
    elif query.wants:
        weight -= 0.0 if is_clause else _UNLIKELY_KIND
    if query.parties and record.addressee is Addressee.SPECIFIC:
        weight += _NAMED_PARTY
    return weight


def cut(
    candidates: list[Candidate], catalogue: Catalogue, *, exhaustive: bool = False, compares: bool = False, wants: bool = False
) -> list[Candidate]:
    """Mark the candidates that are the answer: clauses, or statements, nearly as relevant as the best one.

    Asked what should be, clauses that come close behind a statement belong to the answer, and before it.
    """
    if not candidates:
        return []
    share, most = (_SHARE_OF_ALL, _MOST_OF_ALL) if exhaustive else (_SHARE_OF_COMPARED if compares else _SHARE, _MOST)
    best = candidates[0]
    clauses = best.record.kind is Kind.RECOMMENDATION
    bar = _bar(best, share)
    near = [c for c in candidates if (c.record.kind is Kind.RECOMMENDATION) is clauses and c.relevance >= bar][:most]
    if wants and not clauses:
        behind = [c for c in candidates if c.record.kind is Kind.RECOMMENDATION]
        close = bool(behind) and behind[0].score >= _BEHIND * best.score
        behind = [c for c in behind if close and c.relevance >= _bar(behind[0], share)][:most]
        candidates = [*behind, *(c for c in candidates if c not in behind)] if behind else candidates
        near = [*behind, *near]
    taken = {candidate.record.record for candidate in near}
    if clauses:
        taken |= _rest_of_short_chapter([candidate.record for candidate in near], catalogue)
    return [replace(c, taken=True) if c.record.record in taken else c for c in candidates]


def _bar(best: Candidate, share: float) -> float:
    return share * best.relevance if best.relevance > 0 else best.relevance


def with_named(candidates: Sequence[Candidate], topic: str, language: str) -> list[Candidate]:
    """Take also the clauses that name a topic of few words in their own words; they are English."""
    stems = set(analyse(topic)) if language == "en" else set()
    if not 0 < len(stems) <= _NAMED:
        return list(candidates)
    return [
        candidate
        if candidate.taken or candidate.record.kind is not Kind.RECOMMENDATION or not stems <= set(analyse(candidate.record.text))
        else replace(candidate, taken=True)
        for candidate in candidates
    ]


def _rest_of_short_chapter(taken: Sequence[Record], catalogue: Catalogue) -> set[str]:
    """Complete a chapter of a few clauses of which the answer holds most, and nothing else."""
    if len({(record.party, record.chapter) for record in taken}) != 1 or len(taken) < _SHORT_CHAPTER - 1:
        return set()
    sheet = catalogue.factsheet(taken[0].party)
    chapter = [record.record for record in sheet.recommendations if record.chapter == taken[0].chapter]
    return set(chapter) if len(chapter) <= _SHORT_CHAPTER else set()
