"""What an index holds, and how it lies in a folder (drawn in `index.store`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.engines import Engine
from index.files import open_array
from index.lexical import LexicalPair

_VECTORS, _LEXICAL, _OUTSIDE = "vectors", "lexical", "outside"
_ROWS, _THEMES, _TEXTS, _WORDS = "rows.txt", "themes.txt", "texts.npy", "words.json"
_DIGEST = 16
Digests = NDArray[np.uint8]


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

    """

    rows: Sequence[str]
    themes: Sequence[str]
    texts: Digests
    words: Mapping[str, Sequence[str]]
    vectors: Engine
    lexical: LexicalPair
    outside: LexicalPair


def text_digests(texts: Sequence[str]) -> Digests:
    """Digest texts: uint8, shape (len(texts), 16)."""
    found = b"".join(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_DIGEST).digest() for text in texts)
    return np.frombuffer(found, dtype=np.uint8).reshape(len(texts), _DIGEST)


def write_contents(build: Path, contents: Contents) -> None:
    """Write all files into a folder."""
    contents.vectors.save(build / _VECTORS)
    contents.lexical.save(build / _LEXICAL)
    contents.outside.save(build / _OUTSIDE)
    (build / _ROWS).write_text("\n".join(contents.rows), encoding="utf-8")
    (build / _THEMES).write_text("\n".join(contents.themes), encoding="utf-8")
    (build / _WORDS).write_text(json.dumps({language: list(words) for language, words in contents.words.items()}), encoding="utf-8")
    np.save(build / _TEXTS, contents.texts, allow_pickle=False)


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
    )
