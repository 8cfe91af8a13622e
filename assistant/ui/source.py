"""A whole factsheet as a readable page, in which any record's words can be found and highlighted.

Every piece of text carries in `data-in` the identifiers of the records whose words it is, so that
the browser highlights a citation, over several pieces where a page cut it, without asking again.
"""

from __future__ import annotations

from itertools import groupby

from assistant.ui.inline import Owners, inline
from assistant.ui.lines import Line, Shape, lines_of, numeral
from assistant.ui.markup import esc
from assistant.ui.view import View
from corpus.records import Factsheet

_LISTS = (Shape.ITEM, Shape.SUBITEM)


def source_pane(sheet: Factsheet, view: View) -> str:
    """Draw the source pane with one factsheet; with several loaded, the others can be chosen."""
    title = view.word("factsheet", party=sheet.party)
    updated = view.word("updated", updated=sheet.updated) if sheet.updated else ""
    return (
        f'<div class="lz-source" data-party="{esc(sheet.party)}"><header class="lz-source-head">'
        f"<div><h2>{title}</h2><p>{updated}</p></div>{_choose_party(sheet, view)}{_choose_chapter(sheet, view)}"
        f'<div class="lz-strip"><p class="lz-shown" role="status"></p>'
        f'<button type="button" class="lz-back">{view.word("back")}</button></div></header>'
        f'<div class="lz-source-body" tabindex="0" role="region" aria-label="{title}">'
        f'<div class="lz-page" lang="en">{factsheet_html(sheet)}</div></div></div>'
    )


def factsheet_html(sheet: Factsheet) -> str:
    """Render all text of a factsheet, in its order."""
    owners = Owners.of(sheet)
    rendered: list[str] = []
    for shape, run in groupby(lines_of(sheet), key=lambda line: line.shape):
        blocks = [_block(sheet, line, owners) for line in run]
        rendered += [f'<ul class="lz-{shape}s">', *blocks, "</ul>"] if shape in _LISTS else blocks
    return "".join(rendered)


def _block(sheet: Factsheet, line: Line, owners: Owners) -> str:
    text = inline(sheet.source, line.start, line.end, owners)
    match line.shape:
        case Shape.CHAPTER:
            return f'<h3 data-chapter="{esc(numeral(sheet.source[line.start : line.end]))}">{text}</h3>'
        case Shape.HEADING:
            return f"<h4>{text}</h4>"
        case Shape.ITEM | Shape.SUBITEM:
            glyph = inline(sheet.source, line.bullet, line.bullet + len(line.glyph), owners)
            return f'<li><span class="lz-glyph">{glyph} </span>{text}</li>'
        case Shape.TEXT:
            return f"<p>{text}</p>"
        case Shape.FRONT if "\t" in sheet.source[line.start : line.end]:
            return f'<p class="lz-contents">{text}</p>'
        case _:
            return f'<p class="lz-{line.shape}">{text}</p>'


def _choose_party(sheet: Factsheet, view: View) -> str:
    parties = view.catalogue.parties
    if len(parties) < 2:
        return ""
    options = "".join(f"<option{' selected' if party == sheet.party else ''}>{esc(party)}</option>" for party in parties)
    return f'<select class="lz-party" aria-label="{view.word("choose_party")}">{options}</select>'


def _choose_chapter(sheet: Factsheet, view: View) -> str:
    label = view.word("go_to")
    options = "".join(f'<option value="{esc(c.numeral)}">{esc(c.numeral)}. {esc(c.title)}</option>' for c in sheet.chapters)
    return f'<select class="lz-chapters" aria-label="{label}"><option value="">{label} …</option>{options}</select>'
