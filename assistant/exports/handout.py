"""DOCX: a handout, one section a record, readable without colour."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt

from assistant.exports.about import LIMITS, facts, sources, summary
from assistant.exports.card import LOOKS, Card, cards
from assistant.exports.selection import Selection
from assistant.exports.word import POINT, QUOTE, REMARK, SMALL, add_badge, add_cited, add_link, document_bytes, new_document
from corpus.records import Urgency


def handout(selection: Selection) -> bytes:
    """Make the file."""
    document = new_document(selection.heading, sources(selection), selection.date)
    document.add_heading(selection.heading, level=0)
    document.add_paragraph(summary(selection))
    document.add_paragraph(LIMITS, style=SMALL)
    for each in cards(selection):
        document.add_heading(each.name, level=2)
        add_card(document, each)
    document.add_heading("Source", level=2)
    for sheet in selection.factsheets:
        for name, value in facts(sheet):
            document.add_paragraph(f"{name}: {value}", style=SMALL)
    return document_bytes(document, selection.date)


def add_card(document: WordDocument, card: Card) -> None:
    """Add a record: badge, meaning of its level, its words, footnotes, comment, citation."""
    badge = document.add_paragraph()
    add_badge(badge, card.look, card.badge, filled=card.look == LOOKS[Urgency.REQUIRE])
    badge.add_run("   " + " · ".join(part for part in (card.addressee, f"chapter {card.chapter}") if part))
    badge.paragraph_format.keep_with_next = True
    if card.meaning:
        meaning = document.add_paragraph(style=SMALL)
        meaning.add_run(card.meaning).italic = True
        meaning.paragraph_format.keep_with_next = True
        meaning.paragraph_format.space_after = Pt(6)
    add_words(document, card)
    for number, text in card.footnotes:
        document.add_paragraph(f"Footnote {number}: {text}", style=SMALL)
    if card.comment:
        remark = document.add_paragraph(style=REMARK)
        remark.add_run("Comment: ").bold = True
        remark.add_run(card.comment)
    source = document.add_paragraph(style=SMALL)
    add_cited(source, f"{card.citation} · ")
    add_link(source, card.link)


def add_words(document: WordDocument, card: Card) -> None:
    """Add a record's own words, the lead-in in italics."""
    if card.lead_in:
        lead = document.add_paragraph(style=QUOTE)
        lead.add_run(card.lead_in).italic = True
        lead.paragraph_format.keep_with_next = True
    for row in card.rows:
        paragraph = document.add_paragraph(row.text, style=POINT if row.is_point else QUOTE)
        paragraph.paragraph_format.keep_with_next = row is not card.rows[-1]
        paragraph.paragraph_format.widow_control = True
