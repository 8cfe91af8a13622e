"""Figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.figure import Figure
from eval.report.numbers import from_plain
from eval.report.words import HEADLINE, OTHERS, OURS, label

_SHORT = {
    "langchain-tutorial": "langchain",
    "bm25-paragraphs": "bm25",
    "dense-only": "dense",
    "always-answer": "answer",
    "always-refuse": "refuse",
    "oracle-retrieval": "oracle",
}


def number(figure: Figure | None) -> str:
    """Give a value; a dash where it is undefined."""
    if figure is None or figure.value is None:
        return "–"
    return f"{figure.value:.1f}" if figure.name.startswith("latency") else f"{figure.value:.3f}"


def interval(figure: Figure) -> str:
    """Give a 95% interval, empty where there is none."""
    if figure.interval is None:
        return ""
    low, high = figure.interval
    return f"[{low:.1f} {high:.1f}]" if figure.name.startswith("latency") else f"[{low:.3f} {high:.3f}]"


def headline(table: Mapping[str, Sequence[Mapping[str, Any]]], title: str) -> str:
    """Give the headline table: a row a measure, ours with its interval, then the baselines."""
    systems = {name: {figure.name: figure for figure in map(from_plain, rows)} for name, rows in table.items()}
    first, *others = systems
    head = ["", _SHORT.get(first, first), "95% interval", "n", "undef.", *(_SHORT.get(name, name) for name in others)]
    rows = [head]
    for name in (*HEADLINE, *OTHERS):
        lead = systems[first][name]
        less = "  (less is better)" if name in HEADLINE and HEADLINE[name].less else ""
        beside = [number(systems[other].get(name)) for other in others]
        rows.append([f"{label(name)}{less}", number(lead), interval(lead), str(lead.n), str(lead.undefined), *beside])
    return f"{title}\n{columns(rows, left=1)}"


def columns(rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """Align rows: the first `left` columns to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(_line(row, widths, left) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int], left: int) -> str:
    cells: Iterable[str] = (
        cell.ljust(width) if i < left else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def counts(title: str, numbers: Mapping[str, int]) -> str:
    """Give counts on one line, the largest first."""
    ordered = sorted(numbers.items(), key=lambda item: -item[1])
    return f"{title}: {', '.join(f'{name} {count}' for name, count in ordered if count) or 'none'}"


__all__ = ["OURS", "columns", "counts", "headline", "interval", "number"]
