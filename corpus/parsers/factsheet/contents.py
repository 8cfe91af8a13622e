"""Where the table of contents ends, and which chapters it announces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.blocks import Line, is_chapter
from corpus.parsers.factsheet.sections import roman_value
from corpus.records import Chapter, Fault, Severity


def body_start(lines: Sequence[Line]) -> int | None:
    """Find the index of the first chapter heading that is not part of the table of contents.

    Contents printed without page numbers, or with wrapped titles, look like the headings
    themselves; they end where the numerals begin anew.
    """
    headings = [i for i, line in enumerate(lines) if is_chapter(line.text)]
    if not headings:
        return None
    listed = _listed(lines)
    for before, after in pairwise(listed):
        if roman_value(_numeral(lines[after])) <= roman_value(_numeral(lines[before])):
            return after
    return next((i for i in headings if i not in listed), headings[0]) if listed else headings[0]


def missing_chapters(front: Sequence[Line], chapters: Sequence[Chapter]) -> list[Fault]:
    """Warn of chapters that the table of contents announces and the text does not hold."""
    present = {chapter.numeral for chapter in chapters}
    return [
        Fault(
            front[i].number,
            f"chapter {_numeral(front[i])} is in the table of contents but not in the text",
            "restore the chapter or its heading",
            Severity.WARNING,
        )
        for i in _listed(front)
        if _numeral(front[i]) not in present
    ]


def _listed(lines: Sequence[Line]) -> list[int]:
    """Give the lines that look like chapters from the table of contents on; none without one."""
    begin = next((i for i, line in enumerate(lines) if grammar.CONTENTS.match(line.text)), None)
    if begin is None:
        return []
    return [i for i, line in enumerate(lines) if i > begin and grammar.CHAPTER.match(line.text)]


def _numeral(line: Line) -> str:
    match = grammar.CHAPTER.match(line.text)
    return match["numeral"] if match else ""
