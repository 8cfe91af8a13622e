"""A Draft becomes Markdown."""

from __future__ import annotations

from assistant.answer import Draft, Part, Prose, Quoted
from assistant.composing.escaping import escaped_record
from assistant.messages import say
from corpus.records import Recommendation, Statement


def to_markdown(draft: Draft, language: str) -> str:
    """Join the parts: prose as paragraphs, each quotation under its label as a block quote.

    In Romanian and French a line says that the quotations are in the original English.
    """
    note = say(language, "original") if any(isinstance(part, Quoted) for part in draft.parts) else ""
    return "\n\n".join([*map(_part, draft.parts), *([f"*{note}*"] if note else [])])


def _part(part: Part) -> str:
    if isinstance(part, Prose):
        return part.text
    return f"{part.label}\n\n{quotation(part)}"


def quotation(part: Quoted) -> str:
    """Give a record's words as a Markdown block quote, with the lead-in they depend on."""
    record = part.record
    lead_in = record.lead_in if isinstance(record, Recommendation | Statement) else ""
    text = escaped_record(record.text)
    if lead_in:
        text = f"*{escaped_record(lead_in)}* {text}"
    rows = text.split("\n")
    # A blank quoted line lets Markdown see the sub-points as a list.
    return "\n".join([f"> {rows[0]}", *([">"] if len(rows) > 1 else []), *(f"> {row}" for row in rows[1:])])
