"""Exhaustive search in NumPy: the reference that other engines are tested against."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import numpy as np

from index.encoders import Vectors
from index.engines import Rows
from index.files import open_array, save_array


class Exact:
    """An Engine that multiplies matrices."""

    def __init__(self, vectors: Vectors) -> None:
        """Keep the vectors."""
        self._vectors = vectors
        self.size = len(vectors)

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index vectors of shape (n, d)."""
        return cls(np.ascontiguousarray(vectors, dtype=np.float32))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open a .npy file, of which is read what is needed; pickled content is refused."""
        return cls(open_array(path))

    def save(self, path: Path) -> None:
        """Write a .npy file."""
        save_array(path, self._vectors)

    def vectors(self, rows: Rows) -> Vectors:
        """Copy the vectors of some rows."""
        return np.asarray(self._vectors[rows])

    def cosines(self, query: Vectors, rows: Rows | None = None) -> Vectors:
        """Multiply with some rows, or with all."""
        return np.asarray((self._vectors if rows is None else self._vectors[rows]) @ query)

    def spread(self, query: Vectors) -> tuple[float, float]:
        """Work them out from all cosines."""
        cosines = self.cosines(query)
        return (float(cosines.mean()), float(cosines.std())) if self.size else (0.0, 0.0)

    def search(self, queries: Vectors, k: int, rows: Rows | None = None) -> tuple[Vectors, Rows]:
        """Search all rows, or only those selected; ties go to the lower row."""
        chosen = np.arange(self.size, dtype=np.int64) if rows is None else np.unique(np.asarray(rows, dtype=np.int64))
        scores = queries @ (self._vectors if len(chosen) == self.size else self._vectors[chosen]).T
        order = np.argsort(-scores, axis=1, kind="stable")[:, : min(k, len(chosen))]
        return np.take_along_axis(scores, order, axis=1), chosen[order]
