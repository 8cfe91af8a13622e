"""`lanzarote explain`: what each stage made of a question."""

from __future__ import annotations

import argparse

from assistant.cli.options import add_places, opened
from assistant.cli.plain import print_json
from assistant.cli.shown import shown
from assistant.explain import explanation


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("question")
    command.add_argument("--history", nargs="+", default=[], metavar="QUESTION", help="earlier questions, oldest first")
    command.add_argument("--party", help="restrict to this Party")
    command.add_argument("--json", action="store_true", help="print JSON")
    add_places(command)


def run(arguments: argparse.Namespace) -> int:
    """Explain."""
    data = explanation(opened(arguments).trace(arguments.question, arguments.history, arguments.party))
    if arguments.json:
        print_json(data)
        return 0
    from rich.table import Table

    from assistant.cli.terminal import console

    out = console()
    out.print("Understood", style="bold")
    for key, value in data["understood"].items():
        if value not in (None, "", [], {}, False):
            out.print(f"  {key}: {shown(value)}")
    if data["candidates"]:
        table = Table("record", "score", "stems", "letters", "cosine", "learned", "taken", box=None, header_style="bold")
        for row in data["candidates"][:15]:
            figures = (f"{row[key]:.2f}" for key in ("score", "stems", "grams", "dense", "learned"))
            table.add_row(row["record"], *figures, "yes" if row["taken"] else "")
        out.print("Candidates", style="bold")
        out.print(table)
    if data["gate"]:
        out.print("Gate", style="bold")
        for key, value in data["gate"].items():
            out.print(f"  {key}: {shown(value)}")
    out.print("Outcome", style="bold")
    for key, value in data["outcome"].items():
        if value not in (None, "", []):
            out.print(f"  {key}: {shown(value)}")
    return 0
