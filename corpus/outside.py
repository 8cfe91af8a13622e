"""Questions that people ask and no factsheet answers, by which the gate learns where the source ends."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.tables import LANGUAGES, tables_of, texts_of, toml_files

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


def load_outside(folder: Path | None = None) -> tuple[Outside, ...]:
    """Read the themes of all TOML files of a folder, by default the ones that come with the program.

    Raises:
        InputError: one line for each fault.

    """
    folder = folder or Path(str(resources.files("corpus") / "outside"))
    themes: list[Outside] = []
    faults: list[str] = []
    for path, data in toml_files(folder, ("outside",), faults):
        themes += [_outside(table, path, faults) for table in tables_of(data, "outside", path, faults)]
    if faults:
        raise InputError("\n".join(faults))
    return tuple(themes)


def _outside(table: dict[str, Any], path: Path, faults: list[str]) -> Outside:
    faults += _faults(table, path)
    where = f"{path}: theme {table.get('theme', '?')!r}"
    questions = tuple((language, text) for language in LANGUAGES for text in texts_of(table, language, where, faults))
    return Outside(str(table.get("theme")), str(table.get("reason")), questions)


def _faults(table: dict[str, Any], path: Path) -> list[str]:
    where = f"{path}: theme {table.get('theme', '?')!r}"
    faults = [f"{where}: unknown key {key!r}" for key in table if key not in ("theme", "reason", *LANGUAGES)]
    if not table.get("theme"):
        faults.append(f"{where}: has no 'theme'")
    if table.get("reason") not in REASONS:
        faults.append(f"{where}: 'reason' must be one of {', '.join(REASONS)}")
    return faults
