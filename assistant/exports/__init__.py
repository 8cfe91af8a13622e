"""Files made of records chosen: one module a format, one row each here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.exports.selection import Item, Selection, select, select_records
from corpus.errors import UnknownNameError

__all__ = ["FORMATS", "Format", "Item", "Selection", "export_bytes", "file_format", "select", "select_records"]

Render = Callable[[Selection], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of file.

    Attributes:
        suffix: of the file's name, with its dot.
        media_type: for a browser.
        is_text: whether it can be read in a terminal.
        renderer: gives what makes the file; imports its library only when called.

    """

    suffix: str
    media_type: str
    is_text: bool
    renderer: Callable[[], Render]


def _handout() -> Render:
    from assistant.exports.handout import handout

    return handout


def _slides() -> Render:
    from assistant.exports.slides import slides

    return slides


def _workbook() -> Render:
    from assistant.exports.workbook import workbook

    return workbook


def _table() -> Render:
    from assistant.exports.table import table

    return table


def _markdown() -> Render:
    from assistant.exports.markdown import markdown

    return markdown


def _data() -> Render:
    from assistant.exports.data import data

    return data


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "docx": Format(".docx", f"{_OFFICE}.wordprocessingml.document", is_text=False, renderer=_handout),
        "pptx": Format(".pptx", f"{_OFFICE}.presentationml.presentation", is_text=False, renderer=_slides),
        "xlsx": Format(".xlsx", f"{_OFFICE}.spreadsheetml.sheet", is_text=False, renderer=_workbook),
        "csv": Format(".csv", "text/csv", is_text=True, renderer=_table),
        "md": Format(".md", "text/markdown", is_text=True, renderer=_markdown),
        "json": Format(".json", "application/json", is_text=True, renderer=_data),
    }
)


def file_format(name: str) -> Format:
    """Give the format of that name; UnknownNameError lists the known ones."""
    if name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS)
    return FORMATS[name]


def export_bytes(selection: Selection, format_name: str) -> bytes:
    """Make the file of a selection: every item of it, verbatim, and no other; the same bytes every time.

    Raises:
        UnknownNameError: there is no such format; lists the known ones.

    """
    return file_format(format_name).renderer()(selection)
