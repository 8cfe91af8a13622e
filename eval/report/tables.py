"""The report's tables, from the plain data of `summary`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.records import Urgency
from eval.baselines.table import BASELINES
from eval.figure import Figure
from eval.metrics.urgency import NONE
from eval.report.charts import bar
from eval.report.markup import Html, join, table, tag
from eval.report.numbers import from_plain
from eval.report.words import HEADLINE, OTHERS, OURS, label, value_label

_CERTAIN = 0.05


def value(figure: Figure | None) -> str:
    """Give a figure's value; counts of what must never happen and times are no percentages."""
    if figure is None or figure.value is None:
        return "–"
    if figure.name.startswith("latency"):
        return f"{figure.value:.1f} ms"
    return f"{figure.value:.3f}" if figure.name == "fabricated_ids" else f"{figure.value:.1%}"


def interval(figure: Figure) -> str:
    """Give a 95% interval, empty where there is none."""
    if figure.interval is None:
        return ""
    low, high = figure.interval
    if figure.name.startswith("latency"):
        return f"{low:.1f}–{high:.1f}"
    return f"{low:.3f}–{high:.3f}" if figure.name == "fabricated_ids" else f"{low:.1%}–{high:.1%}"


def cell(figure: Figure | None, *, ours: bool = False, differs: bool = False) -> Html:
    """Show a figure with its interval, its n and a bar; `undefined` in words where it is."""
    if figure is None or figure.value is None:
        unscored = figure.undefined if figure else 0
        return tag("td", "undefined", tag("small", f"n=0, {unscored} undefined"), class_="undefined")
    n = f"n={figure.n}" + (f", {figure.undefined} undefined" if figure.undefined and ours else "")
    parts: list[object] = [value(figure), "†" if differs else "", tag("small", interval(figure)), tag("small", n)]
    if not figure.name.startswith("latency") and figure.name != "fabricated_ids":
        parts.append(bar(figure.value))
    return tag("td", *parts, class_="ours" if ours else None)


def headline(systems: Mapping[str, Sequence[Mapping[str, Any]]], better_than: Mapping[str, Mapping[str, float | None]]) -> Html:
    """Make the headline table: a row a measure, a column a system, ours first."""
    figures = {name: {figure.name: figure for figure in map(from_plain, rows)} for name, rows in systems.items()}
    head = [
        "",
        *(join([tag("b", name), tag("small", BASELINES[name].what if name in BASELINES else "ours")]) for name in figures),
    ]
    rows = []
    for name in (*HEADLINE, *OTHERS):
        words = HEADLINE.get(name)
        about = tag("small", f"{words.says}{'; less is better' if words.less else ''}") if words else ""
        cells = [
            cell(found.get(name), ours=system == OURS, differs=_is_certain(better_than.get(system, {}).get(name)))
            for system, found in figures.items()
        ]
        rows.append([join([label(name), about]), *cells])
    return table(head, rows, class_="systems")


def _is_certain(p: float | None) -> bool:
    return p is not None and p < _CERTAIN


def sliced(slices: Mapping[str, Mapping[str, Any]], first: str) -> Html:
    """Make a table with a row a slice."""
    names = [raw["name"] for part in slices.values() for raw in part["figures"]]
    columns = list(dict.fromkeys(names))
    rows = []
    for name, part in slices.items():
        found = {figure.name: figure for figure in map(from_plain, part["figures"])}
        rows.append([value_label(name), part["n"], *(cell(found[column]) for column in columns)])
    return table([first, "items", *(label(column) for column in columns)], rows)


def listed(figures: Sequence[Mapping[str, Any]]) -> Html:
    """Make a table with a row a figure."""
    rows = [[label(figure.name), value(figure), interval(figure), figure.n, figure.undefined] for figure in map(from_plain, figures)]
    return table(["", "value", "95% interval", "n", "undefined"], rows)


def confusion(counts: Sequence[Mapping[str, Any]]) -> Html:
    """Make the confusion matrix of urgency; what must never happen is framed."""
    number = {(row["gold"], row["given"]): row["count"] for row in counts}
    rows = []
    for gold in Urgency:
        cells: list[object] = []
        for given in (*Urgency, NONE):
            count = number.get((gold, given), 0)
            grave = gold is Urgency.INVITE and given in (Urgency.REQUIRE, Urgency.REQUEST)
            kind = "hit" if count and given == gold else "miss" if count else ""
            cells.append(tag("td", count, class_=f"{kind}{' grave' if grave else ''}".strip() or None))
        rows.append([gold, *cells])
    return table(["source says ↓   answer says →", *(str(level) for level in Urgency), "none"], rows)


def extraction(data: Mapping[str, Any]) -> Html:
    """Make the table of how exactly each factsheet was parsed."""
    rows = []
    for sheet, kinds in data["factsheets"].items():
        for kind in kinds:
            precision, recall, f1 = (from_plain(raw) for raw in kind["figures"])
            counts = (recall.n, kind["missing"], kind["extra"])
            rows.append([f"{sheet}: {kind['kind']}", *counts, value(precision), value(recall), value(f1)])
    return table(["", "records", "missing", "extra", "precision", "recall", "F1"], rows)


def blame_by_type(data: Mapping[str, Mapping[str, int]], stages: Sequence[str]) -> Html:
    """Make the table of faults by type of question and stage."""
    rows = [
        [value_label(name), sum(found.values()), *(found.get(stage) or "" for stage in stages)] for name, found in data.items() if found
    ]
    return table(["", "wrong", *stages], rows)
