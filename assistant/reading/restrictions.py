"""Levels and addressees that a question restricts itself to, and those it leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from assistant.reading import lexicon
from corpus.records import Addressee, Urgency

_Named = TypeVar("_Named", Urgency, Addressee)

# "Drop the generic ones", "leaving out invitations", "sans les invitations".
_LEFT_OUT = (
    r"(?:drop\w*|remov\w+|strip\w*(?: out)?|leav\w+ (?:out|aside)|exclud\w+|except\w*|skip\w*|filter\w* out|tak\w+ out|throw\w* out|get rid of|apart from|other than|not(?: counting| including)?|minus|(?:all|everything|anything) but"
    r"|enlev\w+|retir\w+|supprim\w+|sauf|hors|a part|sans compter|tou(?:te)?s sauf|elimin\w+|scoate\w*|exclu\w+|lasa\w* deoparte|fara (?:cele|a numara)|toate? mai putin|in afara de)"
)
LEFT_OUT = lexicon.words(_LEFT_OUT)
# "Without the invitations" leaves them out of a list; a chapter "without invitations" has none.
_WITHOUT = re.compile(r"\b(?:without|sans|fara)\b")
_BEGINS_LEAVING_OUT = re.compile(rf"\W*(?!not )(?:\w+ ){{0,2}}{_LEFT_OUT}\b")
_UP_TO_IT = r"\b[^.,;:?]{0,30}?"
# "Requests rather than invitations": the second is only contrasted.
_CONTRASTED = re.compile(
    r"(?:\b(?:rather than|instead of|as opposed to|as against|and not|not just|plutot que|et non(?: pas)?|au lieu de|in loc de|mai degraba decat|si nu)|, (?:not|nu|pas))\b[^.;:?]{0,40}"
)
_EITHER = re.compile(r"\b(?:or|sau|ou)\b")


# "The generic one included" restricts nothing.
_INCLUDED = re.compile(r"\b\w+ (?:ones? )?(?:included|inclusiv|incluses?|comprises?)\b")


def levels_named(text: str) -> tuple[Urgency, ...]:
    """Give the levels a folded text restricts itself to; "binding" means the two that are obligations of the Convention."""
    if lexicon.NOT_BINDING.search(text) and not (lexicon.CHAPTERS.search(text) or any(p.search(text) for p in lexicon.LEVELS.values())):
        return (Urgency.INVITE,)
    if lexicon.NOT_INVITED.search(text):
        kept = tuple(level for level in _named(text, lexicon.LEVELS) if level is not Urgency.INVITE)
        obliging = kept or (Urgency.REQUIRE, Urgency.REQUEST)
        # "Strip out whatever isn't an invitation" leaves the invitations.
        return (Urgency.INVITE,) if _BEGINS_LEAVING_OUT.match(text) else obliging
    named = _named(text, lexicon.LEVELS)
    left_out = _left_out(text, lexicon.LEVELS)
    if left_out and set(named) == set(left_out):
        return tuple(level for level in Urgency if level not in left_out)
    if len(named) > 1:
        named = _named(_CONTRASTED.sub(" ", text), lexicon.LEVELS) or named
    if not named and lexicon.BINDING.search(text):
        return (Urgency.REQUIRE, Urgency.REQUEST)
    return named if len(named) < len(Urgency) else ()


def addressees_named(text: str) -> tuple[Addressee, ...]:
    """Give whom a folded text restricts itself to, by the headings clauses stand under; nothing where both are named."""
    text = _INCLUDED.sub(" ", text)
    left_out = _left_out(text, lexicon.ADDRESSEES)
    named = tuple(whom for whom in _named(text, lexicon.ADDRESSEES) if whom not in left_out)
    if not named and len(left_out) == 1:
        return tuple(whom for whom in Addressee if whom not in left_out)
    return named if len(named) == 1 else ()


def without_leaving_out(text: str) -> str:
    """Drop the word that leaves something out, where what it leaves out has been read."""
    return LEFT_OUT.sub(" ", text, count=1)


def asks_which_level(text: str) -> bool:
    """Say whether a folded text offers several levels to choose from: "is it an obligation or an invitation?"."""
    offered = len(_named(text, lexicon.LEVELS)) + bool(lexicon.BINDING.search(text))
    return offered > 1 and bool(_EITHER.search(text))


def _named(text: str, patterns: Mapping[_Named, re.Pattern[str]]) -> tuple[_Named, ...]:
    return tuple(value for value, pattern in patterns.items() if pattern.search(text))


def _left_out(text: str, patterns: Mapping[_Named, re.Pattern[str]]) -> tuple[_Named, ...]:
    text = text if lexicon.CHAPTERS.search(text) else _WITHOUT.sub("except", text)
    if not LEFT_OUT.search(text):
        return ()
    return tuple(value for value, pattern in patterns.items() if _leaving_out(pattern).search(text))


@cache
def _leaving_out(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{_LEFT_OUT}{_UP_TO_IT}{pattern.pattern}")
