"""Vector engines by name: one file and one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnknownNameError
from index.encoders import Vectors

Rows = NDArray[np.int64]


class Engine(Protocol):
    """Finds the rows nearest to a query by inner product.

    Attributes:
        size: number of rows.

    """

    size: int

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index float32 vectors of unit length, shape (n, d)."""
        ...

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        ...

    def save(self, path: Path) -> None:
        """Write a file or a folder, without pickle."""
        ...

    def vectors(self, rows: Rows) -> Vectors:
        """Give the vectors of some rows: float32, shape (len(rows), d)."""
        ...

    def cosines(self, query: Vectors, rows: Rows | None = None) -> Vectors:
        """Give the cosine of each of some rows, or of all: float32, in their order.

        Args:
            query: float32, shape (d,), of unit length.
            rows: which; None is all.

        """
        ...

    def spread(self, query: Vectors) -> tuple[float, float]:
        """Give mean and standard deviation of the cosines of all rows with a query of shape (d,)."""
        ...

    def search(self, queries: Vectors, k: int, rows: Rows | None = None) -> tuple[Vectors, Rows]:
        """Find the nearest rows.

        Args:
            queries: float32, shape (m, d), unit rows.
            k: how many; fewer come back where there are fewer.
            rows: search only these; order and repetitions do not matter.

        Returns:
            scores (cosines, descending) and row numbers, each of shape (m, min(k, available)).

        """
        ...


def _faiss_flat() -> type[Engine]:
    from index.engines.faiss_flat import FaissFlat

    return FaissFlat


def _exact() -> type[Engine]:
    from index.engines.exact import Exact

    return Exact


def _inverted() -> type[Engine]:
    from index.engines.inverted import Inverted

    return Inverted


ENGINES: Mapping[str, Callable[[], type[Engine]]] = MappingProxyType({"exact": _exact, "faiss-flat": _faiss_flat, "inverted": _inverted})
AUTO = "auto"
# Up to this many rows searching all is as fast as anything and never misses one (docs/performance.md).
EXHAUSTIVE = 100_000


def engine(name: str) -> type[Engine]:
    """Give the engine of that name; UnknownNameError lists the known ones."""
    if name not in ENGINES:
        raise UnknownNameError("vector engine", name, sorted([*ENGINES, AUTO]))
    return ENGINES[name]()


def engine_name(wanted: str, rows: int) -> str:
    """Give the engine to build with: the one wanted or, for `auto`, the one that suits the number of rows.

    Raises:
        UnknownNameError: there is none of that name; lists the known ones.

    """
    if wanted == AUTO:
        return "exact" if rows <= EXHAUSTIVE else "inverted"
    engine(wanted)
    return wanted
