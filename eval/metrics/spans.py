"""Span precision and recall in characters.

Pipitone, Alami, "LegalBench-RAG: A Benchmark for Retrieval-Augmented Generation in the Legal Domain",
2024, section 4: of the characters cited, how many are gold; of the gold, how many are cited. Counted
are the characters that count (see `solid`), each once however often it is cited.
"""

from __future__ import annotations

from corpus.records import Span
from eval.contract import spans_of
from eval.matching import beside_gold, of_party
from eval.metrics.pair import Pair, share
from eval.solid import intersection, union


def _cited(pair: Pair) -> tuple[list[Span], int]:
    """Give the cited places in the right source, and the size of what is cited from another's.

    Citations that are only allowed (`also`) are left out.
    """
    counted = [c for c in pair.answer["citations"] if not beside_gold(c, pair.case)]
    ours = [span for c in counted if of_party(pair.case, c) for span in spans_of(c)]
    others = [span for c in counted if not of_party(pair.case, c) for span in spans_of(c)]
    return ours, sum(span.end - span.start for span in union(others))


def span_precision(pair: Pair) -> float | None:
    """Give the share of cited characters that are gold; undefined without gold and where nothing is cited."""
    if not pair.has_gold:
        return None
    (ours, elsewhere), count = _cited(pair), pair.reference.solid_count
    return share(count(intersection(ours, pair.case.gold.spans)), count(ours) + elsewhere)


def span_recall(pair: Pair) -> float | None:
    """Give the share of gold characters that are cited; undefined without gold."""
    ours, _ = _cited(pair)
    count, gold = pair.reference.solid_count, pair.case.gold.spans
    return share(count(intersection(ours, gold)), count(gold))
