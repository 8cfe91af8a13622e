"""`lanzarote-eval baselines`: the table of the baselines alone."""

from __future__ import annotations

import argparse

from assistant.cli.options import progress_line
from eval.cli.options import add_selection, add_settings, chosen_cases, chosen_settings, selection_of

HELP = "Put the questions to the baselines alone and print their table."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_selection(command)
    add_settings(command)


def run(arguments: argparse.Namespace) -> int:
    """Run."""
    from eval.baselines.table import BASELINES, run_baselines, times
    from eval.cli.tables import headline
    from eval.metrics import latency
    from eval.report.numbers import to_plain
    from eval.run import open_bench

    cases, references = chosen_cases(selection_of(arguments))
    bench = open_bench(chosen_settings(arguments), {case.party for case in cases}, progress_line)
    found = run_baselines(bench, cases, {}, references, progress_line("Baselines"))
    table = {
        name: [to_plain(figure) for figure in (*scores.figures(), *latency(times(name, answers)))]
        for name, (scores, answers) in found.items()
    }
    print(headline(table, f"{arguments.split}: {len(cases)} items"), end="\n\n")
    for name, baseline in BASELINES.items():
        print(f"{name}: {baseline.what}")
    return 0
