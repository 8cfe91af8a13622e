"""Misspelt words are read as the nearest word the corpus knows; known words are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_ONE_SLIP = 5


class Speller:
    """Corrects words against what is written in the corpus and its other wordings.

    Distance is optimal string alignment (Damerau 1964): insertions, deletions, substitutions and
    swaps of neighbours. Words up to five letters may have one slip, longer ones two; the first
    letter, which slips rarely, must hold where two are made.
    """

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        """Keep the words of each language, folded."""
        self._words = {language: tuple(sorted(set(known))) for language, known in words.items()}
        self._known = frozenset(word for known in self._words.values() for word in known)
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def knows(self, word: str) -> bool:
        """Say whether a folded word is written in the corpus or its other wordings, in any language."""
        return word in self._known

    def _correct(self, word: str, language: str) -> str | None:
        """Give the nearest known word of a language, None for a known word or one like no other."""
        if len(word) < _SHORTEST or word in self._known or not word.isalpha():
            return None
        slips = 1 if len(word) <= _ONE_SLIP else 2
        near = process.extract(word, self._words.get(language, ()), scorer=OSA.distance, score_cutoff=slips, limit=5)
        fitting = [(distance, found) for found, distance, _ in near if distance == 1 or found[0] == word[0]]
        return min(fitting)[1] if fitting else None
