"""Markdown: one section a record, its words as a quotation."""

from __future__ import annotations

import re

from assistant.exports.about import LIMITS, facts, summary
from assistant.exports.card import Card, cards
from assistant.exports.selection import Selection

# What would begin a heading, a quotation, a list, a rule or a table, and what would be taken for markup in a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|]|^\s*[#>+-](?=\s)|^\s*\d+(?=[.)]\s)|^\s*[-=]{2,}$)", re.MULTILINE)


def markdown(selection: Selection) -> bytes:
    """Make the file, in UTF-8."""
    head = [f"# {escape(selection.heading)}", summary(selection)]
    body = [block for each in cards(selection) for block in _section(each)]
    tail = ["## Source"]
    for sheet in selection.factsheets:
        tail.append("\n".join(f"- {name}: {escape(value)}" for name, value in facts(sheet)))
    return ("\n\n".join([*head, *body, *tail, LIMITS]) + "\n").encode()


def _section(card: Card) -> list[str]:
    about = [
        f"**{card.look.shape} {card.badge.upper()}**",
        *([card.addressee] if card.addressee else []),
        f"chapter {escape(card.chapter)}",
    ]
    notes = [f"- Footnote {number}: {escape(text)}" for number, text in card.footnotes]
    return [
        f"## {escape(card.name)}",
        " · ".join(about),
        *([f"*{escape(card.meaning)}*"] if card.meaning else []),
        quoted(card),
        *(["\n".join(notes)] if notes else []),
        *([f"Comment: {escape(card.comment)}"] if card.comment else []),
        cited_line(card.citation, card.link),
    ]


def cited_line(citation: str, link: str) -> str:
    """Give a citation, whose level is in emphasis already, and the link of its record."""
    head, mark, verb = citation.rpartition(", *") if citation.endswith("*") else (citation, "", "")
    return f"{escape(head)}{mark}{verb} · {f'<{link}>' if '://' in link else f'`{link}`'}"


def quoted(card: Card) -> str:
    """Set a record's words as a block quotation; a blank quoted line before and behind a list ends a paragraph."""
    lines: list[str] = []
    before = False
    for row in card.rows:
        if lines and not (row.is_point and before):
            lines.append(">")
        lines.append(f"> - {escape(row.text)}" if row.is_point else f"> {escape(row.text)}")
        before = row.is_point
    if card.lead_in:
        lines[:1] = [f"> *{escape(card.lead_in)}*", ">", lines[0]]
    return "\n".join(lines)


def escape(text: str) -> str:
    """Put a backslash before what Markdown would read as markup."""
    return _SPECIAL.sub(lambda match: "\\" + match[0].lstrip() if match[0].strip() else match[0], text)
