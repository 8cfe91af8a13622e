"""The one error tree.

::

    LanzaroteError
    ├── InputError            what a user gave is at fault: one clear line each, exit code 2
    │   ├── SourceError       a factsheet cannot be read; carries every fault found
    │   ├── UnknownNameError  a name that is in no table; lists the known ones
    │   ├── AbsentRecordError records that are named and not there
    │   ├── TooFewError       a selection from which no quiz of that length can be made
    │   ├── SettingsError     an unknown or impossible setting
    │   └── IndexStateError   an index is missing, stale, foreign, truncated or tampered with
    └── InternalError         our own fault: exit code 1
        └── VerificationError an answer did not survive the last gate and was withheld
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.records import Fault


class LanzaroteError(Exception):
    """Root of every error this project raises on purpose."""


class InputError(LanzaroteError):
    """What the user gave is at fault. The message says what, where and how to mend it."""


class SourceError(InputError):
    """A source text cannot be read as a factsheet.

    Attributes:
        origin: the file or name the text came from.
        faults: every fault found, in the order of the text.

    """

    def __init__(self, origin: str, faults: Sequence[Fault]) -> None:
        """Keep the faults and make one line of each for the message."""
        self.origin = origin
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{origin}:{fault.line}: {fault}" for fault in self.faults))


class UnknownNameError(InputError):
    """A name that stands in no table."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        """Build the message `unknown WHAT 'NAME'; known: …`."""
        super().__init__(f"unknown {what} {name!r}; known: {', '.join(known) or 'none'}")


class AbsentRecordError(InputError):
    """Records are named that are not there.

    Attributes:
        names: all of them, as given.

    """

    def __init__(self, names: Sequence[str]) -> None:
        """Name them all, and where to look."""
        self.names = tuple(names)
        listed = ", ".join(map(repr, self.names))
        super().__init__(f"there is no record {listed}; 'lanzarote search' finds records, 'lanzarote corpus list' the factsheets")


class TooFewError(InputError):
    """More questions are asked for than can be made.

    Attributes:
        possible: how many can be made.

    """

    def __init__(self, message: str, possible: int) -> None:
        """Keep the number that is possible."""
        self.possible = possible
        super().__init__(message)


class SettingsError(InputError):
    """A setting is unknown or has an impossible value."""


class IndexState(StrEnum):
    """What is wrong with an index on disk."""

    MISSING = "missing"
    STALE = "stale"
    DAMAGED = "damaged"


class IndexStateError(InputError):
    """An index on disk cannot be used; the message says how to rebuild it.

    Attributes:
        state: missing and stale indexes can be rebuilt without a thought; a damaged one was
            truncated, tampered with or is no index of ours.

    """

    def __init__(self, state: IndexState, what: str) -> None:
        """Build the message."""
        self.state = state
        super().__init__(f"{what}; run 'lanzarote index build' to rebuild it")


class InternalError(LanzaroteError):
    """A fault of ours."""


class VerificationError(InternalError):
    """A drafted answer failed verification. It is withheld, never repaired."""

    def __init__(self, failures: Sequence[str]) -> None:
        """Keep each failed check."""
        self.failures = tuple(failures)
        super().__init__("answer withheld: " + "; ".join(self.failures))
