"""Gates: what must hold on the development split, in one file (`gates.toml`), checked by `run --gate` and in CI."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import InputError
from eval.figure import Figure
from eval.items import SPLITS

GATES: Final = Path(__file__).with_name("gates.toml")
FAULTS: Final = "faults"
_EPSILON: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure and what it must not fall below or rise above; None where it may."""

    name: str
    lower: float | None
    upper: float | None

    def breach(self, figure: Figure | None) -> str:
        """Say how a figure is out of bounds, empty where it is within; an undefined one vouches for nothing."""
        if figure is None or figure.value is None:
            return f"{self.name} is undefined, so nothing shows that it is within its bounds"
        if self.lower is not None and figure.value < self.lower - _EPSILON:
            return f"{self.name} is {figure.value:.4f}, below {self.lower:g} (n={figure.n})"
        if self.upper is not None and figure.value > self.upper + _EPSILON:
            return f"{self.name} is {figure.value:.4f}, above {self.upper:g} (n={figure.n})"
        return ""

    def worse(self, before: Figure | None, after: Figure | None) -> bool:
        """Say whether a figure moved further out; one that became undefined did."""
        if before is None or before.value is None:
            return False
        if after is None or after.value is None:
            return True
        down = self.lower is not None and after.value < before.value - _EPSILON
        up = self.upper is not None and after.value > before.value + _EPSILON
        return down or up


@dataclass(frozen=True, slots=True)
class Gates:
    """All that must hold.

    Attributes:
        split: the split that it must hold on, asked in full.
        golden: ids of items that must be right.
        bounds: of figures over the split.

    """

    split: str
    golden: tuple[str, ...]
    bounds: tuple[Bound, ...]


def load_gates(known: Iterable[str], path: Path = GATES) -> Gates:
    """Read the gates.

    Args:
        known: names of the figures there are.
        path: the file.

    Raises:
        InputError: it cannot be read, or something in it is unknown or impossible; all faults together.

    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path.name}: cannot be read as TOML ({error})"
        raise InputError(msg) from error
    names = sorted({*known, FAULTS})
    faults = [f"unknown key {key!r}; known: bounds, golden, split" for key in raw if key not in ("split", "golden", "bounds")]
    split, golden, bounds = raw.get("split"), raw.get("golden", []), raw.get("bounds", {})
    if split not in SPLITS:
        faults.append(f"split must be one of {', '.join(SPLITS)}, not {split!r}")
    if not isinstance(golden, list) or not all(isinstance(item, str) for item in golden) or len({*golden}) < len(golden):
        faults.append("golden must be a list of item ids, each once")
    if not isinstance(bounds, dict):
        faults.append("bounds must be a table")
        bounds = {}
    found = [_bound(name, raw_bound, names, faults) for name, raw_bound in bounds.items()]
    if faults:
        raise InputError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return Gates(str(split), tuple(golden), tuple(found))


def _bound(name: str, raw: Any, known: Sequence[str], faults: list[str]) -> Bound:
    if name not in known:
        faults.append(f"unknown figure {name!r}; known: {', '.join(known)}")
    sides = raw if isinstance(raw, dict) else {}
    numbers = all(isinstance(side, int | float) and not isinstance(side, bool) for side in sides.values())
    if not sides or not {*sides} <= {"lower", "upper"} or not numbers:
        faults.append(f"{name} must have a number as lower, upper or both")
        return Bound(name, None, None)
    return Bound(name, sides.get("lower"), sides.get("upper"))


def breaches(gates: Gates, figures: Mapping[str, Figure], correct: Mapping[str, bool]) -> list[str]:
    """Say everything that does not hold, one line each.

    Args:
        gates: what must hold.
        figures: by name, over the gates' whole split.
        correct: by item id, whether it is right.

    """
    found = [breach for bound in gates.bounds if (breach := bound.breach(figures.get(bound.name)))]
    found += (f"golden item {item} was not asked" for item in gates.golden if item not in correct)
    found += (f"golden item {item} is not right" for item in gates.golden if not correct.get(item, True))
    return found


def crossed(gates: Gates, before: Mapping[str, Figure], after: Mapping[str, Figure]) -> list[str]:
    """Say which bounds a change crossed: what is out now and was within before, or is further out than it was."""
    found = []
    for bound in gates.bounds:
        first, second = before.get(bound.name), after.get(bound.name)
        breach = bound.breach(second)
        if breach and (not bound.breach(first) or bound.worse(first, second)):
            found.append(breach)
    return found
