"""What a question asks about the numbers that clauses carry: several, none, exactly four, or which ones are missing."""

from __future__ import annotations

import re

from assistant.query import Numbering
from assistant.reading import lexicon

_WORD = r"(?:numbers?|ids?|identifiers?|id-?uri(?:le)?|numar(?:ul)?|numer(?:e|ele)|identificato\w+|numeros?|identifiants?)"
_SMALL = {
    "two": 2, "three": 3, "four": 4, "five": 5, "doua": 2, "trei": 3, "patru": 4, "cinci": 5, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
    "2": 2, "3": 3, "4": 4, "5": 5,
}  # fmt: skip
_ONE = r"(?:one|a single|1|un|o|un seul|un singur|o singura)"
_CARRYING = (
    r"(?:lump\w*|bundl\w*|group\w*|combin\w*|share|shares|sharing|carry|carries|carrying|has|have|having|with|bear|bears|bearing|under"
    r"|are|au|poarta|cuprind\w*|grupeaza|cu|sub|porte\w*|ont|a|avec|regroup\w*|sous)"
)
_SEVERAL = re.compile(
    rf"\b(?:{_CARRYING}\b.{{0,30}}?(?:{'|'.join(_SMALL)}|several|more than one|multiple|double|two or more)\b.{{0,20}}?\b{_WORD}"
    rf"|(?:mai multe|mai mult de un|plusieurs|plus d'un) {_WORD})\b"
)
_EACH = re.compile(
    rf"\b(?P<open>(?:at least|more than|minimum|mai mult de|cel putin|plus de|au moins) )?(?P<many>{'|'.join(_SMALL)})(?! or more) (?:\w+ )?{_WORD}\b"
)
_SINGLE = re.compile(
    rf"\b{_CARRYING} (?:only |just |exactly |doar |numai |seulement )?{_ONE} (?:recommendation )?(?:single )?{_WORD}\b(?! each)|\bn'\w+ qu'un (?:seul )?{_WORD}\b"
)
_MOST = re.compile(
    rf"\b(?:(?:the )?(?:most|largest number of|highest number of|greatest number of)|cele mai multe|le plus (?:grand nombre )?(?:de|d')) ?{_WORD}\b"
)
_NONE = re.compile(
    r"\b(?:(?:no|without (?:a |an |any )?|lacks? (?:a |an )?|missing (?:a |an )?|has no|have no|(?:do|does|did)(?: not|n't) (?:have|carry|bear) (?:a |an |any )?)\s*(?:recommendation )?(?:numbers?|ids?|identifiers?)"
    r"|un-?numbered|not numbered|isn't numbered|(?:all|every|each) (?:\w+ )?numbered|fara (?:un |niciun )?(?:numar|id|identificator)|(?:nu|n-) ?(?:are|au|poarta) (?:un |niciun )?(?:numar|id|identificator)|nenumerotat\w*"
    r"|devoid of (?:a )?number|lipsit\w* de numar|depourvue?s? de numero|sans (?:numero|identifiant)|(?:n'a|n'ont|ne porten?t?) (?:pas |aucun )(?:de |d')?(?:numero|identifiant)|non numerotee?s?)\b"
)
# Clauses with several numbers or none are not all that is asked for, but belong to it, or are to be counted with it.
_AND_THOSE = re.compile(r"\b(?:includ\w+|counted|counting|incluzand|inclusiv|y compris|comptee?s?)\b")

# What could be missing from a row of numbers, and what says that something is.
_ROW = rf"(?:{_WORD}|numbering|numerotar\w*|numerotation|sequence|numbered)"
_RECOMMENDATION = r"(?:recommendations?|recos?|recomandar\w*|recommandations?)"
_MISSING = r"(?:missing(?! (?:and|or|child\w*))|absent\w*|left out|skip(?:s|ped)?|omitted|gaps?|lacking|lips(?:a|esc|este|eau)|sarit\w*|omis\w*|manqu\w+|saute\w*|omises?|trous?|lacunes?)"
_GAPS = re.compile(
    rf"\b(?:{_ROW}\b[^.;?]{{0,30}}?\b{_MISSING}|{_MISSING}\b[^.;?]{{0,20}}?\b{_ROW}|{_RECOMMENDATION} (?:(?:that|which|care|qui) )?(?:(?:are|is|sunt|este|sont|est) )?{_MISSING})\b"
)
_UNBROKEN = re.compile(
    r"\b(?:numbering|numbered|numbers|numerotar\w*|numerele|numerotation|numeros)\b[^.;?]{0,30}\b(?:continuous\w*|consecutive\w*|unbroken|without (?:a )?gaps?|continua?e?|neintrerupt\w*|consecutifs?|sans trous?)\b"
)


def numbering(text: str) -> Numbering:
    """Read which clauses of a folded text are asked for by the numbers they carry."""
    if _AND_THOSE.search(text):
        return Numbering.ANY
    if _MOST.search(text) and not lexicon.CHAPTERS.search(text):
        return Numbering.MOST
    if _SEVERAL.search(text):
        return Numbering.SEVERAL
    if _SINGLE.search(text):
        return Numbering.SINGLE
    return Numbering.NONE if _NONE.search(text) else Numbering.ANY


def numbers_each(text: str) -> int:
    """Give how many numbers exactly each clause asked for carries; 0 where several are asked for, or any."""
    match = _EACH.search(text)
    return _SMALL[match["many"]] if match and not match["open"] else 0


def counts_numbers(text: str) -> bool:
    """Say whether numbers themselves are counted: "how many numbers does it carry?"."""
    return bool(re.search(rf"{lexicon.COUNT.pattern}\W+(?:\w+\W+|d'){{0,2}}?{_WORD}\b(?! of)", text))


def asks_gaps(text: str) -> bool:
    """Say whether a folded text asks which numbers of a row are missing."""
    return bool(_GAPS.search(text) or _UNBROKEN.search(text))
