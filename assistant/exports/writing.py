"""A file for a user is written whole or not at all, and never over another by mistake."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import InputError
from corpus.writing import write_whole


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file beside its place and put it there in one step.

    Raises:
        InputError: there is a file already and `force` is not given, there is something that is no file, or it cannot be written.

    """
    try:
        if path.exists() and not path.is_file():
            msg = f"{path}: is no file to write over; name another with --output"
            raise InputError(msg)
        write_whole(path, data, over=force)
    except FileExistsError as error:
        msg = f"{path}: is there already; give --force to write over it"
        raise InputError(msg) from error
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror}); make room, or name a file in a folder that is there"
        raise InputError(msg) from error
