"""What commands give to other programs: JSON. Needs nothing that only a terminal needs."""

from __future__ import annotations

from typing import Any

from assistant.answer import Citation
from assistant.cli.shown import json_text
from corpus.records import Footnote, Recommendation, Record


def print_json(data: Any) -> None:
    """Write one JSON value, indented, in UTF-8."""
    print(json_text(data, indent=2))


def record_dict(record: Record) -> dict[str, Any]:
    """Give a record as JSON: the citation's keys, and what is the record's own."""
    data = Citation(record).as_dict()
    data |= {"section": record.section, "text": record.text}
    if isinstance(record, Recommendation):
        data |= {"lead_in": record.lead_in, "addressed_to": record.addressed_to, "points": list(record.points), "footnote": record.footnote}
    if isinstance(record, Footnote):
        data |= {"refers_to": list(record.refers_to)}
    return data
