"""How a record is cited outside the program: one line, one link, and what its level means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from assistant.messages import join, say
from corpus.records import Factsheet, Footnote, Kind, Recommendation, Record, Urgency
from corpus.text import whole

_ENGLISH = "en"
_OPENING_WORDS = 6
# What stands in an address as it is; all else, which a file may not be able to hold, is escaped.
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%"


def source_line(factsheet: Factsheet) -> str:
    """Name a factsheet: `Lanzarote Committee, Factsheet Romania (25.05.2023)`."""
    date = f" ({factsheet.updated})" if factsheet.updated else ""
    return f"Lanzarote Committee, Factsheet {factsheet.party}{date}"


def citation(record: Record, factsheet: Factsheet, emphasis: str = "*") -> str:
    """Cite a record of a factsheet, its level last: `…, Recommendation VI-1, *requires*`.

    Args:
        record: any record.
        factsheet: the one it stands in.
        emphasis: put around the level's verb; empty where Markdown is not read.

    """
    level = [f"{emphasis}{say(_ENGLISH, str(record.urgency))}{emphasis}"] if record.urgency else []
    return ", ".join([source_line(factsheet), *_place(record), *level])


def permalink(record: Record, address: str = "") -> str:
    """Give the link that opens a record on the page at an address: `?record=romania:VI-1`."""
    return f"{quote(whole(address), safe=_OF_ADDRESSES)}?record={quote(record.record, safe=':')}"


def definition(level: Urgency, factsheet: Factsheet) -> Record | None:
    """Give the statement in which a factsheet defines a level; None where it does not."""
    begins = re.compile(rf"\W*{level}\b", re.IGNORECASE)
    return next((record for record in factsheet.statements if record.kind is Kind.DEFINITION and begins.match(record.text)), None)


def kind_word(kind: Kind) -> str:
    """Name a kind of record in words."""
    return "promising practice" if kind is Kind.PRACTICE else str(kind).replace("_", " ")


def _place(record: Record) -> list[str]:
    """Say where a record stands, so that it can be told from every other."""
    if isinstance(record, Footnote):
        return [f"footnote {record.number}"]
    if record.recommendation_ids:
        return [f"{_plural('Recommendation', record.recommendation_ids)} {join(_ENGLISH, list(record.recommendation_ids))}"]
    what = "recommendation without a number" if isinstance(record, Recommendation) else kind_word(record.kind)
    place = [f"chapter {record.chapter}", what]
    if record.footnotes:
        return [*place, f"{_plural('footnote', record.footnotes)} {join(_ENGLISH, list(map(str, record.footnotes)))}"]
    return [*place, f"“{_opening(record.text)} …”"]


def _opening(text: str) -> str:
    return " ".join(text.split()[:_OPENING_WORDS]).rstrip(",;:")


def _plural(word: str, several: Sequence[object]) -> str:
    return word if len(several) == 1 else f"{word}s"
