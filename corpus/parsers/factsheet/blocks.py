"""Lines become blocks: headings, paragraphs, list items, footnotes; what a page cut is joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from corpus.parsers.factsheet import grammar
from corpus.text import HYPHENS, SUPERSCRIPTS, Passage, collapse, is_finished, mark_number, plain, strip_links

_FOOTNOTE = re.compile(rf"^\s*(?P<mark>[{SUPERSCRIPTS}]+)\s*(?P<text>\S.*)?$")
_BULLET = re.compile(r"^\s*(?P<glyph>[-•*◦▪‣·●○–—o]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s+(?P<text>\S.*)$")
_DASHES = "–—"
_AFTER_DASH = re.compile(r"(?:and|or|but|including|with|as|which|who|in particular|notably)\b")
_ENDS_BLOCK = re.compile(rf"(?:[{SUPERSCRIPTS}]|:)\W*$")
_NOTE_END = re.compile(r"(?:[.!?][\"”’)\]]*|[)”\]>]|(?:https?://|www\.)\S+[^\s;:,])$")


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
        """Take in the rest that a page cut off."""
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


def body_start(lines: list[Line]) -> int | None:
    """Find the index of the first chapter heading that is not part of the table of contents."""
    headings = [i for i, line in enumerate(lines) if _is_chapter(line.text)]
    if not headings:
        return None
    has_contents = any(grammar.CONTENTS.match(line.text) for line in lines[: headings[0]])
    first = _numeral(lines[headings[0]].text)
    again = [i for i in headings[1:] if _numeral(lines[i].text) == first]
    # A table of contents printed without page numbers looks like the headings themselves.
    return again[0] if has_contents and again else headings[0]


class Blocks(NamedTuple):
    """The blocks of the body, the footnotes and the page numbers, each in order."""

    body: list[Block]
    notes: list[Block]
    page_numbers: list[Block]


def blocks_of(source: str, lines: list[Line]) -> Blocks:
    """Group lines to blocks and join what pages cut."""
    found = list(_raw_blocks(source, lines))
    raw = [block for block in found if block.kind is not BlockKind.PAGE_NUMBER]
    body: list[Block] = []
    notes: list[Block] = []
    for i, block in enumerate(raw):
        if block.kind is BlockKind.FOOTNOTE:
            notes.append(block)
            continue
        if block.kind is BlockKind.PARAGRAPH:
            continues_body = bool(body) and _goes_on(body[-1], block)
            note = _open_note(notes, block, raw[i - 1])
            if continues_body and note is not None:
                # Both could go on: the footnote's rest comes first if another rest follows it.
                continues_body = not _rest_follows(raw[i + 1 :])
            if continues_body:
                body[-1] = body[-1].joined(block)
                continue
            if note is not None:
                notes[note] = notes[note].joined(block)
                continue
        body.append(block)
    return Blocks(body, notes, [block for block in found if block.kind is BlockKind.PAGE_NUMBER])


def _raw_blocks(source: str, lines: list[Line]) -> Iterator[Block]:
    dash_bullets = _uses_dash_bullets(lines)
    current: Block | None = None
    before = ""
    for line in lines:
        if not line.text:
            if current is not None:
                yield current
            current = None
            continue
        block = _begin(source, line, before, dash_bullets=dash_bullets)
        before = line.text
        if current is not None and _wraps(current, block):
            current = current.joined(block)
            continue
        if current is not None:
            yield current
        current = block
    if current is not None:
        yield current


def _begin(source: str, line: Line, before: str, *, dash_bullets: bool) -> Block:
    """Take a line as the beginning of the block it looks like."""
    end = line.start + len(line.text)
    kind, glyph, number, skip = BlockKind.PARAGRAPH, "", 0, 0
    note, bullet = _FOOTNOTE.match(line.text), _BULLET.match(line.text)
    if note:
        kind, number = BlockKind.FOOTNOTE, mark_number(note["mark"])
        skip = note.start("text") if note["text"] else len(line.text)
    elif _is_chapter(line.text):
        kind = BlockKind.CHAPTER
    elif grammar.PAGE_NUMBER.match(line.text):
        kind = BlockKind.PAGE_NUMBER
    elif is_section(line.text):
        kind = BlockKind.SECTION
    elif bullet and _is_bullet(bullet, before, dash_bullets=dash_bullets):
        kind, glyph, skip = BlockKind.ITEM, bullet["glyph"], bullet.start("text")
    passage = Passage.cut(source, line.start + skip, end)
    return Block(kind, line.number, passage, line.start, ((line.start, end),), glyph, line.indent, number)


def _wraps(block: Block, line: Block) -> bool:
    """Say whether the very next line is the same block's, wrapped."""
    if line.kind is not BlockKind.PARAGRAPH or block.kind is BlockKind.PAGE_NUMBER:
        return False
    if block.kind in (BlockKind.CHAPTER, BlockKind.SECTION):
        return line.text[:1].islower()
    if block.kind is BlockKind.FOOTNOTE:
        return grammar.starts_midway(line.text) or not _is_finished_note(block.text)
    return not _ENDS_BLOCK.search(block.text)


def is_section(text: str) -> bool:
    """Say whether a line is one of the template's section headings."""
    bare = plain(text).lstrip("# ")
    patterns = (grammar.SPECIFIC, grammar.GENERIC, grammar.KEY_FINDINGS, grammar.PRACTICE, grammar.DIFFICULTY)
    return any(pattern.match(bare) for pattern in patterns) and not bare.endswith(".")


def _is_chapter(text: str) -> bool:
    return bool(grammar.CHAPTER.match(text)) and not grammar.CONTENTS_ENTRY.match(text)


def _numeral(text: str) -> str:
    match = grammar.CHAPTER.match(text)
    return match["numeral"] if match else ""


def _uses_dash_bullets(lines: list[Line]) -> bool:
    """Say whether dashes are list bullets here: one stands where no sentence is under way."""
    before = ""
    for line in lines:
        if not line.text or _FOOTNOTE.match(line.text):
            continue
        if line.text[0] in _DASHES and line.text[1:2].isspace() and is_finished(before):
            return True
        before = line.text
    return False


def _is_bullet(bullet: re.Match[str], before: str, *, dash_bullets: bool) -> bool:
    if bullet["glyph"] not in _DASHES:
        return True
    return dash_bullets and (is_finished(before) or not _AFTER_DASH.match(bullet["text"]))


def _goes_on(block: Block, rest: Block) -> bool:
    """Say whether a paragraph is the rest of a body block."""
    if block.kind is BlockKind.SECTION:
        return grammar.breaks_off(block.text) or rest.text[:1].islower()
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or is_finished(block.text):
        return False
    return grammar.starts_midway(rest.text) or grammar.breaks_off(block.text)


def _open_note(notes: list[Block], rest: Block, before: Block) -> int | None:
    """Find the index of the last footnote that is unfinished and may go on with this paragraph."""
    for i in range(len(notes) - 1, -1, -1):
        if _is_finished_note(notes[i].text):
            continue
        follows = before.kind is BlockKind.FOOTNOTE and i == len(notes) - 1 and grammar.breaks_off(notes[i].text)
        return i if follows or grammar.starts_midway(rest.text) else None
    return None


def _is_finished_note(text: str) -> bool:
    words = collapse(strip_links(text))
    content = grammar.read_note(HYPHENS.sub("-", words))
    return bool(_NOTE_END.search(words)) or bool(content and (content.recommendation_ids or content.paragraphs))


def _rest_follows(later: list[Block]) -> bool:
    """Say whether the next block of the body, footnotes aside, begins in mid-sentence."""
    for block in later:
        if block.kind is not BlockKind.FOOTNOTE:
            return block.kind is BlockKind.PARAGRAPH and grammar.starts_midway(block.text)
    return False
