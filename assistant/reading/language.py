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
        "en": frozenset("the of and what which who is are does do must should how to for in on by with about there any have has that this it be can not from list show give tell all only each every many much you we us our me who whom where when why will would could says say were did chapter level binding but if its their requests them those these".split()),
        "ro": frozenset(
            "ce care cine este sunt si sau pentru din la cu despre trebuie au are ai al ale un o in de pe nu mai cum cate cati cand unde prin copii copiilor spune spun"
            " comitetul recomandarile recomandarea ca sa se le lui lor imi daca fi privind toate tuturor doar numai dar iar enumera listeaza lista arata care ele ei ea noi ne cere capitol capitolul capitole capitolele capitolului cerinte cerintele cerinta solicitari solicitarile solicitare invitatii invitatiile invitatie obligatii obligatiile obligatorie obligatorii nivel fisa recomandari recomandare exista avem dintre".split()
        ),
        "fr": frozenset(
            "que quoi qui quel quelle quels quelles est sont et ou pour dans avec sur doit doivent les des du la le l d une un au aux par pas ne en comment combien quand"
            " comite recommandations recommandation enfants il elle ils elles ce cette ces il y a-t-il est-ce chapitre chapitres exigence exigences demande demandes obligatoire obligatoires contraignante contraignantes toutes tous seulement uniquement fiche lesquelles laquelle lesquels lequel nous vous c listez montrez donnez celles celle sans dit ses leur faut".split()
        ),
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS: Mapping[str, str] = MappingProxyType({"ro": "ăâîșțşţ", "fr": "éèêëàâçœùûïô"})


def language_of(text: str) -> str | None:
    """Vote by function words and letters.

    Returns:
        `en`, `ro` or `fr`; None where a text is too short to tell, or undecided.

    """
    words = _WORD.findall(fold(text))
    votes = {language: float(sum(word in known for word in words)) for language, known in FUNCTION_WORDS.items()}
    for language, letters in _LETTERS.items():
        votes[language] += 0.75 * sum(char in letters for char in text.lower())
    best = max(votes, key=lambda language: (votes[language], language == DEFAULT))
    others = max(vote for language, vote in votes.items() if language != best)
    return None if votes[best] < 1 or votes[best] - others < 0.5 else best


def detect_language(text: str) -> str:
    """Give the language of a text; short or undecided ones are English."""
    return language_of(text) or DEFAULT
