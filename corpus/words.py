"""Words of a text: folded, and told apart from those that carry no meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from corpus.text import HYPHENS, fold

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_STOP: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(
            "a about after all also am an and any are as at be been being but by can could d did do does doing don for from get got had has "
            "have he her here him his how i if in into is it its just let ll like m may me might more most must my no nor not now of "
            "on one only or other our out over own please re s shall she should so some such t tell than that the their them "
            "then there these they this those to under up us ve very was we were what when where which while who whom whose "
            "why will with would you your".split()
        ),
        "ro": frozenset(
            "a ai al ale am ar are as asta asupra atunci au avea aveti ca cand care cat cate cati ce cea cei cel cele cine cu cum da daca dar de "
            "deci despre din dintre e ea ei el ele era este eu fac faca face facem facut fi fie fiind iar ii il imi in isi intr intre la le li lor lui m mai "
            "mea meu mi ne ni nici noastra nostru noi nu o or ori pe pentru prin privind s sa sale sau se si sunt sub t te toate trebuie tuturor u "
            "un una unde unei unele unor unui va voi vom vor".split()
        ),
        "fr": frozenset(
            "a ai ainsi alors au aucun aussi aux avec avoir c ca car ce cela celle celui ces cet cette ceux chez comme comment d dans de des doit "
            "doivent donc du elle elles en entre es est et etait etre eu fait faire faut font il ils j je l la le les leur leurs lui m ma mais me "
            "meme mes moi mon n ne ni nos notre nous on ont ou par pas peut peuvent plus pour qu quand que quel quelle quelles quels qui quoi s sa "
            "sans se ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tu un une vers vos votre vous y".split()
        ),
    }
)


def words(text: str) -> list[str]:
    """Split into folded words; invisible break opportunities do not split one."""
    if not text.isascii():
        text = HYPHENS.sub("-", _INVISIBLE.sub("", text))
    return _WORD.findall(fold(text))


def content_words(text: str, language: str = "en") -> list[str]:
    """Give the folded words of a text that carry meaning."""
    return [word for word in words(text) if word not in _STOP[language]]


def is_stop_word(word: str) -> bool:
    """Say whether a folded word carries no meaning in one of the languages."""
    return any(word in words for words in _STOP.values())
