"""A run's folder: results.jsonl, figures.json, manifest.json, junit.xml, report.html."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import InputError
from eval.figure import Figure
from eval.golden import Reference
from eval.report.html import page
from eval.report.junit import junit
from eval.report.numbers import figures, from_plain
from eval.report.result import Result, metric_names, read_results, write_results
from eval.report.summary import VERSION

RESULTS: Final = "results.jsonl"
FIGURES: Final = "figures.json"
MANIFEST: Final = "manifest.json"
JUNIT: Final = "junit.xml"
REPORT: Final = "report.html"


@dataclass(frozen=True, slots=True)
class Stored:
    """A run read back.

    Attributes:
        results: one an item.
        figures: as `summary` gave them.
        manifest: as `manifest` gave it.

    """

    results: list[Result]
    figures: Mapping[str, Any]
    manifest: Mapping[str, Any]

    def covers(self, split: str) -> bool:
        """Say whether a split was asked in full."""
        selection = self.manifest.get("selection", {})
        whole = not any(selection.get(key) for key in ("types", "languages", "limit"))
        return whole and split in selection.get("splits", ())

    def gated(self, split: str) -> dict[str, Figure]:
        """Give the figures that gates are put on, over one split, by name."""
        return gated_figures(self.results, self.figures, split)


def gated_figures(results: Sequence[Result], summary: Mapping[str, Any], split: str) -> dict[str, Figure]:
    """Give all figures of a split, that of extraction and the number of faults, by name."""
    kept = [result for result in results if result.split == split]
    found = {figure.name: figure for figure in figures(kept, metric_names(kept))}
    found["extraction"] = from_plain(summary["extraction"]["whole"])
    found["faults"] = Figure("faults", float(sum(bool(result.fault) for result in kept)), len(kept), 0, None)
    return found


def write_run(folder: Path, run: Stored, references: Mapping[str, Reference]) -> None:
    """Write all files of a run; what else lies in the folder stays.

    Raises:
        InputError: the folder cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_results(folder / RESULTS, run.results)
        _write_json(folder / FIGURES, run.figures)
        _write_json(folder / MANIFEST, run.manifest)
        (folder / JUNIT).write_bytes(junit(run.results))
        (folder / REPORT).write_text(page(run.results, run.figures, run.manifest, references), encoding="utf-8")
    except OSError as error:
        msg = f"{folder}: cannot be written ({error.strerror}); name another folder with --output"
        raise InputError(msg) from error


def rewrite_report(folder: Path, references: Mapping[str, Reference]) -> Path:
    """Write the HTML of a run again; raises InputError as `read_run` does."""
    run = read_run(folder)
    (folder / REPORT).write_text(page(run.results, run.figures, run.manifest, references), encoding="utf-8")
    return folder / REPORT


def read_run(folder: Path) -> Stored:
    """Read a run's folder.

    Raises:
        InputError: a file is missing, damaged or of another version.

    """
    stored = Stored(read_results(folder / RESULTS), _read_json(folder / FIGURES), _read_json(folder / MANIFEST))
    if stored.figures.get("version") != VERSION:
        msg = f"{folder / FIGURES}: is of another version; run it again"
        raise InputError(msg)
    return stored


def _write_json(path: Path, data: Mapping[str, Any]) -> None:
    # A NaN would be no JSON; what is undefined is null.
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path}: cannot be read; name a folder that `run` wrote"
        raise InputError(msg) from error
    if not isinstance(data, dict):
        msg = f"{path}: is no JSON object; run it again"
        raise InputError(msg)
    return data
