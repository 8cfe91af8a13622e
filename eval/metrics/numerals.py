"""Number words become digits, so that "seven" and 7 are one fact."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_ONES: Final = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "ro": "zero - doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece paisprezece "
    "cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf",
}
_TENS: Final = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "ro": "douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci",
    "fr": "vingt trente quarante cinquante soixante - - -",
}
_EXTRA: Final = {
    "en": {},
    "ro": {"două": 2, "douăsprezece": 12},
    "fr": {"soixante-dix": 70, "quatre-vingts": 80, "quatre-vingt": 80, "quatre-vingt-dix": 90, "vingt et un": 21},
}
_JOINT: Final = {"en": "[- ]", "ro": " și ", "fr": "-"}
# A point or comma between thousands: 8,700 and 8.700 are 8700. A plain blank is not taken: "in 2019 306 children".
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}(?!\d))")


def digits_for_words(text: str, language: str) -> str:
    """Write numbers up to 99 in digits and drop the marks between thousands.

    English, and the language of the text beside it. One (`un`, `o`) in Romanian and French is left alone:
    there it is the article.

    Args:
        text: in lower case.
        language: `en`, `ro` or `fr`.

    """
    for spoken in dict.fromkeys(("en", language)):
        values, pattern = _table(spoken)
        text = pattern.sub(lambda match, values=values: str(values[match[0]]), text)
    return _THOUSANDS.sub("", text)


@cache
def _table(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    values = {word: value for value, word in enumerate(_ONES[language].split()) if word != "-"}
    tens = {word: 20 + 10 * index for index, word in enumerate(_TENS[language].split()) if word != "-"}
    ones = {word: value for word, value in values.items() if 0 < value < 10}
    joints = ("-", " ") if _JOINT[language] == "[- ]" else (_JOINT[language],)
    both = {f"{ten}{joint}{one}": tens[ten] + ones[one] for ten in tens for joint in joints for one in ones}
    table = {**values, **tens, **both, **_EXTRA[language]}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
