"""ID sets: which recommendations were cited, as a set.

Precision, recall and F1 of sets as in van Rijsbergen, *Information Retrieval* (1979), ch. 7, per
question, then averaged (macro). IDs that are only allowed (`also`) are taken out first, so that they
neither help nor hurt. Defined on questions whose gold has IDs.
"""

from __future__ import annotations

from eval.matching import cited_units, is_allowed, of_party
from eval.metrics.pair import Pair, share


def _cited(pair: Pair) -> set[str]:
    """Give the cited IDs that count; one from another Party's factsheet is wrong whatever its number."""
    named = {
        name if of_party(pair.case, citation) else f"{citation['party']} {name}"
        for citation in pair.answer["citations"]
        for name in citation["recommendation_ids"]
    }
    return named - {*pair.case.also.recommendation_ids}


def id_precision(pair: Pair) -> float | None:
    """|cited ∩ gold| / |cited|; undefined where no ID that counts is cited."""
    gold, cited = {*pair.case.gold.recommendation_ids}, _cited(pair)
    return share(len(cited & gold), len(cited)) if gold else None


def id_recall(pair: Pair) -> float | None:
    """|cited ∩ gold| / |gold|."""
    gold = {*pair.case.gold.recommendation_ids}
    return share(len(_cited(pair) & gold), len(gold))


def id_f1(pair: Pair) -> float | None:
    """2 |cited ∩ gold| / (|cited| + |gold|), the harmonic mean; 0 where nothing right is cited."""
    gold, cited = {*pair.case.gold.recommendation_ids}, _cited(pair)
    return share(2 * len(cited & gold), len(cited) + len(gold)) if gold else None


def exact_evidence(pair: Pair) -> float | None:
    """Give 1 where all gold is cited and nothing but gold and `also`, else 0.

    IDs and evidence without IDs are taken together, so lists and counts have to be complete to the
    last clause. Exact match of sets (subset accuracy), with room for `also`. Undefined without gold.
    """
    if not pair.has_gold:
        return None
    complete = {*pair.case.gold.recommendation_ids} <= _cited(pair) and (
        {unit.name for unit in pair.case.gold.units} <= cited_units(pair.answer, pair.case)
    )
    return float(complete and all(is_allowed(citation, pair.case) for citation in pair.answer["citations"]))
