"""What passes from composing on, and the public contract at the end of the road."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.query import Intent
from corpus.records import Record


class Reason(StrEnum):
    """Why there is no answer."""

    ABSENT_ID = "absent_id"
    OTHER_PARTY = "other_party"
    OFF_TOPIC = "off_topic"
    NOT_IN_SOURCE = "not_in_source"
    UNCLEAR = "unclear"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of ours, in Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A record's own words, with its label before them.

    Attributes:
        record: whose words.
        label: what stands before them, in Markdown.

    """

    record: Record
    label: str


Part = Prose | Quoted


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is verified.

    Attributes:
        intent: what kind it is.
        parts: prose and quotations in reading order.
        cited: the records it stands on, best first.
        absent: recommendation IDs it says are not there.

    """

    intent: Intent
    parts: tuple[Part, ...]
    cited: tuple[Record, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """A refusal.

    Attributes:
        reason: why, as a code; message: why, in one line for a person.
        suggestions: questions that can be asked instead.
        intent: what the question asked for.

    """

    reason: Reason
    message: str
    suggestions: tuple[str, ...] = ()
    intent: Intent = Intent.OTHER


@dataclass(frozen=True, slots=True)
class Citation:
    """A record an answer stands on."""

    record: Record

    def as_dict(self) -> dict[str, Any]:
        """Give the contract's form."""
        record = self.record
        return {
            "record": record.record,
            "party": record.party,
            "chapter": record.chapter,
            "kind": str(record.kind),
            "recommendation_ids": list(record.recommendation_ids),
            "urgency": str(record.urgency) if record.urgency else None,
            "addressee": str(record.addressee) if record.addressee else None,
            "footnotes": list(record.footnotes),
            "paragraphs": list(record.paragraphs),
            "quote": record.quote,
            "spans": [list(span) for span in record.spans],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What leaves the program: the public contract.

    Attributes:
        question: as asked.
        intent: what kind of answer it is.
        answer: Markdown for a person.
        reason: why there is none; None for an answer.
        citations: exactly what it stands on, best first.
        suggestions: on abstention, what can be asked instead.
        elapsed_ms: time taken, in milliseconds.
        understood: how the question was read, for a person; not part of the contract's JSON.

    """

    question: str
    intent: Intent
    answer: str
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    elapsed_ms: float = 0.0
    understood: str = ""

    @property
    def answered(self) -> bool:
        """Say whether it is an answer and no refusal."""
        return self.reason is None

    def as_dict(self) -> dict[str, Any]:
        """Give the contract's JSON object."""
        return {
            "question": self.question,
            "status": "answered" if self.answered else "abstained",
            "intent": str(self.intent),
            "answer": self.answer,
            "reason": str(self.reason) if self.reason else None,
            "citations": [citation.as_dict() for citation in self.citations],
            "suggestions": list(self.suggestions),
            "elapsed_ms": round(self.elapsed_ms, 1),
        }
