"""Which words occur where: what a question's words are worth, and whether a record speaks of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from corpus.words import content_words
from index.analysis import analyse
from index.chunks import Chunk, terms_of
from index.lexical import Lexical
from index.spelling import Speller

_ENOUGH = 2


class Vocabulary:
    """The stems of each record, its own and its other wordings', and the weight of each stem.

    Attributes:
        speller: corrects words against those that occur.

    """

    def __init__(self, rows: Sequence[str], stems: Lexical, words: Mapping[str, Iterable[str]]) -> None:
        """Take the record of each row, the rows of each stem, and the words of each language."""
        self._records = rows
        self._stems = stems
        self.speller = Speller(words)

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> Vocabulary:
        """Read the words of some chunks."""
        stems = Lexical.build(terms_of(chunk, analyse) for chunk in chunks)
        return cls([chunk.record for chunk in chunks], stems, words_of(chunks))

    def __contains__(self, stem: str) -> bool:
        """Say whether a stem occurs anywhere."""
        return stem in self._stems

    def corrected(self, text: str, language: str) -> str:
        """Give a text's content words, misspelt ones replaced by the nearest known word."""
        return " ".join(self.speller.correct(word, language) or word for word in content_words(text, language))

    def weight(self, stem: str) -> float:
        """Give a stem's inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)) (BM25's, never negative)."""
        n = self._stems.frequency(stem)
        return math.log(1 + (self._stems.size - n + 0.5) / (n + 0.5))

    def coverage(self, stems: Sequence[str], records: Iterable[str]) -> float:
        """Give the share of the stems' weight that some records hold together, 0 to 1; 0 for no stems."""
        rows = np.asarray([self._rows[record] for record in records if record in self._rows], dtype=np.int32)
        weights = {stem: self.weight(stem) for stem in dict.fromkeys(stems)}
        total = sum(weights.values())
        return sum(weight for stem, weight in weights.items() if self._holds(stem, rows)) / total if total else 0.0

    def _holds(self, stem: str, rows: np.ndarray) -> bool:
        """Say whether a stem stands in any of some rows."""
        holding = self._stems.rows(stem)
        at = np.searchsorted(holding, rows)
        inside = at < len(holding)
        return bool(np.any(holding[at[inside]] == rows[inside]))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {record: row for row, record in enumerate(self._records)}


def words_of(chunks: Iterable[Chunk], split: Callable[[str, str], Sequence[str]] = content_words) -> dict[str, list[str]]:
    """Give the content words of some chunks, folded and sorted, by language; `split` gives those of a text.

    A word of the wordings must stand in two of them: some are misspelt, as people write.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[tuple[str, str]] = set()
    for chunk in chunks:
        counts["en"].update(dict.fromkeys(split(chunk.full, "en"), _ENOUGH))
        for wording in chunk.wordings:
            if wording not in seen:
                seen.add(wording)
                language, text = wording
                counts[language].update(set(split(text, language)))
    return {language: sorted(word for word, count in found.items() if count >= _ENOUGH) for language, found in sorted(counts.items())}
