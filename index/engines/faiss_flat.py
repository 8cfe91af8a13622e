"""FAISS's exhaustive inner-product index: exact, and the fastest there is at a factsheet's size."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import faiss
import numpy as np

from index.encoders import Vectors
from index.engines import Rows


class FaissFlat:
    """An Engine over faiss.IndexFlatIP."""

    def __init__(self, index: faiss.Index) -> None:
        """Wrap a FAISS index."""
        self._index = index
        self.size = int(index.ntotal)

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index vectors of shape (n, d)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read FAISS's own file format."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write FAISS's own file format."""
        faiss.write_index(self._index, str(path))

    def vectors(self, rows: Rows) -> Vectors:
        """Copy the vectors of some rows."""
        found: Vectors = self._index.reconstruct_batch(np.ascontiguousarray(rows, dtype=np.int64))
        return found

    def cosines(self, query: Vectors, rows: Rows | None = None) -> Vectors:
        """Search all of them and put them into their order."""
        chosen = np.arange(self.size, dtype=np.int64) if rows is None else np.asarray(rows, dtype=np.int64)
        scores, found = self.search(query[None], self.size, chosen)
        cosines = np.zeros(self.size, dtype=np.float32)
        cosines[found[0]] = scores[0]
        return np.asarray(cosines[chosen])

    def spread(self, query: Vectors) -> tuple[float, float]:
        """Work them out from all cosines."""
        cosines = self.cosines(query)
        return (float(cosines.mean()), float(cosines.std())) if self.size else (0.0, 0.0)

    def search(self, queries: Vectors, k: int, rows: Rows | None = None) -> tuple[Vectors, Rows]:
        """Search all rows, or only those selected."""
        rows = None if rows is None else np.unique(np.asarray(rows, dtype=np.int64))
        k = min(k, self.size if rows is None else len(rows))
        if k == 0:
            return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
        parameters = None if rows is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        scores, found = self._index.search(np.ascontiguousarray(queries), k, params=parameters)
        return scores, found
