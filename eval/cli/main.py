"""`lanzarote-eval`: arguments in, exit code out."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from assistant.cli.outcome import exit_code

_COMMANDS = ("run", "compare", "report", "baselines", "speed", "list", "explain")
_DEFAULT = "run"


class _Command(Protocol):
    """A command's module."""

    HELP: str

    def add_arguments(self, command: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


def parser() -> argparse.ArgumentParser:
    """Build the whole command line; each command's module adds its own arguments."""
    top = argparse.ArgumentParser(
        prog="lanzarote-eval",
        description="Is the assistant right, where not and why not: deterministic, offline, without a language model as judge.",
        epilog="Without a command: run. Exit codes: 0 done, 1 a golden item broke, a gate was crossed or a fault of the"
        " program, 2 bad usage or input.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in _COMMANDS:
        module = _module(name)
        module.add_arguments(commands.add_parser(name, help=module.HELP, description=module.HELP))
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; none, or only options, is `run`."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given = [_DEFAULT, *given]
    arguments = parser().parse_args(given)
    return exit_code(lambda: _module(arguments.command).run(arguments))


def _module(name: str) -> _Command:
    return cast("_Command", import_module(f"eval.cli.{name}_command"))
