"""Who is next: work waits in one line a client, and the lines take turns, so that no client holds up the others."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class FairQueue:
    """Runs work in threads, as many at a time as there are workers. Used within one event loop."""

    def __init__(self, workers: int) -> None:
        """Start with nothing waiting."""
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="answering")
        self._free = workers
        # Clients in the order of their turns; each with those of its requests that wait, oldest first.
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}

    async def run(self, client: str, work: Callable[[], T]) -> T:
        """Run work when it is the client's turn; whoever gives up before that leaves the line."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._lines.setdefault(client, deque()).append(turn)
        self._call()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._release()
            raise
        running = loop.run_in_executor(self._threads, work)
        # A thread cannot be stopped: its place is free when it is done, even if nobody waits for it any more.
        running.add_done_callback(self._done)
        return await asyncio.shield(running)

    def _call(self) -> None:
        """Let in who is next: one of each line in turn."""
        while self._free and self._lines:
            client = next(iter(self._lines))
            line = self._lines.pop(client)
            turn = line.popleft()
            if line:
                self._lines[client] = line
            if not turn.cancelled():
                self._free -= 1
                turn.set_result(None)

    def _release(self) -> None:
        self._free += 1
        self._call()

    def _done(self, running: asyncio.Future[T]) -> None:
        if not running.cancelled():
            running.exception()  # seen, also where the one who asked has left
        self._release()
