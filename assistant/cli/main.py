"""`lanzarote`: arguments in, exit code out (0 done, 2 bad input, 1 a fault of ours)."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Container, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from assistant.cli.outcome import DEBUG, exit_code


class Command(NamedTuple):
    """A command's module in this package, which adds its arguments and runs it, and what the command does."""

    module: str
    help: str

    def load(self) -> Any:
        """Load the module."""
        return import_module(f"assistant.cli.{self.module}")


# What they do stands here, so that --help loads none of the modules.
COMMANDS: Mapping[str, Command] = {
    "ask": Command("ask", "Answer a question from the factsheets, with citations."),
    "search": Command("search", "Search the records: the ranked list an answer would be made from."),
    "show": Command("show", "Show a record whole: VI-1, PARTY:VII-fn94, 'footnote 90' or 'para 296'."),
    "explain": Command("explain", "Show what was understood, each candidate's scores, the gate's verdict and which stage decided."),
    "export": Command("export", "Write records to a file: handout, slides, spreadsheet, Markdown or JSON."),
    "quiz": Command("quiz_command", "Make a quiz on recommendations: on paper, or for a learning platform."),
    "corpus": Command("corpus_command", "List the factsheets, or check, show and add one."),
    "index": Command("index_command", "Build the index, or say how it stands."),
    "chat": Command("chat", "Open the chat page on this machine."),
    "users": Command("users_command", "Add, remove or list the users of a chat page that asks for a password."),
    "feedback": Command("feedback_command", "Show, export or delete the feedback kept on this machine."),
}


def parser(wanted: Container[str] = frozenset(COMMANDS)) -> argparse.ArgumentParser:
    """Build the command line.

    Args:
        wanted: commands whose arguments are added, for which their modules are loaded; the others have only their name.

    """
    top = argparse.ArgumentParser(
        prog="lanzarote",
        description="Cited answers from the Lanzarote Committee's factsheets: offline, verbatim, checked.",
        epilog="Exit codes: 0 answered or refused with a reason, 2 bad usage or input, 1 a fault of the program.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        its_own = commands.add_parser(name, help=command.help, description=command.help)
        if name in wanted:
            command.load().add_arguments(its_own)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command."""
    # What goes wrong is said once, in one line, by the handlers below.
    logging.basicConfig(level=logging.DEBUG if os.environ.get(DEBUG) else logging.CRITICAL, format="%(levelname)s %(name)s: %(message)s")
    words = sys.argv[1:] if argv is None else argv
    arguments = parser(words).parse_args(words)
    return exit_code(lambda: int(COMMANDS[arguments.command].load().run(arguments)))
