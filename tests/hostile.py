"""Shared by the tests of hostile factsheets: all that load, packed into some Parties, and an assistant over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.pipeline import Assistant, open_assistant
from assistant.settings import load_settings
from eval.attack_sheets import PARTY, AttackSheet, changed, load_attack_sheets, packed, valdoria

SHEETS = load_attack_sheets()
LOADING = [sheet for sheet in SHEETS if sheet.holds == "load"]
REFUSED = [sheet for sheet in SHEETS if sheet.holds == "refuse"]
PACKS = packed(LOADING)


def text_of(pack: Sequence[AttackSheet], party: str = PARTY) -> str:
    text = changed(valdoria().source, [change for sheet in pack for change in sheet.changes])
    return text.replace(PARTY.upper(), party.upper()).replace(PARTY, party)


def party(number: int) -> str:
    """Name an invented Party: "Bostilia"."""
    return f"{chr(ord('A') + number)}ostilia"


def hostile_assistant(folder: Path, packs: Sequence[Sequence[AttackSheet]]) -> Assistant:
    """Open an assistant over Romania's factsheet and one for each pack."""
    settings = load_settings(data_dir=folder)
    settings.factsheets_dir.mkdir(parents=True)
    for number, pack in enumerate(packs):
        (settings.factsheets_dir / f"hostilia-{number}.txt").write_text(text_of(pack, party(number)), encoding="utf-8", newline="")
    return open_assistant(settings)
