"""A query becomes ranked hits: BM25 over stems and letters, and vectors, fused."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus.errors import IndexState, IndexStateError
from index.analysis import analyse, content_words, grams, stem
from index.encoders import Encoder, Vectors, saved_encoder
from index.engines import Rows
from index.fuse import best_first, fuse, z_scores
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
        dense: cosine between the question and the record, -1 to 1.

    """

    record: str
    score: float
    stems: float
    grams: float
    dense: float


@dataclass(frozen=True, slots=True)
class NearestOutside:
    """How near a query is to questions that no factsheet answers.

    Attributes:
        record: the nearest one's theme, `outside:REASON:THEME`.
        stems, grams: highest BM25 scores.

    """

    record: str
    stems: float
    grams: float


class Searcher:
    """Searches one stored index, with the encoder that the index was built with."""

    def __init__(self, index: StoredIndex, vocabulary: Vocabulary, load_encoder: Callable[[str, Path], Encoder] = saved_encoder) -> None:
        """Keep the index; the encoder is loaded at the first search that needs it."""
        self._index = index
        self._vocabulary = vocabulary
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None
        self._vector = lru_cache(maxsize=256)(self._encode)

    def warm_up(self) -> Encoder:
        """Load the encoder now.

        Raises:
            IndexStateError: the model on this machine is not the one the index was built with.

        """
        if self._encoder is None:
            manifest = self._index.manifest
            loaded = self._load_encoder(manifest.encoder, self._index.encoder)
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
        rows = self._index.contents.rows
        chosen = np.asarray([i for i, record in enumerate(rows) if among is None or record in among], dtype=np.int64)
        if not len(chosen) or not query.strip():
            return []
        names = [rows[i] for i in chosen]
        # Words are corrected for matching by letters; the encoder reads the question as it was written.
        words = self._vocabulary.corrected(query, language)
        stems = self._index.contents.lexical.stems.scores([*analyse(query, language), *self._mended(query, language)])[chosen]
        lettered = self._index.contents.lexical.grams.scores(grams(words, language))[chosen]
        dense = self._dense(query, chosen)
        scores = fuse(stems, lettered, dense)
        return [Hit(names[i], float(scores[i]), float(stems[i]), float(lettered[i]), float(dense[i])) for i in best_first(scores, names, k)]

    def nearest_outside(self, query: str, language: str = "en") -> NearestOutside | None:
        """Give how near a query is to questions without an answer; None where the index has none."""
        themes = self._index.contents.themes
        if not themes or not query.strip():
            return None
        words = self._vocabulary.corrected(query, language)
        stems = self._index.contents.outside.stems.scores([*analyse(query, language), *self._mended(query, language)])
        lettered = self._index.contents.outside.grams.scores(grams(words, language))
        return NearestOutside(themes[int(np.argmax(z_scores(stems) + z_scores(lettered)))], float(stems.max()), float(lettered.max()))

    def _mended(self, query: str, language: str) -> list[str]:
        """Give the stems of the words that were corrected."""
        found = (self._vocabulary.speller.correct(word, language) for word in content_words(query, language))
        return [stem(word, language) for word in found if word]

    def _dense(self, query: str, chosen: Rows) -> Vectors:
        """Give the cosine of each chosen row, in their order."""
        scores, found = self._index.contents.vectors.search(self._vector(query), len(chosen), chosen)
        cosines = np.zeros(len(self._index.contents.rows), dtype=np.float32)
        cosines[found[0]] = scores[0]
        return cosines[chosen]

    def _encode(self, query: str) -> Vectors:
        return self.warm_up().queries([query])
