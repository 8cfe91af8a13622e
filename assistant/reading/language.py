"""Which of the three languages a question is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from corpus.text import fold

DEFAULT = "en"
# Function words that tell the languages apart.
FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset("the of and what which who is are does do must should how to for in on by with about there any have has that this it be can not from".split()),
        "ro": frozenset(
            "ce care cine este sunt si sau pentru din la cu despre trebuie au are ai al ale un o in de pe nu mai cum cate cati cand unde prin copii copiilor spune spun"
            " comitetul recomandarile recomandarea ca sa se le lui lor imi daca fi privind".split()
        ),
        "fr": frozenset(
            "que quoi qui quel quelle quels quelles est sont et ou pour dans avec sur doit doivent les des du la le l d une un au aux par pas ne en comment combien quand"
            " comite recommandations recommandation enfants il elle ils elles ce cette ces il y a-t-il est-ce".split()
        ),
    }
)  # fmt: skip
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
