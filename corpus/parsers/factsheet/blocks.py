"""What lines and blocks are: headings, paragraphs, list items, footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from corpus.parsers.factsheet import grammar
from corpus.text import Passage, plain

# Lines that one block may have. No factsheet comes near, and reading a block takes longer than its length grows.
MOST_LINES = 500


class EndlessError(Exception):
    """A block has more lines than any may have; `line` is where it begins."""

    def __init__(self, line: int) -> None:
        """Keep the line."""
        super().__init__(line)
        self.line = line


class BlockKind(Enum):
    """What a block looks like; what it means is decided later."""

    CHAPTER = auto()
    SECTION = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    FOOTNOTE = auto()
    PAGE_NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, trimmed: its number (1-based), offset, indentation and words."""

    number: int
    start: int
    indent: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        line: number of its first line.
        passage: its words with their offsets, without bullet or footnote number.
        start: offset of its first character, bullet or footnote number included.
        extents: all its stretches of the source, bullets included.
        glyph: the bullet, empty for what is no list item.
        indent: columns before it.
        number: of a footnote, else 0.

    """

    kind: BlockKind
    line: int
    passage: Passage
    start: int
    extents: tuple[tuple[int, int], ...]
    glyph: str = ""
    indent: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """Its words as in the source, on one line."""
        return self.passage.text

    def joined(self, rest: Block) -> Block:
        """Take in the rest that a page cut off; raises EndlessError where that makes too many lines."""
        if len(self.extents) >= MOST_LINES:
            raise EndlessError(self.line)
        return Block(
            self.kind, self.line, self.passage + rest.passage, self.start, self.extents + rest.extents,
            self.glyph, self.indent, self.number,
        )  # fmt: skip


def split_lines(source: str) -> list[Line]:
    """Cut the source at line feeds, keeping offsets; blank lines stay, with empty text."""
    lines, start = [], 0
    for number, raw in enumerate(source.split("\n"), 1):
        text = raw.strip().lstrip("\ufeff").lstrip()
        indent = raw.find(text) if text else 0
        lines.append(Line(number, start + indent, indent, text))
        start += len(raw) + 1
    return lines


class Blocks(NamedTuple):
    """The blocks of the body, the footnotes and the page numbers, each in order."""

    body: list[Block]
    notes: list[Block]
    page_numbers: list[Block]


def is_section(text: str) -> bool:
    """Say whether a line is one of the template's section headings; they begin with a capital."""
    bare = plain(text).lstrip("# ")
    patterns = (grammar.SPECIFIC, grammar.GENERIC, grammar.KEY_FINDINGS, grammar.PRACTICE, grammar.DIFFICULTY)
    return bare[:1].isupper() and any(pattern.match(bare) for pattern in patterns) and not bare.endswith(".")


def is_chapter(text: str) -> bool:
    """Say whether a line is a chapter's heading, and not its entry in the table of contents."""
    return bool(grammar.CHAPTER.match(text)) and not grammar.CONTENTS_ENTRY.match(text)


def glyph_style(glyph: str) -> str:
    """Reduce a bullet to what bullets of one list share: `a)` and `b)` are of one style."""
    return re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", glyph)) if len(glyph) > 1 else glyph
