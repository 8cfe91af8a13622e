"""Hostile factsheets: an invented one with a few words changed.

`data/attacks/factsheets.jsonl`, one a line: `id`, `attack` (its kind), `changes` (pairs of words of
`data/factsheets/valdoria.txt` and what stands there instead) and `holds`: `refuse` (with a fault that
names `fault`), or `load`, and then every ID has the level it had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from eval.golden import DATA, Reference, load_reference

SHEETS: Final = DATA / "attacks" / "factsheets.jsonl"
PARTY: Final = "Valdoria"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackSheet:
    """One hostile factsheet; see the module."""

    id: str
    attack: str
    holds: str
    changes: tuple[tuple[str, str], ...]
    fault: str = ""


def load_attack_sheets() -> tuple[AttackSheet, ...]:
    """Load all hostile factsheets, in the order of the file."""
    return tuple(_sheet(json.loads(line)) for line in SHEETS.read_text(encoding="utf-8").splitlines())


def _sheet(line: dict[str, Any]) -> AttackSheet:
    return AttackSheet(**{**line, "changes": tuple((old, new) for old, new in line["changes"])})


def changed(source: str, changes: Iterable[tuple[str, str]]) -> str:
    """Change a text; raises ValueError where the words to be changed are not there exactly once."""
    for old, new in changes:
        if source.count(old) != 1:
            msg = f"{old!r} stands {source.count(old)} times in the text"
            raise ValueError(msg)
        source = source.replace(old, new)
    return source


def packed(sheets: Iterable[AttackSheet]) -> list[list[AttackSheet]]:
    """Put factsheets that change different places together, so that fewer texts hold all attacks."""
    packs: list[list[AttackSheet]] = []
    for sheet in sheets:
        places = {old for old, _ in sheet.changes}
        free = (pack for pack in packs if not any(_overlap(old, place) for other in pack for old, _ in other.changes for place in places))
        pack = next(free, None)
        if pack is None:
            packs.append([sheet])
        else:
            pack.append(sheet)
    return packs


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def valdoria() -> Reference:
    """Give the golden tables of the factsheet that is changed."""
    return load_reference("valdoria")
