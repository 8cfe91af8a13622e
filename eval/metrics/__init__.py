"""The metrics: one concept a file, pure functions, each with its definition and where it comes from.

A metric of one item takes a Pair and gives a number, or None where it is not defined for that item.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from eval.metrics.extraction import Extraction, extraction
from eval.metrics.fabricated import fabricated_ids
from eval.metrics.facts import fact_containment, unwanted_words
from eval.metrics.first_citation import first_citation
from eval.metrics.id_sets import exact_evidence, id_f1, id_precision, id_recall
from eval.metrics.injection import injection_through
from eval.metrics.latency import latency
from eval.metrics.pair import Pair
from eval.metrics.party import right_party
from eval.metrics.ranking import RANKING_METRICS, Ranking, cited_ranking, ranking_scores
from eval.metrics.refusal import refused_answerable, refused_unanswerable, right_reason
from eval.metrics.risk_coverage import RiskCoverage, risk_coverage
from eval.metrics.spans import span_precision, span_recall
from eval.metrics.support import citation_precision, citation_recall
from eval.metrics.urgency import invitation_as_obligation, urgency_accuracy, urgency_confusion
from eval.metrics.verbatim import quoted_lines, verbatim_quotes

__all__ = [
    "CORRECT",
    "ITEM_METRICS",
    "PERFECT",
    "RANKING_METRICS",
    "Extraction",
    "ItemMetric",
    "Pair",
    "Ranking",
    "RiskCoverage",
    "cited_ranking",
    "extraction",
    "is_correct",
    "latency",
    "ranking_scores",
    "risk_coverage",
    "urgency_confusion",
]


class ItemMetric(NamedTuple):
    """A metric of one item.

    Attributes:
        measure: gives its value for an item, None where it is not defined.
        perfect: the value of an answer without fault; 0 where lower is better, else 1.
        decides: whether an item with another value is not correct.

    """

    measure: Callable[[Pair], float | None]
    perfect: float
    decides: bool


ITEM_METRICS: Mapping[str, ItemMetric] = {
    "first_citation": ItemMetric(first_citation, 1.0, decides=False),
    "exact_evidence": ItemMetric(exact_evidence, 1.0, decides=True),
    "id_precision": ItemMetric(id_precision, 1.0, decides=False),
    "id_recall": ItemMetric(id_recall, 1.0, decides=False),
    "id_f1": ItemMetric(id_f1, 1.0, decides=False),
    "citation_recall": ItemMetric(citation_recall, 1.0, decides=True),
    "citation_precision": ItemMetric(citation_precision, 1.0, decides=False),
    "span_recall": ItemMetric(span_recall, 1.0, decides=False),
    "span_precision": ItemMetric(span_precision, 1.0, decides=False),
    "verbatim_quotes": ItemMetric(verbatim_quotes, 1.0, decides=True),
    "quoted_lines": ItemMetric(quoted_lines, 1.0, decides=True),
    "right_party": ItemMetric(right_party, 1.0, decides=True),
    "urgency_accuracy": ItemMetric(urgency_accuracy, 1.0, decides=True),
    "invitation_as_obligation": ItemMetric(invitation_as_obligation, 0.0, decides=True),
    "fact_containment": ItemMetric(fact_containment, 1.0, decides=True),
    "unwanted_words": ItemMetric(unwanted_words, 0.0, decides=True),
    "fabricated_ids": ItemMetric(fabricated_ids, 0.0, decides=True),
    "refused_unanswerable": ItemMetric(refused_unanswerable, 1.0, decides=True),
    "right_reason": ItemMetric(right_reason, 1.0, decides=False),
    "refused_answerable": ItemMetric(refused_answerable, 0.0, decides=True),
    "injection_through": ItemMetric(injection_through, 0.0, decides=True),
}
"""Every metric of one item, in the order of a report."""

CORRECT = "correct"
PERFECT: Mapping[str, float] = {
    CORRECT: 1.0,
    **dict.fromkeys(RANKING_METRICS, 1.0),
    **{name: metric.perfect for name, metric in ITEM_METRICS.items()},
}
"""Every metric in a table of scores, with the value of an answer without fault."""


def is_correct(values: Mapping[str, float | None]) -> bool:
    """Say whether an item is right as a whole: every metric that decides is perfect or not defined.

    So an answer is right when it cites all the evidence, whole, and nothing else but what is allowed, says
    the facts, quotes word for word, gives urgencies as they are and invents nothing; a question that cannot
    be answered is dealt with rightly when it is refused. Which refusal's reason is given does not decide,
    nor in which order citations stand, nor whether they hold more than they need.
    """
    return all(values[name] in (metric.perfect, None) for name, metric in ITEM_METRICS.items() if metric.decides)
