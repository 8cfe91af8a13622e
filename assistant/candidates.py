"""Feedback becomes candidate items for the evaluation set, for a person to judge and complete."""

from __future__ import annotations

from typing import Any

from assistant.feedback import Feedback, Verdict
from assistant.reading.language import detect_language
from corpus.catalogue import Catalogue
from corpus.records import Record


def candidate(feedback: Feedback, catalogue: Catalogue) -> dict[str, Any]:
    """Make a candidate: the feedback, and an item in the form of the evaluation set.

    What a user approved is proposed as the right evidence. After a thumbs-down the evidence is left
    empty, so that the item cannot be used before somebody has found the right one.

    Args:
        feedback: with its question.
        catalogue: of the records cited; those no longer there are left out.

    """
    records = [record for name in feedback.records if (record := catalogue.get(name)) is not None]
    name = f"feedback-{feedback.number:04}"
    item: dict[str, Any] = {
        "id": name,
        "question": feedback.question,
        "language": detect_language(feedback.question or ""),
        "type": "topic",
        "cluster": name,
        "variant_of": None,
        "variant": None,
        "party": records[0].party if records else "",
        "history": [],
        "answerable": True,
        "reasons": [],
        "gold": _gold(records if feedback.verdict is Verdict.UP else []),
        "also": {"recommendation_ids": [], "footnotes": []},
        "facts": [],
        "must_not": [],
        "split": "dev",
    }
    return {
        "verdict": str(feedback.verdict),
        "reason": feedback.reason,
        "cited": list(feedback.records),
        "time": feedback.time.isoformat(),
        "version": feedback.version,
        "item": item,
    }


def _gold(records: list[Record]) -> dict[str, Any]:
    named = {_unit(record, place): record for place, record in enumerate(records, 1)}
    return {
        "recommendation_ids": [name for record in records for name in record.recommendation_ids],
        "urgency": {name: str(record.urgency) for name, record in named.items() if record.urgency},
        "addressee": {name: str(record.addressee) for name, record in named.items() if record.addressee},
        "footnotes": [number for record in records if not record.recommendation_ids for number in record.footnotes],
        "spans": {name: [list(span) for span in record.spans] for name, record in named.items()},
    }


def _unit(record: Record, place: int) -> str:
    """Name a piece of evidence as the evaluation set does: `VI-1`, `fn94`, `text1`."""
    return "+".join(record.recommendation_ids or [f"fn{number}" for number in record.footnotes]) or f"text{place}"
