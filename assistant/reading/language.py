"""Which of the three languages a question is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from assistant.reading.lexicon import FUNCTION_WORDS
from corpus.text import fold

DEFAULT = "en"
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS: Mapping[str, str] = MappingProxyType({"ro": "ăâîșțşţ", "fr": "éèêëàâçœùûïô"})


def detect_language(text: str) -> str:
    """Vote by function words and letters; short or undecided texts are English.

    Returns:
        `en`, `ro` or `fr`.

    """
    words = _WORD.findall(fold(text))
    votes = {language: float(sum(word in known for word in words)) for language, known in FUNCTION_WORDS.items()}
    for language, letters in _LETTERS.items():
        votes[language] += 0.75 * sum(char in letters for char in text.lower())
    best = max(votes, key=lambda language: (votes[language], language == DEFAULT))
    others = max(vote for language, vote in votes.items() if language != best)
    if votes[best] < 1 or (best != DEFAULT and votes[best] - others < 0.5):
        return DEFAULT
    return best
