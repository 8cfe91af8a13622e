"""How many of a thing there are to be: "exactly three recommendations", "more than ten", "cel puțin două cerințe"."""

from __future__ import annotations

import re

from assistant.query import Bounds
from assistant.reading import lexicon

_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(lexicon.NUMBERS, key=len, reverse=True))})"
_THING = "|".join(pattern.pattern for pattern in (lexicon.RECOMMENDATIONS, *lexicon.LEVELS.values(), lexicon.BINDING))
_COUNTED = rf"{_NUMBER}\s+(?:de\s+)?(?:[\w-]+\s+)?(?:{_THING})"
_ABOVE = re.compile(rf"\b(?:more than|over|above|mai mult(?:e)? de|peste|plus de|plus d')\s*{_COUNTED}")
_BELOW = re.compile(rf"\b(?:fewer than|less than|under|below|mai putin(?:e)? de|sub|moins de|moins d')\s*{_COUNTED}")
_FROM = re.compile(rf"\b(?:at least|no fewer than|cel putin|minim(?:um)?|au moins)\s+{_COUNTED}")
_UP_TO = re.compile(rf"\b(?:at most|no more than|up to|cel mult|maxim(?:um)?|au plus)\s+{_COUNTED}")
_EXACT = re.compile(
    rf"\b(?:exactly|precisely|just|only|hold|holds|have|has|contain|contains|with|exact|doar|numai|are|au|contin|contine|cu|exactement|seulement|uniquement|contient|contiennent|ont|a|comptent?|avec|que)\s+{_COUNTED}"
)


def bounds(text: str) -> Bounds | None:
    """Read between which numbers a count is to lie; None where a folded text says none."""
    for pattern, low, high in ((_ABOVE, 1, None), (_BELOW, None, -1), (_FROM, 0, None), (_UP_TO, None, 0), (_EXACT, 0, 0)):
        if match := pattern.search(text):
            number = int(match["number"]) if match["number"].isdigit() else lexicon.NUMBERS[match["number"]]
            return Bounds(0 if low is None else number + low, None if high is None else number + high)
    return None
