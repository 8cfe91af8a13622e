"""A query becomes ranked hits: BM25 over stems and letters, and vectors, fused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.errors import IndexState, IndexStateError
from corpus.words import content_words
from index.analysis import analyse, grams, stem
from index.encoders import Encoder, Vectors, saved_encoder
from index.engines import EXHAUSTIVE, Rows
from index.fuse import added, best_first, fuse, standardised, top_rows, z_scores
from index.store import StoredIndex
from index.vocabulary import Vocabulary

# Of a large index, as many rows of each kind of evidence are considered; a topic is answered from 200.
_POOL = 1000
# Of so many queries vector and terms are kept: a question is searched several times.
_REMEMBERED = 256


class Hit(NamedTuple):
    """A record found.

    Attributes:
        record: its identifier.
        score: fused; a weighted sum of z-scores over the records searched.
        stems: BM25 score over stems, 0 where none is shared.
        grams: BM25 score over character n-grams.
        dense: cosine between the question and the record, -1 to 1.
        learned: discriminant between questions on the record and others, 0 where nothing was learned.

    """

    record: str
    score: float
    stems: float
    grams: float
    dense: float
    learned: float


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


class _Terms(NamedTuple):
    """What a query is searched by: stems of its words, and their letters in groups."""

    stems: tuple[str, ...]
    grams: tuple[str, ...]


class _Evidence(NamedTuple):
    """BM25 scores over stems and over letters, cosines and discriminants, of the same rows."""

    stems: Vectors
    grams: Vectors
    dense: Vectors
    learned: Vectors


class Searcher:
    """Searches one stored index, with the encoder that the index was built with."""

    def __init__(self, index: StoredIndex, vocabulary: Vocabulary, load_encoder: Callable[[str, Path], Encoder] = saved_encoder) -> None:
        """Keep the index; the encoder is loaded at the first search that needs it."""
        self._index = index
        self._vocabulary = vocabulary
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None
        self._vector = lru_cache(maxsize=_REMEMBERED)(self._encode)
        self._terms = lru_cache(maxsize=_REMEMBERED)(self._split)

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
        rows = None if among is None else np.asarray(sorted(self._rows[name] for name in among if name in self._rows), dtype=np.int64)
        size = self._index.manifest.rows if rows is None else len(rows)
        if not size or not query.strip():
            return []
        lexical = self._index.contents.lexical
        # Words are corrected for matching by letters; the encoder reads the question as it was written.
        terms = self._terms(query, language)
        stems, lettered = lexical.stems.scores(terms.stems, rows), lexical.grams.scores(terms.grams, rows)
        vector = self._vector(query)
        if rows is None and size > EXHAUSTIVE:
            return self._best_of_many(stems, lettered, vector, k)
        evidence = self._evidence(stems, lettered, vector, rows)
        return self._hits(fuse(*evidence), evidence, rows, k)

    def _best_of_many(self, stems: Vectors, lettered: Vectors, vector: Vectors, k: int) -> list[Hit]:
        """Fuse only what is best by stems, by letters or by vector; means and deviations are those of all rows."""
        engine = self._index.contents.vectors
        _, near = engine.search(vector[None], max(_POOL, k))
        rows = np.unique(np.concatenate([near[0], top_rows(stems, max(_POOL, k)), top_rows(lettered, max(_POOL, k))]))
        learned = self._index.contents.learned
        evidence = self._evidence(stems[rows], lettered[rows], vector, rows)
        spreads = (
            (float(stems.mean()), float(stems.std())),
            (float(lettered.mean()), float(lettered.std())),
            engine.spread(vector),
            learned.spread(vector) if learned is not None else (0.0, 0.0),
        )
        scores = added([standardised(scores, *spread) for scores, spread in zip(evidence, spreads, strict=True)])
        return self._hits(scores, evidence, rows, k)

    def _evidence(self, stems: Vectors, lettered: Vectors, vector: Vectors, rows: Rows | None) -> _Evidence:
        """Put to the BM25 scores of some rows, or of all, what their vectors and what was learned say of the question's."""
        contents = self._index.contents
        dense = contents.vectors.cosines(vector, rows)
        learned = contents.learned.scores(vector, rows) if contents.learned is not None else np.zeros_like(dense)
        return _Evidence(stems, lettered, dense, learned)

    def _hits(self, scores: Vectors, evidence: _Evidence, rows: Rows | None, k: int) -> list[Hit]:
        """Make hits of the k best; scores and evidence are of the same rows, which None says are all."""
        names = self._index.contents.rows
        if rows is not None:
            names = [names[row] for row in rows.tolist()]
        best = best_first(scores, names, k)
        columns = (kind[best].tolist() for kind in (scores, *evidence))
        return list(map(Hit._make, zip([names[i] for i in best], *columns, strict=True)))

    def answerable(self, query: str) -> float:
        """Give how far a question is on the side of those the factsheets answer, as learned; 0 where nothing was learned."""
        learned = self._index.contents.learned
        return learned.boundary.margin(self._vector(query)) if learned is not None and query.strip() else 0.0

    def coverage(self, words: str, language: str, record: str) -> float:
        """Give the share of some words' weight that a record holds, in its own words or in its wordings, 0 to 1."""
        stems = analyse(self._vocabulary.corrected(words, language), language)
        return self._vocabulary.coverage(stems, [record])

    def nearest_outside(self, query: str, language: str = "en") -> NearestOutside | None:
        """Give how near a query is to questions without an answer; None where the index has none."""
        themes = self._index.contents.themes
        if not themes or not query.strip():
            return None
        terms, outside = self._terms(query, language), self._index.contents.outside
        stems, lettered = outside.stems.scores(terms.stems), outside.grams.scores(terms.grams)
        return NearestOutside(themes[int(np.argmax(z_scores(stems) + z_scores(lettered)))], float(stems.max()), float(lettered.max()))

    def _split(self, query: str, language: str) -> _Terms:
        """Split a query; misspelt words count as written and as corrected by stems, as corrected only by letters."""
        mended = (self._vocabulary.speller.correct(word, language) for word in content_words(query, language))
        stems = [*analyse(query, language), *(stem(word, language) for word in mended if word)]
        return _Terms(tuple(stems), tuple(grams(self._vocabulary.corrected(query, language), language)))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {record: row for row, record in enumerate(self._index.contents.rows)}

    def _encode(self, query: str) -> Vectors:
        vector: Vectors = self.warm_up().queries([query])[0]
        return vector
