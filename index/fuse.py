"""Pure functions that bring scores of different scales together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

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
    spread = float(scores.std()) if scores.size else 0.0
    if spread < _NO_SPREAD:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / spread, dtype=np.float32)


def fuse(stems: Vectors, grams: Vectors, dense: Vectors, learned: Vectors, weights: Weights = DEFAULT) -> Vectors:
    """Add z-scores by weight; evidence that tells nothing apart (all scores equal) leaves its weight to the rest.

    Combination by standardised scores (CombSUM on z-scores: Savoy 2004; Bruch et al. 2023,
    doi:10.1145/3596512, find convex combinations of normalised scores ahead of rank fusion).
    """
    standardised = [(weight, z_scores(scores)) for weight, scores in zip(weights, (stems, grams, dense, learned), strict=True)]
    told = [(weight, scores) for weight, scores in standardised if scores.any()]
    total = sum(weight for weight, _ in told)
    if not told:
        return np.zeros_like(dense)
    return np.asarray(sum(weight * scores for weight, scores in told) / total, dtype=np.float32)


def best_first(scores: Vectors, names: list[str]) -> list[int]:
    """Order indices by descending score; ties by name, so that the order is the same everywhere."""
    return sorted(range(len(names)), key=lambda i: (-float(scores[i]), names[i]))
