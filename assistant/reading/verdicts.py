"""Whether a question can be answered by yes or no, and of how many things it asks whether they are so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.query import Counted, Having, Quantifier, Query
from assistant.reading import lexicon
from corpus.catalogue import Filters

# Words that ask for something other than yes or no.
_WH = re.compile(
    r"\b(?:what|which|who|whom|whose|how|when|where|why|list|name|show|give|find"
    r"|ce|care|cine|cum|cand|unde|cat[aei]?|cui|lista|listeaza|enumera|arata"
    r"|quoi|quel(?:le)?s?|qui|quand|comment|combien|pourquoi|(?:la|les?|du|des|aux?)quel(?:le)?s?|liste[rz]?|montre[rz]?|donne[rz]?)\b|(?:^|\b(?:et|mais|alors) )qu[e'](?! ?est-ce)"
)
# French puts the verb before its subject: "la clause est-elle contraignante ?", "y a-t-il".
_INVERTED = re.compile(
    r"\b(?:est|sont|doit|doivent|peut|peuvent|a|ont|faut|existe|contient|contiennent|comporte|comprend|prevoit|oblige|engage|vaut|porte)-(?:t-)?(?:elles?|ils?|on|ce|nous)\b"
)
_LEVELS = (lexicon.BINDING, *lexicon.LEVELS.values())
# Asked for a list politely, nobody wants a yes.
_POLITE = re.compile(
    r"^\W*(?:can|could|would|will|may|might) (?:you|i|we)\b|^\W*(?:poti|puteti|pot|putem|peux-tu|pouvez-vous|pourri\w+|puis-je)\b|\b(?:i need|i want|am nevoie|as vrea)\b"
)
_THERE_IS = re.compile(
    r"^(?:\W*(?:and|so|but|si|dar|iar|et|mais|or|oare)\W+)*(?:(?:is|are|was|were) there|(?:is|are) any|(?:do|does|did|has|have) .{0,60}\b(?:contain|include|have|hold|carry|comprise|any|anything|address)|exist[aă]?|sunt|este|are|avem|au(?! chapitre)|contine|contin|cuprinde|include|prevede"
    r"|(?:est-ce qu'il )?y a|contient|comporte|existe|est-ce que .{0,60}\b(?:contient|comporte|a|ont|prevoit))\b|\b(?:y a-t-il|n'y a-t-il|existe-t-il|contient-il|comporte-t-il|comprend-il|a-t-il|prevoit-il)\b|\bany(?:thing)?\b|\bvreo?\b|\bvreun[ae]?\b"
)
_ALL = re.compile(
    r"^(?:\W*(?:and|so|but|si|dar|et|mais|oare)\W+)*(?:(?:are|is|do|does|have|has|sunt|este|au|sont|est-ce que|contin)\W+)?(?:all|every|each|toate|toti|fiecare|tou(?:te)?s|chaque)\b(?! (?:the )?(?:part(?:y|ies)|states?|countr|partile|statele|les parties|les etats))"
)
_ANY = re.compile(
    r"^(?:\W*(?:and|so|but|si|dar|iar|et|mais)\W+)*(?:(?:is|are) there|exist[ae]?|(?:est-ce qu'il )?y a)\b|\b(?:any(?:thing)?|vreo|vreun|vreuna|ceva|y a-t-il|existe-t-il|quelque chose)\b"
)
# "Toate cerințele privesc doar România?": a statement that is asked.
_STATED = re.compile(
    r"\b(?:are|have|address|concern|apply|bind|oblige|sunt|au|privesc|vizeaza|se adreseaza|obliga|contin|sont|ont|concernent|visent|s'adressent|contiennent|engagent|obligent)\b"
)
_EVERY_CHAPTER = re.compile(
    rf"\b(?:all|every|each|toate|fiecare|tou(?:te)?s|chaque)\W+(?:(?:the|les|of|din|dintre|des|de)\W+)*{lexicon.CHAPTERS.pattern}"
)
_NOTHING_BUT = re.compile(
    r"\b(?:only|just|solely|exclusively|nothing but|doar|numai|exclusiv|uniquement|seulement|exclusivement)\b|\bne\b.*\bque?\b"
)
# "Is chapter X binding?": the chapter's number has been read before.
_IS = re.compile(r"^(?:\W*(?:and|so|but|si|dar|et|mais)\W+)*(?:is|are|este|e|est|sont|sunt)\b(?! (?:there|any|it)\b)")


def is_yes_no(text: str, *, named: bool) -> bool:
    """Say whether a folded text can be answered by yes or no.

    Args:
        text: the question.
        named: whether it names a record: "VI-1 binding?" asks nothing but that.

    """
    plain = text.strip(" ,.?!")
    if lexicon.YES_NO.search(plain):
        return True
    if _WH.search(plain):
        return False
    if _ALL.search(plain) and _STATED.search(plain) and "?" in text:
        return True
    about = (*_LEVELS, *lexicon.ADDRESSEES.values())
    return bool(_INVERTED.search(plain) or (named and any(pattern.search(plain) for pattern in about)))


def asks_existence(text: str) -> bool:
    """Say whether a folded text asks if there is something: "are there requests?"."""
    return _quantifier(text, has_chapter=False) is Quantifier.SOME


def judging(query: Query, text: str) -> Query:
    """Put into a yes/no question on a list of what it is to be judged."""
    quantifier = _quantifier(text, has_chapter=bool(query.filters.chapters))
    every_chapter = quantifier is Quantifier.ALL and bool(_EVERY_CHAPTER.search(text))
    if every_chapter and query.having is Having.SOME:
        return replace(query, quantifier=quantifier, counted=Counted.CHAPTERS, having=Having.NONE)
    return replace(query, quantifier=quantifier, domain=_domain(query.filters, text) if quantifier is not Quantifier.SOME else None)


def _quantifier(text: str, *, has_chapter: bool) -> Quantifier | None:
    plain = text.strip(" ,.?!")
    if _POLITE.search(plain) or _WH.search(plain):
        return None
    if _ANY.search(plain):
        return Quantifier.SOME
    if _ALL.search(plain):
        return Quantifier.ALL
    if _NOTHING_BUT.search(plain) and (has_chapter or lexicon.CHAPTERS.search(plain)):
        return Quantifier.ALL
    if has_chapter and _IS.match(plain):
        return Quantifier.WHOLE
    return Quantifier.SOME if _THERE_IS.search(plain) else None


def _domain(filters: Filters, text: str) -> Filters:
    """Give the filters without the one that the question asks about: of a level and an addressee, the one said last."""
    level, whom = (_last(text, patterns) for patterns in (_LEVELS, lexicon.ADDRESSEES.values()))
    if filters.urgencies and (level > whom or not filters.addressees):
        return replace(filters, urgencies=())
    return replace(filters, addressees=())


def _last(text: str, patterns: Iterable[re.Pattern[str]]) -> int:
    return max((match.start() for pattern in patterns for match in pattern.finditer(text)), default=-1)
