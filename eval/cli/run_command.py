"""`lanzarote-eval run`: ask, score, write the report."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.options import progress_line
from corpus.errors import InputError
from eval.cli.options import (
    Selection,
    add_reveal,
    add_selection,
    add_settings,
    chosen_cases,
    chosen_settings,
    selection_of,
)

if TYPE_CHECKING:
    from eval.gates import Gates
    from eval.report.files import Stored

HELP = "Ask the assistant, score every answer, set it beside the baselines and write the report."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_selection(command)
    command.add_argument("--output", metavar="DIR", type=Path, help="folder to write to (default: reports/SPLIT-TIME)")
    command.add_argument(
        "--baselines",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="run the baselines beside ours (default: yes)",
    )
    command.add_argument("--gate", action="store_true", help="check eval/gates.toml; exit code 1 where something does not hold")
    add_reveal(command)
    add_settings(command)


def run(arguments: argparse.Namespace) -> int:
    """Run."""
    from eval.cli.tables import counts, headline
    from eval.golden import load_references
    from eval.report.files import REPORT, write_run

    started = time.perf_counter()
    selection = selection_of(arguments)
    gates = _gates(selection) if arguments.gate else None
    stored = evaluated(selection, arguments)
    folder = arguments.output or Path("reports") / f"{arguments.split}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    write_run(folder, stored, load_references())
    for scope, table in stored.figures["headline"].items():
        kept = [result for result in stored.results if scope in ("all", result.split)]
        print(
            headline(table, f"{scope}: {len(kept)} items, {len({result.cluster for result in kept})} base questions"),
            end="\n\n",
        )
    print(counts("At fault", stored.figures["blame"]))
    for result in stored.results:
        if result.fault:
            print(f"The program failed on {result.id}: {result.fault}")
    seconds = time.perf_counter() - started
    print(f"Asked in {stored.figures['seconds']:.1f} s, {seconds:.1f} s with everything. Report: {folder / REPORT}")
    return _check(gates, stored) if gates else 0


def evaluated(selection: Selection, arguments: argparse.Namespace) -> Stored:
    """Ask and score what was selected."""
    from eval.baselines.table import run_baselines
    from eval.manifest import manifest
    from eval.report.files import Stored
    from eval.report.result import results_of
    from eval.report.summary import summary
    from eval.run import evaluate, open_bench

    cases, references = chosen_cases(selection)
    bench = open_bench(chosen_settings(arguments), {case.party for case in cases}, progress_line)
    done = evaluate(bench, cases, references, progress_line("Asking"))
    beside = run_baselines(bench, cases, done.answers, references, progress_line("Baselines")) if arguments.baselines else {}
    results = results_of(done, references, reveal=arguments.reveal)
    return Stored(results, summary(done, results, beside, references), manifest(bench, selection.splits, selection.as_dict()))


def _gates(selection: Selection) -> Gates:
    """Read the gates before anything is asked."""
    from eval.baselines.evidence import EVIDENCE
    from eval.gates import load_gates
    from eval.metrics import PERFECT

    gates = load_gates([*PERFECT, *EVIDENCE, "extraction"])
    if not selection.is_whole or gates.split not in selection.splits:
        msg = f"--gate: the bounds are for the whole split {gates.split}; leave out --type, --lang and --limit"
        raise InputError(msg)
    return gates


def _check(gates: Gates, stored: Stored) -> int:
    from eval.gates import breaches

    correct = {result.id: result.correct for result in stored.results}
    found = breaches(gates, stored.gated(gates.split), correct)
    for line in found:
        print(f"gate: {line}")
    if not found:
        print(f"gate: {len(gates.bounds)} bounds and {len(gates.golden)} golden items hold")
    return 1 if found else 0
