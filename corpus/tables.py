"""TOML files of other words and questions, read with distrust: every fault is gathered, none is passed over."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import InputError

LANGUAGES = ("en", "ro", "fr")


def toml_files(
    folder: Path, tables: Sequence[str], faults: list[str], naming: Collection[str] = ()
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Read the TOML files of a folder, or those that name one of some IDs; what cannot be read, and unknown tables, are faults.

    Raises:
        InputError: there is no such folder.

    """
    if not folder.is_dir():
        msg = f"{folder}: there is no such folder; name one with TOML files of {', '.join(tables)}"
        raise InputError(msg)
    for path in sorted(folder.glob("*.toml")):
        data = read_toml(path, tables, faults, naming)
        if data is not None:
            yield path, data


def read_toml(path: Path, tables: Sequence[str], faults: list[str], naming: Collection[str] = ()) -> dict[str, Any] | None:
    """Read one TOML file; None where it cannot be read, which is a fault, or names none of some IDs; unknown tables are faults."""
    try:
        text = path.read_text(encoding="utf-8")
        if naming and not any(f'"{name}"' in text for name in naming):
            return None
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:
        faults.append(f"{path}: cannot be read as TOML ({error})")
        return None
    faults += [f"{path}: unknown table {key!r}" for key in data if key not in tables]
    return data


def tables_of(data: dict[str, Any], kind: str, path: Path, faults: list[str]) -> list[dict[str, Any]]:
    """Read all tables of a kind; anything else under that name is added to the faults."""
    tables = data.get(kind, [])
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    faults.append(f"{path}: write each {kind} under [[{kind}]]")
    return []


def texts_of(table: dict[str, Any], key: str, where: str, faults: list[str]) -> tuple[str, ...]:
    """Read a list of words; anything else is added to the faults: a single text would be read letter by letter."""
    found = table.get(key, [])
    if isinstance(found, list) and all(isinstance(text, str) and text.strip() for text in found):
        return tuple(found)
    faults.append(f"{where}: {key!r} must be a list of texts that are not blank")
    return ()
