"""Number words become digits, so that "seven" and 7 are one fact."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

# Up to nineteen, from zero; `-` where the word is the article too ("un", "o").
_SMALL: Final = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "ro": "zero - doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece paisprezece "
    "cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
}
_TENS: Final = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "ro": "douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci",
    "fr": "vingt trente quarante cinquante soixante - quatre-vingt -",
}
_ELSE: Final = {
    "en": {},
    "ro": {"două": 2, "douăsprezece": 12},
    "fr": {"quatre-vingts": 80, "soixante et onze": 71},
}
_JOINTS: Final = {"en": ("-", " "), "ro": (" și ",), "fr": ("-",)}
_ONE: Final = {"en": (), "ro": (" și unu", " și una", " și două"), "fr": (" et un", " et une", "-un")}
# A plain blank is not taken: "in 2019 306 children".
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}(?!\d))")


def join_thousands(text: str) -> str:
    """Drop the marks between thousands: 8,700 and 8.700 are 8700."""
    return _THOUSANDS.sub("", text)


def digits_for_words(text: str, language: str) -> str:
    """Write numbers up to 99 in digits.

    English, and the language of the text beside it. One in Romanian and French is left alone: there it is
    the article.

    Args:
        text: in lower case.
        language: `en`, `ro` or `fr`.

    """
    for spoken in dict.fromkeys(("en", language)):
        text = _replaced(text, *_table(spoken))
    return text


def _replaced(text: str, values: dict[str, int], pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: str(values[match[0]]), text)


@cache
def _table(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    small = {word: value for value, word in enumerate(_SMALL[language].split()) if word != "-"}
    tens = {word: value for value, word in zip(range(20, 100, 10), _TENS[language].split(), strict=True) if word != "-"}
    table = {**small, **tens, **_ELSE[language]}
    for ten, value in tens.items():
        # French counts on to nineteen after sixty and eighty.
        limit = 20 if value + 10 not in tens.values() and value < 90 else 10
        joined = {word: one for word, one in small.items() if 0 < one < limit}
        table |= {f"{ten}{joint}{word}": value + one for joint in _JOINTS[language] for word, one in joined.items()}
        table |= {f"{ten}{ending}": value + (2 if ending.endswith("două") else 1) for ending in _ONE[language]}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
