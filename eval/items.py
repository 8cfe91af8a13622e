"""The vocabulary of the set: one question and what is right about it, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from corpus.records import Addressee, Span, Urgency

SPLITS: Final = ("dev", "practice", "calibration", "test", "fresh")
HELD_BACK: Final = ("test", "fresh")
"""The splits whose questions nobody is to see by accident."""
LANGUAGES: Final = ("en", "ro", "fr")
VARIANTS: Final = ("paraphrase", "typos_light", "typos_heavy", "keywords", "ro", "fr")
REASONS: Final = ("absent_id", "other_party", "off_topic", "not_in_source", "unclear", "unsafe")
TYPES: Final = (
    *("topic", "enumeration", "list", "count", "compare", "urgency", "definition", "fact", "partial"),
    *("lookup_id", "lookup_footnote", "lookup_paragraph", "structure", "followup"),
    *("near_miss", "absent_id", "other_party", "false_premise", "off_topic", "noise", "hostile"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One piece of evidence that belongs to the answer: a clause, a statement or a footnote.

    Attributes:
        name: `VI-1`, `III-25+III-29` (one clause), `fn94` (no ID; several as `fn97+fn98`), or
            `text1` for text without any footnote.
        recommendation_ids, footnotes: what the name says.
        urgency, addressee: of a clause, else None.
        spans: where its words stand in the source; several where a page cut it.

    """

    name: str
    recommendation_ids: tuple[str, ...]
    footnotes: tuple[int, ...]
    urgency: Urgency | None
    addressee: Addressee | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The right evidence, complete and with nothing extra.

    Attributes:
        recommendation_ids: of all clauses.
        footnotes: of the evidence that has no ID: statements, notes, the clause without ID.
        units: the pieces of evidence; each metric says whether it counts these or the IDs.

    """

    recommendation_ids: tuple[str, ...]
    footnotes: tuple[int, ...]
    units: tuple[Unit, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """All places in the source, as the units follow."""
        return tuple(span for unit in self.units for span in unit.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """What may be cited as well and need not be."""

    recommendation_ids: tuple[str, ...]
    footnotes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One item of the set.

    Attributes:
        id: stable, and says nothing about the content (`dev-0001`; its variants `dev-0001-ro`).
        language: of the question.
        type: one of TYPES.
        cluster: items that are not independent share it; no cluster is in two splits.
        variant_of: id of the base question this one says otherwise, else None.
        variant: one of VARIANTS, None for a base question.
        party: whose factsheet is meant.
        history: earlier questions of the user, oldest first.
        reasons: where it cannot be answered, the acceptable reasons, best first.
        gold: without any evidence where the facts are the whole answer (how many footnotes there are).
        facts: words that the answer must contain, in English as in the source.
        must_not: words that the answer must not contain.

    """

    id: str
    question: str
    language: str
    type: str
    cluster: str
    variant_of: str | None
    variant: str | None
    party: str
    history: tuple[str, ...]
    answerable: bool
    reasons: tuple[str, ...]
    gold: Gold
    also: Also
    facts: tuple[str, ...]
    must_not: tuple[str, ...]
    split: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A case and the line it was read from (`dev.jsonl:12`)."""

    case: Case
    place: str
