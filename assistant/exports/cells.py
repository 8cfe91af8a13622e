"""The table that the spreadsheet formats share, and cells that no spreadsheet runs."""

from __future__ import annotations

import re

from assistant.citing import citation, kind_word, permalink
from assistant.exports.card import meaning
from assistant.exports.selection import Item, Selection
from assistant.exports.text import printable
from corpus.records import Recommendation, Statement

# Also the full-width signs, which some spreadsheets take for the plain ones, and behind blanks, which some drop.
_RUNS = re.compile(r"[\t\r]|[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
COLUMNS = (
    "No.", "Party", "ID", "Urgency", "Addressee", "Kind", "Chapter", "Lead-in", "Text", "Comment", "Citation", "Meaning of the urgency",
    "Chapter title", "Footnotes", "Paragraphs of the report", "Link", "Record",
)  # fmt: skip


def rows(selection: Selection) -> list[list[str]]:
    """Give one row of cells for each item, in the order of COLUMNS."""
    return [[str(number), *map(printable, _row(item, selection.address))] for number, item in enumerate(selection.items, 1)]


def neutral(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    After OWASP's advice on CSV injection: cells that begin with = + - @, a tab or a carriage return.
    """
    return f"'{cell}" if _RUNS.match(cell) else cell


def _row(item: Item, address: str) -> list[str]:
    record, sheet = item.record, item.factsheet
    titles = {chapter.numeral: chapter.title for chapter in sheet.chapters}
    return [
        record.party,
        " ".join(record.recommendation_ids),
        str(record.urgency or ""),
        str(record.addressee or ""),
        kind_word(record.kind),
        record.chapter,
        record.lead_in if isinstance(record, Recommendation | Statement) else "",
        record.text,
        item.comment.strip(),
        citation(record, sheet, emphasis=""),
        meaning(item),
        titles.get(record.chapter, ""),
        ", ".join(map(str, record.footnotes)),
        ", ".join(map(str, record.paragraphs)),
        permalink(record, address),
        record.record,
    ]
