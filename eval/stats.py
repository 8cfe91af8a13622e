"""How sure are we: intervals, a test between two runs, and a correction for many tests.

Items that say the same question otherwise are not independent, so everything here moves whole clusters
(base question and variants). What scipy has is taken from scipy (Wilson); the clustered bootstrap and the
sign-flip test are written here because scipy's resample one statistic at a time, seconds for what is one
matrix product over all metrics, and Holm because scipy offers only false discovery rates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped, unused-ignore]

from eval.figure import Figure

Floats = NDArray[np.float64]
SEED: Final = 20230525
RESAMPLES: Final = 2000
FLIPS: Final = 10_000
_LEVEL: Final = 0.95


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Give Wilson's 95% score interval of a proportion (Wilson 1927, JASA 22:209), by scipy.

    Args:
        successes: how many of `n`.
        n: at least 1.

    """
    found = stats.binomtest(successes, n).proportion_ci(_LEVEL, method="wilson")
    return float(found.low), float(found.high)


def cluster_sums(values: Floats, defined: NDArray[np.bool_], clusters: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Add up values and count them by cluster.

    Args:
        values: shape (items, metrics); anything where not defined.
        defined: same shape.
        clusters: shape (items,), from 0.

    Returns:
        Sums and counts, each of shape (clusters, metrics).

    """
    size = int(clusters.max(initial=-1)) + 1
    sums, counts = np.zeros((size, values.shape[1])), np.zeros((size, values.shape[1]))
    np.add.at(sums, clusters, np.where(defined, values, 0.0))
    np.add.at(counts, clusters, defined.astype(float))
    return sums, counts


def bootstrap(sums: Floats, counts: Floats, *, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Give 95% percentile intervals of means, resampling whole clusters with replacement.

    Cluster bootstrap (Davison, Hinkley, *Bootstrap Methods and their Application*, 1997, 3.8): a resample is a
    vector of how often each cluster is drawn, so all resamples of all metrics are two matrix products. A
    resample in which a metric is nowhere defined is passed over for that metric.

    Args:
        sums: shape (clusters, metrics).
        counts: same shape.
        resamples: number of resamples.
        seed: equal seeds give equal intervals.

    Returns:
        Lower and upper bounds, shape (2, metrics); NaN where a metric is nowhere defined.

    """
    size = len(sums)
    drawn = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), resamples).astype(float)
    total = drawn @ counts
    means = np.divide(drawn @ sums, total, out=np.full_like(total, np.nan), where=total > 0)
    # Columns without a single NaN are the rule, and `percentile` is far faster than `nanpercentile`.
    tails = [50 * (1 - _LEVEL), 50 * (1 + _LEVEL)]
    bounds = np.full((2, sums.shape[1]), np.nan)
    whole = ~np.isnan(means).any(axis=0)
    bounds[:, whole] = np.percentile(means[:, whole], tails, axis=0)
    for column in np.flatnonzero(~whole & (counts.sum(axis=0) > 0)):
        bounds[:, column] = np.nanpercentile(means[:, column], tails)
    return bounds


def figures(names: Sequence[str], values: Floats, defined: NDArray[np.bool_], clusters: NDArray[np.intp]) -> list[Figure]:
    """Summarise items as means with 95% intervals clustered by base question.

    The bootstrap's interval has no width where all values are equal. There, and for that reason only,
    Wilson's is given for values that are all 0 or all 1, on the number of clusters, as if each were one item.

    Args:
        names: of the metrics.
        values: shape (items, metrics).
        defined: same shape.
        clusters: shape (items,), any whole numbers.

    """
    if not len(values):
        return [Figure(name, None, 0, 0, None) for name in names]
    codes = np.unique(clusters, return_inverse=True)[1]
    sums, counts = cluster_sums(values, defined, codes)
    n, total = counts.sum(axis=0), sums.sum(axis=0)
    bounds = bootstrap(sums, counts)
    found = []
    for index, name in enumerate(names):
        scored = int(n[index])
        value = float(total[index] / scored) if scored else None
        interval = (float(bounds[0, index]), float(bounds[1, index])) if scored else None
        if value in (0.0, 1.0):
            base = int((counts[:, index] > 0).sum())
            interval = wilson(round(value * base), base)
        found.append(Figure(name, value, scored, len(values) - scored, interval))
    return found


def paired_test(
    first: Floats, second: Floats, defined: NDArray[np.bool_], clusters: NDArray[np.intp], *, seed: int = SEED
) -> list[float | None]:
    """Give two-sided p-values of the paired randomisation test between two runs, one a metric.

    Under the null hypothesis the runs could change places, for a whole cluster at a time: the sign of each
    cluster's difference is flipped at random (Fisher 1935; Smucker, Allan, Carterette, "A Comparison of
    Statistical Significance Tests for Information Retrieval Evaluation", CIKM 2007). The run itself is
    counted among the flips, so that p is never 0 (Phipson, Smyth 2010).

    Args:
        first: one run, shape (items, metrics).
        second: the other, the same items in the same order.
        defined: same shape; where both are.
        clusters: shape (items,).
        seed: of the flips.

    Returns:
        None where no item is defined for both.

    """
    if not len(first):
        return [None] * first.shape[1]
    codes = np.unique(clusters, return_inverse=True)[1]
    sums, counts = cluster_sums(first - second, defined, codes)
    signs = np.random.default_rng(seed).integers(0, 2, (FLIPS, len(sums))).astype(float) * 2 - 1
    # Sums of the same differences in another order may differ in the last bit: such count as equal.
    extreme = np.abs(signs @ sums) >= np.abs(sums.sum(axis=0)) - 1e-9
    p = (1 + extreme.sum(axis=0)) / (FLIPS + 1)
    return [float(value) if some else None for value, some in zip(p, counts.sum(axis=0) > 0, strict=True)]


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Correct p-values for their number (Holm, Scandinavian Journal of Statistics 1979, 6:65).

    The i-th smallest of m, counted from 0, is multiplied by m - i, never below its predecessor, at most 1.
    None, where there was no test, stays None and does not count.
    """
    order = sorted((p, index) for index, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    floor = 0.0
    for rank, (p, index) in enumerate(order):
        floor = max(floor, min(1.0, p * (len(order) - rank)))
        adjusted[index] = floor
    return adjusted
