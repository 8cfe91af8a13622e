"""Who may use the page: a file of names and hashed passwords, one user a line.

A line is `NAME scrypt$COST$BLOCK$PARALLEL$SALT$HASH`. scrypt is the standard library's (RFC 7914), with
the cost that OWASP's password storage cheat sheet names for it: N = 2^15, r = 8, p = 3, 32 MiB a check.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from assistant.exports.writing import write_file
from corpus.errors import InputError

SHORTEST_PASSWORD = 12
_LONGEST_PASSWORD = 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_COST, _BLOCK, _PARALLEL = 15, 8, 3
_SALT_BYTES = 16
_HASH_BYTES = 32
# A file of ours costs at most this much to check, whoever wrote it.
_MOST_MEMORY = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hashed:
    """A password's hash and how it was made.

    Attributes:
        cost: binary logarithm of scrypt's N.
        block, parallel: scrypt's r and p.
        salt, digest: bytes.

    """

    cost: int
    block: int
    parallel: int
    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str) -> Self:
        """Hash a password with a salt of its own."""
        blank = cls(_COST, _BLOCK, _PARALLEL, secrets.token_bytes(_SALT_BYTES), b"")
        return replace(blank, digest=blank.again(password))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` gives; raises ValueError where it is nothing of the kind."""
        kind, cost, block, parallel, salt, digest = text.split("$")
        found = cls(int(cost), int(block), int(parallel), base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True))
        weak = found.cost < 14 or found.block < 1 or found.parallel < 1 or len(found.salt) < _SALT_BYTES or len(found.digest) != _HASH_BYTES
        if kind != "scrypt" or weak or found.memory > _MOST_MEMORY or found.parallel > 16:
            raise ValueError(kind)
        return found

    def __str__(self) -> str:
        """Give it as it stands in the file."""
        salt, digest = (base64.b64encode(value).decode("ascii") for value in (self.salt, self.digest))
        return f"scrypt${self.cost}${self.block}${self.parallel}${salt}${digest}"

    @property
    def memory(self) -> int:
        """Bytes that a check takes."""
        return 128 * self.block << self.cost

    def again(self, password: str) -> bytes:
        """Hash a password as this one was."""
        data = password.encode("utf-8", "replace")[:_LONGEST_PASSWORD]
        memory = self.memory + 1024 * 1024 * self.parallel
        return hashlib.scrypt(data, salt=self.salt, n=2**self.cost, r=self.block, p=self.parallel, maxmem=memory, dklen=_HASH_BYTES)

    def fits(self, password: str) -> bool:
        """Say whether this is the password, in a time that does not depend on how nearly it is."""
        return hmac.compare_digest(self.again(password), self.digest)


# Checked against where there is no such user, so that nobody learns from the time which names there are.
_NOBODY = Hashed(_COST, _BLOCK, _PARALLEL, bytes(_SALT_BYTES), bytes(_HASH_BYTES))


class Accounts:
    """The file of users. It is read again when it changed, so that who is removed is out at once."""

    def __init__(self, path: Path) -> None:
        """Read it.

        Raises:
            InputError: it is not there, holds no user or a faulty line, or others on this machine may read it.

        """
        self.path = path
        self._seen = _version(path)
        self._users = read_users(path)
        if not self._users:
            msg = f"{path}: holds no user; add one with 'lanzarote users add NAME --auth-file {path}'"
            raise InputError(msg)

    def check(self, name: str, password: str) -> Hashed | None:
        """Give the user's hash if the password is right; None, after the same time, if not."""
        kept = self.kept(name)
        right = (kept or _NOBODY).fits(password)
        return kept if right else None

    def kept(self, name: str) -> Hashed | None:
        """Give the hash kept for a user, None where there is none or the file cannot be read any more."""
        try:
            seen = _version(self.path)
            if seen != self._seen:
                self._users = read_users(self.path)
                self._seen = seen
        except InputError:
            return None
        return self._users.get(name)


def read_users(path: Path) -> Mapping[str, Hashed]:
    """Read a file of users, in its order.

    Raises:
        InputError: it cannot be read, others may read it, or lines are faulty; all of these are named.

    """
    _version(path)
    faults: list[str] = []
    users: dict[str, Hashed] = {}
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        msg = f"{path}: cannot be read ({error}); make it with 'lanzarote users add'"
        raise InputError(msg) from error
    for number, row in enumerate(rows, 1):
        name, _, kept = row.partition(" ")
        if not row.strip():
            continue
        try:
            hashed = Hashed.read(kept.strip())
        except ValueError:
            hashed = None
        if hashed is None or not _NAME.fullmatch(name) or name in users:
            faults.append(f"{path}:{number}: is no user with a hashed password; remove the line and add the user again")
        else:
            users[name] = hashed
    if faults:
        raise InputError("\n".join(faults))
    return users


def add_user(path: Path, name: str, password: str) -> bool:
    """Add a user, or give one a new password; says whether the user is new.

    Raises:
        InputError: the name or the password cannot be used, or the file cannot be read or written.

    """
    if not _NAME.fullmatch(name):
        msg = f"{name!r} is no name for a user; use up to 64 letters, digits and . _ @ -, a letter or digit first"
        raise InputError(msg)
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        msg = f"a password has {SHORTEST_PASSWORD} to {_LONGEST_PASSWORD} characters; several words make a good one"
        raise InputError(msg)
    users = dict(read_users(path)) if path.exists() else {}
    is_new = name not in users
    _write(path, {**users, name: Hashed.of(password)})
    return is_new


def remove_user(path: Path, name: str) -> None:
    """Remove a user; raises InputError where there is none of this name."""
    users = dict(read_users(path))
    if name not in users:
        msg = f"{path}: there is no user {name!r}; known: {', '.join(users) or 'none'}"
        raise InputError(msg)
    del users[name]
    _write(path, users)


def _write(path: Path, users: Mapping[str, Hashed]) -> None:
    text = "".join(f"{name} {hashed}\n" for name, hashed in users.items())
    before = os.umask(0o077)
    try:
        write_file(path, text.encode("ascii"), force=True)
    finally:
        os.umask(before)


def _version(path: Path) -> tuple[int, int, int]:
    """Give what tells a changed file from the one read; raises InputError where it is not there or others may read it."""
    try:
        found = path.stat()
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); make it with 'lanzarote users add NAME --auth-file {path}'"
        raise InputError(msg) from error
    if not stat.S_ISREG(found.st_mode):
        msg = f"{path}: is no regular file; name a file made with 'lanzarote users add'"
        raise InputError(msg)
    if os.name == "posix" and found.st_mode & 0o077:
        msg = f"{path}: others on this machine may read it; close it with: chmod 600 {path}"
        raise InputError(msg)
    return found.st_mtime_ns, found.st_size, found.st_ino
