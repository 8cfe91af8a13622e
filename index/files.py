"""Files that are quick to check and to open, however large they are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK = 1 << 16
_BLOCKS = 256


def digest(path: Path) -> str:
    """Give a SHA-256 in hexadecimal: of a whole file up to 16 MiB, else of 256 blocks of 64 KiB spread evenly over it.

    An index of a million records opens in a moment because most of it is not read, nor can all of
    it be checked then. What truncates, replaces or shifts a large file is seen; one changed byte of
    it is seen with the chance that its block is among those read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= _BLOCK * _BLOCKS:
            return hashlib.file_digest(file, "sha256").hexdigest()
        found = hashlib.sha256(str(size).encode())
        for number in range(_BLOCKS):
            file.seek((size - _BLOCK) * number // (_BLOCKS - 1))
            found.update(file.read(_BLOCK))
        return found.hexdigest()


def open_array(path: Path) -> NDArray[Any]:
    """Map a .npy file; pickled content is refused.

    Returns:
        a plain array over the file: NumPy's own subclass for mapped files is slow to take parts of.

    """
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
