"""Groups governed by an urgency verb of the Committee become recommendation clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.lists import Item
from corpus.parsers.factsheet.marks import Notes
from corpus.records import Fault, Urgency
from corpus.text import Passage, plain

# "… which the Committee requires as well" is part of what a clause says, not a lead-in.
_SUBORDINATE = re.compile(r"\b(?:as|if|that|what|when|where|which|who)\s+the\s+(?:Lanzarote\s+)?$", re.IGNORECASE)
_STOPPED = re.compile(r"[.!?][\"”’)\]]*$")
_OR_SEMICOLON = re.compile(r"[.!?;][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Point:
    """A sub-point: its words and the offset of its bullet."""

    passage: Passage
    start: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause before it becomes a record.

    Attributes:
        line: where it begins in the source.
        lead_in: the words with the urgency verb.
        urgency: that verb's level.
        head: the clause's own words, or the common beginning of clauses that are sub-points.
        shared_head: whether other clauses share `head`.
        points: sub-points.
        footnote: number of the footnote that carries the ID, None where none does.

    """

    line: int
    lead_in: Passage
    urgency: Urgency
    head: Passage
    shared_head: bool = False
    points: tuple[Point, ...] = ()
    footnote: int | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its words without the lead-in."""
        return (self.head, *(point.passage for point in self.points))


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that govern a list's items; `of_item` if they and a whole clause are one item of it."""

    passage: Passage
    urgency: Urgency
    of_item: bool = False


@dataclass(frozen=True, slots=True)
class Governed:
    """A paragraph or item with an urgency verb: what stands before, the lead-in, what it recommends."""

    before: Passage
    lead: Lead
    head: Passage


def governed(passage: Passage) -> Governed | None:
    """Split words at their urgency verb's sentence and behind its addressee; None without a verb.

    Words that begin as the rest of a lead-in ("to ensure …") have no verb of their own, whatever a
    later sentence of theirs says.
    """
    text = passage.text
    verb = grammar.committee_verb(text)
    if verb is None:
        return None
    at = grammar.sentence_start(text, verb.start)
    if _SUBORDINATE.search(text[at : verb.start]):
        return None
    if at > 0 and (text[:1].islower() or text.lower().startswith("to ")):
        return None
    words = passage[at:]
    verb = grammar.committee_verb(words.text)
    assert verb is not None, "the verb found above is in this sentence"  # noqa: S101
    end = len(words.text)
    behind = plain(words.text[verb.end :])
    if not behind.endswith(":") or " to " in behind:
        end = grammar.addressee_end(words.text, verb)
    return Governed(passage[:at], Lead(words[:end], verb.urgency), words[end:])


def clauses_of(lead: Lead, head: Passage, item: Item, notes: Notes) -> list[Clause]:
    """Read one item, or a paragraph with the list under it, that an urgency verb governs.

    Args:
        lead: the verb's words.
        head: the item's words without a lead-in of its own.
        item: gives the sub-items.
        notes: what footnotes say.

    """
    if item.children and not notes.id_marks(head):
        return list(_clauses_with_points(lead, head, item, notes))
    clauses = list(_clauses_in_line(lead, head, item.block.line, notes))
    if item.children:
        points = tuple(Point(child.passage, child.start) for child in item.children)
        clauses[-1] = replace(clauses[-1], points=points)
    return clauses


def _clauses_in_line(lead: Lead, head: Passage, line: int, notes: Notes) -> Iterator[Clause]:
    """Cut words at each mark that carries an ID: several clauses may run together in one item."""
    at = 0
    marks = notes.id_marks(head)
    ends = [past_punctuation(head.text, mark.end) for mark in marks]
    if ends and not plain(head.text[ends[-1] :]).startswith("to "):
        ends[-1] = len(head.text)
    for mark, end in zip(marks, ends, strict=True):
        yield Clause(line, lead.passage, lead.urgency, head[at:end], footnote=mark.number)
        at = end
    rest = head[at:]
    if rest.text:
        yield Clause(line, lead.passage, lead.urgency, rest)


def _clauses_with_points(lead: Lead, head: Passage, item: Item, notes: Notes) -> Iterator[Clause]:
    """Sub-points up to one that carries an ID make one clause; several such share the head."""
    runs: list[tuple[list[Point], int | None]] = []
    pending: list[Point] = []
    for child in item.children:
        pending.append(Point(child.passage, child.start))
        marks = notes.id_marks(child.passage)
        if marks:
            runs.append((pending, marks[-1].number))
            pending = []
    if pending:
        runs.append((pending, None))
    for points, footnote in runs:
        yield Clause(
            item.block.line, lead.passage, lead.urgency, head,
            shared_head=len(runs) > 1, points=tuple(points), footnote=footnote,
        )  # fmt: skip


def past_punctuation(text: str, end: int) -> int:
    """Give the index behind the punctuation that stands at an index, a footnote mark's end."""
    while end < len(text) and text[end] in '.,;:)”"':
        end += 1
    return end


def is_whole(text: str) -> bool:
    """Say whether words end as a sentence does."""
    return bool(_STOPPED.search(plain(text)))


def clause_faults(clause: Clause, item: Item, notes: Notes, line_at: Callable[[int], int]) -> Iterator[Fault]:
    """Fault a clause whose words contradict its level or break off before an ID."""
    for passage in clause.passages:
        second = grammar.committee_verb(passage.text)
        if second is not None and second.urgency is not clause.urgency:
            what = f"a clause under {clause.urgency!s} speaks of {second.urgency!s} as well: {plain(passage.text)[:60]!r}"
            line = line_at(next((offset for offset in passage.offsets[second.start :] if offset >= 0), passage.start))
            yield Fault(line, what, "give each level an item of its own")
        if len(notes.id_marks(passage)) > 1:
            what = f"one sub-point carries several recommendation footnotes: {plain(passage.text)[:60]!r}"
            yield Fault(line_at(passage.start), what, "give each its own item")
    last = next((passage for passage in reversed(clause.passages) if passage.text), None)
    if last is None or notes.id_marks(last):
        return
    if clause.footnote is not None and plain(clause.head.text).endswith(":"):
        return  # its points need no full stop where the head bears the mark
    may_go_on = clause.footnote is None and not clause.points and not item.deeper
    if not (_OR_SEMICOLON if may_go_on else _STOPPED).search(plain(last.text)):
        what = f"a recommendation breaks off: …{plain(last.text)[-50:]!r}"
        yield Fault(line_at(last.end - 1), what, "restore its end and its footnote mark")
