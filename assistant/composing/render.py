"""A Draft becomes Markdown."""

from __future__ import annotations

from assistant.answer import Draft, Part, Prose, Quoted
from corpus.records import Recommendation, Statement


def to_markdown(draft: Draft) -> str:
    """Join the parts: prose as paragraphs, each quotation under its label as a block quote."""
    return "\n\n".join(_part(part) for part in draft.parts)


def _part(part: Part) -> str:
    if isinstance(part, Prose):
        return part.text
    return f"{part.label}\n\n{quotation(part)}"


def quotation(part: Quoted) -> str:
    """Give a record's words as a Markdown block quote, with the lead-in they depend on."""
    record = part.record
    lead_in = record.lead_in if isinstance(record, Recommendation | Statement) else ""
    text = record.text
    if lead_in:
        text = f"*{lead_in}* {text}"
    rows = text.split("\n")
    # A blank quoted line lets Markdown see the sub-points as a list.
    return "\n".join([f"> {rows[0]}", *([">"] if len(rows) > 1 else []), *(f"> {row}" for row in rows[1:])])
