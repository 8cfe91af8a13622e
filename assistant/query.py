"""What a question asks, as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from corpus.catalogue import Filters
from corpus.records import Addressee, Urgency
from corpus.subjects import Subject

Groups = tuple[tuple[Subject, ...], ...]


class Intent(StrEnum):
    """What kind of answer a question asks for."""

    TOPIC = "topic"
    LOOKUP = "lookup"
    LIST = "list"
    COUNT = "count"
    FACT = "fact"
    DEFINITION = "definition"
    COMPARE = "compare"
    OTHER = "other"


class Counted(StrEnum):
    """What a list or count is of."""

    CLAUSES = "clauses"
    IDS = "ids"
    CHAPTERS = "chapters"
    RECORDS = "records"
    FOOTNOTES = "footnotes"


class Having(StrEnum):
    """Which chapters are listed: those with some of what the filters admit, none, nothing else, each level of it, most or least."""

    SOME = "some"
    NONE = "none"
    ONLY = "only"
    EACH = "each"
    MOST = "most"
    FEWEST = "fewest"


class Numbering(StrEnum):
    """Which clauses are listed by the numbers they carry."""

    ANY = "any"
    SEVERAL = "several"
    SINGLE = "single"
    MOST = "most"
    NONE = "none"


class Bounds(NamedTuple):
    """Between which numbers, themselves included, a count is to lie; None for no upper one."""

    low: int
    high: int | None

    def admit(self, count: int) -> bool:
        """Say whether a count lies between them."""
        return self.low <= count and (self.high is None or count <= self.high)


class Quantifier(StrEnum):
    """Of what a yes/no question asks whether it is so: of anything at all, of all, or of something as a whole, which may be so in part."""

    SOME = "some"
    ALL = "all"
    WHOLE = "whole"


class Grouped(StrEnum):
    """By what counts are given side by side."""

    CHAPTER = "chapter"
    LEVEL = "level"
    ADDRESSEE = "addressee"


# The group of both levels that oblige, where obligations are set against invitations.
BINDING_GROUP = "binding"


class Relation(StrEnum):
    """How the first of two things compared is said to stand to the second, by number or by strictness."""

    MORE = "more"
    LESS = "less"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, read.

    Attributes:
        question: as asked.
        language: `en`, `ro` or `fr`.
        intent: what kind of answer it asks for.
        topic: its words without those that only say what form the answer should have.
        ids, footnotes, paragraphs: named exactly; parties: loaded ones, named.
        foreign_parties: countries named of which no factsheet is loaded.
        filters: restrictions it makes explicitly.
        stress: the urgency its verbs lean to; a preference, never a restriction.
        yes_no: whether it can be answered by yes or no.
        asks_level: the levels it asks after ("is it binding?"); empty where it asks something else.
        asks_addressee: whom it asks after ("is it addressed to all Parties?").
        counts: whether it asks how many; counted: what it counts or lists.
        having: with `counted` chapters: which of them.
        numbering: restricts clauses by how many numbers they carry; numbers_each: exactly so many, 0 for any.
        bounds: how many recommendations chapters, or the whole, are asked to have.
        gaps: whether it asks which numbers of a row are missing.
        quantifier: of what a yes/no question on a list asks whether it is so; domain: of what all, where it asks that of all.
        grouped: by what counts are given side by side; groups: the values named, in that order, or none for all there are.
        relation: how the first of what is compared is said to stand to the second, None where that is not asked.
        strictness: whether what is compared is how strict records are.
        extreme: whether the strictest of what is listed are asked for (more) or the mildest (less).
        position: which one of what is listed is asked for: 1 the first, -1 the last; 0 for all.
        step: the clause beside the one named: 1 the next in the factsheet, -1 the one before; 0 for the one named.
        updated: whether it asks when the factsheet was last updated.
        place: whether it asks in which chapter something stands, or what a chapter is called.
        on_topic: whether what is listed is to be about something ("on helplines").
        subjects: those of the subject index that its topic names: a clause must belong to one of each group.
        indexed: whether it is about nothing else, so that the index says what belongs to it.
        exhaustive: whether it asks for everything on its topic.
        defines: the term it asks the meaning of.
        seeks_fact: whether it asks what is rather than what should be.
        described: whether its topic describes a recommendation whose level or addressee it asks.
        whom: whether it asks whom recommendations are addressed to.
        wants: whether it asks what should be, rather than what is.
        focus: what a question that carries a topic over adds to it, in words.
        carried: what was taken over from earlier questions, in words; empty for a new topic.
        only_records: identifiers it is restricted to by reference to an earlier answer; only_of: those it was picked from.
        within: restrictions set beside the question, not in its words.

    """

    question: str
    language: str = "en"
    intent: Intent = Intent.TOPIC
    topic: str = ""
    ids: tuple[str, ...] = ()
    footnotes: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    parties: tuple[str, ...] = ()
    foreign_parties: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    stress: Urgency | None = None
    yes_no: bool = False
    asks_level: tuple[Urgency, ...] = ()
    asks_addressee: tuple[Addressee, ...] = ()
    counts: bool = False
    counted: Counted = Counted.CLAUSES
    having: Having = Having.SOME
    numbering: Numbering = Numbering.ANY
    numbers_each: int = 0
    bounds: Bounds | None = None
    gaps: bool = False
    quantifier: Quantifier | None = None
    domain: Filters | None = None
    grouped: Grouped | None = None
    groups: tuple[str, ...] = ()
    relation: Relation | None = None
    strictness: bool = False
    extreme: Relation | None = None
    position: int = 0
    step: int = 0
    updated: bool = False
    place: bool = False
    on_topic: bool = False
    subjects: Groups = ()
    indexed: bool = False
    exhaustive: bool = False
    defines: str = ""
    seeks_fact: bool = False
    described: bool = False
    whom: bool = False
    wants: bool = False
    focus: str = ""
    carried: str = ""
    only_records: tuple[str, ...] = ()
    only_of: tuple[str, ...] = ()
    within: Filters = field(default_factory=Filters)

    @property
    def words(self) -> str:
        """What is searched: the question; its topic where that is carried over, or describes a record."""
        return self.topic if self.carried or self.described else self.question
