"""A file is written whole or not at all, and never over another by mistake."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from corpus.errors import InputError


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file beside its place and put it there in one step.

    Raises:
        InputError: there is a file already and `force` is not given, or it cannot be written.

    """
    if path.exists() and not force:
        msg = f"{path}: is there already; give --force to write over it"
        raise InputError(msg)
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(0o666 & ~_umask())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror}); name a file in a folder that is there"
        raise InputError(msg) from error


def _umask() -> int:
    """Give the mask of new files' permissions, which a temporary file has not been given."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
