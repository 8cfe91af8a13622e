"""`lanzarote`: arguments in, exit code out (0 done, 2 bad input, 1 a fault of ours)."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from assistant.cli.outcome import DEBUG, exit_code

_COMMANDS = ("ask", "search", "show", "explain", "export", "quiz", "corpus", "index", "chat", "users", "feedback")
_MODULES = {
    "corpus": "assistant.cli.corpus_command",
    "index": "assistant.cli.index_command",
    "quiz": "assistant.cli.quiz_command",
    "feedback": "assistant.cli.feedback_command",
    "users": "assistant.cli.users_command",
}


def parser(only: str = "") -> argparse.ArgumentParser:
    """Build the command line; each command's module adds its own arguments.

    Args:
        only: build no more than this command, whose module alone is then loaded; any other text builds all.

    """
    top = argparse.ArgumentParser(
        prog="lanzarote",
        description="Cited answers from the Lanzarote Committee's factsheets: offline, verbatim, checked.",
        epilog="Exit codes: 0 answered or refused with a reason, 2 bad usage or input, 1 a fault of the program.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in [only] if only in _COMMANDS else _COMMANDS:
        module = _module(name)
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command."""
    # What goes wrong is said once, in one line, by the handlers below.
    logging.basicConfig(level=logging.DEBUG if os.environ.get(DEBUG) else logging.CRITICAL, format="%(levelname)s %(name)s: %(message)s")
    words = sys.argv[1:] if argv is None else argv
    arguments = parser(words[0] if words else "").parse_args(words)
    return exit_code(lambda: int(_module(arguments.command).run(arguments)))


def _module(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return import_module(_MODULES.get(name, f"assistant.cli.{name}"))
