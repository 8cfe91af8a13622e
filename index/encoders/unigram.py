"""Texts become tokens by the likeliest split of each word into pieces.

Kudo 2018, "Subword regularization", arXiv:1804.10959, section 3.2: pieces have log-probabilities, and the Viterbi
algorithm finds the split with the greatest sum. The pieces lie sorted in a file that is not read whole: what stands in
a word is found by binary search.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors
from index.encoders.e5_file import Vocabulary
from index.files import open_array, save_array

_PIECES, _NUMBERS, _SCORES, _RULES = "pieces.npy", "numbers.npy", "scores.npy", "tokens.json"
_SPACE = "▁"
_UNKNOWN_PENALTY = 10.0
_LOWEST = -1e30
_SPACES = re.compile(" {2,}")


class Unigram:
    """A tokenizer whose pieces never cross a space, so that words are split one by one.

    Attributes:
        first, last: numbers of the tokens that begin and end a text.

    """

    def __init__(self, pieces: NDArray[np.bytes_], numbers: NDArray[np.int32], scores: Vectors, rules: dict[str, Any]) -> None:
        """Take the sorted pieces, the number and the score of each, and the rest."""
        self._pieces, self._numbers, self._scores = pieces, numbers, scores
        self._rules = rules
        self._characters = str.maketrans(rules["characters"])
        self._longest: int = rules["longest"]
        self._unknown: int = rules["unknown"]
        self._unknown_score: float = rules["unknown_score"]
        self.first: int = rules["first"]
        self.last: int = rules["last"]
        self._word = lru_cache(maxsize=65536)(self._split)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Self:
        """Sort a vocabulary's pieces."""
        pieces = np.array(vocabulary.pieces)
        order = np.argsort(pieces, kind="stable")
        rules = {
            "first": vocabulary.first,
            "last": vocabulary.last,
            "unknown": vocabulary.unknown,
            "unknown_score": float(vocabulary.scores.min()) - _UNKNOWN_PENALTY,
            "longest": _most_characters(pieces),
            "characters": vocabulary.characters,
        }
        return cls(pieces[order], order.astype(np.int32), vocabulary.scores[order], rules)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote; the pieces stay on disk."""
        pieces, numbers, scores = (open_array(folder / name) for name in (_PIECES, _NUMBERS, _SCORES))
        return cls(pieces, numbers, scores, json.loads((folder / _RULES).read_text(encoding="utf-8")))

    def save(self, folder: Path) -> None:
        """Write the tables into a folder."""
        for name, table in ((_PIECES, self._pieces), (_NUMBERS, self._numbers), (_SCORES, self._scores)):
            save_array(folder / name, table)
        (folder / _RULES).write_text(json.dumps(self._rules), encoding="utf-8")

    def tokens(self, text: str) -> list[int]:
        """Give the numbers of a text's tokens, without the ones that begin and end it."""
        plain = _SPACES.sub(" ", text.translate(self._characters))
        return [number for word in plain.removeprefix(" ").split(" ") for number in self._word(word)]

    def _split(self, word: str) -> tuple[int, ...]:
        """Split a word that stands behind a space."""
        text = _SPACE + word
        length = len(text)
        known = self._known(text)
        best, step = [0.0] + [_LOWEST] * length, [(0, self._unknown)] * (length + 1)
        for start in range(length):
            for end in range(start + 1, min(length, start + self._longest) + 1):
                if (found := known.get(text[start:end])) is not None and best[start] + found[1] > best[end]:
                    best[end], step[end] = best[start] + found[1], (start, found[0])
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1], step[start + 1] = best[start] + self._unknown_score, (start, self._unknown)
        numbers, at = [], length
        while at:
            at, number = step[at]
            numbers.append(number)
        return tuple(reversed(numbers))

    def _known(self, text: str) -> dict[str, tuple[int, float]]:
        """Give number and score of every piece that stands in a text."""
        length = len(text)
        parts = {text[start:end] for start in range(length) for end in range(start + 1, min(length, start + self._longest) + 1)}
        # What is longer than any piece would be cut to fit, and NumPy takes no notice of a NUL at an end.
        coded = {part.encode(errors="replace"): part for part in parts if "\0" not in part}
        wanted = np.array([code for code in coded if len(code) <= self._pieces.dtype.itemsize], dtype=self._pieces.dtype)
        rows = np.minimum(np.searchsorted(self._pieces, wanted), len(self._pieces) - 1)
        held = (self._pieces[rows] == wanted) & (self._numbers[rows] != self._unknown)
        found = {}
        for i in np.flatnonzero(held).tolist():
            found[coded[wanted[i]]] = (int(self._numbers[rows[i]]), float(self._scores[rows[i]]))
        return found


def _most_characters(pieces: NDArray[np.bytes_]) -> int:
    """Give the number of characters of the longest piece: of bytes that do not go on with a character of UTF-8."""
    coded = pieces.view(np.uint8).reshape(len(pieces), -1)
    return int(((coded != 0) & (coded & 0xC0 != 0x80)).sum(axis=1).max())
