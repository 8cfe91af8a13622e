"""Misspelt words of structure ("recomendations", "chaptr") are read as they were meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.text import fold

_ONE_SLIP = 7
# Of so many words it is kept what they are a slip of.
_REMEMBERED = 4096
_WORD = re.compile(r"[^\W\d_]{4,}")
# Words that say what is listed, counted, named or restricted.
STRUCTURE = frozenset(
    "recommendation recommendations recommended recommends chapter chapters footnote footnotes paragraph paragraphs observation observations practice practices promising"
    " difficulty difficulties requirement requirements requires required require requests request requested invitation invitations invites invited invite binding mandatory"
    " obligation obligations obligatory compulsory voluntary generic specific parties party number numbers count total which every everything only without addressed"
    " recomandare recomandari recomandarea recomandarile capitol capitole capitolul capitolului cerinta cerinte cerintele solicitare solicitari solicitarile invitatie invitatii invitatiile obligatoriu obligatorii obligatie obligatii"
    " toate partile generale specifice recommandation recommandations chapitre chapitres exigence exigences demande demandes obligatoire obligatoires contraignante contraignantes combien toutes quelles generales specifiques".split()
)
_WORDS = tuple(sorted(STRUCTURE))


def spelt(question: str, is_known: Callable[[str], bool]) -> str:
    """Write misspelt words of structure as they were meant.

    Args:
        question: as asked.
        is_known: says whether a folded word occurs in the corpus or its other wordings; such words are left alone.

    """
    return _WORD.sub(lambda match: _meant(match[0], is_known) or match[0], question)


def _meant(word: str, is_known: Callable[[str], bool]) -> str | None:
    """Give the one word of structure that a word is a slip of, None where it is none.

    Distance is optimal string alignment (Damerau 1964); up to seven letters may have one slip, longer words two.
    """
    folded = fold(word)
    meant = _nearest(folded)
    # What the corpus knows is asked last: for that its index has to be open.
    return None if meant is None or is_known(folded) else meant


@lru_cache(maxsize=_REMEMBERED)
def _nearest(folded: str) -> str | None:
    """Give the word of structure that is a slip away; None where there is none, or where it is one itself."""
    if folded in STRUCTURE:
        return None
    slips = 1 if len(folded) <= _ONE_SLIP else 2
    near = process.extract(folded, _WORDS, scorer=OSA.distance, score_cutoff=slips, limit=3)
    fitting = sorted((distance, found) for found, distance, _ in near if found[0] == folded[0])
    return fitting[0][1] if fitting else None
