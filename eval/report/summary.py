"""All figures of a run as plain data: what `figures.json` holds and the tables and the report show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from corpus.parsers.factsheet import parse_factsheet
from eval import stats
from eval.baselines.table import times
from eval.blame import Blame
from eval.contract import Answer, is_answered
from eval.figure import Figure
from eval.golden import Reference
from eval.items import LANGUAGES, SPLITS, TYPES, VARIANTS
from eval.metrics import extraction, latency, risk_coverage, urgency_confusion
from eval.report.numbers import figures, sliced, to_plain
from eval.report.result import Result, metric_names
from eval.report.words import HEADLINE, OURS, SLICED
from eval.run import Run
from eval.score import Table, pair_up, refusals

VERSION: Final = 1
ALL: Final = "all"
BASE: Final = "base question"
Plain = dict[str, Any]
Beside = Mapping[str, tuple[Table, Sequence[Answer]]]


def summary(run: Run, results: Sequence[Result], beside: Beside, references: Mapping[str, Reference]) -> Plain:
    """Compute every figure.

    Args:
        run: what was asked and came back.
        results: what is kept of it, with the measures of evidence.
        beside: the baselines' tables and answers, on the same items.
        references: the factsheets by slug.

    """
    cases = run.table.cases
    return {
        "version": VERSION,
        "items": len(results),
        "clusters": len({result.cluster for result in results}),
        "faults": sum(bool(result.fault) for result in results),
        "headline": _headline(results, beside),
        "better_than": _better_than(run, results, beside),
        "slices": {
            "type": _slices(results, lambda result: result.type, TYPES),
            "language": _slices(results, lambda result: result.language, LANGUAGES),
            "variant": _slices(results, lambda result: result.variant or BASE, (BASE, *VARIANTS)),
        },
        "every": [to_plain(figure) for figure in figures(results, metric_names(results))],
        "retrieval": [to_plain(figure) for figure in run.retrieval.figures()],
        "refusals": {reason: to_plain(figure) for reason, figure in refusals(run.table).items()},
        "extraction": extractions(references),
        "urgency": [
            {"gold": gold, "given": given, "count": count}
            for (gold, given), count in urgency_confusion(pair_up(cases, run.answers, references)).items()
        ],
        "risk_coverage": _risk_coverage(run),
        "blame": {str(name): run.blames.count(name) for name in Blame if name is not Blame.NONE},
        "blame_by_type": {
            value: dict(Counter(result.blame for result in part if not result.correct))
            for value, part in sliced(results, lambda result: result.type, TYPES).items()
        },
        "seconds": round(run.seconds, 2),
    }


def _headline(results: Sequence[Result], beside: Beside) -> Plain:
    """Give each system's figures for each split, and for all where there are several."""
    names = (*HEADLINE,)
    splits = [split for split in SPLITS if any(result.split == split for result in results)]
    table: Plain = {}
    for scope in splits if len(splits) == 1 else [*splits, ALL]:
        kept = [result for result in results if scope in (ALL, result.split)]
        ours = [*figures(kept, names), *latency([result.elapsed_ms for result in kept if not result.fault])]
        table[scope] = {OURS: [to_plain(figure) for figure in ours]}
        for system, (scores, answers) in beside.items():
            chosen = _columns(scores.figures(lambda case, scope=scope: scope in (ALL, case.split)))  # type: ignore[misc]
            given = [answer for case, answer in zip(scores.cases, answers, strict=True) if scope in (ALL, case.split)]
            table[scope][system] = [to_plain(figure) for figure in (*chosen, *latency(times(system, given)))]
    return table


def _columns(found: Sequence[Figure]) -> list[Figure]:
    by_name = {figure.name: figure for figure in found}
    return [by_name[name] for name in HEADLINE]


def _better_than(run: Run, results: Sequence[Result], beside: Beside) -> Plain:
    """Test ours against each baseline: Holm-corrected p over all baselines and headline measures together."""
    tests: list[tuple[str, str, float | None]] = []
    for system, (scores, _) in beside.items():
        columns = [scores.names.index(name) for name in HEADLINE]
        theirs, defined = scores.values[:, columns], scores.defined[:, columns]
        cells = [[result.scores.get(name) for name in HEADLINE] for result in results]
        ours = np.array([[cell or 0.0 for cell in row] for row in cells], dtype=float).reshape(theirs.shape)
        both = defined & np.array([[cell is not None for cell in row] for row in cells]).reshape(theirs.shape)
        tests += zip([system] * len(columns), HEADLINE, stats.paired_test(ours, theirs, both, run.table.clusters), strict=True)
    adjusted = stats.holm([p for _, _, p in tests])
    found: Plain = {}
    for (system, name, _), p in zip(tests, adjusted, strict=True):
        found.setdefault(system, {})[name] = p
    return found


def _slices(results: Sequence[Result], key: Any, order: Sequence[str]) -> Plain:
    return {
        value: {"n": len(part), "figures": [to_plain(figure) for figure in figures(part, SLICED)]}
        for value, part in sliced(results, key, order).items()
    }


def extractions(references: Mapping[str, Reference]) -> Plain:
    """Compare what the parser makes of each factsheet with its golden tables.

    `whole` is the least F1 of all: 1 only where every record of every factsheet is right to the last character.
    """
    found: Plain = {}
    least: list[float | None] = []
    counted = 0
    for name, reference in references.items():
        found[name] = []
        for kind in extraction(parse_factsheet(reference.source, name), reference):
            least.append(kind.f1.value)
            counted += kind.recall.n
            three = [to_plain(figure) for figure in (kind.precision, kind.recall, kind.f1)]
            found[name].append({"kind": kind.kind, "figures": three, "missing": len(kind.missing), "extra": len(kind.extra)})
    values = [value for value in least if value is not None]
    whole = Figure("extraction", min(values) if len(values) == len(least) and values else None, counted, 0, None)
    return {"whole": to_plain(whole), "factsheets": found}


def _risk_coverage(run: Run) -> Plain:
    """Give the curve over the questions that were searched, as if each had been answered with the best record."""
    points = [
        (one.view.confidence, not one.best_is_gold, is_answered(one.answer))
        for one in run.asked
        if one.view is not None and one.view.confidence is not None and one.best_is_gold is not None
    ]
    curve = risk_coverage([confidence for confidence, _, _ in points], [wrong for _, wrong, _ in points])
    answered = [wrong for _, wrong, given in points if given]
    return {
        "n": len(points),
        "thresholds": curve.thresholds.round(6).tolist(),
        "coverage": curve.coverage.round(6).tolist(),
        "risk": curve.risk.round(6).tolist(),
        "area": curve.area,
        "here": {"coverage": len(answered) / len(points), "risk": sum(answered) / len(answered)} if answered else None,
    }
