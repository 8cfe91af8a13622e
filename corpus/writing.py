"""A file is written whole or not at all, whoever else writes it and whatever ends the program meanwhile."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO


def write_whole(path: Path, data: bytes, *, over: bool = True) -> None:
    """Write a file beside its place, flush it to the disk, and put it into its place in one step.

    A program killed at any moment leaves the old file or the new one and at most `.NAME.part`, which
    the next writer of that file takes over, so that nothing piles up. Two writers take turns.

    Args:
        path: the file.
        data: what it shall hold.
        over: also where there is something of that name already.

    Raises:
        FileExistsError: there is, and `over` is not given.
        OSError: it cannot be written.

    """
    part = path.with_name(f".{path.name}.part")
    with _claimed(part) as file:
        try:
            if not over and os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """See to it that the names in a folder outlive a power cut, where the system offers that."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextlib.contextmanager
def _claimed(part: Path) -> Iterator[IO[bytes]]:
    """Open a file that nobody else writes: the system frees the lock of a process that dies."""
    while True:
        opened = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        with open(opened, "wb") as file:  # noqa: PTH123  a descriptor, not a path
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_there(file, part):
                file.truncate(0)
                yield file
                return
        # Whoever held it has put it into its place: it is the finished file by now.


def _is_there(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except FileNotFoundError:
        return False
