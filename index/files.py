"""Files that are quick to check and to open, however large they are."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

_SMALL = 1 << 25
_BLOCK = 1 << 16
_BLOCKS = 256
# NumPy reads an array's head as a Python literal, and Python before 3.12 may fail where two threads do (gh-106905).
_HEADS = threading.Lock()


class Fingerprint(NamedTuple):
    """What a file is known by.

    Attributes:
        size: in bytes.
        quick: `quick_digest`; whole: SHA-256 of all of it, in hexadecimal.

    """

    size: int
    quick: str
    whole: str


def fingerprint(path: Path) -> Fingerprint:
    """Take a file's fingerprint; raises OSError where it cannot be read."""
    whole = _digest(path)
    size = path.stat().st_size
    return Fingerprint(size, whole if size <= _SMALL else quick_digest(path), whole)


def is_intact(path: Path, known: Fingerprint, *, thorough: bool) -> bool:
    """Say whether a file is still what its fingerprint was taken of.

    Args:
        path: the file.
        known: its fingerprint.
        thorough: read all of it, however large.

    """
    try:
        if path.stat().st_size != known.size:
            return False
        return _digest(path) == known.whole if thorough else quick_digest(path) == known.quick
    except OSError:
        return False


def quick_digest(path: Path) -> str:
    """Give a SHA-256 in hexadecimal: of a whole file up to 32 MiB, else of 256 blocks of 64 KiB spread evenly over it.

    An index of a million records opens in a moment because most of it is not read, nor can all of
    it be checked then. What truncates, replaces or shifts a large file is seen; one changed byte of
    it is seen with the chance that its block is among those read.
    """
    size = path.stat().st_size
    if size <= _SMALL:
        return _digest(path)
    found = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for number in range(_BLOCKS):
            file.seek((size - _BLOCK) * number // (_BLOCKS - 1))
            found.update(file.read(_BLOCK))
    return found.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Write a .npy file; OSError says why it cannot be written, which NumPy's own writing leaves out on a full disk."""
    whole = np.ascontiguousarray(array)
    with path.open("wb") as file:
        npy.write_array_header_1_0(file, npy.header_data_from_array_1_0(whole))
        file.write(whole.data)


def open_array(path: Path) -> NDArray[Any]:
    """Map a .npy file; pickled content is refused.

    Returns:
        a plain array over the file: NumPy's own subclass for mapped files is slow to take parts of.

    """
    with _HEADS:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def flush_file(path: Path) -> None:
    """See to it that what was written outlives a power cut; raises OSError where the disk cannot take it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def alone(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold a lock file while others wait. The system frees the lock of a process that dies, however it dies.

    Args:
        path: the lock file, which stays.
        on_wait: is told before waiting for another process.

    Raises:
        OSError: the file cannot be opened for writing.

    """
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
