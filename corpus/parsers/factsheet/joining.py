"""Lines become blocks: wrapped lines are joined, then what a page cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.blocks import Block, BlockKind, Blocks, Line, glyph_style, is_chapter, is_section
from corpus.text import HYPHENS, SUPERSCRIPTS, Passage, collapse, is_finished, mark_number, plain, strip_links

_FOOTNOTE = re.compile(rf"^\s*(?P<mark>[{SUPERSCRIPTS}]+)\s*(?P<text>\S.*)?$")
_BULLET = re.compile(r"^\s*(?P<glyph>[-•*◦▪‣·●○–—o]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s+(?P<text>\S.*)$")
_DASHES = "–—"
_AFTER_DASH = re.compile(r"(?:and|or|but|including|with|as|which|who|unless|in particular|notably)\b")
_MARK_END = re.compile(rf"(?P<mark>[{SUPERSCRIPTS}]+)\W*$")
_STOPPED = re.compile(r"[.!?][\"”’)\]]*$")
_PUNCTUATED = re.compile(r"[.,;:]$")
_NOTE_END = re.compile(r"(?:[.!?][\"”’)\]]*|[)”\]>]|(?:https?://|www\.)\S+[^\s;:,])$")
_LIST_GOES_ON = re.compile(r"(?:and|or|&)\b|[,;/]")


def blocks_of(source: str, lines: Sequence[Line], party: str) -> Blocks:
    """Group lines to blocks and join what pages cut.

    Args:
        source: the whole text.
        lines: those of the body.
        party: name of the Party; it tells where a wrapped heading ends.

    """
    found = list(_raw_blocks(source, lines, party))
    raw = [block for block in found if block.kind is not BlockKind.PAGE_NUMBER]
    body: list[Block] = []
    notes: list[Block] = []
    for i, block in enumerate(raw):
        if block.kind is BlockKind.FOOTNOTE:
            notes.append(block)
            continue
        if block.kind is BlockKind.PARAGRAPH:
            continues_body = bool(body) and _goes_on(body[-1], block, raw[i + 1 :])
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


def _raw_blocks(source: str, lines: Sequence[Line], party: str) -> Iterator[Block]:
    dash_bullets = _uses_dash_bullets(lines)
    id_notes = _id_notes(lines)
    current: Block | None = None
    before = ""
    for i, line in enumerate(lines):
        if not line.text:
            if current is not None:
                yield current
            current = None
            continue
        following = lines[i + 1].text if i + 1 < len(lines) else ""
        block = _begin(source, line, before, following, current, dash_bullets=dash_bullets)
        if block.kind not in (BlockKind.FOOTNOTE, BlockKind.PAGE_NUMBER):
            before = line.text
        if current is not None and _wraps(current, block, party, id_notes):
            current = current.joined(block)
            continue
        if current is not None:
            yield current
        current = block
    if current is not None:
        yield current


def _begin(source: str, line: Line, before: str, following: str, current: Block | None, *, dash_bullets: bool) -> Block:
    """Take a line as the beginning of the block it looks like."""
    end = line.start + len(line.text)
    kind, glyph, number, skip = BlockKind.PARAGRAPH, "", 0, 0
    note, bullet = _FOOTNOTE.match(line.text), _BULLET.match(line.text)
    if note:
        kind, number = BlockKind.FOOTNOTE, mark_number(note["mark"])
        skip = note.start("text") if note["text"] else len(line.text)
    elif is_chapter(line.text):
        kind = BlockKind.CHAPTER
    elif grammar.PAGE_NUMBER.match(line.text):
        kind = BlockKind.PAGE_NUMBER
    elif is_section(line.text) or (grammar.breaks_off(line.text) and is_section(f"{line.text} {following}")):
        kind = BlockKind.SECTION
    elif bullet and _is_bullet(bullet, before, current, dash_bullets=dash_bullets):
        kind, glyph, skip = BlockKind.ITEM, bullet["glyph"], bullet.start("text")
    passage = Passage.cut(source, line.start + skip, end)
    return Block(kind, line.number, passage, line.start, ((line.start, end),), glyph, line.indent, number)


def _wraps(block: Block, line: Block, party: str, id_notes: frozenset[int]) -> bool:
    """Say whether the very next line is the same block's, wrapped."""
    if line.kind is not BlockKind.PARAGRAPH or block.kind is BlockKind.PAGE_NUMBER:
        return False
    if block.kind in (BlockKind.CHAPTER, BlockKind.SECTION):
        named = grammar.specific_to(block.text).casefold()
        cut_name = bool(named) and party.casefold().startswith(f"{named} ")
        return line.text[:1].islower() or grammar.breaks_off(block.text) or cut_name
    if block.kind is BlockKind.FOOTNOTE:
        return _note_wraps(block.text, line.text)
    mark = _MARK_END.search(block.text)
    ends_clause = mark is not None and mark_number(mark["mark"]) in id_notes
    if grammar.starts_midway(line.text) and (line.text[:1].islower() or not is_finished(block.text)):
        return not ends_clause or not is_finished(block.text) or line.text.startswith("to ")
    if plain(block.text).endswith(":") or ends_clause:
        return False
    if block.kind is BlockKind.ITEM and is_finished(block.text):
        return bool(_STOPPED.search(plain(block.text))) and not grammar.opens_statement(line.text, after_mark=mark is not None)
    return True


def _note_wraps(note: str, line: str) -> bool:
    """Say whether the line below a footnote's is the same footnote's."""
    words = collapse(strip_links(note))
    if grammar.is_id_or_paragraph_note(words):
        return not words.endswith(".") and bool(_LIST_GOES_ON.match(line))
    if not _STOPPED.search(words) or grammar.ends_in_abbreviation(words):
        return grammar.starts_midway(line) or not _is_finished_note(note)
    return not grammar.starts_midway(line) and not grammar.opens_statement(line)


def _uses_dash_bullets(lines: Sequence[Line]) -> bool:
    """Say whether dashes are list bullets here: one stands where no sentence is under way."""
    before = ""
    for line in lines:
        if not line.text or _FOOTNOTE.match(line.text):
            continue
        bullet = _BULLET.match(line.text)
        if bullet and bullet["glyph"] in _DASHES and is_finished(before) and not _AFTER_DASH.match(bullet["text"]):
            return True
        before = line.text
    return False


def _is_bullet(bullet: re.Match[str], before: str, current: Block | None, *, dash_bullets: bool) -> bool:
    """Say whether what looks like a bullet is one, and not a dash or number at which a sentence was wrapped."""
    glyph = bullet["glyph"]
    if glyph in _DASHES:
        sibling = before.startswith(f"{glyph} ") and bool(_PUNCTUATED.search(plain(before)))
        return dash_bullets and (sibling or is_finished(before) or not _AFTER_DASH.match(bullet["text"]))
    if current is None or is_finished(current.text) or current.kind is BlockKind.PAGE_NUMBER:
        return True
    if len(glyph) > 1:
        return current.kind is BlockKind.ITEM and glyph_style(current.glyph) == glyph_style(glyph)
    return current.kind is not BlockKind.PARAGRAPH or not _AFTER_DASH.match(bullet["text"])


def _id_notes(lines: Sequence[Line]) -> frozenset[int]:
    """Number the footnotes that name recommendations."""
    notes = (_FOOTNOTE.match(line.text) for line in lines)
    return frozenset(mark_number(n["mark"]) for n in notes if n and (n["text"] or "").lower().startswith("recommendation"))


def _goes_on(block: Block, rest: Block, later: list[Block]) -> bool:
    """Say whether a paragraph is the rest of a body block; `later` is what follows it."""
    if block.kind is BlockKind.SECTION:
        return grammar.breaks_off(block.text) or rest.text[:1].islower()
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or is_finished(block.text):
        return False
    return grammar.starts_midway(rest.text) or (grammar.breaks_off(block.text) and not _rest_follows(later))


def _open_note(notes: list[Block], rest: Block, before: Block) -> int | None:
    """Find the index of the last footnote that is unfinished and may go on with this paragraph."""
    for i in range(len(notes) - 1, -1, -1):
        if _is_finished_note(notes[i].text):
            continue
        follows = before.kind is BlockKind.FOOTNOTE and i == len(notes) - 1 and grammar.breaks_off(notes[i].text)
        return i if follows or grammar.starts_midway(rest.text) else None
    return None


@lru_cache(maxsize=1024)
def _is_finished_note(text: str) -> bool:
    words = collapse(strip_links(text))
    return bool(_NOTE_END.search(words)) or grammar.is_id_or_paragraph_note(HYPHENS.sub("-", words))


def _rest_follows(later: list[Block]) -> bool:
    """Say whether the next block of the body, footnotes aside, begins in mid-sentence."""
    for block in later:
        if block.kind is not BlockKind.FOOTNOTE:
            return block.kind is BlockKind.PARAGRAPH and grammar.starts_midway(block.text)
    return False
