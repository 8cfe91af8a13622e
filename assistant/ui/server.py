"""The server: it listens, drops who says nothing, and stops when the running answers are finished."""

from __future__ import annotations

import errno
import socket
import time
from types import FrameType
from typing import Any

import uvicorn

from assistant.ui.guard import Guard
from corpus.errors import SettingsError

_TRIES = 100
_LAST_PORT = 65535
# Seconds: how long running answers may take when it stops; how long a connection may say nothing; between two looks at that.
_LONGEST_CLOSING = 30.0
_LONGEST_SILENCE = 20.0
_LOOK = 1.0
_MOST_CONNECTIONS = 512


class Server(uvicorn.Server):
    """Serves until it is told to stop by a signal or `close`; a second signal stops it at once."""

    def __init__(self, config: uvicorn.Config, guard: Guard) -> None:
        """Serve what the guard lets through."""
        super().__init__(config)
        self._guard = guard
        self._latest = 0.0  # when it stops, finished or not; 0 while it is not stopping
        self._silent: dict[Any, tuple[Any, float]] = {}  # of each connection: its last request, and since when it is over
        self._looked = 0.0

    def close(self) -> None:
        """Finish what is being answered, then stop."""
        self._latest = self._latest or time.monotonic() + _LONGEST_CLOSING
        self._guard.close()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Stop for a signal. Having stopped as it was told is no fault, so the signal is not raised again."""
        if self._latest:
            self.force_exit = self.should_exit = True
        self.close()

    async def on_tick(self, counter: int) -> bool:
        """Look, ten times a second, whether it is time to stop."""
        if self._latest and (self._guard.is_idle or time.monotonic() > self._latest):
            self.should_exit = True
        self._drop_silent()
        return await super().on_tick(counter)

    def _drop_silent(self) -> None:
        """Close connections on which nothing was asked for, or nothing to its end, for too long."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        connections: set[Any] = set(self.server_state.connections)
        waiting = {each for each in connections if each.cycle is None or each.cycle.response_complete}
        before = self._silent
        self._silent = {each: before[each] if each in before and before[each][0] is each.cycle else (each.cycle, now) for each in waiting}
        for each in [each for each, (_, since) in self._silent.items() if now - since > _LONGEST_SILENCE]:
            each.transport.abort()


def server_of(guard: Guard) -> Server:
    """Give a server for the page."""
    trusted = {"proxy_headers": True, "forwarded_allow_ips": "127.0.0.1,::1"} if guard.terms.behind_proxy else {"proxy_headers": False}
    # h11 is in every installation; with faster parsers other limits would hold.
    config = uvicorn.Config(
        guard, log_config=None, access_log=False, server_header=False, http="h11", h11_max_incomplete_event_size=32 * 1024, ws="none",
        limit_concurrency=_MOST_CONNECTIONS, timeout_graceful_shutdown=1, **trusted,
    )  # fmt: skip
    return Server(config, guard)


def listen(host: str, port: int) -> socket.socket:
    """Listen on a port, or on the next free one above it.

    Raises:
        SettingsError: the host is no address of this machine, or there is no such port, or none free.

    """
    if not 0 <= port <= _LAST_PORT:
        msg = f"{port} is no port; give a number from 0 (any free one) to {_LAST_PORT}"
        raise SettingsError(msg)
    for candidate in range(port, min(port + _TRIES, _LAST_PORT + 1)):
        try:
            family = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0][0]
            listening = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                msg = f"cannot listen on {host} ({error.strerror}); use an address of this machine, such as 127.0.0.1"
                raise SettingsError(msg) from error
        else:
            # Inherited by each connection; asyncio sets it only where a socket names its protocol, which this one does not.
            # Without it an answer's last packet waits for the browser's delayed acknowledgement: 40 ms each.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return listening
    msg = f"no free port from {port} on; name another with --port"
    raise SettingsError(msg)
