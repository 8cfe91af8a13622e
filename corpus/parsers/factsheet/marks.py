"""Footnotes and the marks that point to them: read, counted, checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.blocks import Block
from corpus.records import Fault
from corpus.text import MARK, Passage, mark_number, plain

_ADDRESS_AT_END = re.compile(r"(?:https?://|www\.)\S+$")
# Of a gap no more are named: a number misprinted may be any.
_MOST_MISSING = 20
# Of so many passages the marks are kept: each is asked for its own several times.
_REMEMBERED = 2048
_ONE_WORD = re.compile(r"^\w+$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark in a passage: its number and where it stands there."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notes:
    """What each footnote says, by number."""

    contents: Mapping[int, grammar.NoteContent]

    def ids(self, number: int) -> tuple[str, ...]:
        """Recommendation IDs that a footnote names."""
        content = self.contents.get(number)
        return content.recommendation_ids if content else ()

    def paragraphs(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Paragraph numbers that these footnotes give, each once, ascending."""
        found = (self.contents[number].paragraphs for number in numbers if number in self.contents)
        return tuple(sorted({paragraph for paragraphs in found for paragraph in paragraphs}))

    def id_marks(self, passage: Passage) -> list[Mark]:
        """Marks of a passage whose footnotes name recommendation IDs."""
        return [mark for mark in marks_of(passage) if self.ids(mark.number)]


def marks_of(passage: Passage) -> tuple[Mark, ...]:
    """All footnote marks of a passage, in order."""
    return _marks_in(passage.text)


@lru_cache(maxsize=_REMEMBERED)
def _marks_in(text: str) -> tuple[Mark, ...]:
    return tuple(Mark(mark_number(m[0]), m.start(), m.end()) for m in MARK.finditer(text))


def numbers_of(*passages: Passage) -> tuple[int, ...]:
    """Footnote numbers marked in these passages, each once, ascending."""
    return tuple(sorted({mark.number for passage in passages for mark in marks_of(passage)}))


def read_notes(blocks: Sequence[Block]) -> tuple[Notes, list[Fault]]:
    """Read every footnote; fault the ones that claim IDs which cannot be read."""
    contents: dict[int, grammar.NoteContent] = {}
    faults: list[Fault] = []
    for block in blocks:
        content = grammar.read_note(plain(block.text))
        if content is None:
            what = f"footnote {block.number} speaks of a recommendation, but its IDs cannot be read: {block.text[:60]!r}"
            faults.append(Fault(block.line, what, "write it as 'Recommendation VI-1.'"))
        elif not block.text.strip():
            faults.append(Fault(block.line, f"footnote {block.number} is empty", "restore its text"))
        elif (grammar.breaks_off(block.text) or _ONE_WORD.match(block.text)) and not _ADDRESS_AT_END.search(block.text):
            what = f"footnote {block.number} breaks off: …{plain(block.text)[-40:]!r}"
            faults.append(Fault(block.line, what, "restore its rest"))
        contents.setdefault(block.number, content or grammar.NoteContent((), ()))
    return Notes(contents), faults


def check_marks(notes: Sequence[Block], body: Sequence[Block], line_at: Callable[[int], int]) -> list[Fault]:
    """Check that footnotes run from 1 without gap, in order, and each is marked once, in order.

    `line_at` gives the line number of an offset.
    """
    faults: list[Fault] = []
    present = {note.number for note in notes}
    expected = 1
    seen: set[int] = set()
    for note in notes:
        if note.number in seen:
            faults.append(Fault(note.line, f"footnote {note.number} is doubled", "keep it once"))
            continue
        seen.add(note.number)
        if note.number < expected:
            faults.append(Fault(note.line, f"footnote {note.number} is out of order", "put it in its place"))
            continue
        faults.extend(
            Fault(note.line, f"footnote {missing} is missing", f"restore its line before footnote {note.number}")
            for missing in range(expected, min(note.number, expected + _MOST_MISSING))
            if missing not in present
        )
        expected = note.number + 1
    faults.extend(_check_order_of_marks(body, seen, line_at))
    marked = Counter(mark.number for block in body for mark in marks_of(block.passage))
    faults.extend(
        Fault(note.line, f"footnote {note.number} is marked nowhere in the text", "restore the mark or the text cut off")
        for note in notes
        if not marked[note.number]
    )
    return faults


def _check_order_of_marks(body: Sequence[Block], known: set[int], line_at: Callable[[int], int]) -> list[Fault]:
    faults: list[Fault] = []
    highest = 0
    seen: set[int] = set()
    for block in body:
        for mark in marks_of(block.passage):
            if mark.number not in known:
                what, mend = f"mark {mark.number} has no footnote", "restore the footnote's line"
            elif mark.number in seen:
                what, mend = f"mark {mark.number} stands twice", "keep it once"
            elif mark.number < highest:
                what, mend = f"mark {mark.number} stands after mark {highest}", "put the text in its order"
            else:
                highest = mark.number
                seen.add(mark.number)
                continue
            seen.add(mark.number)
            faults.append(Fault(line_at(block.passage.offsets[mark.start]), what, mend))
    return faults
