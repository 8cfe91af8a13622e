"""The tab in which a trainer orders and comments what was collected, and makes files and quizzes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.exports import FORMATS, Item
from assistant.quiz import QUIZ_FORMATS, Difficulty
from assistant.ui.badges import plain_badge
from assistant.ui.cards import full_name, link, show_button, words_of
from assistant.ui.markup import esc
from assistant.ui.view import View
from corpus.text import fold

# As many as one would ask in a workshop; no more than a page can be waited for.
_MOST_QUESTIONS = 100


def prepare_tab(view: View) -> str:
    """Draw the tab around the basket, which the browser keeps."""
    return (
        f'<h2>{view.word("tab_prepare")}</h2><p class="lz-hint">{view.word("prepare_text")}</p>'
        f'<form class="lz-add"><label for="lz-add">{view.word("add_label")}</label>'
        f'<input id="lz-add" name="names" maxlength="2000" placeholder="{_some_ids(view)}" autocomplete="off" '
        'aria-describedby="lz-add-fault">'
        f'<button type="submit" class="lz-quiet">{view.word("add")}</button><p id="lz-add-fault" class="lz-fault" role="alert"></p></form>'
        f'<div class="lz-prepare"><div><div class="lz-bar"><p class="lz-total" role="status"></p>'
        f'<button type="button" class="lz-quiet" data-empty>{view.word("empty_basket")}</button></div><ol class="lz-basket"></ol></div>'
        f'<div class="lz-makes">{_export_form(view)}{_quiz_form(view)}</div></div>'
    )


def basket(items: Sequence[Item], view: View) -> str:
    """Draw the items of the basket, each with its place, its comment and its own words."""
    return "".join(_item(item, number, len(items), view) for number, item in enumerate(items))


def file_name(title: str, suffix: str, otherwise: str) -> str:
    """Make a file's name of a title: letters, digits and hyphens, on every system."""
    words = re.findall(r"[a-z0-9]+", fold(title))
    return f"{'-'.join(words)[:60] or otherwise}{suffix}"


def _item(item: Item, number: int, total: int, view: View) -> str:
    record = item.record
    named = esc(full_name(record, view))
    level = f"lz-{record.urgency}" if record.urgency else "lz-plain"
    key = esc(record.record)
    moves = "".join(
        f'<button type="button" class="lz-tool" data-move="{step}" data-of="{key}" '
        f'aria-label="{view.word(label, name=full_name(record, view))}"'
        f"{' disabled' if number == end else ''}>{sign}</button>"
        for step, label, sign, end in ((-1, "move_up", "↑", 0), (1, "move_down", "↓", total - 1))
    )
    return (
        f'<li class="lz-card {level}" data-item="{key}"><header>{plain_badge(record, view)}<h3 class="lz-name">'
        f'<a href="{esc(link(record))}">{named}</a></h3>'
        f'<span class="lz-addressee">{esc(record.party)} · {view.word("chapter", numeral=record.chapter)}</span>'
        f'<span class="lz-moves">{moves}<button type="button" class="lz-tool" data-drop="{key}" '
        f'aria-label="{view.word("drop", name=full_name(record, view))}">×</button></span></header>'
        f"<details><summary>{view.word('words_of', name=full_name(record, view))}</summary>"
        f'<blockquote class="lz-words" lang="en">{words_of(record)}</blockquote>{show_button(record, view)}</details>'
        f'<label class="lz-comment">{view.word("comment")}<textarea rows="2" maxlength="4000" '
        f'data-comment="{key}">{esc(item.comment)}</textarea></label></li>'
    )


def _export_form(view: View) -> str:
    buttons = "".join(
        f'<button type="button" class="lz-primary" data-make="{each}">{view.word(f"make_{each}")}</button>' for each in FORMATS
    )
    return (
        f'<section class="lz-panel" aria-labelledby="lz-make-title"><h3 id="lz-make-title">{view.word("make")}</h3>'
        f'<label class="lz-field">{view.word("title_label")}<input id="lz-title" maxlength="200" autocomplete="off"></label>'
        f'<div class="lz-actions">{buttons}</div><p class="lz-made" role="status"></p></section>'
    )


def _quiz_form(view: View) -> str:
    levels = "".join(
        f'<option value="{each}"{" selected" if each is Difficulty.MEDIUM else ""}>{view.word(f"difficulty_{each}")}</option>'
        for each in Difficulty
    )
    buttons = "".join(
        f'<button type="button" class="lz-primary" data-quiz="{each}">{view.word(f"quiz_{each}")}</button>' for each in QUIZ_FORMATS
    )
    return (
        f'<section class="lz-panel" aria-labelledby="lz-quiz-title"><h3 id="lz-quiz-title">{view.word("quiz")}</h3>'
        f'<p class="lz-hint">{view.word("quiz_text")}</p><div class="lz-fields">'
        f'<label class="lz-field">{view.word("quiz_number")}<input id="lz-quiz-number" type="number" min="1" '
        f'max="{_MOST_QUESTIONS}" value="10"></label>'
        f'<label class="lz-field">{view.word("quiz_difficulty")}<select id="lz-quiz-difficulty">{levels}</select></label>'
        f'<label class="lz-field">{view.word("quiz_seed")}<input id="lz-quiz-seed" type="number" min="0" max="999999" '
        'value="1" aria-describedby="lz-seed-hint"></label></div>'
        f'<p class="lz-hint" id="lz-seed-hint">{view.word("quiz_seed_hint")}</p>'
        f'<div class="lz-actions">{buttons}</div><p class="lz-made" role="status"></p></section>'
    )


def _some_ids(view: View) -> str:
    names = [name for sheet in view.catalogue.factsheets[:1] for name in view.catalogue.ids(sheet.party)]
    return esc(", ".join(names[:2]))
