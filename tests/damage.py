"""Damage done to factsheets, and what of it the parser takes in silence: no fault that refuses, no warning that names the record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from corpus.errors import SourceError
from corpus.load import decode
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Recommendation
from corpus.text import comparable
from tests.golden import ids as ids_of
from tests.golden import parsed, source, table

_ID = re.compile(r"(?<![\w-])[IVXL]+-\d+(?!\w)")
_MISSING = re.compile(r"chapter ([IVXL]+) is in the table of contents")


class Damaged(NamedTuple):
    """A damaged text: what was done to which lines (their words)."""

    kind: str
    lines: tuple[str, ...]
    text: str


class Silent(NamedTuple):
    """What a damaged text gives without a word, by ID.

    Attributes:
        wrong: another level than the golden one, or an ID that is not in the factsheet: never to be excused.
        changed: another addressee, other words or sub-points.
        lost: no more there.
        unnumbered: whether a clause without an ID is lost or changed.

    """

    wrong: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    unnumbered: bool = False


@cache
def golden_facts(slug: str) -> Mapping[str, tuple[str, str, int]]:
    """Give level, addressee and number of sub-points of each ID, as written by hand."""
    rows = table(slug, "clauses")
    return {name: (row["urgency"], row["addressee"], int(row["points"])) for row in rows for name in ids_of(row["ids"])}


@cache
def _words(slug: str) -> Mapping[str, str]:
    return {name: comparable(record.text) for record in parsed(slug).recommendations for name in record.recommendation_ids}


def _without_id(records: tuple[Recommendation, ...]) -> set[tuple[str, ...]]:
    return {(str(r.urgency), str(r.addressee), r.chapter, comparable(r.text)) for r in records if not r.recommendation_ids}


def silent(slug: str, text: str) -> Silent:
    """Parse a damaged factsheet and give what nothing was said of."""
    try:
        sheet = parse_factsheet(text, "damaged.txt")
    except SourceError:
        return Silent()
    warned = " ".join(fault.what for fault in sheet.warnings)
    named, missing = set(_ID.findall(warned)), set(_MISSING.findall(warned))
    golden, words = golden_facts(slug), _words(slug)
    found = {name: record for record in sheet.recommendations for name in record.recommendation_ids}
    unnamed = {name: record for name, record in found.items() if name not in named}
    facts = {name: (str(record.urgency), str(record.addressee), len(record.points)) for name, record in unnamed.items()}
    return Silent(
        frozenset(name for name, (level, *_) in facts.items() if name not in golden or golden[name][0] != level),
        frozenset(
            name for name, record in unnamed.items() if (facts[name], comparable(record.text)) != (golden.get(name), words.get(name))
        ),
        frozenset(name for name in set(golden) - set(found) if name.split("-")[0] not in missing),
        not warned and _without_id(sheet.recommendations) != _without_id(parsed(slug).recommendations),
    )


def silent_bytes(slug: str, data: bytes) -> Silent:
    """Decode a damaged file as one is read, then see `silent`."""
    try:
        text = decode(data, "damaged.txt")
    except SourceError:
        return Silent()
    return silent(slug, text)


def lost(slug: str) -> Iterator[Damaged]:
    """Leave out each line."""
    lines, solid = _lines(slug)
    for i in solid:
        yield _damaged("lost", lines, (i,), [*lines[:i], *lines[i + 1 :]])


def doubled(slug: str) -> Iterator[Damaged]:
    """Print each line twice."""
    lines, solid = _lines(slug)
    for i in solid:
        yield _damaged("doubled", lines, (i,), [*lines[: i + 1], *lines[i:]])


def swapped(slug: str) -> Iterator[Damaged]:
    """Exchange each line with the next."""
    lines, solid = _lines(slug)
    for i, j in pairwise(solid):
        changed = list(lines)
        changed[i], changed[j] = lines[j], lines[i]
        yield _damaged("swapped", lines, (i, j), changed)


def joined(slug: str) -> Iterator[Damaged]:
    """Put each line behind the one before it, with and without a blank."""
    lines, solid = _lines(slug)
    for i, j in pairwise(solid):
        for blank in (" ", ""):
            yield _damaged("joined", lines, (i, j), [*lines[:i], f"{lines[i]}{blank}{lines[j].strip()}", *lines[j + 1 :]])


def unspaced(slug: str) -> Iterator[Damaged]:
    """Make the blanks of each line non-breaking ones, narrow ones, or tabs."""
    lines, solid = _lines(slug)
    for i in solid:
        for blank in ("\u00a0", "\u202f", "\t"):
            indent = len(lines[i]) - len(lines[i].lstrip())
            changed = lines[i][:indent] + lines[i][indent:].replace(" ", blank)
            yield _damaged("unspaced", lines, (i,), [*lines[:i], changed, *lines[i + 1 :]])


BY_LINE: Mapping[str, Callable[[str], Iterator[Damaged]]] = {
    "lost": lost, "doubled": doubled, "swapped": swapped, "joined": joined, "unspaced": unspaced,
}  # fmt: skip

# What becomes of a file's text on its way: line ends, encodings read or written wrongly, characters replaced.
ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "line separators": lambda text: text.replace("\n", "\u2028").encode(),
    "form feeds": lambda text: text.replace("\n\n", "\n\f\n").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without mark": lambda text: text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "UTF-7": lambda text: text.encode("utf-7"),
    "Latin-1 with question marks": lambda text: text.encode("latin-1", "replace"),
    "Latin-1 with gaps": lambda text: text.encode("latin-1", "ignore"),
    "ASCII with question marks": lambda text: text.encode("ascii", "replace"),
    "ASCII with gaps": lambda text: text.encode("ascii", "ignore"),
    "ASCII with entities": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "ASCII with escapes": lambda text: text.encode("ascii", "backslashreplace"),
    "read as Latin-1": lambda text: text.encode().decode("latin-1").encode(),
    "read as Windows-1252": lambda text: text.encode().decode("cp1252", "replace").encode(),
    "read as Windows-1250, saved so": lambda text: text.encode().decode("cp1250", "replace").encode("cp1250", "replace"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "compatible": lambda text: unicodedata.normalize("NFKC", text).encode(),
    "non-breaking blanks": lambda text: text.replace(" ", "\u00a0").encode(),
    "wide blanks": lambda text: text.replace(" ", "\u3000").encode(),
    "no blanks": lambda text: text.replace(" ", "").encode(),
    "double blanks": lambda text: re.sub(r"(?<=\S) ", "  ", text).encode(),
    "trailing blanks": lambda text: text.replace("\n", " \t\n").encode(),
    "no blank lines": lambda text: re.sub(r"\n\n+", "\n", text).encode(),
    "blank lines everywhere": lambda text: text.replace("\n", "\n\n").encode(),
    "one line": lambda text: text.replace("\n", " ").encode(),
    "capitals": lambda text: text.upper().encode(),
    "small letters": lambda text: text.lower().encode(),
    "no emphasis": lambda text: text.replace("*", "").encode(),
    "lines in reverse": lambda text: "\n".join(text.split("\n")[::-1]).encode(),
    "twice": lambda text: (text + text).encode(),
    "zero-width blanks": lambda text: text.replace(" ", " \u200b").encode(),
    "soft hyphens": lambda text: text.replace("mm", "m\u00adm").encode(),
    "right to left": lambda text: f"\u202e{text}\u202c".encode(),
}


def _lines(slug: str) -> tuple[list[str], list[int]]:
    lines = source(slug).split("\n")
    return lines, [i for i, line in enumerate(lines) if line.strip()]


def _damaged(kind: str, lines: list[str], touched: tuple[int, ...], changed: list[str]) -> Damaged:
    return Damaged(kind, tuple(lines[i] for i in touched), "\n".join(changed))
