"""HTML by construction: whatever is not Html already is escaped, so nothing of an item can become markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"meta", "input", "br"})


class Html(str):
    """Text that is markup."""

    __slots__ = ()


def text(value: object) -> Html:
    """Escape, unless it is markup already."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


def join(parts: Iterable[object], between: str = "") -> Html:
    """Put parts one behind the other."""
    return Html(escape(between).join(text(part) for part in parts))


def tag(name: str, /, *children: object, **attributes: object) -> Html:
    """Make an element: `tag("td", 5, class_="n")`; an attribute that is None or False is left out, True stands bare."""
    shown = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{join(children)}</{name}>")


def table(head: Iterable[object], rows: Iterable[Iterable[object]], **attributes: object) -> Html:
    """Make a table: the first cell of each row heads it; cells that are `td` or `th` already stay as they are."""
    top = tag("tr", *(_cell(cell, "th", scope="col") for cell in head))
    body = []
    for row in rows:
        first, *rest = row
        body.append(tag("tr", _cell(first, "th", scope="row"), *(_cell(cell, "td") for cell in rest)))
    whole = tag("table", tag("thead", top), tag("tbody", *body), **attributes)
    return tag("div", whole, class_="scroll")


def _cell(cell: object, name: str, /, **attributes: object) -> Html:
    ready = isinstance(cell, Html) and cell.startswith(("<td", "<th"))
    return text(cell) if ready else tag(name, cell, **attributes)


def disclosure(summary: object, *body: object, **attributes: object) -> Html:
    """Make something that opens."""
    return tag("details", tag("summary", summary), *body, **attributes)
