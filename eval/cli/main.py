"""`lanzarote-eval`: arguments in, exit code out."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from corpus.errors import InputError, LanzaroteError

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
    try:
        return _module(arguments.command).run(arguments)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe has left: nothing more to say, and no traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except Exception as error:
        if not isinstance(error, LanzaroteError) and os.environ.get("LANZAROTE_DEBUG"):
            raise
        kind = "" if isinstance(error, LanzaroteError) else f"{type(error).__name__}: "
        print(f"internal error: {kind}{error} (LANZAROTE_DEBUG=1 shows where)", file=sys.stderr)
        return 1


def _module(name: str) -> _Command:
    return cast("_Command", import_module(f"eval.cli.{name}_command"))
