"""The vocabulary of the corpus: frozen records, each with its place in the source.

All offsets are character offsets (Python `str` indices, end exclusive) into the source text as it
was decoded, so that `source[start:end]` gives the words back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Urgency(StrEnum):
    """How strongly the Committee speaks, strongest first (defined in chapter I of each factsheet)."""

    REQUIRE = "require"
    REQUEST = "request"
    INVITE = "invite"


class Addressee(StrEnum):
    """Whether a clause stands under the heading "specific to PARTY" or under "Generic"."""

    SPECIFIC = "specific"
    GENERIC = "generic"


class Kind(StrEnum):
    """What a record is."""

    RECOMMENDATION = "recommendation"
    OBSERVATION = "observation"
    PRACTICE = "practice"
    DIFFICULTY = "difficulty"
    DEFINITION = "definition"
    KEY_FINDING = "key_finding"
    INTRODUCTION = "introduction"
    FOOTNOTE = "footnote"


class SegmentKind(StrEnum):
    """What a stretch of the source is; every non-blank character is in exactly one segment."""

    FURNITURE = "furniture"
    HEADING = "heading"
    LEAD_IN = "lead-in"
    RECOMMENDATION = "recommendation"
    STATEMENT = "statement"
    FOOTNOTE = "footnote"


class Span(NamedTuple):
    """Half-open character range of the source text."""

    start: int
    end: int


class Segment(NamedTuple):
    """A stretch of the source and the one thing it belongs to."""

    start: int
    end: int
    kind: SegmentKind


class Severity(StrEnum):
    """An error refuses the source; a warning is reported by `corpus check` only."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a source text: the line (1-based), what, and how to mend it."""

    line: int
    what: str
    mend: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Give `severity: what (how to mend it)`."""
        return f"{self.severity}: {self.what} ({self.mend})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records share.

    Attributes:
        record: stable identifier, `party-slug:…` (`romania:VI-1`, `romania:III-fn25`).
        party: name of the Party as printed.
        chapter: Roman numeral.
        section: the heading the record stands under.
        kind: what the record is.
        text: words for reading: no footnote marks, no emphasis, no link markup; sub-points on
            lines of their own that begin with `- `.
        quote: the spans' words, verbatim but for white space, footnote marks and emphasis.
        spans: where the quote stands in the source; several where a page cut it.
        footnotes: numbers of the footnotes that belong to the record, ascending.
        paragraphs: paragraphs of the implementation report that its footnotes give.
        recommendation_ids: as printed in the footnote; empty for a clause without one.
        urgency: of a recommendation, else None.
        addressee: of a recommendation, by the heading it stands under, else None.

    """

    record: str
    party: str
    chapter: str
    section: str
    kind: Kind
    text: str
    quote: str
    spans: tuple[Span, ...]
    footnotes: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    recommendation_ids: tuple[str, ...] = ()
    urgency: Urgency | None = None
    addressee: Addressee | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """One recommendation clause.

    Attributes:
        lead_in: the words with the urgency verb that govern the clause.
        lead_in_spans: their place in the source; clauses of one list share them.
        addressed_to: whom the lead-in names, as printed ("all Parties, including …").
        points: the sub-points of the clause, in order.
        footnote: number of the footnote that carries the ID, None where none does.

    """

    lead_in: str
    lead_in_spans: tuple[Span, ...]
    addressed_to: str
    points: tuple[str, ...]
    footnote: int | None
    urgency: Urgency
    addressee: Addressee


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """A run of sentences up to a footnote mark, that recommends nothing.

    Attributes:
        lead_in: for an item of a list, the words before the list; else empty.

    """

    lead_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote(Record):
    """One footnote, its text joined where a page cut it.

    Attributes:
        number: as printed.
        refers_to: identifiers of the records it is marked in.

    """

    number: int
    refers_to: tuple[str, ...]


class Chapter(NamedTuple):
    """A chapter's numeral and title."""

    numeral: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Factsheet:
    """One Party's factsheet, parsed whole.

    Attributes:
        party: name as printed; `slug` is its identifier (`bosnia-and-herzegovina`).
        title: title of the implementation report it is drawn from.
        updated: date of the last update as printed (DD.MM.YYYY), empty where missing.
        source: the text itself; `sha256` is the hexadecimal digest of its UTF-8 bytes.
        recommendations: clauses in the order of the source; statements and footnotes likewise.
        segments: the whole source divided, in order.
        warnings: faults that do not stop it from being read.

    """

    party: str
    slug: str
    title: str
    updated: str
    source: str
    sha256: str
    chapters: tuple[Chapter, ...]
    recommendations: tuple[Recommendation, ...]
    statements: tuple[Statement, ...]
    footnotes: tuple[Footnote, ...]
    segments: tuple[Segment, ...]
    warnings: tuple[Fault, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """All records: clauses and statements as they follow in the source, then the footnotes."""
        body: list[Record] = [*self.recommendations, *self.statements]
        return (*sorted(body, key=lambda record: record.spans[-1]), *self.footnotes)
