"""`lanzarote-eval list`: which items there are."""

from __future__ import annotations

import argparse
import json

from eval.cli.options import add_reveal, add_selection, chosen_cases, selection_of

HELP = "List items: id, type, language, and the question unless its split is held back."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    add_selection(command, "all")
    command.add_argument("--json", action="store_true", help="print one JSON object a line")
    add_reveal(command)


def run(arguments: argparse.Namespace) -> int:
    """List."""
    from eval.report.result import is_withheld

    cases, _ = chosen_cases(selection_of(arguments))
    for case in cases:
        hidden = is_withheld(case.split, reveal=arguments.reveal)
        if arguments.json:
            item = {
                "id": case.id,
                "split": case.split,
                "type": case.type,
                "language": case.language,
                "answerable": case.answerable,
            }
            print(json.dumps(item if hidden else {**item, "question": case.question}, ensure_ascii=False))
        else:
            print("\t".join([case.id, case.type, case.language, "-" if hidden else " ".join(case.question.split())]))
    return 0
