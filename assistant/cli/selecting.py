"""Arguments that say which records a file is made of and where it goes."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from assistant.cli.options import add_filters, add_places, filters_of, settings_of
from assistant.exports.selection import Selection, select, select_records
from assistant.exports.writing import write_file
from assistant.factsheets import load_catalogue
from corpus.errors import InputError
from corpus.records import Kind

_STANDARD_OUTPUT = "-"


def add_selection(command: argparse.ArgumentParser, what: str) -> None:
    """Add the arguments."""
    command.add_argument("--ids", metavar="ID,ID", help=f"{what} these records, in this order: VI-1,X-5 or record identifiers")
    command.add_argument("--title", default="", help="the file's title")
    command.add_argument("--output", required=True, metavar="FILE", help='the file; "-" prints a text format')
    command.add_argument("--force", action="store_true", help="write over a file that is there")
    add_filters(command)
    add_places(command)


def selection_of(arguments: argparse.Namespace) -> Selection:
    """Read what is selected: by name, or all that the filters admit (recommendations, unless --kind says otherwise).

    Raises:
        InputError: names and filters are both given, or neither; a name is not there; nothing is admitted.

    """
    catalogue = load_catalogue(settings_of(arguments))
    filters = filters_of(arguments, catalogue)
    if arguments.ids is not None:
        if replace(filters, parties=()):
            msg = "give --ids, or filters such as --chapter VI, not both (--party goes with either)"
            raise InputError(msg)
        return select(catalogue, arguments.ids.split(","), parties=filters.parties, title=arguments.title)
    if not filters:
        msg = "say which records: --ids VI-1,X-5, or filters such as --chapter VI or --party NAME"
        raise InputError(msg)
    chosen = filters if filters.kinds else replace(filters, kinds=(Kind.RECOMMENDATION,))
    records = catalogue.select(chosen)
    if not records:
        msg = "no record is all that is asked; leave out one of --chapter, --urgency, --addressee, --kind"
        raise InputError(msg)
    return select_records(catalogue, records, title=arguments.title)


def check_output(arguments: argparse.Namespace, *, is_text: bool) -> None:
    """Refuse to print what is no text; raises InputError."""
    if arguments.output == _STANDARD_OUTPUT and not is_text:
        msg = f"{arguments.format} is no text to print; name a file with --output"
        raise InputError(msg)


def write(arguments: argparse.Namespace, data: bytes, what: str) -> None:
    """Write the file and say so in one line, or print the text and nothing else."""
    if arguments.output == _STANDARD_OUTPUT:
        sys.stdout.write(data.decode("utf-8-sig"))
        return
    write_file(Path(arguments.output), data, force=arguments.force)
    print(f"{what} written to {arguments.output}")
