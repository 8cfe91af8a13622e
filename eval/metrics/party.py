"""Right Party: the same numbers mean other urgencies in another Party's factsheet."""

from __future__ import annotations

from eval.matching import of_party
from eval.metrics.pair import Pair, share


def right_party(pair: Pair) -> float | None:
    """Give the share of citations from the factsheet that was asked about; undefined without citations."""
    citations = pair.answer["citations"]
    return share(sum(of_party(pair.case, citation) for citation in citations), len(citations))
