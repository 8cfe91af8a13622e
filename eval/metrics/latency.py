"""Latency: percentiles of the time an Answer says it took."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats  # type: ignore[import-untyped, unused-ignore]

from eval.figure import Figure


def latency(elapsed_ms: Sequence[float]) -> list[Figure]:
    """Give p50 and p95 in milliseconds.

    Percentiles by linear interpolation (Hyndman, Fan, "Sample Quantiles in Statistical Packages", 1996,
    type 7); 95% intervals from order statistics through scipy's `quantile_test`, which needs no assumption
    about the distribution. Where there are too few to bound a percentile on both sides there is no interval.
    """
    return [_percentile(elapsed_ms, percent) for percent in (50, 95)]


def _percentile(values: Sequence[float], percent: int) -> Figure:
    name = f"latency_p{percent}"
    if not values:
        return Figure(name, None, 0, 0, None)
    test = stats.quantile_test(np.asarray(values, dtype=float), p=percent / 100)
    low, high = test.confidence_interval(confidence_level=0.95)
    interval = (float(low), float(high)) if np.isfinite([low, high]).all() else None
    return Figure(name, float(np.percentile(values, percent)), len(values), 0, interval)
