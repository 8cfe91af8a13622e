"""PPTX: a title, one slide a record (more where its words need them), a summary by level."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.presentation import Presentation
from pptx.util import Inches

from assistant.citing import kind_word
from assistant.composing.labels import by_level, short_name
from assistant.exports.about import LIMITS, sources, summary
from assistant.exports.card import ENGLISH, LOOKS, Card, cards, meaning
from assistant.exports.deck import (
    BODY,
    EDGE,
    INSIDE,
    SOFT,
    Place,
    add_badge,
    add_line,
    add_pieces,
    add_stripe,
    add_title_slide,
    deck_bytes,
    new_deck,
    new_slide,
    room,
)
from assistant.exports.fitting import Piece, fit
from assistant.exports.selection import Selection, count
from assistant.messages import say
from corpus.records import Kind, Record, Urgency

# Room for each part of a slide, in inches, and the sizes a hall can read.
_ABOUT = Place(EDGE, Inches(1.25), INSIDE, Inches(0.6))
_MEANING = Place(EDGE, Inches(6.2), INSIDE, Inches(0.6))
_BODY_SIZES, _LIST_SIZES = range(28, 17, -1), range(20, 11, -1)
_COLUMN, _GUTTER = Inches(3.8), Inches(0.35)


def slides(selection: Selection) -> bytes:
    """Make the file; what no slide should be crowded with is in the speaker notes."""
    deck = new_deck(selection.heading, sources(selection), selection.date)
    add_title_slide(deck, selection.heading, [summary(selection), sources(selection), LIMITS])
    for each in cards(selection):
        _add_card(deck, each)
    _add_summary(deck, selection)
    return deck_bytes(deck, selection.date)


def pieces_of(card: Card) -> tuple[Piece, ...]:
    """Give a record's words as paragraphs to be set, the lead-in first."""
    lead = [Piece(card.lead_in, is_lead=True)] if card.lead_in else []
    return (*lead, *(Piece(row.text, is_point=row.is_point) for row in card.rows))


def _add_card(deck: Presentation, card: Card) -> None:
    fitted = fit(pieces_of(card), room(BODY, _BODY_SIZES))
    for number, page in enumerate(fitted.pages, 1):
        of = f" ({number} of {len(fitted.pages)})" if len(fitted.pages) > 1 else ""
        slide = new_slide(deck, f"{card.name}{of}", card.citation, card.link)
        add_badge(slide, card.look, card.badge)
        add_stripe(slide, card.look)
        about = " · ".join(part for part in (card.addressee, f"chapter {card.chapter}") if part)
        add_line(slide, _ABOUT, about, sizes=range(16, 9, -1), colour=SOFT)
        add_pieces(slide, BODY, page, fitted.size)
        if card.meaning:
            add_line(slide, _MEANING, card.meaning, sizes=range(14, 8, -1), colour=SOFT, italic=True)
        notes = slide.notes_slide.notes_text_frame
        if notes is not None:
            notes.text = _notes(card)


def _notes(card: Card) -> str:
    """What the speaker may need: the comment, all words, the footnotes, the citation."""
    words = [card.lead_in, *(f"– {row.text}" if row.is_point else row.text for row in card.rows)]
    parts = [
        card.comment,
        f"{card.badge.upper()}{f' – {card.meaning}' if card.meaning else ''}",
        "\n".join(filter(None, words)),
        "\n".join(f"Footnote {number}: {text}" for number, text in card.footnotes),
        f"{card.citation.replace('*', '')}\n{card.link}",
    ]
    return "\n\n".join(filter(None, parts))


def _add_summary(deck: Presentation, selection: Selection) -> None:
    """Add what each level has, side by side; on further slides what does not fit."""
    columns = [(level, _names(found, selection)) for level, found in by_level([item.record for item in selection.items])]
    place = Place(EDGE, Inches(3.0), _COLUMN, Inches(3.1))
    fitted = {level: fit([Piece(names)], room(place, _LIST_SIZES)) for level, names in columns}
    pages = max((len(each.pages) for each in fitted.values()), default=1)
    for page in range(pages):
        slide = new_slide(deck, f"Summary by urgency{f' ({page + 1} of {pages})' if pages > 1 else ''}", sources(selection), "")
        add_line(slide, _ABOUT, summary(selection), sizes=range(16, 9, -1), colour=SOFT)
        for number, level in enumerate(Urgency):
            left = EDGE + number * (_COLUMN + _GUTTER)
            found = fitted.get(level)
            items = [item for item in selection.items if item.record.urgency is level]
            add_badge(slide, LOOKS[level], f"{say(ENGLISH, str(level))} ({len(items)})", left=left, top=Inches(1.75))
            if items:
                add_line(
                    slide,
                    Place(left, Inches(2.2), _COLUMN, Inches(0.8)),
                    meaning(items[0]),
                    sizes=range(11, 7, -1),
                    colour=SOFT,
                    italic=True,
                )
            if found and page < len(found.pages):
                add_pieces(slide, place.moved(left), found.pages[page], found.size)
        others = _others(selection)
        if others:
            add_line(slide, _MEANING, others, sizes=range(14, 9, -1), colour=SOFT)


def _names(records: Sequence[Record], selection: Selection) -> str:
    """Name records one after the other; their hyphens are of the kind at which no line ends."""
    several = len(selection.factsheets) > 1
    names = (f"{record.party} {short_name(record, ENGLISH)}" if several else short_name(record, ENGLISH) for record in records)
    return ", ".join(names).replace("-", "\N{NON-BREAKING HYPHEN}")


def _others(selection: Selection) -> str:
    """Count the passages that recommend nothing, by kind."""
    kinds = [item.record.kind for item in selection.items if item.record.kind is not Kind.RECOMMENDATION]
    return f"Also quoted: {', '.join(count(kinds.count(kind), kind_word(kind)) for kind in dict.fromkeys(kinds))}" if kinds else ""
