"""Citation recall and precision in ALCE's sense, decided by verbatim spans and not by a model.

Gao, Yen, Yu, Chen, "Enabling Large Language Models to Generate Text with Citations", EMNLP 2023,
section 4: a statement is supported when the citations together entail it (recall); a citation is
irrelevant when it does not support the statement alone and the others support it without it
(precision). There a model decides entailment. Here the statements are the pieces of gold evidence,
and text entails a piece when it holds every one of its characters (those that count, see `solid`).
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.records import Span
from eval.contract import spans_of
from eval.items import Unit
from eval.matching import beside_gold, of_party
from eval.metrics.pair import Pair, share
from eval.solid import intersection


def _holds(pair: Pair, spans: Iterable[Span], unit: Unit) -> bool:
    count = pair.reference.solid_count
    return count(intersection(spans, unit.spans)) == count(unit.spans)


def citation_recall(pair: Pair) -> float | None:
    """Give the share of gold evidence that the citations together hold whole; undefined without gold."""
    spans = [span for c in pair.answer["citations"] if of_party(pair.case, c) for span in spans_of(c)]
    units = pair.case.gold.units
    return share(sum(_holds(pair, spans, unit) for unit in units), len(units))


def citation_precision(pair: Pair) -> float | None:
    """Give the share of citations that are relevant.

    Relevant is one that holds a piece of gold evidence whole, or without which the others no longer
    hold a piece they hold with it. Citations that are only allowed (`also`) are taken out first.
    Undefined without gold, and where no citation is left.
    """
    if not pair.has_gold:
        return None
    cited = [c for c in pair.answer["citations"] if not beside_gold(c, pair.case)]
    places = [spans_of(c) if of_party(pair.case, c) else [] for c in cited]
    every = [span for spans in places for span in spans]
    together = {unit.name for unit in pair.case.gold.units if _holds(pair, every, unit)}
    relevant = 0
    for index, spans in enumerate(places):
        others = [span for other, rest in enumerate(places) if other != index for span in rest]
        touched = [unit for unit in pair.case.gold.units if unit.name in together and intersection(spans, unit.spans)]
        relevant += any(_holds(pair, spans, unit) or not _holds(pair, others, unit) for unit in touched)
    return share(relevant, len(places))
