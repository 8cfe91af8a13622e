"""Ranking: recall@k, reciprocal rank and nDCG@10, computed by `ir_measures` and not here.

Definitions: Manning, Raghavan, Schütze, *Introduction to Information Retrieval* (2008), 8.4; nDCG by
Järvelin, Kekäläinen, "Cumulated Gain-based Evaluation of IR Techniques", TOIS 2002, with binary gain.
Recall@k is capped as in BEIR (Thakur, Reimers, Rücklé, Srivastava, Gurevych, NeurIPS 2021): divided by the
most that k places can hold, so that a perfect ranking has 1 where there is more gold than k.
The documents are the pieces of gold evidence; everything else in a ranking is a document that is not
relevant, also what is only allowed (`also`). A passage that is several pieces of evidence takes a place
for each; a piece that comes again counts at its first place only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from eval.contract import Citation
from eval.items import Case
from eval.matching import units_of

_DEPTHS = (1, 5, 10)
RANKING_METRICS = (*(f"recall@{depth}" for depth in _DEPTHS), "mrr", "ndcg@10")


class Ranking(NamedTuple):
    """A question's relevant documents and what was ranked, best first; neither with doubles."""

    relevant: tuple[str, ...]
    ranked: tuple[str, ...]


def cited_ranking(case: Case, citations: Sequence[Citation]) -> Ranking:
    """Take an answer's citations as a ranking: they are best first."""
    named = [[unit.name for unit in units_of(citation, case)] for citation in citations]
    documents = (name for index, names in enumerate(named) for name in names or [f"other {index}"])
    return Ranking(tuple(unit.name for unit in case.gold.units), tuple(dict.fromkeys(documents)))


@cache
def _measures() -> Mapping[str, object]:
    # Importing it takes a third of a second, which `--help` need not wait for.
    from ir_measures import RR, R, nDCG

    return {**{f"recall@{depth}": R @ depth for depth in _DEPTHS}, "mrr": RR, "ndcg@10": nDCG @ 10}


def ranking_scores(rankings: Mapping[str, Ranking]) -> dict[str, dict[str, float]]:
    """Score rankings by question.

    Args:
        rankings: by item id; those without relevant documents are not defined and are left out.

    Returns:
        For each other item id the value of each of RANKING_METRICS; 0 where nothing was ranked.

    """
    from ir_measures import Qrel, ScoredDoc, iter_calc

    names = {measure: name for name, measure in _measures().items()}
    judged = {item: ranking for item, ranking in rankings.items() if ranking.relevant}
    # Every question has its zeros first: one that drops out of an average flatters it.
    scores = {item: dict.fromkeys(RANKING_METRICS, 0.0) for item in judged}
    qrels = [Qrel(item, name, 1) for item, ranking in judged.items() for name in ranking.relevant]
    run = [ScoredDoc(item, name, float(-place)) for item, ranking in judged.items() for place, name in enumerate(ranking.ranked)]
    found: Iterable[tuple[str, object, float]] = iter_calc(list(names), qrels, run) if run else ()
    for item, measure, value in found:
        scores[item][names[measure]] = value
    for item, row in scores.items():
        gold = len(judged[item].relevant)
        row.update({f"recall@{depth}": row[f"recall@{depth}"] * gold / min(gold, depth) for depth in _DEPTHS})
    return scores
