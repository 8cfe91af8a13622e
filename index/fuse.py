"""Pure functions that bring scores of different scales together."""

from __future__ import annotations

import numpy as np

from index.encoders import Vectors


def z_scores(scores: Vectors) -> Vectors:
    """Standardise scores to mean 0 and standard deviation 1; equal scores become 0."""
    spread = float(scores.std()) if scores.size else 0.0
    if spread < 1e-9:
        return np.zeros_like(scores)
    return ((scores - scores.mean()) / spread).astype(np.float32)


def fuse(lexical: Vectors, dense: Vectors, weight: float = 0.5) -> Vectors:
    """Add z-scores, `weight` for the dense part.

    Combination by standardised scores (CombSUM on z-scores: Savoy 2004; Bruch et al. 2023,
    doi:10.1145/3596512, find convex combinations of normalised scores ahead of rank fusion).
    """
    return (1 - weight) * z_scores(lexical) + weight * z_scores(dense)


def best_first(scores: Vectors, names: list[str]) -> list[int]:
    """Order indices by descending score; ties by name, so that the order is the same everywhere."""
    return sorted(range(len(names)), key=lambda i: (-float(scores[i]), names[i]))
