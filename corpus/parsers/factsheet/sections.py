"""Blocks become sections: chapter, heading, what the heading announces, and the blocks under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.blocks import Block, BlockKind
from corpus.records import Addressee, Chapter, Fault, Kind
from corpus.text import MARK, fold, is_finished, plain


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading.

    Attributes:
        chapter: the chapter it is in.
        heading: the template's heading, or the chapter's title before the first one.
        kind: what a statement in it is.
        addressee: whom clauses in it address, None where no heading has said so.
        line: the number of that heading's line.
        blocks: what it holds; nothing where a heading stands right below another.

    """

    chapter: Chapter
    heading: str
    kind: Kind
    addressee: Addressee | None
    line: int
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections in order, the headings' blocks, and the faults found on the way."""

    chapters: tuple[Chapter, ...]
    sections: tuple[Section, ...]
    headings: tuple[Block, ...]
    faults: tuple[Fault, ...]


def outline_of(body: Sequence[Block], party: str) -> Outline:
    """Divide the body at its headings; bare sub-headings end a section but keep its meaning."""
    chapters: list[Chapter] = []
    sections: list[Section] = []
    headings: list[Block] = []
    faults: list[Fault] = []
    current: Section | None = None
    held: list[Block] = []
    for i, block in enumerate(body):
        if block.kind is BlockKind.CHAPTER:
            chapter = _chapter(block)
            faults.extend(_order_faults(block, chapter, chapters))
            chapters.append(chapter)
            opened = Section(chapter, chapter.title, Kind.INTRODUCTION, None, block.line)
        elif current is None:
            continue
        elif block.kind is BlockKind.SECTION:
            opened, found = _section(block, current.chapter, party)
            faults.extend(found)
        elif block.kind is BlockKind.PARAGRAPH and is_bare_heading(block, body[i + 1] if i + 1 < len(body) else None):
            opened = current
        else:
            held.append(block)
            continue
        headings.append(block)
        if current is not None:
            sections.append(replace(current, blocks=tuple(held)))
        current, held = opened, []
    if current is not None:
        sections.append(replace(current, blocks=tuple(held)))
    return Outline(tuple(chapters), tuple(sections), tuple(headings), tuple(faults))


def is_bare_heading(block: Block, following: Block | None) -> bool:
    """Say whether a paragraph is a sub-heading that the template does not name.

    It has no footnote mark, no sentence inside, no word of the Committee's; it ends in a colon that
    introduces no list of its own, or in nothing while what follows is not its rest.
    """
    words = plain(block.text)
    if (
        MARK.search(block.text)
        or "Committee" in words
        or grammar.committee_verb(words)
        or grammar.sentence_ends(words)
        or following is None
    ):
        return False
    if words.endswith(":"):
        if following.kind is not BlockKind.ITEM:
            return True
        verb = grammar.committee_verb(following.text)
        return verb is not None and grammar.sentence_start(following.text, verb.start) == 0
    return not is_finished(words) and not grammar.starts_midway(words)


def _chapter(block: Block) -> Chapter:
    match = grammar.CHAPTER.match(block.text)
    assert match is not None, "a chapter block matches the chapter pattern"  # noqa: S101
    return Chapter(match["numeral"], plain(match["title"]))


def _section(block: Block, chapter: Chapter, party: str) -> tuple[Section, list[Fault]]:
    heading = plain(block.text).lstrip("# ")
    if grammar.KEY_FINDINGS.match(heading):
        return Section(chapter, heading, Kind.KEY_FINDING, None, block.line), []
    if grammar.PRACTICE.match(heading):
        return Section(chapter, heading, Kind.PRACTICE, None, block.line), []
    if grammar.DIFFICULTY.match(heading):
        return Section(chapter, heading, Kind.DIFFICULTY, None, block.line), []
    if grammar.GENERIC.match(heading):
        return Section(chapter, heading, Kind.OBSERVATION, Addressee.GENERIC, block.line), []
    named = grammar.specific_to(heading)
    section = Section(chapter, heading, Kind.OBSERVATION, Addressee.SPECIFIC, block.line)
    if party and named and fold(named) != fold(party):
        what = f"a section is headed specific to {named!r}, but the factsheet is {party}'s"
        return section, [Fault(block.line, what, "correct the heading or the title")]
    return section, []


def _order_faults(block: Block, chapter: Chapter, before: Sequence[Chapter]) -> list[Fault]:
    if roman_value(chapter.numeral) == 0:
        return [Fault(block.line, f"{chapter.numeral!r} is no Roman numeral", "correct it")]
    if before and roman_value(chapter.numeral) <= roman_value(before[-1].numeral):
        what = f"chapter {chapter.numeral} stands after chapter {before[-1].numeral}"
        return [Fault(block.line, what, "put the chapters in the order of their numerals, each once")]
    return []


def roman_value(numeral: str) -> int:
    """Give the value of a Roman numeral up to LXXXIX, 0 if it is not well formed."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for char, following in zip(numeral, [*numeral[1:], ""], strict=True):
        value = values.get(char, 0)
        total += -value if value < values.get(following, 0) else value
    return total if to_roman(total) == numeral else 0


def to_roman(value: int) -> str:
    """Write a number from 1 to 89 as a Roman numeral; anything else gives an empty text."""
    if not 0 < value < 90:
        return ""
    tens, ones = divmod(value, 10)
    high = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")[tens]
    return high + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
