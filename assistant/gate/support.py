"""Does the evidence hold what the question is after?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Abstention, Query, Reason
from assistant.finding.topic import Candidate
from assistant.gate.exists import general_suggestions
from assistant.gate.patterns import ATTRIBUTES
from assistant.messages import say
from corpus.catalogue import Catalogue
from corpus.text import fold
from index.analysis import analyse
from index.vocabulary import Vocabulary

_MIN_COVERAGE = 0.30
_MIN_DENSE = 0.40
_FOREIGN_DENSE = 0.25


@dataclass(frozen=True, slots=True)
class Support:
    """How well the evidence supports an answer.

    Attributes:
        coverage: share of the question's word weight that the best record holds, 0 to 1.
        known: share of the question's words that occur anywhere in the corpus, 0 to 1.
        dense: cosine of the best record.
        missing: attributes asked for that no evidence holds.

    """

    coverage: float
    known: float
    dense: float
    missing: tuple[str, ...]


def support(query: Query, candidates: Sequence[Candidate], vocabulary: Vocabulary) -> Support:
    """Measure the support of the candidates taken."""
    taken = [candidate for candidate in candidates if candidate.taken]
    stems = analyse(query.topic, query.language)
    records = [candidate.record.record for candidate in taken[:1]]
    text = fold(query.question)
    evidence = fold(" ".join(candidate.record.text for candidate in taken))
    missing = tuple(
        attribute
        for attribute, pattern in ATTRIBUTES.items()
        if pattern.search(text) and not pattern.search(evidence) and not _holds(attribute, evidence)
    )
    return Support(
        coverage=vocabulary.coverage(stems, records),
        known=sum(stem in vocabulary for stem in stems) / len(stems) if stems else 0.0,
        dense=taken[0].hit.dense if taken else 0.0,
        missing=missing,
    )


def _holds(attribute: str, evidence: str) -> bool:
    """Say whether the evidence holds an attribute in other words: figures for a statistic, a year for a date."""
    if attribute == "statistics":
        return any(char.isdigit() for char in evidence)
    return attribute == "date" and any(f"20{decade}" in evidence for decade in "012")


def refuse_unsupported(query: Query, found: Support, catalogue: Catalogue) -> Abstention | None:
    """Refuse where the evidence is about something else or lacks what is asked."""
    language = query.language
    if found.missing:
        return Abstention(Reason.NOT_IN_SOURCE, say(language, "not_in_source_time"), general_suggestions(language, catalogue), query.intent)
    if found.coverage >= _MIN_COVERAGE or found.dense >= _MIN_DENSE:
        return None
    reason = Reason.OFF_TOPIC if found.dense < _FOREIGN_DENSE or found.known < _MIN_COVERAGE else Reason.NOT_IN_SOURCE
    return Abstention(reason, say(language, str(reason)), general_suggestions(language, catalogue), query.intent)
