"""JSON: the records in the form of an answer's citations, with what the other formats show."""

from __future__ import annotations

import json
from typing import Any

from assistant.answer import Citation
from assistant.citing import citation, permalink
from assistant.exports.card import meaning
from assistant.exports.selection import Item, Selection
from assistant.exports.text import printable
from corpus.records import Recommendation, Statement


def data(selection: Selection) -> bytes:
    """Make the file, indented, in UTF-8."""
    sources = [
        {"party": sheet.party, "updated": sheet.updated, "report": sheet.title, "sha256": sheet.sha256} for sheet in selection.factsheets
    ]
    items = [_item(item, selection.address) for item in selection.items]
    text = json.dumps({"title": selection.heading, "sources": sources, "items": items}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _item(item: Item, address: str) -> dict[str, Any]:
    record = item.record
    return {
        **Citation(record).as_dict(),
        "lead_in": record.lead_in if isinstance(record, Recommendation | Statement) else "",
        "text": record.text,
        "points": list(record.points) if isinstance(record, Recommendation) else [],
        "definition": meaning(item),
        "citation": citation(record, item.factsheet, emphasis=""),
        "link": permalink(record, address),
        "comment": printable(item.comment.strip()),
    }
