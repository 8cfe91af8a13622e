"""A figure that says what it rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    Attributes:
        name: of the metric.
        value: None where it is defined for no item; never 0 nor NaN in its place.
        n: number of items it was scored on.
        undefined: number of items it is not defined for.
        interval: 95% confidence interval, None where there is none to give.

    """

    name: str
    value: float | None
    n: int
    undefined: int
    interval: tuple[float, float] | None

    def __str__(self) -> str:
        """Give `name .873 [.841, .902] n=271 (12 undefined)`."""
        value = "undefined" if self.value is None else f"{self.value:.3f}"
        bounds = "" if self.interval is None else f" [{self.interval[0]:.3f}, {self.interval[1]:.3f}]"
        rest = f" ({self.undefined} undefined)" if self.undefined else ""
        return f"{self.name} {value}{bounds} n={self.n}{rest}"
