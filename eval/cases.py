"""The set on disk (JSON Lines, one item a line) becomes Cases, or a list of everything wrong with it.

The loader is strict: it reports every fault of every file at once, with file and line, and loads
nothing where there is one. What an item must be like is in `shape`, what the set must be like in
`hygiene`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.errors import InputError, UnknownNameError
from eval.golden import DATA, Reference
from eval.hygiene import set_faults
from eval.items import SPLITS, Also, Case, Gold, Placed, Unit
from eval.shape import read_case

__all__ = ["SPLITS", "Also", "Case", "Gold", "Unit", "load_cases", "load_splits", "split_path"]


def split_path(split: str) -> Path:
    """Name the file of a split; UnknownNameError lists the known ones."""
    if split not in SPLITS:
        raise UnknownNameError("split", split, SPLITS)
    return DATA / f"{split}.jsonl"


def load_splits(splits: Iterable[str], references: Mapping[str, Reference]) -> tuple[Case, ...]:
    """Load some splits of the bundled set; raises InputError as `load_cases` does."""
    return load_cases([split_path(split) for split in splits], references)


def load_cases(paths: Iterable[Path], references: Mapping[str, Reference]) -> tuple[Case, ...]:
    """Load files of cases, in the order given, and check each item and the set as a whole.

    Args:
        paths: JSON Lines files; blank lines are passed over.
        references: the factsheets the gold is checked against, by slug.

    Raises:
        InputError: every fault of every file, one `file:line: fault` a line.

    """
    placed: list[Placed] = []
    messages: list[str] = []
    for path in paths:
        for number, line in _lines(path, messages):
            place, faults = f"{path.name}:{number}", list[str]()
            case = read_case(_decode(line, faults), faults)
            messages += (f"{place}: {fault}" for fault in faults)
            if case is not None:
                placed.append(Placed(case, place))
    messages += set_faults(placed, references)
    if messages:
        raise InputError("\n".join(messages))
    return tuple(item.case for item in placed)


def _lines(path: Path, messages: list[str]) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        messages.append(f"{path.name}:1: cannot be read ({error})")
        return []
    # Not `splitlines`: U+2028 and its like may stand inside a question.
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _decode(line: str, faults: list[str]) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        faults.append(f"is no JSON ({error})")
        return None
