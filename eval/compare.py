"""Two runs side by side: which items were fixed, which broken, where, and whether it could be chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval import stats
from eval.figure import Figure
from eval.gates import Gates, crossed
from eval.report.numbers import arrays, figures, sliced
from eval.report.result import Result
from eval.report.words import HEADLINE

_KEYS: Mapping[str, Callable[[Result], str]] = {
    "split": lambda result: result.split,
    "type": lambda result: result.type,
    "language": lambda result: result.language,
    "variant": lambda result: result.variant or "base question",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A measure before and after, on the items that both runs have.

    Attributes:
        before, after: each over the items it is defined for in that run.
        p: two-sided p-value of the paired randomisation test, Holm-corrected; None where nothing is defined in both.

    """

    before: Figure
    after: Figure
    p: float | None


@dataclass(frozen=True, slots=True)
class Slice:
    """How a part of the items fared."""

    kind: str
    value: str
    n: int
    right_before: int
    right_after: int
    fixed: int
    broken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a change did.

    Attributes:
        fixed, broken: items wrong and then right, and the other way round, as the second run has them.
        right, wrong: how many stayed so.
        moved: items that stayed wrong, with other scores than before.
        missing, added: ids of items that only the first, only the second run has; they are not compared.
        changes: by measure.
        slices: those in which something changed.
        golden: ids of golden items that broke.
        crossed: bounds that were crossed, one line each; empty where they were not checked.

    """

    fixed: tuple[Result, ...]
    broken: tuple[Result, ...]
    right: int
    wrong: int
    moved: int
    missing: tuple[str, ...]
    added: tuple[str, ...]
    changes: tuple[Change, ...]
    slices: tuple[Slice, ...]
    golden: tuple[str, ...]
    crossed: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Say whether no golden item broke and no bound was crossed."""
        return not self.golden and not self.crossed


def compare(
    before: Sequence[Result],
    after: Sequence[Result],
    gates: Gates,
    gated: tuple[Mapping[str, Figure], Mapping[str, Figure]] | None = None,
) -> Comparison:
    """Compare two runs on the items they share.

    Args:
        before: all items of the first.
        after: all items of the second.
        gates: golden items and bounds.
        gated: figures by name over the gates' split, of both runs; None where not both asked it in full.

    """
    first, second = ({result.id: result for result in run} for run in (before, after))
    shared = [name for name in first if name in second]
    pairs = [(first[name], second[name]) for name in shared]
    broken = tuple(b for a, b in pairs if a.correct and not b.correct)
    return Comparison(
        fixed=tuple(b for a, b in pairs if b.correct and not a.correct),
        broken=broken,
        right=sum(a.correct and b.correct for a, b in pairs),
        wrong=sum(not a.correct and not b.correct for a, b in pairs),
        moved=sum(not a.correct and not b.correct and a.scores != b.scores for a, b in pairs),
        missing=tuple(name for name in first if name not in second),
        added=tuple(name for name in second if name not in first),
        changes=_changes([a for a, _ in pairs], [b for _, b in pairs]),
        slices=tuple(part for kind in _KEYS for part in _slices(kind, pairs) if part.fixed or part.broken),
        golden=tuple(result.id for result in broken if result.id in gates.golden),
        crossed=tuple(crossed(gates, *gated)) if gated else (),
    )


def _changes(before: Sequence[Result], after: Sequence[Result]) -> tuple[Change, ...]:
    """Test the headline measures together; an item counts where the measure is defined in both runs."""
    if not before:
        return ()
    names = tuple(HEADLINE)
    a, b = arrays(before, names), arrays(after, names)
    adjusted = stats.holm(stats.paired_test(a.values, b.values, a.defined & b.defined, a.clusters))
    rows = zip(figures(before, names), figures(after, names), adjusted, strict=True)
    return tuple(Change(first, second, p) for first, second, p in rows)


def _slices(kind: str, pairs: Sequence[tuple[Result, Result]]) -> list[Slice]:
    earlier = {b.id: a for a, b in pairs}
    return [
        Slice(
            kind,
            value,
            len(part),
            sum(earlier[b.id].correct for b in part),
            sum(b.correct for b in part),
            sum(b.correct and not earlier[b.id].correct for b in part),
            sum(earlier[b.id].correct and not b.correct for b in part),
        )
        for value, part in sliced([b for _, b in pairs], _KEYS[kind]).items()
    ]
