"""`lanzarote-eval explain`: one item, stage by stage."""

from __future__ import annotations

import argparse
import json

from assistant.cli.options import progress_line
from eval.cli.options import add_reveal, add_settings, chosen_settings

HELP = "Show one item: gold, answer, what each stage saw, and the stage at fault."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("id", metavar="ID", help="of an item, as `list` prints it")
    command.add_argument("--json", action="store_true", help="print JSON")
    add_reveal(command)
    add_settings(command)


def run(arguments: argparse.Namespace) -> int:
    """Explain."""
    from eval.explain_item import as_data, as_text, explain_item, find_case
    from eval.golden import load_references
    from eval.run import open_bench

    references = load_references()
    case = find_case(arguments.id, references, reveal=arguments.reveal)
    bench = open_bench(chosen_settings(arguments), {case.party}, progress_line)
    found = explain_item(bench, case, references)
    print(json.dumps(as_data(found), ensure_ascii=False, indent=2) if arguments.json else as_text(found))
    return 0
