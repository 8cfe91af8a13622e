"""What the page shows before the first question: what it is, its levels, and questions taken from the factsheets."""

from __future__ import annotations

from itertools import product

from assistant.messages import join, say
from assistant.ui.badges import LEVELS_ID, plain_badge
from assistant.ui.cards import show_button
from assistant.ui.markup import esc, verbatim
from assistant.ui.turns import asking_buttons
from assistant.ui.words import LANGUAGE, word
from corpus.catalogue import Catalogue, Filters
from corpus.records import Addressee, Kind, Record, Urgency

# Offered only where a factsheet's recommendations speak of it.
_TOPICS = ("helplines", "training", "research")


def welcome(catalogue: Catalogue) -> str:
    """Draw the empty conversation."""
    sheets = [word("welcome_sheet", party=sheet.party, updated=sheet.updated or "–") for sheet in catalogue.factsheets]
    scope = word("welcome_scope", factsheets=join(LANGUAGE, sheets))
    return (
        f'<section class="lz-welcome"><h2>{esc(word("welcome"))}</h2><p>{esc(word("welcome_text"))}</p>'
        f"<h3>{esc(word('examples'))}</h3>{asking_buttons(examples(catalogue))}"
        f'<p class="lz-scope">{esc(scope)}</p></section>'
    )


def examples(catalogue: Catalogue) -> list[str]:
    """Make questions that the first factsheet answers, from its own records."""
    if not catalogue.factsheets:
        return []
    sheet = catalogue.factsheets[0]
    clauses = sheet.recommendations
    found: list[str] = []
    topic = next((topic for topic in _TOPICS if any(topic in clause.text.casefold() for clause in clauses)), None)
    if topic:
        found.append(word("example_topic", party=sheet.party, topic=topic))
    found.append(say(LANGUAGE, "suggest_require", party=sheet.party))
    rank = {(level, whom): number for number, (level, whom) in enumerate(product(Urgency, Addressee))}
    numbered = [clause for clause in clauses if clause.recommendation_ids]
    strongest = sorted(numbered, key=lambda clause: rank[clause.urgency, clause.addressee])
    if strongest:
        found.append(say(LANGUAGE, "suggest_show", id=strongest[0].recommendation_ids[0]))
        found.append(say(LANGUAGE, "suggest_list", chapter=strongest[0].chapter))
    return [*found, say(LANGUAGE, "suggest_count")]


def definitions(catalogue: Catalogue) -> dict[Urgency, Record]:
    """Find the Committee's definition of each level: the record that opens with the level's word."""
    found: dict[Urgency, Record] = {}
    for record in catalogue.select(Filters(kinds=(Kind.DEFINITION,))):
        opening = record.text.lstrip("“”\"'‘’ ").casefold()
        for level in Urgency:
            if opening.startswith(level) and level not in found:
                found[level] = record
    return found


def levels_dialog(catalogue: Catalogue) -> str:
    """Draw the pop-over with the Committee's definitions, one click away from every badge."""
    entries = "".join(
        f'<section class="lz-definition" data-level="{level}">{plain_badge(level)}'
        f'<blockquote class="lz-words">{verbatim(record.text)}</blockquote>{show_button(record)}</section>'
        for level, record in sorted(definitions(catalogue).items(), key=lambda entry: list(Urgency).index(entry[0]))
    )
    return (
        f'<div id="{LEVELS_ID}" popover role="dialog" aria-labelledby="{LEVELS_ID}-title"><header><h2 id="{LEVELS_ID}-title">'
        f'{esc(word("levels_title"))}</h2><button type="button" class="lz-close" popovertarget="{LEVELS_ID}" '
        f'popovertargetaction="hide" autofocus aria-label="{esc(word("close"))}">'
        '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8"/></svg></button></header>'
        f"{entries}</div>"
    )


def header() -> str:
    """Draw the head of the page."""
    return (
        '<div class="lz-header"><div class="lz-brand"><svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">'
        '<rect width="32" height="32" rx="8"/><path d="M9 8v16h14"/><circle cx="20" cy="12" r="3.2"/></svg>'
        f"<div><h1>{esc(word('title'))}</h1><p>{esc(word('tagline'))}</p></div></div><nav>"
        f'<button type="button" class="lz-quiet" popovertarget="{LEVELS_ID}">{esc(word("levels"))}</button>'
        f'<button type="button" class="lz-quiet" data-new>{esc(word("new"))}</button></nav></div>'
    )
