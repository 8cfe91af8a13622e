"""Who is logged in: random tokens, kept in memory as hashes only, that end by themselves."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.access.accounts import Accounts, Hashed

# Seconds. A working day at most, and a long break ends it.
LONGEST = 12 * 3600.0
IDLE = 2 * 3600.0
_MOST = 1000


@dataclass(slots=True)
class _Session:
    user: str
    kept: Hashed
    opened: float
    used: float


class Sessions:
    """All sessions of one server. Used by one thread."""

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nobody logged in; `clock` gives seconds."""
        self._accounts = accounts
        self._clock = clock
        self._sessions: dict[str, _Session] = {}

    def open(self, user: str, kept: Hashed) -> str:
        """Log a user in, whose password was right; gives the token that only the user's browser keeps."""
        now = self._clock()
        self._sessions = {key: each for key, each in self._sessions.items() if self._lives(each, now)}
        while len(self._sessions) >= _MOST:
            del self._sessions[min(self._sessions, key=lambda key: self._sessions[key].used)]
        token = secrets.token_urlsafe(32)
        self._sessions[_key(token)] = _Session(user, kept, now, now)
        return token

    def user(self, token: str) -> str | None:
        """Give who uses a token; None where it is unknown or over, or the user was removed or has a new password."""
        session = self._sessions.get(_key(token))
        if session is None:
            return None
        now = self._clock()
        if not self._lives(session, now) or self._accounts.kept(session.user) != session.kept:
            self.close(token)
            return None
        session.used = now
        return session.user

    def close(self, token: str) -> None:
        """Log out."""
        self._sessions.pop(_key(token), None)

    @staticmethod
    def _lives(session: _Session, now: float) -> bool:
        return now - session.opened < LONGEST and now - session.used < IDLE


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
