"""Clustered search: only the clusters nearest to a query are searched, exactly, from a file that is not read whole.

Sivic and Zisserman 2003 for inverted lists over clusters; Johnson et al. 2017, arXiv:1702.08734, for FAISS, which
finds the clusters. The lists hold the vectors themselves, so that every cosine given is exact and only a row of a
cluster that was not searched can be missed.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from index.encoders import Vectors
from index.engines import Rows
from index.files import open_array, save_array

_CLUSTERS = 4  # times the square root of the rows
_LEARNT_FROM = 64  # rows a cluster
_ROUNDS = 10
_SEED = 6
# How much is searched: enough for recall@10 of 0.99 on clustered vectors (docs/performance.md).
_SHARE, _FEWEST = 0.08, 16384
_BLOCK = 65536


class Lists(NamedTuple):
    """What is kept, each in a file of its name.

    Attributes:
        centroids: one a cluster, shape (c, d).
        starts: where each cluster's vectors start, and the end, shape (c + 1,).
        order: the row of each vector as they lie, cluster after cluster.
        places: where each row's vector lies.
        vectors: as they lie, shape (n, d).
        mean: of all vectors, shape (d,).
        products: mean of all vectors' outer products, shape (d, d).

    """

    centroids: Vectors
    starts: Rows
    order: Rows
    places: Rows
    vectors: Vectors
    mean: Vectors
    products: Vectors


class Inverted:
    """An Engine over clusters."""

    def __init__(self, lists: Lists) -> None:
        """Keep the lists."""
        self._lists = lists
        self.size = len(lists.vectors)

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Cluster vectors of shape (n, d); the same vectors give the same clusters."""
        import faiss

        rows, width = vectors.shape
        count = max(1, min(rows, int(_CLUSTERS * math.sqrt(rows))))
        quantizer = faiss.IndexFlatIP(width)
        if rows:
            means = faiss.Kmeans(
                width, count, niter=_ROUNDS, seed=_SEED, spherical=True, min_points_per_centroid=1, max_points_per_centroid=_LEARNT_FROM
            )
            means.train(np.ascontiguousarray(vectors))
            quantizer.add(np.asarray(means.centroids))
        nearest = np.zeros(rows, dtype=np.int64)
        mean, products = np.zeros(width), np.zeros((width, width))
        for start in range(0, rows, _BLOCK):
            block = np.ascontiguousarray(vectors[start : start + _BLOCK])
            nearest[start : start + _BLOCK] = quantizer.search(block, 1)[1][:, 0]
            mean += block.sum(axis=0, dtype=np.float64)
            products += block.T @ block
        order = np.argsort(nearest, kind="stable")
        places = np.empty(rows, dtype=np.int64)
        places[order] = np.arange(rows)
        starts = np.concatenate([[0], np.cumsum(np.bincount(nearest, minlength=count))]).astype(np.int64)
        centroids = quantizer.reconstruct_n(0, quantizer.ntotal) if rows else np.zeros((1, width), np.float32)
        total = max(rows, 1)
        moments = ((mean / total).astype(np.float32), (products / total).astype(np.float32))
        return cls(Lists(centroids, starts, order, places, vectors[order], *moments))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open the files; what they hold is read as it is needed."""
        return cls(Lists(*(open_array(path / f"{name}.npy") for name in Lists._fields)))

    def save(self, path: Path) -> None:
        """Write .npy files into a new folder."""
        path.mkdir()
        for name, values in zip(Lists._fields, self._lists, strict=True):
            save_array(path / f"{name}.npy", np.asarray(values))

    def vectors(self, rows: Rows) -> Vectors:
        """Copy the vectors of some rows."""
        return np.asarray(self._lists.vectors[self._lists.places[rows]])

    def cosines(self, query: Vectors, rows: Rows | None = None) -> Vectors:
        """Multiply with some rows, or with all, which reads the whole file."""
        return np.asarray((self._lists.vectors[self._lists.places] if rows is None else self.vectors(rows)) @ query)

    def spread(self, query: Vectors) -> tuple[float, float]:
        """Work out mean and deviation over all rows from their moments, whatever the number of rows."""
        mean = float(self._lists.mean @ query)
        return mean, math.sqrt(max(float(query @ self._lists.products @ query) - mean * mean, 0.0))

    def search(self, queries: Vectors, k: int, rows: Rows | None = None) -> tuple[Vectors, Rows]:
        """Search the nearest clusters, or the selected rows one by one; ties go to the lower row."""
        available = self.size if rows is None else len(np.unique(rows))
        found = [self._one(query, min(k, available), rows) for query in queries]
        shape = (len(queries), min(k, available))
        scores, places = (np.array([pair[i] for pair in found]).reshape(shape) for i in (0, 1))
        return scores.astype(np.float32), places.astype(np.int64)

    def _one(self, query: Vectors, k: int, rows: Rows | None) -> tuple[Vectors, Rows]:
        if rows is not None:
            candidates = np.unique(np.asarray(rows, dtype=np.int64))
            cosines = self.cosines(query, candidates)
        else:
            spans = self._nearest(query, max(k, _FEWEST, int(_SHARE * self.size)))
            cosines = np.concatenate([self._lists.vectors[span] @ query for span in spans])
            candidates = np.concatenate([self._lists.order[span] for span in spans])
        best = np.lexsort((candidates, -cosines))[:k] if len(cosines) <= _FEWEST else _best(cosines, candidates, k)
        return cosines[best], candidates[best]

    def _nearest(self, query: Vectors, enough: int) -> list[slice]:
        """Give the nearest clusters, until they hold enough rows."""
        near = np.argsort(-(self._lists.centroids @ query), kind="stable")
        lengths = np.diff(self._lists.starts)[near]
        last = int(np.searchsorted(np.cumsum(lengths), min(enough, self.size)))
        return [slice(int(self._lists.starts[c]), int(self._lists.starts[c + 1])) for c in near[: last + 1]]


def _best(cosines: Vectors, candidates: Rows, k: int) -> Rows:
    """Sort only what is as near as the k-th, ties with it included."""
    bar = np.partition(cosines, len(cosines) - k)[len(cosines) - k]
    considered = np.flatnonzero(cosines >= bar)
    return np.asarray(considered[np.lexsort((candidates[considered], -cosines[considered]))][:k])
