"""What a question asks, as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.catalogue import Filters
from corpus.records import Urgency
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
    NONE = "none"


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
        counts: whether it asks how many; counted: what it counts or lists.
        having: with `counted` chapters: which of them.
        numbering: restricts clauses by how many numbers they carry.
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
    counts: bool = False
    counted: Counted = Counted.CLAUSES
    having: Having = Having.SOME
    numbering: Numbering = Numbering.ANY
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
    wants: bool = False
    focus: str = ""
    carried: str = ""
    only_records: tuple[str, ...] = ()
    only_of: tuple[str, ...] = ()
    within: Filters = field(default_factory=Filters)

    @property
    def words(self) -> str:
        """What is searched: the question, or with what it carries over its topic."""
        return self.topic if self.carried else self.question
