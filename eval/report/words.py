"""What the measures are called in tables, and in one line what each says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """Name, meaning, and whether less is better."""

    label: str
    says: str
    less: bool = False


OURS = "lanzarote"
HEADLINE: Mapping[str, Words] = {
    "correct": Words("Right as a whole", "all evidence cited, nothing else, facts said, urgency as it is; or rightly refused"),
    "first_citation": Words("First citation right", "the first thing cited is gold evidence"),
    "evidence@1": Words("Evidence in the first", "a gold clause's words stand whole in the first thing returned"),
    "evidence@4": Words("Evidence in the first 4", "share of the gold evidence that the first four things returned hold whole"),
    "id_recall": Words("IDs: recall", "share of the right recommendation IDs that is given"),
    "id_f1": Words("IDs: F1", "precision and recall of recommendation IDs as a set"),
    "exact_evidence": Words("Exactly the evidence", "all of it cited, to the last clause, and nothing beside it"),
    "fact_containment": Words("Facts said", "words and numbers that answer the question are in the text"),
    "urgency_accuracy": Words("Urgency right", "require, request or invite as the source has it, where a gold clause is cited"),
    "verbatim_quotes": Words("Quotes verbatim", "share of quotes that are the source's words at the place given"),
    "refused_unanswerable": Words("Unanswerable: refused", "questions the factsheet cannot answer that are refused"),
    "refused_answerable": Words("Answerable: refused", "questions it can answer that are refused all the same", less=True),
    "fabricated_ids": Words("Fabricated IDs", "recommendation IDs an item that are nowhere or borne out by nothing cited", less=True),
    "invitation_as_obligation": Words("Invitation as duty", "answers that give an invitation as an obligation", less=True),
}
"""The measures of the headline table, in its order."""

SLICED = (
    *("correct", "first_citation", "id_recall", "exact_evidence", "fact_containment"),
    *("refused_unanswerable", "refused_answerable"),
)
"""The measures given by slice."""

OTHERS: Mapping[str, str] = {
    "latency_p50": "Time, median (ms)",
    "latency_p95": "Time, 95th percentile (ms)",
}

VALUES: Mapping[str, str] = {"en": "English", "ro": "Romanian", "fr": "French", "absent_id": "absent ID"}


def value_label(value: str) -> str:
    """Give a language, type or reason in words."""
    return VALUES.get(value, value.replace("_", " "))


def label(name: str) -> str:
    """Give a measure's name in tables."""
    return HEADLINE[name].label if name in HEADLINE else OTHERS.get(name, name.replace("_", " "))
