"""What users thought of answers, kept on this machine in one SQLite file, if they switched it on.

A question's words are kept only with consent. Nothing is ever sent anywhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.exports.text import printable
from assistant.settings import APPLICATION
from corpus.errors import InputError

_SCHEMA = 1
_APPLICATION_ID = 0x4C5A4642  # "LZFB": tells our file from any other SQLite file
_WAIT = 10.0  # seconds that one process waits for another to finish writing
_SEPARATOR = "\n"
_CREATE = """
CREATE TABLE feedback (
    number INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    records TEXT NOT NULL,
    question TEXT,
    version TEXT NOT NULL
) STRICT
"""


class Verdict(StrEnum):
    """Thumbs up or down."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One verdict on one answer.

    Attributes:
        number: counts up from 1 in one file.
        time: in UTC, to the second.
        verdict, reason: what the user thought, and why in the user's words (may be empty).
        records: identifiers of the records the answer cited.
        question: its words, None where the user did not consent to keep them.
        version: of the program that answered.

    """

    number: int
    time: datetime
    verdict: Verdict
    reason: str
    records: tuple[str, ...]
    question: str | None
    version: str


class FeedbackStore:
    """The file. Each call opens it anew, so that several threads and processes can share it."""

    def __init__(self, path: Path) -> None:
        """Name the file (`Settings.feedback_file`); it is made by the first `add`."""
        self.path = path

    def add(self, verdict: Verdict, records: Sequence[str], *, reason: str = "", question: str = "", consent: bool = False) -> None:
        """Keep one verdict; the question's words only with consent.

        Raises:
            InputError: the file cannot be written or is not ours.

        """
        row = (
            datetime.now(UTC).isoformat(timespec="seconds"),
            Verdict(verdict).value,
            printable(reason.strip()),
            _SEPARATOR.join(records),
            printable(question) if consent and question else None,
            program_version(),
        )
        with self._telling():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            with self._opened("BEGIN IMMEDIATE") as connection:
                if not self._holds_ours(connection):
                    connection.execute(_CREATE)
                    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                    connection.execute(f"PRAGMA user_version = {_SCHEMA}")
                connection.execute(
                    "INSERT INTO feedback (time, verdict, reason, records, question, version) VALUES (?, ?, ?, ?, ?, ?)", row
                )

    def all(self) -> tuple[Feedback, ...]:
        """Give all that is kept, oldest first; raises InputError as `add` does."""
        with self._telling():
            if not self._is_there():
                return ()
            with self._opened("BEGIN") as connection:
                columns = "number, time, verdict, reason, records, question, version"
                rows = connection.execute(f"SELECT {columns} FROM feedback ORDER BY number") if self._holds_ours(connection) else ()  # noqa: S608
                return tuple(map(_read, rows))

    def clear(self) -> int:
        """Forget everything, also from the file's free pages; gives how many verdicts there were."""
        with self._telling():
            if not self._is_there():
                return 0
            with self._opened("BEGIN IMMEDIATE") as connection:
                return connection.execute("DELETE FROM feedback").rowcount if self._holds_ours(connection) else 0

    def _is_there(self) -> bool:
        try:
            self.path.stat()
        except FileNotFoundError:
            return False
        return True

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn what the file system, SQLite or a spoilt file has to say into one line; raises InputError with it."""
        try:
            if self.path.is_symlink():
                msg = f"{self.path}: is a link, and feedback is kept in its own folder only; remove the link"
                raise InputError(msg)
            yield
        except (sqlite3.Error, OSError, ValueError, TypeError, AttributeError) as error:
            reason = " ".join(str(getattr(error, "strerror", None) or error).split())
            msg = (
                f"{self.path}: feedback cannot be kept or read there ({reason}); make room, move the file away "
                "or name another folder with --data-dir"
            )
            raise InputError(msg) from error

    @contextmanager
    def _opened(self, begin: str) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction that waits its turn; what is not finished when the program dies was never begun."""
        with closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(begin)
            yield connection
            connection.execute("COMMIT")

    def _holds_ours(self, connection: sqlite3.Connection) -> bool:
        """Say whether there is a table yet: a program killed at its first verdict leaves an empty file. Refuse a file that is not ours."""
        found = tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables and found == (0, 0):
            return False
        if found != (_APPLICATION_ID, _SCHEMA):
            msg = f"{self.path}: is no feedback of this version of the program; move the file away"
            raise InputError(msg)
        return True


def _read(row: tuple[Any, ...]) -> Feedback:
    number, time, verdict, reason, records, question, made_by = row
    return Feedback(
        number=number,
        time=datetime.fromisoformat(time),
        verdict=Verdict(verdict),
        reason=reason,
        records=tuple(filter(None, records.split(_SEPARATOR))),
        question=question,
        version=made_by,
    )


def program_version() -> str:
    """Give the program's version, `unknown` where it runs without being installed."""
    try:
        return version(APPLICATION)
    except PackageNotFoundError:
        return "unknown"
