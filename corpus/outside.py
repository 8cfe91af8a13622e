"""Questions that people ask and no factsheet answers, by which the gate learns where the source ends."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.aliases import LANGUAGES
from corpus.errors import InputError

REASONS = ("not_in_source", "off_topic")


@dataclass(frozen=True, slots=True)
class Outside:
    """A theme outside the factsheets, with questions on it by language.

    Attributes:
        theme: its short name.
        reason: `not_in_source` for what lies near, `off_topic` for what lies far.
        questions: (language, question) pairs.

    """

    theme: str
    reason: str
    questions: tuple[tuple[str, str], ...]


def load_outside(path: Path | None = None) -> tuple[Outside, ...]:
    """Read the themes, by default the ones that come with the program.

    Raises:
        InputError: one line for each fault.

    """
    path = path or Path(str(resources.files("corpus") / "outside.toml"))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path}: cannot be read as TOML ({error})"
        raise InputError(msg) from error
    tables = data.get("outside", [])
    faults = [fault for table in tables for fault in _faults(table, path)]
    if faults:
        raise InputError("\n".join(faults))
    return tuple(Outside(str(table["theme"]), str(table["reason"]), tuple(_questions(table))) for table in tables)


def _questions(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for question in table.get(language, ()):
            yield language, str(question)


def _faults(table: dict[str, Any], path: Path) -> list[str]:
    where = f"{path}: theme {table.get('theme', '?')!r}"
    faults = [f"{where}: unknown key {key!r}" for key in table if key not in ("theme", "reason", *LANGUAGES)]
    if not table.get("theme"):
        faults.append(f"{where}: has no 'theme'")
    if table.get("reason") not in REASONS:
        faults.append(f"{where}: 'reason' must be one of {', '.join(REASONS)}")
    return faults
