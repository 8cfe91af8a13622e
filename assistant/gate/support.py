"""Does the evidence hold what the question is after? A small model over a few signals decides."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.answer import Abstention, Reason
from assistant.gate.exists import general_suggestions
from assistant.gate.patterns import ASKING, NEVER
from assistant.gate.signals import Signals
from assistant.messages import say
from assistant.query import Query
from corpus.catalogue import Catalogue
from corpus.records import Record
from corpus.text import fold
from index.chunks import OUTSIDE
from index.search import NearestOutside

_SUGGESTED = 3
# A few search words are no question the model could judge: they are answered if the best records
# hold practically all of them. A question in few words is: all of them may stand in a record that
# does not say what is asked.
_KEYWORDS = math.log(5 + 1)
# A follow-up to what was answered is a few words, and no question the model could judge alone.
_CARRIED = 0.2
_ONE_WORD = math.log(1 + 1)
_COVERED = 0.95


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over standardised signals, written by `python -m eval.fit_gate`.

    Attributes:
        intercept: log-odds of an average question having an answer.
        weights: change of the log-odds for one standard deviation of each signal.
        means, deviations: of each signal on the calibration split.
        threshold: probability below which a question is refused.

    """

    intercept: float
    weights: Mapping[str, float]
    means: Mapping[str, float]
    deviations: Mapping[str, float]
    threshold: float

    def probability(self, signals: Signals) -> float:
        """Give the probability, 0 to 1, that the evidence answers the question."""
        scaled = (weight * (getattr(signals, name) - self.means[name]) / self.deviations[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-(self.intercept + sum(scaled))))


@cache
def gate_model() -> Model:
    """Read the model that comes with the program."""
    data = tomllib.loads((resources.files("assistant.gate") / "weights.toml").read_text(encoding="utf-8"))
    return Model(
        intercept=float(data["intercept"]),
        weights=data["weights"],
        means=data["means"],
        deviations=data["deviations"],
        threshold=float(data["threshold"]),
    )


@dataclass(frozen=True, slots=True)
class Support:
    """What the gate found.

    Attributes:
        signals: what was measured.
        probability: that the evidence answers the question, 0 to 1.
        missing: attributes asked for that no evidence holds.
        outside: theme of the nearest question outside the factsheets, empty for none.

    """

    signals: Signals
    probability: float
    missing: tuple[str, ...]
    outside: str


def refuse_unsupported(
    query: Query, found: Support, nearest: NearestOutside | None, best: list[Record], catalogue: Catalogue
) -> Abstention | None:
    """Refuse where the model finds no support, and offer the nearest records as questions."""
    signals = found.signals
    threshold = gate_model().threshold * (_CARRIED if query.carried else 1.0)
    supported = _is_keywords(query, signals) or found.probability >= threshold
    # Figures, dates and names may stand in a record that was not taken; the rest no factsheet holds.
    never = any(attribute in NEVER for attribute in found.missing)
    if signals.coverage > 0 and supported and not never:
        return None
    language = query.language
    far = signals.coverage == 0 or (nearest is not None and nearest.record.startswith(f"{OUTSIDE}off_topic") and found.signals.stems < 0)
    reason = Reason.OFF_TOPIC if far else Reason.NOT_IN_SOURCE
    key = "not_in_source_time" if found.missing and not far else str(reason)
    named = [record.recommendation_ids[0] for record in best if record.urgency and record.recommendation_ids][:_SUGGESTED]
    suggestions = () if far else tuple(say(language, "suggest_show", id=name) for name in named)
    return Abstention(reason, say(language, key), suggestions or general_suggestions(language, catalogue), query.intent)


def _is_keywords(query: Query, signals: Signals) -> bool:
    """Say whether a few words that ask nothing, written right or one alone written wrong, are all in the best records."""
    # Of a recommendation that is described in a few words only its level or addressee is asked.
    asks = "?" in query.question or ASKING[query.language].search(fold(query.question))
    if asks and not query.described:
        return False
    written = signals.known >= _COVERED or (signals.length <= _ONE_WORD and len(query.question.split()) <= 2)
    return signals.length <= _KEYWORDS and signals.coverage >= _COVERED and written
