"""Which clauses can be asked about without doubt or giving the answer away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from assistant.exports.selection import Item
from corpus.records import Recommendation
from corpus.text import collapse, fold

# A clause that itself says "invites" or "requirement" tells, or seems to tell, a level.
_TELLS = re.compile(r"\b(?:requir|request|invit)", re.IGNORECASE)
_ALIKE = 90.0
READABLE = 400  # characters: four options of this length still fill no page


def askable(items: Iterable[Item]) -> list[Item]:
    """Keep the clauses whose level follows from their words, in the order of their identifiers.

    Left out are clauses that name a level, and those that the factsheet repeats almost word for word
    under another level.
    """
    kept = [item for item in items if isinstance(item.record, Recommendation) and not _TELLS.search(item.record.text) and _single(item)]
    return sorted(kept, key=lambda item: item.record.record)


def alike(one: str, other: str) -> bool:
    """Say whether two texts could be taken for the same, or one holds the other."""
    left, right = _words(one), _words(other)
    return left in right or right in left or fuzz.ratio(left, right) >= _ALIKE


def _single(item: Item) -> bool:
    record = item.record
    others = (other for other in item.factsheet.recommendations if other.urgency is not record.urgency)
    return not any(alike(record.text, other.text) for other in others)


def _words(text: str) -> str:
    return collapse(re.sub(r"[^\w\s]", " ", fold(text)))
