"""`lanzarote users`: who may log in to the chat page."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from assistant.access.accounts import add_user, read_users, remove_user
from corpus.errors import InputError


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, text in (
        ("add", "add a user or change a password, which is typed unseen or read as one line from standard input"),
        ("remove", "remove a user, who is logged out at once"),
        ("list", "name the users"),
    ):
        action = actions.add_parser(name, help=text, description=text.capitalize() + ".")
        if name != "list":
            action.add_argument("name", help="letters, digits and . _ @ -")
        action.add_argument("--auth-file", metavar="FILE", type=Path, required=True, help="the file of users; passwords are kept hashed")


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked."""
    path: Path = arguments.auth_file
    if arguments.action == "list":
        print(*read_users(path), sep="\n")
        return 0
    if arguments.action == "remove":
        remove_user(path, arguments.name)
        print(f"{arguments.name} is removed from {path}")
        return 0
    is_new = add_user(path, arguments.name, _password())
    print(f"{arguments.name} {'is added to' if is_new else 'has a new password in'} {path}")
    return 0


def _password() -> str:
    """Read a password: typed twice without being shown, or one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        msg = "the two passwords differ; nothing was changed"
        raise InputError(msg)
    return password
