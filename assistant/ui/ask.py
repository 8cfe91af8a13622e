"""The tab in which questions are asked: the conversation, its filters and the box."""

from __future__ import annotations

from assistant.exports.conversation import CONVERSATION_FORMATS
from assistant.gate.sense import LONGEST_QUESTION
from assistant.ui.facets import facets
from assistant.ui.view import View
from assistant.ui.welcome import placeholder, welcome
from corpus.catalogue import Filters


def ask_tab(view: View) -> str:
    """Draw the empty conversation and the box below it."""
    saves = "".join(
        f'<button type="button" class="lz-quiet" data-save="{each}">{view.word(f"save_{each}")}</button>' for each in CONVERSATION_FORMATS
    )
    return (
        f'<h2 class="lz-unseen">{view.word("tab_ask")}</h2>'
        f'<div class="lz-conversation" role="region" aria-label="{view.word("conversation")}" tabindex="0">'
        '<div class="lz-bar lz-about-turns"><span class="lz-actions"><button type="button" class="lz-quiet" '
        f"data-new>{view.word('new')}</button>"
        f'{saves}<button type="button" class="lz-quiet" data-collect-all>{view.word("collect_all")}</button></span></div>'
        f'<div class="lz-turns"></div><div class="lz-nothing">{welcome(view)}</div></div>'
        f'<div class="lz-composer"><details class="lz-filters"><summary>{view.word("filters")}<span class="lz-set"></span></summary>'
        f'<form class="lz-filter-form" aria-label="{view.word("filters")}">{facets(view, Filters(), "lz-a")}'
        f'<button type="reset" class="lz-quiet">{view.word("filters_clear")}</button></form></details>'
        f'<form class="lz-box-form"><label class="lz-unseen" for="lz-question">{view.word("ask_label")}</label>'
        f'<textarea id="lz-question" rows="1" maxlength="{LONGEST_QUESTION}" placeholder="{placeholder(view)}"></textarea>'
        f'<button type="submit" class="lz-primary" id="lz-send">{view.word("ask")}</button>'
        f'<button type="button" class="lz-primary" id="lz-stop" hidden>{view.word("stop")}</button></form></div>'
    )
