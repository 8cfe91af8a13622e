"""Files of installed packages, and their digests as the installer noted them."""

from __future__ import annotations

import base64
import hashlib
from importlib import metadata
from pathlib import Path

from corpus.errors import InputError


def installed_file(package: str, name: str) -> tuple[Path, str]:
    """Find a file of an installed package.

    Returns:
        its path and its SHA-256 in hexadecimal: the one in the installer's record, so that a large file
        need not be read to be known, or computed where the record has none.

    Raises:
        InputError: the package or the file is missing, or the file's size is not the one recorded.

    """
    try:
        files = metadata.distribution(package).files or []
    except metadata.PackageNotFoundError as error:
        msg = f"the package {package} is not installed; install what constraints.txt names"
        raise InputError(msg) from error
    for entry in files:
        if str(entry) == name:
            path = Path(str(entry.locate()))
            break
    else:
        msg = f"the package {package} has no {name}; install the version in constraints.txt"
        raise InputError(msg)
    try:
        size = path.stat().st_size
        if entry.hash is None or entry.hash.mode != "sha256" or entry.size is None:
            return path, _sha256(path)
    except OSError as error:
        raise InputError(_unreadable(path, package, error)) from error
    if size != entry.size:
        msg = f"{path} has {size:,} bytes instead of {entry.size:,}; install the package {package} again"
        raise InputError(msg)
    return path, base64.urlsafe_b64decode(entry.hash.value + "=").hex()


def intact_file(package: str, name: str) -> Path:
    """Find a file of an installed package and read it from end to end.

    Raises:
        InputError: the package or the file is missing, or the file is not as it was installed.

    """
    path, noted = installed_file(package, name)
    try:
        found = _sha256(path)
    except OSError as error:
        raise InputError(_unreadable(path, package, error)) from error
    if found != noted:
        msg = f"{path} is not as it was installed; install the package {package} again"
        raise InputError(msg)
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unreadable(path: Path, package: str, error: OSError) -> str:
    return f"{path} cannot be read ({error.strerror}); install the package {package} again"
