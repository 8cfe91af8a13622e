"""Results become arrays and Figures, whole or by slice, and Figures become plain data and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from eval import stats
from eval.figure import Figure
from eval.report.result import Result


class Arrays(NamedTuple):
    """Scores by item and metric.

    Attributes:
        values: shape (items, metrics), float64; 0 where not defined.
        defined: same shape, bool.
        clusters: shape (items,); equal for items that are not independent.

    """

    values: NDArray[np.float64]
    defined: NDArray[np.bool_]
    clusters: NDArray[np.intp]


def arrays(results: Sequence[Result], names: Sequence[str]) -> Arrays:
    """Lay out some results; a metric that a result lacks is not defined for it."""
    cells = [[result.scores.get(name) for name in names] for result in results]
    codes = {cluster: code for code, cluster in enumerate(dict.fromkeys(result.cluster for result in results))}
    shape = (len(results), len(names))
    return Arrays(
        np.array([[cell or 0.0 for cell in row] for row in cells], dtype=float).reshape(shape),
        np.array([[cell is not None for cell in row] for row in cells], dtype=bool).reshape(shape),
        np.array([codes[result.cluster] for result in results], dtype=np.intp),
    )


def figures(results: Sequence[Result], names: Sequence[str]) -> list[Figure]:
    """Give one Figure a metric."""
    return stats.figures(tuple(names), *arrays(results, names))


def sliced(results: Sequence[Result], key: Callable[[Result], str], order: Sequence[str] = ()) -> dict[str, list[Result]]:
    """Divide results by a value, in the order given, what is not in it behind."""
    found = list(dict.fromkeys([*order, *sorted({key(result) for result in results})]))
    slices = {value: [result for result in results if key(result) == value] for value in found}
    return {value: part for value, part in slices.items() if part}


def to_plain(figure: Figure) -> dict[str, Any]:
    """Give a Figure as JSON; undefined is null."""
    return {
        "name": figure.name,
        "value": figure.value,
        "n": figure.n,
        "undefined": figure.undefined,
        "interval": list(figure.interval) if figure.interval else None,
    }


def from_plain(raw: Mapping[str, Any]) -> Figure:
    """Read what `to_plain` gave."""
    interval = (float(raw["interval"][0]), float(raw["interval"][1])) if raw["interval"] else None
    return Figure(raw["name"], raw["value"], raw["n"], raw["undefined"], interval)
