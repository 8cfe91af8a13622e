"""What the slow suites share: each case within a second of processor time, and how many cases there were."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LIMIT = 1.0  # seconds of processor time, all threads together
CASES: Counter[str] = Counter()


class TooSlowError(AssertionError):
    """A case took longer than it may."""


@contextmanager
def case(suite: str, limit: float = LIMIT) -> Iterator[None]:
    """Count a case; stop it where it takes longer than the limit, so that what hangs fails."""

    def stop(number: int, frame: FrameType | None) -> None:
        msg = f"a case of {suite} took more than {limit} s"
        raise TooSlowError(msg)

    CASES[suite] += 1
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
