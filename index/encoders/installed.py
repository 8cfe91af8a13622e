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
        its path and its SHA-256 in hexadecimal: the one in the installer's record if the size still
        agrees with it, so that a large file need not be read to be known, else computed.

    Raises:
        InputError: the package or the file is missing.

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
        if entry.hash is not None and entry.hash.mode == "sha256" and path.stat().st_size == entry.size:
            return path, base64.urlsafe_b64decode(entry.hash.value + "=").hex()
        with path.open("rb") as file:
            return path, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); install the package {package} again"
        raise InputError(msg) from error
