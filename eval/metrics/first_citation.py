"""First-citation accuracy: is the first thing a reader is shown right?"""

from __future__ import annotations

from eval.matching import units_of
from eval.metrics.pair import Pair


def first_citation(pair: Pair) -> float | None:
    """Give 1 where the first citation is gold evidence, 0 where it is not or nothing is cited.

    The share of questions with a right answer on top is success@1, also "P@1" (Manning, Raghavan,
    Schütze, *Introduction to Information Retrieval*, 2008, 8.4). What is only allowed (`also`) does
    not count. Undefined where there is no gold evidence.
    """
    if not pair.has_gold:
        return None
    citations = pair.answer["citations"]
    return float(bool(citations) and bool(units_of(citations[0], pair.case)))
