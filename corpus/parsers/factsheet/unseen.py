"""Characters by which a text says to a reader's eye what it does not say to a program, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.lookalikes import CONTROL, TURNING, latin
from corpus.parsers.factsheet.blocks import Line
from corpus.parsers.factsheet.grammar import RECOMMENDATION_ID
from corpus.records import Fault, Severity
from corpus.text import SUPERSCRIPTS

_BEARING = re.compile(r"requir|request|invit|committee|recommend|observ|generic|specific|\bpart(?:y|ies)\b|\bpara", re.IGNORECASE)
_LONG_MARK = re.compile(f"[{SUPERSCRIPTS}]{{5,}}")
_NAME = re.compile(r"[\w\s.,'’()&/–—-]+")


def unseen_faults(lines: Iterable[Line]) -> list[Fault]:
    """Fault control codes, turned directions, and words of which letters are not what they look like.

    The last are no more than warned of where neither a level nor an ID nor a heading hangs on the word.
    """
    return [fault for line in lines if line.text and (not line.text.isascii() or CONTROL.search(line.text)) for fault in _of(line)]


def number_faults(lines: Iterable[Line]) -> list[Fault]:
    """Fault footnote marks with more digits than any factsheet has footnotes."""
    return [
        Fault(line.number, f"{found[0][:20]!r} is too long for a footnote's number", "correct it")
        for line in lines
        for found in _LONG_MARK.finditer(line.text)
    ]


def party_faults(party: str, slug: str) -> list[Fault]:
    """Fault a Party's name that is none, or that can be taken for another's."""
    if not party:
        return []
    if not slug:
        return [Fault(1, f"the Party's name {party!r} has no Latin letter", "write it as the Council of Europe does in English")]
    odd = "".join(dict.fromkeys(char for char in party if not _NAME.fullmatch(char)))
    faults = [Fault(1, f"the Party's name {party!r} has signs that no name has: {odd!r}", "correct the title")] if odd else []
    if latin(party) != party:
        faults.append(Fault(1, f"the Party's name {party!r} has letters that only look like Latin ones", "type it anew"))
    return faults


def _of(line: Line) -> Iterator[Fault]:
    found = sorted({f"U+{ord(char):04X}" for pattern in (CONTROL, TURNING) for char in pattern.findall(line.text)})
    if found:
        yield Fault(line.number, f"the line holds what cannot be seen: {', '.join(found)}", "delete it")
    # What a footnote says is read letter by letter where it is read.
    for word in () if line.text[:1] in SUPERSCRIPTS else line.text.split():
        looks = latin(word)
        if looks == word:
            continue
        if _BEARING.search(looks) or RECOMMENDATION_ID.search(looks):
            yield Fault(line.number, f"{word!r} looks like {looks!r} and is not", "type the word anew")
        elif any(char.isascii() and char.isalpha() for char in word) and looks != _bare(word):
            what = f"{word!r} mixes letters of two alphabets"
            yield Fault(line.number, what, "type the word anew", Severity.WARNING)


def _bare(word: str) -> str:
    """Give a word without what cannot be seen, which does no harm in it."""
    return "".join(char for char in word if char.isprintable())
