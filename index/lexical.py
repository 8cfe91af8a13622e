"""BM25 over stems and over character n-grams, through bm25s."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.encoders import Vectors

os.environ.setdefault("DISABLE_TQDM", "1")
import bm25s

# The library sets its logger to DEBUG for itself.
logging.getLogger("bm25s").setLevel(logging.WARNING)

_NO_TERMS = "no-terms"


class Lexical:
    """A BM25 index (Lucene's variant, k1 = 1.5, b = 0.75) over lists of terms.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009);
    Kamphuis et al., "Which BM25 do you mean?" (2020) for the variant.
    """

    def __init__(self, retriever: bm25s.BM25 | None, size: int) -> None:
        """Wrap a bm25s index of `size` rows; None where no row holds a term, which bm25s cannot index."""
        self._retriever = retriever
        self.size = size

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> Self:
        """Index one list of terms a row."""
        if not any(documents):
            return cls(None, len(documents))
        retriever = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        retriever.index([list(terms) for terms in documents], show_progress=False)
        return cls(retriever, len(documents))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; pickled content is refused."""
        bare = folder / _NO_TERMS
        if bare.is_file():
            return cls(None, int(bare.read_text(encoding="ascii")))
        retriever = bm25s.BM25.load(str(folder), load_corpus=False, allow_pickle=False)
        return cls(retriever, int(retriever.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        """Write .npy and .json files into a folder."""
        if self._retriever is None:
            folder.mkdir(parents=True)
            (folder / _NO_TERMS).write_text(str(self.size), encoding="ascii")
            return
        self._retriever.save(str(folder), allow_pickle=False, show_progress=False)

    def scores(self, terms: Sequence[str]) -> Vectors:
        """Score every row: float32, shape (rows,), 0 where no term is shared."""
        known = [term for term in terms if self._retriever is not None and term in self._retriever.vocab_dict]
        if self._retriever is None or not known:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._retriever.get_scores(known), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LexicalPair:
    """BM25 over stems and over character n-grams, of the same documents."""

    stems: Lexical
    grams: Lexical

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        return cls(Lexical.load(folder / "stems"), Lexical.load(folder / "grams"))

    def save(self, folder: Path) -> None:
        """Write each into a folder of its own."""
        self.stems.save(folder / "stems")
        self.grams.save(folder / "grams")

    @property
    def size(self) -> int:
        """Number of documents; -1 if the two do not agree."""
        return self.stems.size if self.stems.size == self.grams.size else -1
