"""The head of the page: its name, its tabs and the language."""

from __future__ import annotations

import json

from assistant.messages import LANGUAGES
from assistant.ui.badges import LEVELS_ID
from assistant.ui.markup import esc
from assistant.ui.view import View
from assistant.ui.words import words_of_scripts

TABS = ("ask", "browse", "prepare", "about")
# Each in its own words, so that who does not read the others finds it.
_NAMES = {"en": "English", "ro": "Română", "fr": "Français"}


def header(view: View) -> str:
    """Draw the head; it also carries the words that the page's scripts say."""
    tabs = "".join(
        f'<button type="button" role="tab" id="lz-tab-{tab}" aria-controls="lz-{tab}" aria-selected="{str(tab == TABS[0]).lower()}" '
        f'tabindex="{0 if tab == TABS[0] else -1}" data-tab="{tab}">{view.word(f"tab_{tab}")}'
        f"{'<span class=lz-number-of data-basket-size></span>' if tab == 'prepare' else ''}</button>"
        for tab in TABS
    )
    options = "".join(
        f'<option value="{each}" lang="{each}"{" selected" if each == view.language else ""}>{_NAMES[each]}</option>' for each in LANGUAGES
    )
    leave = f'<button type="button" class="lz-quiet" data-log-out>{view.word("logout")}</button>' if view.accounts else ""
    said = esc(json.dumps(words_of_scripts(view.language), ensure_ascii=False))
    return (
        f'<div class="lz-header" data-language="{view.language}" data-words="{said}"><div class="lz-brand">'
        '<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">'
        '<rect width="32" height="32" rx="8"/><path d="M9 8v16h14"/><circle cx="20" cy="12" r="3.2"/></svg>'
        f"<div><h1>{view.word('title')}</h1><p>{view.word('tagline')}</p></div></div>"
        f'<div class="lz-tabs" role="tablist" aria-label="{view.word("tabs")}">{tabs}</div><div class="lz-nav">'
        f'<button type="button" class="lz-quiet" popovertarget="{LEVELS_ID}">{view.word("levels")}</button>'
        f'<label class="lz-unseen" for="lz-language">{view.word("language")}</label><select id="lz-language">{options}</select>'
        f"{leave}</div></div>"
        f'<div class="lz-opening" hidden><p role="status"></p><progress aria-label="{view.word("progress")}" hidden></progress>'
        f'<button type="button" class="lz-quiet" data-retry hidden>{view.word("retry")}</button></div>'
        '<p class="lz-notice" role="alert" hidden></p><p class="lz-unseen" id="lz-live" role="status"></p>'
    )
