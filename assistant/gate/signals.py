"""What the gate measures: a few numbers, each with a meaning, about a question and its evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from assistant.finding.topic import Candidate
from assistant.gate.patterns import ATTRIBUTES
from assistant.query import Intent, Query
from corpus.text import fold
from index.analysis import analyse
from index.search import NearestOutside
from index.vocabulary import Vocabulary

_HELD_BY = {"cost": ("free of charge", "financ"), "money": ("financ", "fund", "resourc", "invest")}


class Signals(NamedTuple):
    """Evidence for and against there being an answer.

    Attributes:
        dense: cosine of the best record.
        margin: how far its fused score is ahead of the tenth's.
        coverage: share of the question's word weight that it and the next two hold, 0 to 1.
        known: share of the question's words, as written, that occur anywhere in the corpus, 0 to 1.
        stems, letters: BM25 of the best record against that of the nearest question outside the
            factsheets, (inside - outside) / (inside + outside), -1 to 1.
        length: natural logarithm of the number of content words, plus one.
        missing: number of attributes asked for (a penalty, a date, …) that no evidence holds.
        learned: how far it is, as learned from examples, on the side of questions that are answered.

    """

    dense: float
    margin: float
    coverage: float
    known: float
    stems: float
    letters: float
    length: float
    missing: float
    learned: float


def measure(
    query: Query, candidates: Sequence[Candidate], outside: NearestOutside | None, vocabulary: Vocabulary, learned: float
) -> Signals:
    """Measure a question against the candidates found for it, best first."""
    # The topic is the question without Party names and the words that only say what form is asked for.
    topic = query.topic or query.words
    stems = list(dict.fromkeys(analyse(vocabulary.corrected(topic, query.language), query.language)))
    written = analyse(topic, query.language)
    best = candidates[:3]
    tenth = candidates[min(9, len(candidates) - 1)].hit.score if candidates else 0.0
    return Signals(
        dense=max((candidate.hit.dense for candidate in candidates), default=0.0),
        margin=(candidates[0].hit.score - tenth) if candidates else 0.0,
        coverage=vocabulary.coverage(stems, [candidate.record.record for candidate in best]),
        known=sum(stem in vocabulary for stem in written) / len(written) if written else 0.0,
        stems=_against(max((c.hit.stems for c in candidates), default=0.0), outside.stems if outside else 0.0),
        letters=_against(max((c.hit.grams for c in candidates), default=0.0), outside.grams if outside else 0.0),
        length=math.log(len(stems) + 1),
        missing=float(len(missing_attributes(query, candidates))),
        learned=learned,
    )


def missing_attributes(query: Query, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Name the attributes a question asks for that none of the records taken holds; recommendations can always be counted."""
    text = fold(query.question)
    taken = [fold(candidate.record.text) for candidate in candidates if candidate.taken]
    return tuple(
        attribute
        for attribute, pattern in ATTRIBUTES.items()
        if (attribute != "statistics" or query.intent is not Intent.COUNT)
        and pattern.search(text)
        and not any(pattern.search(evidence) for evidence in taken)
        and not _holds(attribute, taken[:1] if attribute in _HELD_BY else taken)
    )


def _holds(attribute: str, evidence: Sequence[str]) -> bool:
    """Say whether the evidence holds an attribute in other words: figures for a statistic, a year for a date.

    Resources of the police are not those of a helpline: money must be in the best record.
    """
    text = " ".join(evidence)
    if attribute in _HELD_BY:
        return any(word in text for word in _HELD_BY[attribute])
    if attribute == "statistics":
        return any(char.isdigit() for char in text) or any(f" {number} " in text for number in ("two", "three", "five", "ten"))
    return attribute == "date" and any(f"20{decade}" in text for decade in "012")


def _against(inside: float, outside: float) -> float:
    return (inside - outside) / (inside + outside) if inside + outside > 0 else 0.0
