"""Fact containment: are the words and numbers that answer the question in the text?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from corpus.text import HYPHENS, collapse
from eval.metrics.numerals import digits_for_words, join_thousands
from eval.metrics.pair import Pair, share
from eval.solid import MARKS

# An answer in another language says these in its own words; everything else is quoted in English.
_STEMS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "require": {"en": ("requir",), "ro": ("cere", "impun"), "fr": ("requi", "exig")},
    "request": {"en": ("request",), "ro": ("solicit",), "fr": ("demand",)},
    "invite": {"en": ("invit",), "ro": ("invit",), "fr": ("invit",)},
}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {"yes": {"ro": "da", "fr": "oui"}, "no": {"ro": "nu", "fr": "non"}}
_NOISE = re.compile(rf"[{MARKS}*_`]|\]\([^)\s]*\)|(?m:^\s*\d+[.)]\s)")
_QUOTES = str.maketrans("“”„«»\u2018\u2019", '"""""\'\'')
_ENDING = r"\w{0,4}"


def fact_containment(pair: Pair) -> float | None:
    """Give the share of the facts that are in the answer's text; undefined where none are asked for.

    As "short-answer match" of closed-book QA (Chen, Fisch, Weston, Bordes, "Reading Wikipedia", ACL 2017),
    with whole words: case, white space, emphasis and footnote marks do not matter; a number is found only
    as a whole number, in digits or in words ("seven" is 7), never inside an ID or at the head of a list
    item; a last word of four letters or more may have an ending ("requests"). The urgencies, "yes" and
    "no" are also known in Romanian and French.
    """
    facts = pair.case.facts
    if not facts:
        return None
    text = prepared(pair.answer["answer"], pair.case.language)
    return share(sum(contains(text, fact, pair.case.language) for fact in facts), len(facts))


def unwanted(pair: Pair) -> list[str]:
    """Give the words that must not be in the answer's text and are; found as facts are."""
    text = prepared(pair.answer["answer"], pair.case.language)
    return [words for words in pair.case.must_not if contains(text, words, pair.case.language)]


def unwanted_words(pair: Pair) -> float | None:
    """Give the share of the words that must not be there and are; 0 is right. Undefined where none are given."""
    return share(len(unwanted(pair)), len(pair.case.must_not))


def prepared(text: str, language: str) -> str:
    """Make a text ready for `contains`: lower case, plain, numbers in digits, no numbers of list items."""
    words = _NOISE.sub(" ", join_thousands(HYPHENS.sub("-", text))).replace("[", " ").translate(_QUOTES)
    return digits_for_words(collapse(words).casefold(), language)


def contains(prepared: str, fact: str, language: str) -> bool:
    """Say whether a fact is in a text that `prepared` made ready."""
    return bool(_pattern(fact, language).search(prepared))


@lru_cache(maxsize=4096)
def _pattern(fact: str, language: str) -> re.Pattern[str]:
    words = prepared(fact, "en")
    stems = _STEMS.get(words, {})
    if stems:
        # English too: the quotes stay English in every language.
        return re.compile(rf"(?<!\w)(?:{'|'.join({*stems['en'], *stems.get(language, ())})})")
    if not words:
        return re.compile(r"(?!)")
    known = [words, *(word for key, word in _WORDS.get(words, {}).items() if key == language)]
    return re.compile("|".join(_bounded(word) for word in known))


def _bounded(words: str) -> str:
    body = re.escape(words).replace(r"\ ", r"\s+")
    # A digit must not continue a number nor be the number of an ID: 7 is not in 17, 7.5, 2.7 or VI-7.
    left = r"(?<!\w)(?<!\d[.,/])(?<![ivx]-)" if words[0].isdigit() else r"(?<!\w)"
    if words[-1].isdigit():
        return rf"{left}{body}(?!\w)(?![.,/]\d)"
    last = re.split(r"\W", words)[-1]
    ending = _ENDING if len(last) >= len("four") else ""
    # Chapter VI is not in VI-1.
    right = r"(?!\w|-\d)" if last else ""
    return rf"{left}{body}{ending}{right}"
