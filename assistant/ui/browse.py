"""The tab in which all records are searched, filtered, counted and listed."""

from __future__ import annotations

from assistant.browsing import Listing, Match, Order, Wanted
from assistant.composing.labels import addressee
from assistant.ui.badges import plain_badge
from assistant.ui.cards import collect_button, full_name
from assistant.ui.chart import chart
from assistant.ui.facets import facets
from assistant.ui.markup import esc
from assistant.ui.view import View
from assistant.ui.words import word
from corpus.records import Record

FORMATS = ("csv", "xlsx", "json")
_SNIPPET = 150


def browse_tab(view: View) -> str:
    """Draw the tab around the list, which is fetched."""
    matches = "".join(
        '<label><input type="radio" name="match" '
        f'value="{match}"{" checked" if match is Match.MEANING else ""}>{view.word(f"match_{match}")}</label>'
        for match in (Match.MEANING, Match.EXACT)
    )
    exports = "".join(f'<button type="button" class="lz-quiet" data-export="{each}">{each.upper()}</button>' for each in FORMATS)
    return (
        f'<h2>{view.word("tab_browse")}</h2><form class="lz-find" role="search">'
        f'<label class="lz-unseen" for="lz-find">{view.word("find")}</label>'
        f'<input type="search" id="lz-find" name="query" maxlength="500" placeholder="{view.word("find_placeholder")}" autocomplete="off">'
        f'<fieldset class="lz-match"><legend class="lz-unseen">{view.word("match")}</legend>{matches}</fieldset>'
        f'<button type="submit" class="lz-primary">{view.word("find_do")}</button></form>'
        f'<div class="lz-browse"><form class="lz-facets" aria-label="{view.word("filters")}"></form>'
        '<div class="lz-found"><figure class="lz-chart"></figure>'
        f'<div class="lz-bar"><p class="lz-total" role="status"></p><div class="lz-actions">'
        f'<button type="button" class="lz-quiet" data-collect-shown>{view.word("collect_shown")}</button>'
        f'<span class="lz-save" role="group" aria-label="{view.word("export_shown")}">'
        f'<span aria-hidden="true">{view.word("export_shown")}</span>{exports}</span></div></div>'
        '<div class="lz-list"></div></div></div>'
    )


def listed(wanted: Wanted, found: Listing, view: View) -> dict[str, str]:
    """Draw what a listing changes: the facets, the chart, the line that counts and the table."""
    total = len(found.records)
    line = word(view.language, "found_one") if total == 1 else word(view.language, "found_many", count=total)
    if wanted.query and wanted.match is Match.MEANING:
        line = word(view.language, "found_nearest", count=total)
    clear = f'<button type="reset" class="lz-quiet">{view.word("filters_clear")}</button>' if wanted.filters else ""
    return {
        "facets": facets(view, wanted.filters, "lz-b", found.facets) + clear,
        "chart": chart(wanted.filters, found.levels, view),
        "line": line,
        "table": _table(wanted, found.records, view) if found.records else f"<p>{view.word('found_none')}</p>",
    }


def _table(wanted: Wanted, records: tuple[Record, ...], view: View) -> str:
    heads = (
        _head("name", Order.PLACE, wanted, view)
        + _head("level", Order.URGENCY, wanted, view)
        + f'<th scope="col">{view.word("column_text")}</th>'
        + _head("addressee", Order.ADDRESSEE, wanted, view)
        + _head("chapter", Order.CHAPTER, wanted, view)
        + f'<th scope="col">{view.word("column_basket")}</th>'
    )
    rows = "".join(_row(record, view) for record in records)
    caption = f'<caption class="lz-unseen">{view.word("table")}</caption>'
    return f'<table class="lz-table lz-records">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _head(column: str, order: Order, wanted: Wanted, view: View) -> str:
    sorted_by = wanted.order is order
    aria = f' aria-sort="{"descending" if wanted.descending else "ascending"}"' if sorted_by else ""
    arrow = ("↓" if wanted.descending else "↑") if sorted_by else "↕"
    return (
        f'<th scope="col"{aria}><button type="button" class="lz-sort" data-order="{order}">{view.word(f"column_{column}")}'
        f'<span aria-hidden="true"> {arrow}</span></button></th>'
    )


def _row(record: Record, view: View) -> str:
    text = " ".join(record.text.split())
    snippet = esc(text[:_SNIPPET] + ("…" if len(text) > _SNIPPET else ""))
    to_whom = esc(addressee(record, view.language)) if record.addressee else "–"
    party = f"{esc(record.party)} " if len(view.catalogue.parties) > 1 else ""
    return (
        f'<tr data-row="{esc(record.record)}"><th scope="row"><button type="button" class="lz-open" data-open="{esc(record.record)}" '
        f'data-party="{esc(record.party)}" aria-expanded="false">{party}{esc(full_name(record, view))}</button></th>'
        f'<td>{plain_badge(record, view)}</td><td lang="en" class="lz-snippet">{snippet}</td><td>{to_whom}</td>'
        f"<td>{esc(record.chapter)}</td><td>{collect_button(record, view)}</td></tr>"
    )
