"""Pure functions that bring scores of different scales together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.encoders import Vectors

_NO_SPREAD = 1e-9


class Weights(NamedTuple):
    """What each kind of evidence counts; they add up to 1."""

    stems: float = 0.3
    grams: float = 0.2
    dense: float = 0.5


DEFAULT = Weights()


def z_scores(scores: Vectors) -> Vectors:
    """Standardise scores to mean 0 and standard deviation 1; equal scores become 0."""
    spread = float(scores.std()) if scores.size else 0.0
    if spread < _NO_SPREAD:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / spread, dtype=np.float32)


def fuse(stems: Vectors, grams: Vectors, dense: Vectors, weights: Weights = DEFAULT) -> Vectors:
    """Add z-scores by weight.

    Combination by standardised scores (CombSUM on z-scores: Savoy 2004; Bruch et al. 2023,
    doi:10.1145/3596512, find convex combinations of normalised scores ahead of rank fusion).
    """
    fused = weights.stems * z_scores(stems) + weights.grams * z_scores(grams) + weights.dense * z_scores(dense)
    return np.asarray(fused, dtype=np.float32)


def best_first(scores: Vectors, names: Sequence[str], k: int | None = None) -> list[int]:
    """Order the k best indices by descending score; ties by name, so that the order is the same everywhere."""
    considered = np.arange(len(scores))
    if k is not None and 0 < k < len(scores):
        # Sorted is only what scores as well as the k-th does, ties with it included.
        considered = np.flatnonzero(scores >= np.partition(scores, len(scores) - k)[len(scores) - k])
    return sorted(considered.tolist(), key=lambda i: (-float(scores[i]), names[i]))[:k]
