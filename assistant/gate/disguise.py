"""Words written so that a pattern does not see them are written plainly before any is looked for."""

from __future__ import annotations

import re

from corpus.lookalikes import latin
from corpus.text import fold

# Digits and signs that stand for letters, inside a word that has letters too: "1gn0re", "ch1ld".
_LEET = str.maketrans("013457@$!", "oieastasi")
_WORD = re.compile(r"[\w@$!]+")
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th|e|er|eme|lea|yo|y|k|h)?!*|[ivxl]+\d+|[a-z]+!+|\W+")
# Whoever writes digits for letters also writes 1 for I.
_ONE = re.compile(r"(?<=\w )1(?= \w)")
# "c.s.a.m.", "g-r-o-o-m": single letters with the same sign between them.
_DOTTED = re.compile(r"(?<!\w)[a-z](?:(?P<sign>[.*_\-])[a-z])(?:(?P=sign)[a-z])+(?!\w)")
# Nobody spells out several words letter by letter but to hide them.
SPELLED = re.compile(r"(?<!\w)(?:[a-z] ){5,}[a-z](?!\w)")


def undisguised(text: str) -> str:
    """Fold a text and undo look-alike letters, unseen characters, digits for letters and signs between letters."""
    plain = _DOTTED.sub(lambda match: match[0].replace(match["sign"], ""), fold(latin(text)))
    spelt = _WORD.sub(_spelt, plain)
    return " ".join((spelt if spelt == plain else _ONE.sub("i", spelt)).split())


def _spelt(match: re.Match[str]) -> str:
    word = match[0]
    return word if word.isalpha() or _NUMBERED.fullmatch(word) else word.translate(_LEET)
