"""Numbers written in words, up to 199, in English, Romanian and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "ro": "unu doi trei patru cinci sase sapte opt noua zece unsprezece doisprezece treisprezece paisprezece cincisprezece saisprezece saptesprezece optsprezece nouasprezece",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "ro": "douazeci treizeci patruzeci cincizeci saizeci saptezeci optzeci nouazeci",
    "fr": "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
}
_JOINTS = {"en": ("-", " "), "ro": (" si ",), "fr": ("-", " ", " et ", "-et-")}
_HUNDREDS = {
    "en": ("one hundred and ", "one hundred ", "a hundred and ", "hundred and "),
    "ro": ("o suta ",),
    "fr": ("cent ",),
}


def _below_hundred(language: str) -> Iterator[tuple[str, int]]:
    units = _UNITS[language].split()
    yield from ((word, value) for value, word in enumerate(units, 1))
    for place, word in enumerate(_TENS[language].split(), 2):
        # French counts on in twenties from sixty: soixante-dix, quatre-vingt-dix.
        twenties = language == "fr" and place in (7, 9)
        start = (place - 1) * 10 if twenties else place * 10
        if not twenties:
            yield word, start
            yield f"{word}s", start
        for unit, name in enumerate(units[: 19 if language == "fr" and place >= 6 else 9], 1):
            if not (twenties and unit < 10):
                yield from ((f"{word}{joint}{name}", start + unit) for joint in _JOINTS[language])


@cache
def number_words() -> dict[str, int]:
    """Give each number's words, folded, with its value."""
    found: dict[str, int] = {}
    for language in _UNITS:
        below = list(_below_hundred(language))
        found.update(below)
        for hundred in _HUNDREDS[language]:
            found.update({f"{hundred}{word}": 100 + value for word, value in below})
        found.update({hundred.removesuffix(" ").removesuffix(" and"): 100 for hundred in _HUNDREDS[language]})
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, number_words()), key=len, reverse=True))})(?![\w-])")


def in_digits(text: str) -> str:
    """Write the numbers of a folded text in digits."""
    return _pattern().sub(lambda match: str(number_words()[match[0]]), text)
