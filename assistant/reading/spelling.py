"""Misspelt words of structure ("recomendations", "chaptr") and names of countries ("romnia") are read as they were meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.reading.form_words import is_form_word
from assistant.reading.parties import country_names, named_parties
from corpus.text import fold

_ONE_SLIP = 7
# Of so many words it is kept what they are a slip of.
_REMEMBERED = 4096
_SHORT = 4
# A name of so many letters may have a slip.
_NAME = 6
_WORD = re.compile(r"[^\W\d_]{2,}")
# Words that say what is listed, counted, named or restricted.
STRUCTURE = frozenset(
    "recommendation recommendations recommended recommends chapter chapters footnote footnotes paragraph paragraphs observation observations practice practices promising"
    " difficulty difficulties requirement requirements requires required require requests request requested invitation invitations invites invited invite binding mandatory"
    " obligation obligations obligatory compulsory voluntary generic specific parties party number numbers count total which every everything only without addressed address"
    " level levels urgency compare comparison missing identifier identifiers exactly between document factsheet contents contain contains directed updated addressee"
    " recomandare recomandari recomandarea recomandarile capitol capitole capitolul capitolului cerinta cerinte cerintele solicitare solicitari solicitarile invitatie invitatii invitatiile obligatoriu obligatorie obligatorii obligatie obligatii"
    " nivel nivelul urgenta adresata adresate numarul numere lipsesc enumera listeaza compara diferenta facultativ facultativa"
    " toate partile generale specifice recommandation recommandations chapitre chapitres exigence exigences demande demandes obligatoire obligatoires contraignant contraignants contraignante contraignantes facultatif facultatifs combien toutes quelles generales specifiques"
    " niveau urgence adressee adressees numero numeros manquent comparez difference seulement uniquement facultative facultatives laquelle lesquelles".split()
)
# Words that look like slips of words of structure, and are none.
_LEFT_ALONE = frozenset("court courts cout couts cost costs party parts point points cor".split())
# Small words that carry the form of a question; one letter left out, or two swapped, is a slip of them.
_SMALL = frozenset(
    "how many what which only list does from that with there their each have chapter show tell about both none where when than more most least same all"
    " cate care sunt doar numai toate unde este cere dintre fiecare nicio combien quel quels quelle dans pour sont liste toutes seule autre plus moins".split()
)
_WORDS = tuple(sorted(STRUCTURE))


def spelt(question: str, is_known: Callable[[str], bool], parties: Sequence[str] = ()) -> str:
    """Write misspelt words of structure and names of countries as they were meant.

    Args:
        question: as asked.
        is_known: says whether a folded word occurs in the corpus or its other wordings; such words are left alone.
        parties: names of the Parties whose factsheets are loaded.

    """
    return _WORD.sub(lambda match: _meant(match[0], is_known, tuple(parties)) or match[0], question)


def _meant(word: str, is_known: Callable[[str], bool], parties: tuple[str, ...]) -> str | None:
    """Give the one word of structure, or name, that a word is a slip of, None where it is none.

    Distance is optimal string alignment (Damerau 1964): up to seven letters may have one slip, longer words two, and
    names, which are mistaken for one another sooner, one.
    """
    folded = fold(word)
    if folded in STRUCTURE or folded in _SMALL or folded in _LEFT_ALONE or is_form_word(folded):
        return None
    meant = _nearest(folded, parties)
    # What the corpus knows is asked last: for that its index has to be open.
    return None if meant is None or is_known(folded) else meant


@lru_cache(maxsize=_REMEMBERED)
def _nearest(folded: str, parties: tuple[str, ...]) -> str | None:
    if len(folded) >= _SHORT:
        slips = 1 if len(folded) <= _ONE_SLIP else 2
        near = process.extract(folded, _WORDS, scorer=OSA.distance, score_cutoff=slips, limit=3)
        fitting = sorted((distance, found) for found, distance, _ in near if found[0] == folded[0])
        if fitting:
            return fitting[0][1]
    return _small(folded) if len(folded) < _NAME else _name(folded, parties)


def _small(folded: str) -> str | None:
    """Give the small word that a word is but for one letter left out, or two swapped."""
    near = process.extract(folded, sorted(_SMALL), scorer=OSA.distance, score_cutoff=1, limit=None)
    slips = [found for found, _, _ in near if found[0] == folded[0] and (len(found) > len(folded) or sorted(found) == sorted(folded))]
    return slips[0] if slips else None


def _name(folded: str, parties: tuple[str, ...]) -> str | None:
    if any(named_parties(folded, parties)):
        return None
    near = process.extract(folded, country_names(parties), scorer=OSA.distance, score_cutoff=1, limit=2)
    names = [found for found, _, _ in near if found[0] == folded[0]]
    return names[0].title() if names else None
