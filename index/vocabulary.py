"""Which words occur where: what a question's words are worth, and whether a record speaks of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from index.analysis import analyse, content_words
from index.build import terms_of
from index.chunks import Chunk
from index.spelling import Speller


class Vocabulary:
    """The stems of each record, its own and its other wordings', and the weight of each stem.

    Attributes:
        speller: corrects words against those that occur.

    """

    def __init__(self, documents: Mapping[str, Iterable[str]], words: Mapping[str, Iterable[str]]) -> None:
        """Count in how many records each stem occurs."""
        self._documents = {record: frozenset(stems) for record, stems in documents.items()}
        self._frequency = Counter(stem for stems in self._documents.values() for stem in stems)
        self.speller = Speller(words)

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> Vocabulary:
        """Read the words of some chunks."""
        words: dict[str, set[str]] = defaultdict(set)
        for chunk in chunks:
            words["en"].update(content_words(chunk.full))
            for language, text in chunk.wordings:
                words[language].update(content_words(text, language))
        return cls({chunk.record: terms_of(chunk, analyse) for chunk in chunks}, words)

    def __contains__(self, stem: str) -> bool:
        """Say whether a stem occurs anywhere."""
        return stem in self._frequency

    def corrected(self, text: str, language: str) -> str:
        """Give a text's content words, misspelt ones replaced by the nearest known word."""
        return " ".join(self.speller.correct(word, language) or word for word in content_words(text, language))

    def weight(self, stem: str) -> float:
        """Give a stem's inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)) (BM25's, never negative)."""
        n = self._frequency[stem]
        return math.log(1 + (len(self._documents) - n + 0.5) / (n + 0.5))

    def coverage(self, stems: Sequence[str], records: Iterable[str]) -> float:
        """Give the share of the stems' weight that some records hold together, 0 to 1; 0 for no stems."""
        held: set[str] = set().union(*(self._documents.get(record, frozenset()) for record in records))
        distinct = list(dict.fromkeys(stems))
        total = sum(map(self.weight, distinct))
        return sum(self.weight(stem) for stem in distinct if stem in held) / total if total else 0.0
