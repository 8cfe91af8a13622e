"""What the page shows before the first question, and the Committee's definitions of its levels."""

from __future__ import annotations

from itertools import product

from assistant.citing import definition
from assistant.messages import join, say
from assistant.ui.badges import LEVELS_ID, level_badge
from assistant.ui.cards import show_button
from assistant.ui.markup import esc, verbatim
from assistant.ui.turns import asking_buttons
from assistant.ui.view import View
from assistant.ui.words import word
from corpus.records import Addressee, Record, Urgency

# Offered only where a factsheet's recommendations speak of it: the word in the factsheet, and the key of its name.
_TOPICS = {"helplines": "topic_helplines", "training": "topic_training", "research": "topic_research"}


def welcome(view: View) -> str:
    """Draw the empty conversation."""
    sheets = [word(view.language, "welcome_sheet", party=s.party, updated=s.updated or "–") for s in view.catalogue.factsheets]
    scope = view.word("welcome_scope", factsheets=join(view.language, sheets))
    return (
        f'<section class="lz-welcome"><h2>{view.word("welcome")}</h2><p>{view.word("welcome_text")}</p>'
        f"<h3>{view.word('examples')}</h3>{asking_buttons(examples(view))}"
        f'<p class="lz-scope">{scope}</p></section>'
    )


def examples(view: View) -> list[str]:
    """Make questions that the first factsheet answers, from its own records."""
    if not view.catalogue.factsheets:
        return []
    language, sheet = view.language, view.catalogue.factsheets[0]
    clauses = sheet.recommendations
    found: list[str] = []
    topic = next((key for topic, key in _TOPICS.items() if any(topic in clause.text.casefold() for clause in clauses)), None)
    if topic:
        found.append(word(language, "example_topic", party=sheet.party, topic=word(language, topic)))
    found.append(say(language, "suggest_require", party=sheet.party))
    rank = {(level, whom): number for number, (level, whom) in enumerate(product(Urgency, Addressee))}
    numbered = [clause for clause in clauses if clause.recommendation_ids]
    strongest = sorted(numbered, key=lambda clause: rank[clause.urgency, clause.addressee])
    if strongest:
        found.append(say(language, "suggest_show", id=strongest[0].recommendation_ids[0]))
        found.append(say(language, "suggest_list", chapter=strongest[0].chapter))
    return [*found, say(language, "suggest_count")]


def definitions(view: View) -> dict[Urgency, Record]:
    """Find the Committee's definition of each level, in the first factsheet that has one."""
    found = {level: next(filter(None, (definition(level, s) for s in view.catalogue.factsheets)), None) for level in Urgency}
    return {level: record for level, record in found.items() if record is not None}


def definitions_list(view: View) -> str:
    """Draw the levels in the Committee's own words."""
    return "".join(
        f'<section class="lz-definition" data-level="{level}">{level_badge(level, view)}'
        f'<blockquote class="lz-words" lang="en">{verbatim(record.text)}</blockquote>{show_button(record, view)}</section>'
        for level, record in definitions(view).items()
    )


def levels_dialog(view: View) -> str:
    """Draw the pop-over with the Committee's definitions, one click away from every badge."""
    return (
        f'<div id="{LEVELS_ID}" popover role="dialog" aria-labelledby="{LEVELS_ID}-title"><header><h2 id="{LEVELS_ID}-title">'
        f'{view.word("levels_title")}</h2><button type="button" class="lz-close" popovertarget="{LEVELS_ID}" '
        f'popovertargetaction="hide" autofocus aria-label="{view.word("close")}">'
        '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8"/></svg></button></header>'
        f"{definitions_list(view)}</div>"
    )


def placeholder(view: View) -> str:
    """Say in the empty box what can be asked."""
    first = next((name for sheet in view.catalogue.factsheets for name in view.catalogue.ids(sheet.party)), "")
    return esc(word(view.language, "ask_placeholder", id=first))
