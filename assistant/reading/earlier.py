"""What a follow-up can lean on: the question before, as it was read, and what its answer cited."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.query import Query
from corpus.records import Record


@dataclass(frozen=True, slots=True)
class Earlier:
    """The question before: how it was read, and what its answer cited."""

    query: Query
    cited: tuple[Record, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Identifiers of what was cited."""
        return tuple(record.record for record in self.cited)

    @property
    def subject(self) -> str:
        """What it was about, in words for a person."""
        return self.query.topic or self.query.question


def label(record: Record) -> str:
    """Name a record for a person in few words."""
    return " and ".join(record.recommendation_ids) or record.record.split(":", 1)[1]
