"""Refusal: of what cannot be answered, how much is refused; and of what can."""

from __future__ import annotations

from eval.metrics.pair import Pair


def refused_unanswerable(pair: Pair) -> float | None:
    """Give 1 where a question that cannot be answered is refused, else 0.

    Its mean is recall of "abstain" (Kamath, Jia, Liang, "Selective Question Answering under Domain Shift",
    ACL 2020, for the setting). Undefined for answerable questions.
    """
    return None if pair.case.answerable else float(not pair.is_answered)


def refused_answerable(pair: Pair) -> float | None:
    """Give 1 where a question that can be answered is refused, else 0; 0 is right. Undefined for the others."""
    return float(not pair.is_answered) if pair.case.answerable else None


def right_reason(pair: Pair) -> float | None:
    """Give 1 where a right refusal gives one of the acceptable reasons, else 0; undefined without such a refusal."""
    if pair.case.answerable or pair.is_answered:
        return None
    return float(pair.answer["reason"] in pair.case.reasons)
