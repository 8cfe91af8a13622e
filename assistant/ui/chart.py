"""The levels of each chapter as bars, whose pieces are buttons: each filters the list, or lets go again."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.messages import say
from assistant.ui.badges import shape
from assistant.ui.markup import esc
from assistant.ui.view import View
from corpus.catalogue import Filters
from corpus.records import Urgency

Levels = Mapping[tuple[str, Urgency], int]


def chart(chosen: Filters, levels: Levels, view: View) -> str:
    """Draw the chart.

    Args:
        chosen: the filters set; the piece that stands for them is pressed.
        levels: number of clauses by chapter and urgency; what is none is not drawn.
        view: records and language.

    """
    chapters = {c.numeral: c.title for sheet in view.catalogue.factsheets for c in sheet.chapters}
    totals = {numeral: sum(levels.get((numeral, level), 0) for level in Urgency) for numeral in chapters}
    longest = max(totals.values(), default=0)
    bars = "".join(
        f'<li><span class="lz-chart-name" title="{esc(chapters[numeral])}">{esc(numeral)}</span>'
        f'<span class="lz-pieces">{_pieces(numeral, levels, longest, chosen, view)}</span></li>'
        for numeral, total in totals.items()
        if total
    )
    if not bars:
        return ""
    legend = "".join(f'<span class="lz-key lz-{level}">{shape(level)}{esc(say(view.language, str(level)))}</span>' for level in Urgency)
    return f'<figcaption>{view.word("chart")} <span class="lz-legend">{legend}</span></figcaption><ul class="lz-bars">{bars}</ul>'


def _pieces(numeral: str, levels: Levels, longest: int, chosen: Filters, view: View) -> str:
    drawn = []
    for level in Urgency:
        count = levels.get((numeral, level), 0)
        if not count:
            continue
        pressed = chosen.chapters == (numeral,) and chosen.urgencies == (level,)
        label = view.word("chart_piece", numeral=numeral, level=say(view.language, str(level)), count=count)
        drawn.append(
            f'<button type="button" class="lz-piece lz-{level}" style="--share:{count / longest:.4f}" data-chapter="{esc(numeral)}" '
            f'data-urgency="{level}" aria-pressed="{str(pressed).lower()}" aria-label="{label}">{shape(level)}{count}</button>'
        )
    return "".join(drawn)
