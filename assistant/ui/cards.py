"""A cited record becomes a card: level, name, addressee, its own words, and the way to its place in the source."""

from __future__ import annotations

from assistant.composing.labels import addressee, carried_by, name
from assistant.messages import say
from assistant.ui.badges import badge
from assistant.ui.markup import esc, verbatim
from assistant.ui.words import LANGUAGE, word
from corpus.catalogue import Catalogue
from corpus.records import Footnote, Kind, Recommendation, Record, Statement


def card(record: Record, catalogue: Catalogue) -> str:
    """Draw one citation."""
    level = f"lz-{record.urgency}" if record.urgency else "lz-plain"
    lead_in = record.lead_in if isinstance(record, Recommendation | Statement) else ""
    to_whom = f'<span class="lz-addressee">{esc(addressee(record, LANGUAGE))}</span>' if record.addressee else ""
    return (
        f'<article class="lz-card {level}" data-record="{esc(record.record)}">'
        f'<header>{badge(record)}<h4 class="lz-name">{esc(_title(record))}</h4>{to_whom}</header>'
        f'<blockquote class="lz-words">{verbatim(record.text, lead_in)}</blockquote>'
        f'<footer><span class="lz-place">{_place(record, catalogue)}</span>{show_button(record)}</footer>'
        "</article>"
    )


def show_button(record: Record) -> str:
    """Draw the button that moves the source pane to a record."""
    title = name(record, LANGUAGE)
    return (
        f'<button type="button" class="lz-show" data-show="{esc(record.record)}" data-party="{esc(record.party)}" '
        f'data-name="{esc(title)}" aria-label="{esc(word("show_record", name=title))}">{esc(word("show"))}'
        '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M3 8h9M8.5 4.5 12 8l-3.5 3.5"/></svg></button>'
    )


def _title(record: Record) -> str:
    """Name a card: its IDs or the missing number; of a statement the badge says what it is, so only where."""
    if record.kind is Kind.RECOMMENDATION or isinstance(record, Footnote):
        return name(record, LANGUAGE)
    return word("chapter", numeral=record.chapter)


def _place(record: Record, catalogue: Catalogue) -> str:
    title = next((c.title for c in catalogue.factsheet(record.party).chapters if c.numeral == record.chapter), "")
    if _title(record) == word("chapter", numeral=record.chapter):
        parts = [title]
    else:
        parts = [word("chapter_of", numeral=record.chapter, title=title) if title else word("chapter", numeral=record.chapter)]
    if len(catalogue.factsheets) > 1:
        parts.insert(0, record.party)
    numbers = () if isinstance(record, Footnote) else carried_by(record)
    for key, several, values in (("footnote", "footnotes", numbers), ("paragraph", "paragraphs", record.paragraphs)):
        if values:
            parts.append(say(LANGUAGE, key if len(values) == 1 else several, numbers=", ".join(map(str, values))))
    return " · ".join(f"<span>{esc(part)}</span>" for part in parts if part)
