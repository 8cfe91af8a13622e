"""Text with its offsets kept, and the few normalisations everything agrees on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.records import Span

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
MARK = re.compile(f"[{SUPERSCRIPTS}]+")
HYPHENS = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
# Blanks of other widths, each one character: a text read with plain blanks keeps its offsets.
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_EMPHASIS = re.compile(r"\*\*|(?<!\w)_{1,2}(?=[^\W_])|(?<=[^\W_])__(?!\w)|(?<!\w)[*](?=\w)|(?<=[\w.,;:!?)])[*_](?!\w)")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^)\s]{0,1000}\)")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_TERMINAL = re.compile(r"[.:;!?…][\"”’')\]]*$")


def mark_number(mark: str) -> int:
    """Read superscript digits as a number."""
    return int(mark.translate(_TO_DIGITS))


def plain_blanks(text: str) -> str:
    """Make blanks of all kinds plain ones, each for each, so that every offset stays."""
    return _BLANKS.sub(" ", text)


def strip_marks(text: str) -> str:
    """Drop footnote marks."""
    return text if text.isascii() else MARK.sub("", text)


def strip_emphasis(text: str) -> str:
    """Drop Markdown emphasis, but not bullets."""
    return _EMPHASIS.sub("", text) if "*" in text or "_" in text else text


def strip_links(text: str) -> str:
    """Reduce Markdown links to their words."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def collapse(text: str) -> str:
    """Make each run of white space one blank."""
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Give words for reading on one line: no marks, emphasis, links or superfluous blanks."""
    return collapse(strip_emphasis(strip_links(strip_marks(text))))


def comparable(text: str) -> str:
    """Drop white space, footnote marks and emphasis, so that verbatim texts compare equal."""
    return "".join(strip_marks(text).replace("*", "").replace("_", "").split())


def fold(text: str) -> str:
    """Casefold, drop diacritics (ș, ş → s; é → e) and write ligatures out (œ → oe)."""
    if text.isascii():
        return text.casefold()
    return _BEYOND_ASCII.sub(lambda match: _reduced(match[0]), unicodedata.normalize("NFKD", text.casefold()))


@lru_cache(maxsize=1024)
def _reduced(char: str) -> str:
    """Write a ligature out and drop a diacritic; other characters stay."""
    return "" if unicodedata.combining(char) else _LIGATURES.get(char, char)


def whole(text: str) -> str:
    """Replace halves of characters (lone surrogates), which no file and no terminal can hold, by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def slug(name: str) -> str:
    """Make an identifier of a name: `Bosnia and Herzegovina` → `bosnia-and-herzegovina`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def is_finished(text: str) -> bool:
    """Say whether the words end as a sentence, a lead-in or a list item does."""
    return bool(_TERMINAL.search(plain(text)))


def quote_of(source: str, spans: Iterable[Span], points: Iterable[int] = ()) -> str:
    """Cut the spans out of the source, verbatim but for white space, marks and emphasis.

    `points` are the offsets at which sub-points begin (at their bullet); each gets its own line.
    """
    starts = sorted(points)
    rows: list[str] = []
    for start, end in spans:
        cuts = [start, *(point for point in starts if start < point < end), end]
        for left, right in pairwise(cuts):
            words = collapse(strip_emphasis(strip_marks(source[left:right])))
            if rows and left not in starts:
                rows[-1] = f"{rows[-1]} {words}"
            else:
                rows.append(words)
    return "\n".join(rows)


def text_of(quote: str) -> str:
    """Turn a quote into words for reading: links reduced, every bullet `- `."""
    first, *points = quote.split("\n")
    reduced = (strip_links(point.split(" ", 1)[-1]) for point in points)
    return "\n".join([strip_links(first), *(f"- {point}" for point in reduced)])


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in which every character knows its offset in the source.

    Attributes:
        text: the words; stretches joined by one blank.
        offsets: for each character of `text` its source offset, -1 for a joining blank.

    """

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def cut(cls, source: str, start: int, end: int) -> Passage:
        """Take one stretch of the source."""
        return cls(source[start:end], tuple(range(start, end)))

    def __add__(self, other: Passage) -> Passage:
        """Join two stretches with a blank."""
        if not self.text or not other.text:
            return self if self.text else other
        return Passage(f"{self.text} {other.text}", (*self.offsets, -1, *other.offsets))

    def __getitem__(self, key: slice) -> Passage:
        """Cut a part, trimmed of blanks."""
        text, offsets = self.text[key], self.offsets[key]
        lead = len(text) - len(text.lstrip())
        tail = len(text.rstrip())
        return Passage(text[lead:tail], offsets[lead:tail])

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.offsets[-1] + 1

    def stretches(self) -> list[Span]:
        """Give the maximal runs of consecutive source characters."""
        # One run, as most are, is seen without looking at each character.
        if self.offsets and 0 <= self.start == self.end - len(self.offsets) and self.offsets == tuple(range(self.start, self.end)):
            return [Span(self.start, self.end)]
        runs: list[Span] = []
        start = end = -1
        for offset in self.offsets:
            if offset == end or offset < 0:
                end = offset + 1 if offset >= 0 else end
                continue
            if start >= 0:
                runs.append(Span(start, end))
            start, end = offset, offset + 1
        return [*runs, Span(start, end)] if start >= 0 else runs


def join_spans(source: str, stretches: Sequence[Span]) -> tuple[Span, ...]:
    """Merge stretches between which the source has nothing but white space."""
    merged: list[Span] = []
    for span in stretches:
        if merged and not source[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)
