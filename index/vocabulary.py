"""Which words occur where: what a question's words are worth, and whether a record speaks of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from index.build import document_of
from index.chunks import Chunk


class Vocabulary:
    """The stems of each record, its own and its other wordings', and the weight of each stem."""

    def __init__(self, documents: Mapping[str, Iterable[str]]) -> None:
        """Count in how many records each stem occurs."""
        self._documents = {record: frozenset(stems) for record, stems in documents.items()}
        self._frequency = Counter(stem for stems in self._documents.values() for stem in stems)

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> Vocabulary:
        """Read the stems of some chunks."""
        return cls({chunk.record: document_of(chunk) for chunk in chunks})

    def __contains__(self, stem: str) -> bool:
        """Say whether a stem occurs anywhere."""
        return stem in self._frequency

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
