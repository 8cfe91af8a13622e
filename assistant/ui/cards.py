"""A cited record becomes a card: level, name, addressee, its own words, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.citing import citation
from assistant.composing.labels import addressee, carried_by, name
from assistant.messages import say
from assistant.ui.badges import badge
from assistant.ui.markup import esc, verbatim
from assistant.ui.view import View
from assistant.ui.words import word
from corpus.records import Footnote, Kind, Recommendation, Record, Statement

_ARROW = '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M3 8h9M8.5 4.5 12 8l-3.5 3.5"/></svg>'


def card(record: Record, view: View) -> str:
    """Draw one citation."""
    level = f"lz-{record.urgency}" if record.urgency else "lz-plain"
    to_whom = f'<span class="lz-addressee">{esc(addressee(record, view.language))}</span>' if record.addressee else ""
    return (
        f'<article class="lz-card {level}" data-record="{esc(record.record)}">'
        f'<header>{badge(record, view)}<h4 class="lz-name"><a href="{esc(link(record))}">{esc(title(record, view))}</a>'
        f"</h4>{to_whom}</header>"
        f'<blockquote class="lz-words" lang="en">{words_of(record)}</blockquote>'
        f'<p class="lz-place">{_place(record, view)}</p>'
        f"<footer>{collect_button(record, view)}{_copy_button(record, view)}{show_button(record, view)}</footer>"
        "</article>"
    )


def words_of(record: Record) -> str:
    """Draw a record's own words, with the lead-in they depend on."""
    return verbatim(record.text, record.lead_in if isinstance(record, Recommendation | Statement) else "")


def link(record: Record) -> str:
    """Give the address that opens the page at a record."""
    return f"?record={record.record}"


def show_button(record: Record, view: View) -> str:
    """Draw the button that moves the source pane to a record."""
    named = full_name(record, view)
    return (
        f'<button type="button" class="lz-show" data-show="{esc(record.record)}" data-party="{esc(record.party)}" '
        f'data-name="{esc(named)}" aria-label="{view.word("show_record", name=named)}">{view.word("show")}{_ARROW}</button>'
    )


def collect_button(record: Record, view: View) -> str:
    """Draw the switch that puts a record into the basket and takes it out; the browser knows which it is."""
    return (
        f'<button type="button" class="lz-show" data-collect="{esc(record.record)}" aria-pressed="false">'
        f'<span class="lz-off">{view.word("collect")}</span><span class="lz-on">{view.word("collected")}</span>'
        f'<span class="lz-unseen"> {esc(full_name(record, view))}</span></button>'
    )


def full_name(record: Record, view: View) -> str:
    """Name a record so that it can be told from its neighbours: of a statement also by its footnotes."""
    named = name(record, view.language)
    if record.kind is Kind.RECOMMENDATION or isinstance(record, Footnote) or not record.footnotes:
        return named
    return f"{named}, {_numbered('footnote', record.footnotes, view)}"


def title(record: Record, view: View) -> str:
    """Name a card: its IDs or the missing number; of a statement the badge says what it is, so only where."""
    if record.kind is Kind.RECOMMENDATION or isinstance(record, Footnote):
        return name(record, view.language)
    return word(view.language, "chapter", numeral=record.chapter)


def _copy_button(record: Record, view: View) -> str:
    label = view.word("copy_record", name=full_name(record, view))
    text = esc(f"{record.text}\n({citation(record, view.catalogue.factsheet(record.party))})")
    return f'<button type="button" class="lz-show" data-copy="{text}" aria-label="{label}">{view.word("copy")}</button>'


def _place(record: Record, view: View) -> str:
    chapters = view.catalogue.factsheet(record.party).chapters
    heading = next((chapter.title for chapter in chapters if chapter.numeral == record.chapter), "")
    chapter = word(view.language, "chapter", numeral=record.chapter)
    if title(record, view) == chapter:
        parts = [heading]
    else:
        parts = [word(view.language, "chapter_of", numeral=record.chapter, title=heading) if heading else chapter]
    if len(view.catalogue.factsheets) > 1:
        parts.insert(0, record.party)
    numbers = () if isinstance(record, Footnote) else carried_by(record)
    parts += [_numbered(key, values, view) for key, values in (("footnote", numbers), ("paragraph", record.paragraphs)) if values]
    return " · ".join(f"<span>{esc(part)}</span>" for part in parts if part)


def _numbered(key: str, numbers: Sequence[int], view: View) -> str:
    return say(view.language, key if len(numbers) == 1 else f"{key}s", numbers=", ".join(map(str, numbers)))
