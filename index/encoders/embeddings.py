"""Tokens' embeddings: too large to copy into an index, they stay among the installed weights, and each is checked as it is read."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from index.encoders import Vectors
from index.files import open_array, save_array

_POSITIONS, _CHECKS = "positions.npy", "checks.npy"


class Embeddings:
    """The rows of a table on disk, one a token.

    Attributes:
        positions: what is added to the token at each position: float32, shape (longest, d).

    """

    def __init__(self, words: NDArray[Any], positions: Vectors, checks: NDArray[np.uint32], origin: Path) -> None:
        """Take the table, shape (tokens, …), the CRC-32 of each row, and the file it lies in."""
        self._words, self._checks, self._origin = words, checks, origin
        self.positions = positions

    @classmethod
    def of(cls, words: NDArray[Any], positions: Vectors, origin: Path) -> Self:
        """Take the checks of a table that is known to be whole."""
        data = np.ascontiguousarray(words).view(np.uint8).reshape(-1).data
        width = len(data) // max(len(words), 1)
        checks = (zlib.crc32(data[start : start + width]) for start in range(0, len(data), width))
        return cls(words, positions, np.fromiter(checks, np.uint32, len(words)), origin)

    @classmethod
    def load(cls, folder: Path, words: NDArray[Any], origin: Path) -> Self:
        """Open what `save` wrote, for the table that the checks were taken of.

        Raises:
            InputError: the table has another number of rows.

        """
        checks = open_array(folder / _CHECKS)
        if len(checks) != len(words):
            raise InputError(_spoilt(origin))
        return cls(words, open_array(folder / _POSITIONS), checks, origin)

    def save(self, folder: Path) -> None:
        """Write positions and checks into a folder."""
        save_array(folder / _POSITIONS, self.positions)
        save_array(folder / _CHECKS, self._checks)

    def rows(self, numbers: Sequence[int]) -> NDArray[Any]:
        """Copy the rows of some tokens.

        Raises:
            InputError: one is not what it was when the index was built.

        """
        found: NDArray[Any] = self._words[np.asarray(numbers)]
        if any(zlib.crc32(row) != self._checks[number] for row, number in zip(found, numbers, strict=True)):
            raise InputError(_spoilt(self._origin))
        return found


def _spoilt(path: Path) -> str:
    return f"{path} is not as it was when the index was built; install its package again, then run 'lanzarote index build'"
