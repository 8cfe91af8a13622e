"""Stretches of the source become inline HTML: emphasis, footnote marks, and whose words they are.

The source's characters stay, each in its order; only its markup (`**`, `*`, link brackets and
targets) becomes elements, and superscript digits become `<sup>`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.ui.markup import esc
from corpus.records import Factsheet, Recommendation
from corpus.text import MARK, mark_number

_STRONG = re.compile(r"\*\*")
# As in `corpus.text`: an asterisk or underline between blanks, or inside a word, is itself.
_EM = re.compile(r"(?<![\w*])[*_](?=[^\W_])|(?<=[\w.,;:!?)])[*_](?![\w*])")
_LINK = re.compile(r"\[([^\]\[]*)\](\([^)\s]*\))")

_DROPPED, _STRONG_ON, _EM_ON, _LINKED, _MARK = 1, 2, 4, 8, 16


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose words a character is: for each interval between `cuts`, the records that hold it.

    Attributes:
        cuts: ascending offsets; interval `i` is `cuts[i]` to `cuts[i + 1]`.
        words: identifiers of the records whose spans hold the interval.
        leads: identifiers of the clauses whose lead-in holds it.

    """

    cuts: tuple[int, ...]
    words: tuple[tuple[str, ...], ...]
    leads: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, sheet: Factsheet) -> Owners:
        """Collect the spans of all records of a factsheet."""
        words = [(span, record.record) for record in sheet.records for span in record.spans]
        leads = [(span, r.record) for r in sheet.recommendations if isinstance(r, Recommendation) for span in r.lead_in_spans]
        cuts = sorted({0, len(sheet.source), *(edge for span, _ in [*words, *leads] for edge in span)})
        place = {cut: number for number, cut in enumerate(cuts)}

        def spread(owned: Iterable[tuple[tuple[int, int], str]]) -> tuple[tuple[str, ...], ...]:
            intervals: list[list[str]] = [[] for _ in cuts]
            for (start, end), record in owned:
                for interval in intervals[place[start] : place[end]]:
                    interval.append(record)
            return tuple(tuple(dict.fromkeys(interval)) for interval in intervals)

        return cls(tuple(cuts), spread(words), spread(leads))

    def at(self, offset: int) -> int:
        """Give the interval an offset lies in."""
        return bisect_right(self.cuts, offset) - 1


def inline(source: str, start: int, end: int, owners: Owners) -> str:
    """Render one stretch of the source, each piece wrapped with the records it belongs to."""
    flags = _flags(source[start:end])
    rendered: list[str] = []
    for left, right in _runs(flags, start, owners):
        if flags[left - start] & _DROPPED:
            continue
        interval = owners.at(left)
        attributes = "".join(
            f' {key}="{esc(" ".join(names))}"'
            for key, names in (("data-in", owners.words[interval]), ("data-lead", owners.leads[interval]))
            if names
        )
        piece = _styled(source[left:right], flags[left - start])
        rendered.append(f"<span{attributes}>{piece}</span>" if attributes else piece)
    return "".join(rendered)


def _runs(flags: list[int], start: int, owners: Owners) -> Iterator[tuple[int, int]]:
    """Cut where the style or the owners change."""
    left = start
    for offset in range(start + 1, start + len(flags) + 1):
        index = offset - start
        if index == len(flags) or flags[index] != flags[index - 1] or owners.at(offset) != owners.at(offset - 1):
            yield left, offset
            left = offset


def _flags(text: str) -> list[int]:
    """Say of each character how it is set."""
    flags = [0] * len(text)

    def put(flag: int, start: int, end: int) -> None:
        for index in range(start, end):
            flags[index] |= flag

    for link in _LINK.finditer(text):
        put(_LINKED, *link.span(1))
        put(_DROPPED, link.start(), link.start(1))
        put(_DROPPED, link.end(1), link.end())
    for mark in MARK.finditer(text):
        put(_MARK, *mark.span())
    for pattern, flag in ((_STRONG, _STRONG_ON), (_EM, _EM_ON)):
        signs = [sign for sign in pattern.finditer(text) if not flags[sign.start()] & _DROPPED]
        for sign in signs:
            put(_DROPPED, *sign.span())
        # A sign without a partner sets nothing.
        for opening, closing in zip(signs[::2], signs[1::2], strict=False):
            put(flag, opening.end(), closing.start())
    return flags


def _styled(text: str, flags: int) -> str:
    rendered = f"<sup>{mark_number(text)}</sup>" if flags & _MARK else esc(text)
    if flags & _LINKED:
        rendered = f'<span class="lz-linked">{rendered}</span>'
    if flags & _EM_ON:
        rendered = f"<em>{rendered}</em>"
    return f"<strong>{rendered}</strong>" if flags & _STRONG_ON else rendered
