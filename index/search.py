"""A query becomes ranked hits: BM25 over stems and letters, and vectors, fused."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from corpus.errors import IndexState, IndexStateError
from index.analysis import analyse, content_words, grams, stem
from index.encoders import Encoder, Vectors, encoder
from index.fuse import best_first, fuse
from index.store import StoredIndex
from index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found.

    Attributes:
        record: its identifier.
        score: fused; a weighted sum of z-scores over the records searched.
        stems: BM25 score over stems, 0 where none is shared.
        grams: BM25 score over character n-grams.
        dense: cosine between the question and the nearest wording of the record, -1 to 1.

    """

    record: str
    score: float
    stems: float
    grams: float
    dense: float


class Searcher:
    """Searches one stored index, with the encoder that the index was built with."""

    def __init__(self, index: StoredIndex, vocabulary: Vocabulary, load_encoder: Callable[[str], Encoder] = encoder) -> None:
        """Keep the index; the encoder is loaded at the first search that needs it."""
        self._index = index
        self._vocabulary = vocabulary
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None

    def warm_up(self) -> Encoder:
        """Load the encoder now.

        Raises:
            IndexStateError: the model on this machine is not the one the index was built with.

        """
        if self._encoder is None:
            manifest = self._index.manifest
            loaded = self._load_encoder(manifest.encoder)
            if (loaded.dimension, loaded.checksum) != (manifest.dimension, manifest.checksum):
                raise IndexStateError(IndexState.STALE, f"the model of encoder {manifest.encoder!r} is not the index's")
            self._encoder = loaded
        return self._encoder

    def search(self, query: str, k: int = 10, among: Collection[str] | None = None, language: str = "en") -> list[Hit]:
        """Find the k best records.

        Args:
            query: the question's words.
            k: how many at most.
            among: only these records; None searches all.
            language: of the question, for its stems.

        Returns:
            hits by descending score, ties by record identifier.

        """
        documents = self._index.manifest.documents
        chosen = [i for i, record in enumerate(documents) if among is None or record in among]
        if not chosen or not query.strip():
            return []
        names = [documents[i] for i in chosen]
        # Words are corrected for matching by letters; the encoder reads the question as it was written.
        words = self._vocabulary.corrected(query, language)
        stems = self._index.lexical.stems.scores([*analyse(query, language), *self._mended(query, language)])[chosen]
        lettered = self._index.lexical.grams.scores(grams(words, language))[chosen]
        dense = self._dense(query, names)
        scores = fuse(stems, lettered, dense)
        return [
            Hit(names[i], float(scores[i]), float(stems[i]), float(lettered[i]), float(dense[i]))
            for i in best_first(scores, names)[:k]
        ]

    def _mended(self, query: str, language: str) -> list[str]:
        """Give the stems of the words that were corrected."""
        found = (self._vocabulary.speller.correct(word, language) for word in content_words(query, language))
        return [stem(word, language) for word in found if word]

    def _dense(self, query: str, names: list[str]) -> Vectors:
        """Give for each record the cosine of its nearest wording."""
        place = {name: i for i, name in enumerate(names)}
        rows = self._index.manifest.rows
        allowed = np.asarray([row for row, record in enumerate(rows) if record in place], dtype=np.int64)
        best = np.full(len(names), -1.0, dtype=np.float32)
        scores, found = self._index.vectors.search(self.warm_up().queries([query]), len(allowed), allowed)
        for score, row in zip(scores[0].tolist(), found[0].tolist(), strict=True):
            at = place[rows[row]]
            best[at] = max(best[at], score)
        return best
