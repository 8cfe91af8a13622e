"""Cases and answers become a table of scores, and the table figures; one pass, under a second for 1,000."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from corpus.text import slug
from eval import metrics, stats
from eval.contract import Answer
from eval.figure import Figure
from eval.golden import Reference
from eval.items import Case

Row = dict[str, float | None]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Scores by item and metric.

    Attributes:
        cases: the items, in the order of the rows.
        names: of the metrics, in the order of the columns.
        values: shape (items, metrics), float64; 0 where not defined.
        defined: shape (items, metrics), bool.
        clusters: shape (items,); equal for items that are not independent.

    """

    cases: tuple[Case, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    defined: NDArray[np.bool_]
    clusters: NDArray[np.intp]

    @classmethod
    def of(cls, cases: Sequence[Case], rows: Sequence[Row], names: Sequence[str]) -> Table:
        """Build it from one row a case; a metric that a row lacks is not defined for it."""
        cells = [[row.get(name) for name in names] for row in rows]
        defined = np.array([[cell is not None for cell in row] for row in cells], dtype=bool)
        values = np.array([[0.0 if cell is None else cell for cell in row] for row in cells], dtype=float)
        codes = {name: code for code, name in enumerate(dict.fromkeys(case.cluster for case in cases))}
        shape = (len(cases), len(names))
        return cls(
            tuple(cases),
            tuple(names),
            values.reshape(shape),
            defined.reshape(shape),
            np.array([codes[case.cluster] for case in cases], dtype=np.intp),
        )

    def row(self, index: int) -> Row:
        """Give one item's scores."""
        cells = zip(self.names, self.values[index], self.defined[index], strict=True)
        return {name: float(value) if some else None for name, value, some in cells}

    def figures(self, keep: Callable[[Case], bool] | None = None) -> list[Figure]:
        """Give a Figure a metric over the items kept, all where nothing is said."""
        rows = np.array([keep is None or keep(case) for case in self.cases], dtype=bool)
        return stats.figures(self.names, self.values[rows], self.defined[rows], self.clusters[rows])

    def total(self, name: str) -> int:
        """Add up a metric that must be 0 (fabricated IDs, …)."""
        return int(self.values[:, self.names.index(name)].sum())


def score(cases: Sequence[Case], answers: Mapping[str, Answer], references: Mapping[str, Reference]) -> Table:
    """Score an answer to each case.

    Args:
        cases: the items.
        answers: by item id.
        references: the factsheets by slug.

    Raises:
        InputError: cases without an answer, all of them named; none is passed over.

    """
    pairs = pair_up(cases, answers, references)
    ranked = metrics.ranking_scores({pair.case.id: metrics.cited_ranking(pair.case, pair.answer["citations"]) for pair in pairs})
    rows: list[Row] = []
    for pair in pairs:
        row: Row = {name: metric.measure(pair) for name, metric in metrics.ITEM_METRICS.items()}
        rows.append({metrics.CORRECT: float(metrics.is_correct(row)), **ranked.get(pair.case.id, {}), **row})
    return Table.of(cases, rows, tuple(metrics.PERFECT))


def score_rankings(cases: Sequence[Case], rankings: Mapping[str, metrics.Ranking]) -> Table:
    """Score what retrieval ranked, before anything was gated or composed; by item id."""
    ranked = metrics.ranking_scores(rankings)
    return Table.of(cases, [{**ranked.get(case.id, {})} for case in cases], metrics.RANKING_METRICS)


def pair_up(cases: Iterable[Case], answers: Mapping[str, Answer], references: Mapping[str, Reference]) -> list[metrics.Pair]:
    """Put each case beside its answer and its factsheet; raises InputError as `score` does."""
    wanted = list(cases)
    missing = [case.id for case in wanted if case.id not in answers]
    if missing:
        msg = f"{len(missing)} items have no answer: {', '.join(missing[:20])}{' …' if len(missing) > 20 else ''}"
        raise InputError(msg)
    return [metrics.Pair(case, answers[case.id], references[slug(case.party)]) for case in wanted]


def refusals(table: Table) -> dict[str, Figure]:
    """Give the share refused of the questions that cannot be answered, by their best reason."""
    column = [table.names.index("refused_unanswerable")]
    reasons = dict.fromkeys(case.reasons[0] for case in table.cases if case.reasons)
    found = {}
    for reason in reasons:
        rows = np.array([case.reasons[:1] == (reason,) for case in table.cases], dtype=bool)
        values, defined = table.values[rows][:, column], table.defined[rows][:, column]
        found[reason] = stats.figures([f"refused {reason}"], values, defined, table.clusters[rows])[0]
    return found
