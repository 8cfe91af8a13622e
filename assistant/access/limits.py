"""How much one client may ask for, and all together; and how soon after wrong passwords another may be tried."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

# As many clients as are told apart; those not seen for longest are forgotten first.
_MOST_KNOWN = 10_000


class Refusal(StrEnum):
    """Why a request is not served: its reason code in the log, and the end of its words' key."""

    TOO_FAST = "too_fast"
    TOO_MANY = "too_many"
    FULL = "full"
    CLOSING = "closing"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is admitted.

    Attributes:
        rate: requests a second of one client, in the long run.
        burst: requests of one client at once, after a rest.
        at_once: requests of one client that are waiting or being answered.
        in_all: requests of all clients that are waiting or being answered.
        body: bytes of a request's body.
        patience: seconds in which a body must have come.

    """

    rate: float = 50.0
    burst: int = 500
    at_once: int = 16
    in_all: int = 256
    body: int = 4 * 1024 * 1024
    patience: float = 20.0


class Meter:
    """Counts what each client asks for (a token bucket a client). Used by one thread."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing asked; `clock` gives seconds."""
        self.limits = limits
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # requests left, and when that was
        self._running: Counter[str] = Counter()

    @property
    def running(self) -> int:
        """Requests that are waiting or being answered."""
        return self._running.total()

    def enter(self, client: str) -> Refusal | None:
        """Admit a request, which must `leave`; or say why not."""
        now = self._clock()
        left, then = self._left.pop(client, (float(self.limits.burst), now))
        left = min(float(self.limits.burst), left + (now - then) * self.limits.rate)
        refusal = self._refusal(client, left)
        self._left[client] = (left if refusal else left - 1, now)
        if len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        if refusal is None:
            self._running[client] += 1
        return refusal

    def leave(self, client: str) -> None:
        """Count a request out that was admitted."""
        self._running[client] -= 1
        if self._running[client] <= 0:
            del self._running[client]

    def _refusal(self, client: str, left: float) -> Refusal | None:
        if left < 1:
            return Refusal.TOO_FAST
        if self._running[client] >= self.limits.at_once:
            return Refusal.TOO_MANY
        return Refusal.FULL if self.running >= self.limits.in_all else None


class Tries:
    """Wrong passwords: after some, each further one doubles the wait. Used by one thread."""

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Let `free` wrong ones pass without a wait."""
        self._free = free
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()  # how many, and when the last was

    def wait(self, key: str) -> int:
        """Give the seconds to wait before the next try."""
        wrong, last = self._wrong.get(key, (0, 0.0))
        if wrong < self._free:
            return 0
        pause = min(_LONGEST_WAIT, 2.0 ** min(wrong - self._free, 20))
        return max(0, math.ceil(last + pause - self._clock()))

    def failed(self, key: str) -> None:
        """Count a wrong one; what is older than an hour is forgotten."""
        now = self._clock()
        wrong, last = self._wrong.pop(key, (0, now))
        self._wrong[key] = (1 if now - last > _FORGOTTEN else wrong + 1, now)
        if len(self._wrong) > _MOST_KNOWN:
            self._wrong.popitem(last=False)

    def passed(self, key: str) -> None:
        """Take back what was counted for a try that was right; the wrong ones before it stay."""
        wrong, last = self._wrong.pop(key, (1, 0.0))
        if wrong > 1:
            self._wrong[key] = (wrong - 1, last)


_LONGEST_WAIT = 900.0
_FORGOTTEN = 3600.0


def network(address: str) -> str:
    """Give what counts as one client: an IPv4 address, or an IPv6 network of 64 bits, which one household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
