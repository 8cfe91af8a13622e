"""`lanzarote chat`: the chat page."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.options import add_places, settings_of


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1, this machine only)")
    command.add_argument("--port", type=int, default=7860, help="port (default 7860; the next free one if it is taken)")
    command.add_argument("--feedback", action="store_true", default=None, help="ask what users think of an answer; kept on this machine")
    group = command.add_argument_group("who may use it")
    group.add_argument("--auth-file", metavar="FILE", type=Path, help="only these users, who log in ('lanzarote users add' makes the file)")
    group.add_argument("--insecure", action="store_true", help="let everybody in who can reach it, without a password")
    group.add_argument(
        "--name", action="append", default=[], metavar="NAME", help="host name under which a TLS proxy on this machine passes on requests"
    )
    group.add_argument("--log", default="", metavar="FILE", help="write down requests as JSON lines, without anybody's words ('-': stderr)")
    add_places(command)


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until stopped."""
    from assistant.ui.serve import Wish, serve

    wish = Wish(
        host=arguments.host, port=arguments.port, names=tuple(arguments.name), auth_file=arguments.auth_file, insecure=arguments.insecure,
        log=arguments.log,
    )  # fmt: skip
    return serve(settings_of(arguments), wish)
