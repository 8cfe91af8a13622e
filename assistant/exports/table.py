"""CSV: one row a record, in UTF-8 with the mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io

from assistant.exports.cells import COLUMNS, neutral, rows
from assistant.exports.selection import Selection


def table(selection: Selection) -> bytes:
    """Make the file; cells that would run as formulas begin with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in row] for row in rows(selection))
    return text.getvalue().encode("utf-8-sig")
