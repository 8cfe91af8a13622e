"""`lanzarote-eval report`: the HTML of a run, written again."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "Write the HTML report of a run again, from its files; nothing is asked."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("folder", metavar="DIR", type=Path, help="a folder that `run` wrote")


def run(arguments: argparse.Namespace) -> int:
    """Rewrite."""
    from eval.golden import load_references
    from eval.report.files import rewrite_report

    print(rewrite_report(arguments.folder, load_references()))
    return 0
