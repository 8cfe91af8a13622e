"""`lanzarote chat`: the chat page."""

from __future__ import annotations

import argparse

from assistant.cli.options import add_places, settings_of


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1, this machine only)")
    command.add_argument("--port", type=int, default=7860, help="port (default 7860; the next free one if it is taken)")
    command.add_argument("--feedback", action="store_true", default=None, help="ask what users think of an answer; kept on this machine")
    add_places(command)


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until stopped."""
    from assistant.ui.serve import serve

    return serve(settings_of(arguments), arguments.host, arguments.port)
