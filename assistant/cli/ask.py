"""`lanzarote ask`: one question, or a batch of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.cli.options import add_places, opened
from assistant.cli.plain import print_json
from assistant.cli.shown import json_text, shown
from corpus.errors import InputError
from corpus.load import decode

MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a batch."""

    id: Any
    question: str
    history: tuple[str, ...]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("question", nargs="?", help="in English, Romanian or French")
    command.add_argument("--json", action="store_true", help="print the Answer as JSON")
    command.add_argument("--party", help="answer from this Party's factsheet only")
    command.add_argument("--history", nargs="+", default=[], metavar="QUESTION", help="earlier questions, oldest first")
    command.add_argument(
        "--batch", metavar="FILE", help='JSON lines {"id", "question", "history"}; "-" is standard input; answers in the same order'
    )
    add_places(command)


def run(arguments: argparse.Namespace) -> int:
    """Answer."""
    if (arguments.question is None) == (arguments.batch is None):
        msg = "lanzarote ask: give one question, or --batch FILE (and not both)"
        raise InputError(msg)
    if arguments.batch is not None:
        return _batch(arguments)
    answer = opened(arguments, at_once=False).ask(arguments.question, arguments.history, arguments.party)
    if arguments.json:
        print_json(answer.as_dict())
    else:
        _print(answer)
    return 0


def _batch(arguments: argparse.Namespace) -> int:
    items = read_batch(_lines(arguments.batch), arguments.batch)
    assistant = opened(arguments)
    answers = assistant.batch(((item.question, item.history) for item in items), arguments.party)
    for item, answer in zip(items, answers, strict=True):
        if arguments.json:
            print(json_text({"id": item.id, **answer.as_dict()}), flush=True)
        else:
            print(f"## {shown(answer.question)}\n")
            _print(answer)
    return 0


def _print(answer: Answer) -> None:
    # What is read by a program is given without what a terminal needs.
    from assistant.cli.terminal import print_answer

    print_answer(answer)


def _lines(name: str) -> list[str]:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        msg = f"{name!r}: cannot be read ({getattr(error, 'strerror', None) or error}); check the path"
        raise InputError(msg) from error
    if len(data) > MOST_BYTES:
        msg = f"{name}: is larger than {MOST_BYTES:,} bytes; give the questions in several batches"
        raise InputError(msg)
    return decode(data, name).removeprefix("\ufeff").split("\n") if data.strip() else []


def read_batch(lines: Iterable[str], origin: str) -> list[Item]:
    """Read a batch; blank lines are passed over.

    Raises:
        InputError: one line for each line that is no question.

    """
    items: list[Item] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            faults.append(f"{origin}:{number}: no JSON ({error})")
            continue
        fault = _fault(data)
        if fault:
            faults.append(f"{origin}:{number}: {fault}")
        else:
            items.append(Item(data.get("id"), data["question"], tuple(data.get("history") or ())))
    if faults:
        raise InputError("\n".join(faults))
    return items


def _fault(data: Any) -> str:
    if not isinstance(data, dict):
        return 'is no object; write {"id": …, "question": "…"}'
    unknown = set(data) - {"id", "question", "history"}
    history = data.get("history") or []
    if unknown:
        return f"unknown key {', '.join(map(repr, sorted(unknown)))}; known: id, question, history"
    if not isinstance(data.get("question"), str):
        return "'question' must be a text"
    if not isinstance(history, list) or not all(isinstance(question, str) for question in history):
        return "'history' must be a list of texts"
    return "" if _can_be_written(data.get("id")) else "'id' must be JSON: no NaN, no Infinity, nothing deeply nested"


def _can_be_written(value: Any) -> bool:
    """Say whether a value that was read can be given back: Python reads NaN and 1e999, which no JSON has."""
    try:
        json.dumps([value], allow_nan=False, indent=1)
    except (ValueError, RecursionError):
        return False
    return True
