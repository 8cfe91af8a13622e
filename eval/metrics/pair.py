"""What a metric of one item looks at."""

from __future__ import annotations

from typing import NamedTuple

from eval.contract import Answer, is_answered
from eval.golden import Reference
from eval.items import Case


class Pair(NamedTuple):
    """A question with its gold, what came back, and the factsheet it was asked about."""

    case: Case
    answer: Answer
    reference: Reference

    @property
    def has_gold(self) -> bool:
        """Say whether there is gold evidence to find."""
        return bool(self.case.gold.units)

    @property
    def is_answered(self) -> bool:
        """Say whether the system answered."""
        return is_answered(self.answer)


def share(part: float, whole: float) -> float | None:
    """Divide; None where there is nothing to divide by, which is not the same as 0."""
    return part / whole if whole else None
