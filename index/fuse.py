"""Pure functions that bring scores of different scales together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors

_NO_SPREAD = 1e-9


class Weights(NamedTuple):
    """What each kind of evidence counts; they add up to 1."""

    stems: float = 0.19
    grams: float = 0.12
    dense: float = 0.31
    learned: float = 0.38


DEFAULT = Weights()


def z_scores(scores: Vectors) -> Vectors:
    """Standardise scores to mean 0 and standard deviation 1; equal scores become 0."""
    return standardised(scores, float(scores.mean()), float(scores.std())) if scores.size else scores


def standardised(scores: Vectors, mean: float, spread: float) -> Vectors:
    """Standardise scores by the mean and the standard deviation of all; without spread they become 0."""
    if spread < _NO_SPREAD:
        return np.zeros_like(scores)
    return np.asarray((scores - np.float32(mean)) / np.float32(spread), dtype=np.float32)


def fuse(stems: Vectors, grams: Vectors, dense: Vectors, learned: Vectors, weights: Weights = DEFAULT) -> Vectors:
    """Add z-scores by weight; evidence that tells nothing apart (all scores equal) leaves its weight to the rest.

    Combination by standardised scores (CombSUM on z-scores: Savoy 2004; Bruch et al. 2023,
    doi:10.1145/3596512, find convex combinations of normalised scores ahead of rank fusion).
    """
    return added([z_scores(scores) for scores in (stems, grams, dense, learned)], weights)


def added(evidence: Sequence[Vectors], weights: Weights = DEFAULT) -> Vectors:
    """Add standardised scores by weight; the weight of what is all 0, and so tells nothing, goes to the rest."""
    told = [(weight, scores) for weight, scores in zip(weights, evidence, strict=True) if scores.any()]
    total = sum(weight for weight, _ in told)
    if not told:
        return np.zeros_like(evidence[0])
    return np.asarray(sum(np.float32(weight / total) * scores for weight, scores in told), dtype=np.float32)


def best_first(scores: Vectors, names: Sequence[str], k: int | None = None) -> list[int]:
    """Order the k best indices by descending score; ties by name, so that the order is the same everywhere."""
    considered = np.arange(len(scores))
    if k is not None and 0 < k < len(scores):
        # Sorted is only what scores as well as the k-th does, ties with it included.
        considered = np.flatnonzero(scores >= np.partition(scores, len(scores) - k)[len(scores) - k])
    ranked = sorted((-score, names[i], i) for i, score in zip(considered.tolist(), scores[considered].tolist(), strict=True))
    return [i for _, _, i in ranked[:k]]


def top_rows(scores: Vectors, k: int) -> NDArray[np.int64]:
    """Give the rows of the k highest scores above 0, in no order; of a tie at the end, the lower rows."""
    positive = np.flatnonzero(scores > 0)
    if len(positive) <= k:
        return positive
    bar = np.partition(scores[positive], len(positive) - k)[len(positive) - k]
    above, level = np.flatnonzero(scores > bar), np.flatnonzero(scores == bar)
    return np.concatenate([above, level[: k - len(above)]])
