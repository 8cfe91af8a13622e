"""Filters as groups of checkboxes, with or without how many records each leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.messages import say
from assistant.ui.badges import shape
from assistant.ui.markup import esc
from assistant.ui.view import View
from assistant.ui.words import word
from corpus.catalogue import Filters
from corpus.records import Addressee, Kind, Urgency

FIELDS = ("parties", "chapters", "urgencies", "addressees", "kinds")


def facets(view: View, chosen: Filters, prefix: str, counts: Mapping[str, Mapping[str, int]] | None = None) -> str:
    """Draw one group for each filter; that of the Party only where there are several.

    Args:
        view: records and language.
        chosen: what is ticked.
        prefix: of the identifiers, so that two sets can stand on one page.
        counts: by filter and value, as `assistant.browsing.Listing.facets`; None shows none.

    """
    return "".join(_group(name, view, chosen, prefix, counts) for name in FIELDS if name != "parties" or len(view.catalogue.parties) > 1)


def _group(name: str, view: View, chosen: Filters, prefix: str, counts: Mapping[str, Mapping[str, int]] | None) -> str:
    ticked = {str(value) for value in getattr(chosen, name)}
    boxes = "".join(
        f'<label class="lz-box"><input type="checkbox" name="{name}" value="{esc(value)}" id="{prefix}-{name}-{number}"'
        f"{' checked' if value in ticked else ''}>{drawn}{_count(value, name, counts)}</label>"
        for number, (value, drawn) in enumerate(_values(name, view))
    )
    return f'<fieldset class="lz-facet lz-facet-{name}"><legend>{view.word(f"filter_{name}")}</legend>{boxes}</fieldset>'


def _count(value: str, name: str, counts: Mapping[str, Mapping[str, int]] | None) -> str:
    return f' <span class="lz-n">{counts[name].get(value, 0)}</span>' if counts is not None else ""


def _values(name: str, view: View) -> Sequence[tuple[str, str]]:
    """Give each value and how it is shown."""
    match name:
        case "parties":
            return [(party, esc(party)) for party in view.catalogue.parties]
        case "chapters":
            titles = {c.numeral: c.title for sheet in view.catalogue.factsheets for c in sheet.chapters}
            return [(numeral, f'<abbr title="{esc(title)}">{esc(numeral)}</abbr>') for numeral, title in titles.items()]
        case "urgencies":
            return [
                (str(level), f'<span class="lz-key lz-{level}">{shape(level)}</span>{esc(say(view.language, str(level)))}')
                for level in Urgency
            ]
        case "addressees":
            return [(str(whom), esc(word(view.language, f"addressee_{whom}"))) for whom in Addressee]
        case _:
            return [(str(kind), esc(word(view.language, f"kind_{kind}"))) for kind in Kind]
