"""What questions sound like, learned once from the wordings that come with the program.

Wordings are many and encoding them takes minutes, so only what a linear discriminant needs of them is
kept, in one file for each encoder beside this module, written by `python -m index.learn`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.boundary import Boundary
from index.chunks import Chunk
from index.encoders import Vectors

# How many wordings a record's own text counts for.
_OWN_TEXT = 5.0
# Share of a spherical covariance in the estimated one: fewer wordings than it would take to know it.
_SHRINKAGE = 0.3


@dataclass(frozen=True)
class Lessons:
    """Statistics of the wordings' vectors under one encoder.

    Attributes:
        checksum: of the encoder.
        counts: number of wordings of each table, by its key.
        sums: sum of their vectors, float32, each of shape (dimension,).
        within: covariance of wordings around their table's mean, shape (dimension, dimension).
        boundary: between questions that the factsheets answer and questions that they do not.

    """

    checksum: str
    counts: Mapping[str, int]
    sums: Mapping[str, Vectors]
    within: Vectors
    boundary: Boundary

    def discriminants(self, chunks: Sequence[Chunk], vectors: Vectors) -> Vectors:
        """Give each record's linear discriminant: a question q speaks of it by w·q + b.

        Fisher's discriminant with one covariance for all classes, w = S⁻¹m and b = -½ m·S⁻¹m (Hastie,
        Tibshirani and Friedman, "The Elements of Statistical Learning", 2009, section 4.3); the mean m
        is taken over the record's wordings and its own text, moved to where questions lie.

        Args:
            chunks: the records.
            vectors: of their texts, shape (len(chunks), dimension).

        Returns:
            float32, shape (len(chunks), dimension + 1), b in the last column.

        """
        counts = np.asarray([sum(self.counts.get(key, 0) for key in chunk.tables) for chunk in chunks], dtype=np.float64)[:, None]
        nothing = np.zeros(vectors.shape[1], dtype=np.float64)
        tables = [[self.sums[key] for key in chunk.tables if key in self.sums] for chunk in chunks]
        sums: NDArray[np.float64] = np.vstack([sum(found, nothing) for found in tables])
        known = counts[:, 0] > 0
        moved = (sums[known] / counts[known] - vectors[known]).mean(axis=0) if known.any() else nothing
        means = (sums + _OWN_TEXT * (vectors + moved)) / (counts + _OWN_TEXT)
        weights = means @ self._precision
        offsets = -0.5 * np.einsum("ij,ij->i", weights, means)
        return np.asarray(np.column_stack([weights, offsets]), dtype=np.float32)

    @cached_property
    def _precision(self) -> Vectors:
        dimension = len(self.within)
        spherical = np.trace(self.within) / dimension * np.eye(dimension)
        return np.asarray(np.linalg.inv((1 - _SHRINKAGE) * self.within.astype(np.float64) + _SHRINKAGE * spherical))

    def save(self, path: Path) -> None:
        """Write one file, without pickle; half precision, which changes no ranking."""
        names = sorted(self.counts)
        support, parameters = self.boundary.arrays()
        np.savez_compressed(
            path,
            checksum=np.asarray(self.checksum),
            names=np.asarray(names),
            counts=np.asarray([self.counts[name] for name in names], dtype=np.int32),
            means=np.vstack([self.sums[name] / self.counts[name] for name in names]).astype(np.float16),
            # Half precision holds no numbers this small.
            within=(self.within / np.trace(self.within)).astype(np.float32),
            trace=np.asarray(np.trace(self.within)),
            support=support,
            parameters=parameters,
        )


def load_lessons(checksum: str) -> Lessons | None:
    """Give what comes with the program for the encoder of that checksum; None where nothing was learned for it."""
    folder = Path(str(resources.files("index") / "learned"))
    for path in sorted(folder.glob("*.npz")):
        with np.load(path, allow_pickle=False) as data:
            if str(data["checksum"]) != checksum:
                continue
            counts = {str(name): int(count) for name, count in zip(data["names"], data["counts"], strict=True)}
            means = data["means"].astype(np.float32)
            sums = {name: means[i] * counts[name] for i, name in enumerate(counts)}
            boundary = Boundary.of_arrays((data["support"], data["parameters"]))
            return Lessons(checksum, counts, sums, data["within"] * float(data["trace"]), boundary)
    return None


def score(discriminants: Vectors, question: Vectors) -> Vectors:
    """Score one question, shape (dimension,), by discriminants of shape (n, dimension + 1): float32, shape (n,)."""
    return np.asarray(discriminants[:, :-1] @ question + discriminants[:, -1], dtype=np.float32)
