"""Risk and coverage: how fast do errors grow as the system dares to answer more?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class RiskCoverage(NamedTuple):
    """The curve, one point a distinct confidence, most confident first.

    Attributes:
        thresholds: answer where confidence is at least this; shape (k,), float64.
        coverage: share of questions answered then; shape (k,).
        risk: share of wrong ones among those answered; shape (k,).
        area: under the curve, in [0, 1], lower is better; None without questions.

    """

    thresholds: NDArray[np.float64]
    coverage: NDArray[np.float64]
    risk: NDArray[np.float64]
    area: float | None


def risk_coverage(confidence: Sequence[float], wrong: Sequence[bool]) -> RiskCoverage:
    """Give the risk-coverage curve of answers that were all forced, and its area.

    El-Yaniv, Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 2010; area (AURC) as
    the mean risk over all coverages 1/n … n/n, Geifman, Uziel, El-Yaniv, "Bias-Reduced Uncertainty
    Estimation", ICLR 2019. Equal confidences are taken in together, each with the share of errors among
    them, so that the order of the questions does not matter.

    Args:
        confidence: of each question, that it can and will be answered rightly.
        wrong: whether the answer is wrong when it is given; any answer to an unanswerable question is.

    """
    if not confidence:
        empty = np.zeros(0)
        return RiskCoverage(empty, empty, empty, None)
    levels, group, sizes = np.unique(-np.asarray(confidence, dtype=float), return_inverse=True, return_counts=True)
    errors = np.bincount(group, weights=np.asarray(wrong, dtype=float))
    answered = np.cumsum(sizes)
    expected = np.cumsum(np.repeat(errors / sizes, sizes)) / np.arange(1, answered[-1] + 1)
    return RiskCoverage(-levels, answered / answered[-1], np.cumsum(errors) / answered, float(expected.mean()))
