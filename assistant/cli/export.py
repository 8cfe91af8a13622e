"""`lanzarote export`: records chosen become a handout, slides, a table or data."""

from __future__ import annotations

import argparse

from assistant.cli.selecting import add_selection, check_output, selection_of, write
from assistant.exports import FORMATS, export_bytes


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("--format", required=True, choices=list(FORMATS), help="of the file")
    add_selection(command, "export")


def run(arguments: argparse.Namespace) -> int:
    """Export."""
    check_output(arguments, is_text=FORMATS[arguments.format].is_text)
    selection = selection_of(arguments)
    write(arguments, export_bytes(selection, arguments.format), selection.contents)
    return 0
