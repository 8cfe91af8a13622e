"""What an index holds, and how it lies in a folder (drawn in `index.store`)."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.boundary import Boundary
from index.encoders import Vectors
from index.engines import Engine, Rows
from index.files import open_array, save_array
from index.lessons import score
from index.lexical import LexicalPair

_VECTORS, _LEXICAL, _OUTSIDE = "vectors", "lexical", "outside"
_ROWS, _THEMES, _TEXTS, _WORDS = "rows.txt", "themes.txt", "texts.npy", "words.json"
_LEARNED = "learned"
_LEARNED_FILES = ("discriminants.npy", "mean.npy", "covariance.npy", "support.npy", "parameters.npy")
_DIGEST = 16
_BLOCK = 65536
Digests = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned from the wordings, for one index.

    Attributes:
        discriminants: does a question speak of a record: w·q + b, float32, shape (rows, dimension + 1), b last.
        mean: of the discriminants, shape (dimension + 1,); covariance: shape (dimension + 1, dimension + 1).
        boundary: do the factsheets answer it.

    """

    discriminants: Vectors
    mean: Vectors
    covariance: Vectors
    boundary: Boundary

    @classmethod
    def of(cls, discriminants: Vectors, boundary: Boundary) -> Self:
        """Work out mean and covariance, block by block."""
        rows, width = discriminants.shape
        mean = discriminants.sum(axis=0, dtype=np.float64) / max(rows, 1)
        covariance = np.zeros((width, width))
        for start in range(0, rows, _BLOCK):
            apart = discriminants[start : start + _BLOCK] - mean
            covariance += apart.T @ apart / rows
        return cls(discriminants, mean.astype(np.float32), covariance.astype(np.float32), boundary)

    def scores(self, question: Vectors, rows: Rows | None = None) -> Vectors:
        """Score some rows, or all, by their discriminants: float32, in their order."""
        return score(self.discriminants if rows is None else self.discriminants[rows], question)

    def spread(self, question: Vectors) -> tuple[float, float]:
        """Give mean and standard deviation of the scores of all rows, whatever their number."""
        extended = np.append(question, np.float32(1))
        return float(self.mean @ extended), math.sqrt(max(float(extended @ self.covariance @ extended), 0.0))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote."""
        discriminants, mean, covariance, *boundary = (open_array(folder / name) for name in _LEARNED_FILES)
        return cls(discriminants, mean, covariance, Boundary.of_arrays(boundary))

    def save(self, folder: Path) -> None:
        """Write .npy files into a new folder."""
        folder.mkdir()
        arrays: Sequence[NDArray[Any]] = (self.discriminants, self.mean, self.covariance, *self.boundary.arrays())
        for name, array in zip(_LEARNED_FILES, arrays, strict=True):
            save_array(folder / name, array)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an index holds.

    Attributes:
        rows: record identifier of each vector and lexical document.
        themes: theme of each document of the second lexical index, of questions with no answer.
        texts: `text_digests` of what each vector was made of.
        words: the folded words that occur, by language, sorted.
        vectors: in an engine.
        lexical, outside: the two lexical indexes.
        learned: from the wordings; None where nothing was learned for the encoder.

    """

    rows: Sequence[str]
    themes: Sequence[str]
    texts: Digests
    words: Mapping[str, Sequence[str]]
    vectors: Engine
    lexical: LexicalPair
    outside: LexicalPair
    learned: Learned | None = None

    def are_of(self, rows: int, outside: int) -> bool:
        """Say whether every part holds so many records, or so many themes."""
        learned = rows if self.learned is None else len(self.learned.discriminants)
        records = {len(self.rows), len(self.texts), self.vectors.size, self.lexical.size, learned}
        return records == {rows} and {len(self.themes), self.outside.size} == {outside}


def text_digests(texts: Sequence[str]) -> Digests:
    """Digest texts: uint8, shape (len(texts), 16)."""
    found = b"".join(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_DIGEST).digest() for text in texts)
    return np.frombuffer(found, dtype=np.uint8).reshape(len(texts), _DIGEST)


def write_contents(build: Path, contents: Contents) -> None:
    """Write all files into a folder."""
    contents.vectors.save(build / _VECTORS)
    contents.lexical.save(build / _LEXICAL)
    contents.outside.save(build / _OUTSIDE)
    if contents.learned is not None:
        contents.learned.save(build / _LEARNED)
    (build / _ROWS).write_text("\n".join(contents.rows), encoding="utf-8")
    (build / _THEMES).write_text("\n".join(contents.themes), encoding="utf-8")
    (build / _WORDS).write_text(json.dumps({language: list(words) for language, words in contents.words.items()}), encoding="utf-8")
    save_array(build / _TEXTS, contents.texts)


def read_contents(build: Path, vectors_engine: type[Engine]) -> Contents:
    """Open all files; most are read only as they are needed.

    Raises:
        OSError, RuntimeError, ValueError, KeyError, EOFError: a file is not what it should be.

    """
    return Contents(
        rows=(build / _ROWS).read_text(encoding="utf-8").splitlines(),
        themes=(build / _THEMES).read_text(encoding="utf-8").splitlines(),
        texts=open_array(build / _TEXTS),
        words=json.loads((build / _WORDS).read_text(encoding="utf-8")),
        vectors=vectors_engine.load(build / _VECTORS),
        lexical=LexicalPair.load(build / _LEXICAL),
        outside=LexicalPair.load(build / _OUTSIDE),
        learned=Learned.load(build / _LEARNED) if (build / _LEARNED).is_dir() else None,
    )
