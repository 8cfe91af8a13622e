"""XLSX: a sheet of records and a sheet about their sources. Every cell is text; nothing runs."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.exports.about import LIMITS, facts, summary
from assistant.exports.cells import COLUMNS, rows
from assistant.exports.fitting import LINE, Piece, lines
from assistant.exports.selection import Selection
from assistant.exports.zipped import settled

_WIDTHS = {
    "No.": 6, "ID": 12, "Urgency": 10, "Chapter": 9, "Addressee": 11, "Kind": 17, "Lead-in": 34, "Text": 80, "Comment": 34, "Citation": 44,
    "Meaning of the urgency": 44, "Chapter title": 26, "Link": 30,
}  # fmt: skip
_WIDTH = 14
_PRINTED = "J"  # the last column on paper: up to the comment
_FONT, _SIZE, _CHARACTER, _MOST = "Calibri", 11, 5.5, 409.0  # points; Excel has no higher row
_HEAD = PatternFill("solid", fgColor="1F4E79")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def workbook(selection: Selection) -> bytes:
    """Make the file."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Records"
    _fill(sheet, [list(COLUMNS), *rows(selection)], [_WIDTHS.get(column, _WIDTH) for column in COLUMNS])
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_area = f"A1:{_PRINTED}{sheet.max_row}"
    about = [["Title", selection.heading], ["Contents", summary(selection)]]
    about += [list(fact) for factsheet in selection.factsheets for fact in facts(factsheet)]
    _fill(book.create_sheet("Source"), [["About this file", ""], *about, ["Limits", LIMITS]], [26, 100])
    book.properties.title, book.properties.creator = selection.heading, ""
    book.properties.created = selection.date.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    stamp = selection.date.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    # The library stamps the moment of saving, whatever it is told.
    return settled(out.getvalue(), selection.date, lambda part: _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part))


def _fill(sheet: Worksheet, table: list[list[str]], widths: list[int]) -> None:
    for line, row in enumerate(table, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(line, column), value)
        # Given, as not every program reckons it for wrapped cells.
        sheet.row_dimensions[line].height = min(_MOST, max(map(_height, row, widths)))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(name=_FONT, size=_SIZE, bold=True, color="FFFFFF"), _HEAD
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", sheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _height(text: str, width: int) -> float:
    """Estimate how high a wrapped cell is, in points."""
    return LINE * _SIZE * (1 + sum(len(lines(Piece(row), width * _CHARACTER, _SIZE)) for row in text.split("\n"))) - _SIZE / 2


def _write(cell: Cell, value: str) -> None:
    """Write a text as text, whatever it begins with; the apostrophe that a spreadsheet keeps is put by its style."""
    cell.value = value
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.font = Font(name=_FONT, size=_SIZE)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
