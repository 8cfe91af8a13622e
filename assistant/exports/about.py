"""What every file says about its source, in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from assistant.citing import source_line
from assistant.composing.labels import by_level
from assistant.exports.card import ENGLISH
from assistant.exports.selection import Selection
from assistant.exports.text import printable
from assistant.messages import join
from corpus.records import Factsheet, Urgency

LIMITS = (
    "Quoted word for word from the factsheet, which holds nothing about measures taken after March 2022. "
    "No legal advice; not a product of the Council of Europe."
)
_PAST: Mapping[Urgency, str] = MappingProxyType({Urgency.REQUIRE: "required", Urgency.REQUEST: "requested", Urgency.INVITE: "invited"})


class Fact(NamedTuple):
    """One thing about a source."""

    name: str
    value: str


def facts(sheet: Factsheet) -> tuple[Fact, ...]:
    """Say which text the words are from."""
    return (
        Fact("Factsheet", printable(sheet.party)),
        Fact("Last update", sheet.updated or "not given"),
        Fact("Implementation report", printable(sheet.title)),
        Fact("SHA-256 of the text", sheet.sha256),
    )


def sources(selection: Selection) -> str:
    """Name the factsheets on one line."""
    return printable("; ".join(map(source_line, selection.factsheets)))


def levels(selection: Selection) -> str:
    """Count the recommendations by level: "1 required and 2 invited"; empty where there are none."""
    grouped = by_level([item.record for item in selection.items])
    return join(ENGLISH, [f"{len(found)} {_PAST[level]}" for level, found in grouped])


def summary(selection: Selection) -> str:
    """Say what a file holds: "3 recommendations and 1 other passage. The Committee’s level: 1 required and 2 invited."."""
    found = levels(selection)
    return f"{selection.contents}. The Committee’s level: {found}." if found else f"{selection.contents}."
