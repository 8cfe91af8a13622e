"""Which footnotes, and which paragraphs of the implementation report, a question names."""

from __future__ import annotations

import re

from assistant.reading.numbers import in_digits
from corpus.text import MARK, fold, mark_number

_TO = r"\s*(?:-|to|through|until|pana la|au|a)\s*"
_LONGEST_RANGE = 50
_MANY = rf"\d{{1,4}}(?:(?:\s*(?:,|and|or|&|/|si|et|ou|sau)\s*|{_TO})\d{{1,4}})*"
FOOTNOTE = re.compile(
    r"(?<!\w)(?:(?:foot-?notes?|fns?\.?|notes?(?: (?:de|of) (?:bas de page|subsol))?|nota(?: de subsol)?|notele(?: de subsol)?|reference mark|mark)\s*(?:no\.?|number|numarul|nr\.?|n°|numero|#)?\s*"
    rf"(?P<many>{_MANY})|(?P<nth>\d{{1,3}})(?:st|nd|rd|th|e|eme)? (?:foot-?note|note de bas de page))(?!\w)",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(
    rf"(?:(?<!\w)(?:para(?:graph)?s?\.?|paragraf\w*|paragraphes?|alineatul)|[§¶]+)\s*(?:no\.?|nr\.?|n°|number|numarul|numero|#)?\s*(?P<many>{_MANY})(?!\w)",
    re.IGNORECASE,
)


_ONE_OF = re.compile(r"\b(?:one|un|une|o singura|une seule) (?P<thing>foot-?note|note? de (?:subsol|bas de page))\b")
_PLACED = re.compile(r"note|nota|fn|mark|para|alineat|[§¶]")


def footnote_numbers(question: str) -> tuple[int, ...]:
    """Find footnote numbers: named as such, or as superscript marks."""
    numbers = [number for match in FOOTNOTE.finditer(_with_digits(question)) for number in _listed(match["many"] or match["nth"])]
    # A squared x is no footnote: a mark stands alone or behind a word of several letters.
    marks = [mark_number(m[0]) for m in MARK.finditer(question) if not re.search(r"(?<!\w)\w$", question[: m.start()])]
    return tuple(dict.fromkeys([*numbers, *marks]))


def paragraph_numbers(question: str) -> tuple[int, ...]:
    """Find paragraph numbers of the implementation report."""
    found = (_listed(match["many"]) for match in PARAGRAPH.finditer(_with_digits(question)))
    return tuple(dict.fromkeys(number for numbers in found for number in numbers))


def _with_digits(question: str) -> str:
    """Fold a question and, where it may name a footnote or a paragraph, write its numbers in digits."""
    text = fold(question)
    # "Just one footnote" counts them.
    text = _ONE_OF.sub(r"a \g<thing>", text)
    return in_digits(text) if _PLACED.search(text) else text


def _listed(text: str) -> list[int]:
    """Read numbers in a row, and those between where a range is given."""
    numbers: list[int] = []
    for first, last in re.findall(rf"(\d+)(?:{_TO}(\d+))?", text):
        end = int(last) if last and int(first) < int(last) <= int(first) + _LONGEST_RANGE else int(first)
        numbers += range(int(first), end + 1)
        numbers += [int(last)] if last and end == int(first) else []
    return numbers
