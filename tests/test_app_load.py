"""Many people at once: every answer is its own question's, nobody starves, memory stays flat, and stopping is orderly.

`make load` is fifty users for ten minutes; LANZAROTE_LOAD_SECONDS chooses another time. The ordinary run has eight users for seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.access.accounts import add_user
from assistant.access.fair import FairQueue
from assistant.access.limits import Limits, Meter, Refusal
from assistant.access.terms import Terms
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.ui.words import word
from corpus.catalogue import Catalogue
from corpus.load import load_all
from tests.browser import HOST, served
from tests.users import PASSWORD, Person, conversations, memory, program

MOST_MEMORY = 700  # megabytes


@dataclass(frozen=True)
class Held:
    """What a load came to."""

    people: list[Person]
    memory: list[float]  # megabytes, once a second
    stopped: float  # when, in seconds
    code: int
    errors: str

    @property
    def waits(self) -> list[float]:
        """Seconds that questions took, shortest first."""
        return sorted(wait for person in self.people for wait in person.waits)

    @property
    def faults(self) -> list[str]:
        """What should not have been."""
        return [fault for person in self.people for fault in person.faults]


def load(
    assistant: Assistant, settings: Settings, users: int, seconds: float, pause: tuple[float, float], *options: str, named: bool
) -> Held:
    """Let users work for a time, then stop the program while they are at it."""
    steps = conversations(assistant, users)
    with program("--data-dir", str(settings.data_dir), *options) as (process, port):
        people = [Person(n, port, steps[n], f"user{n}" if named else "") for n in range(users)]
        stopping, until = threading.Event(), threading.Event()
        threads = [threading.Thread(target=person.live, args=(stopping, until, pause)) for person in people]
        for thread in threads:
            thread.start()
        used = []
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and any(thread.is_alive() for thread in threads):
            time.sleep(1)
            used.append(memory(process.pid) if sys.platform == "linux" else 0.0)
        stopped = time.monotonic()
        stopping.set()
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)
        until.set()
        for thread in threads:
            thread.join(timeout=130)
        assert process.stderr
        return Held(people, used, stopped, code, process.stderr.read())


def test_eight_people_at_once_each_get_their_own_answers(assistant: Assistant, settings: Settings, tmp_path: Path):
    log = tmp_path / "log.jsonl"
    held = load(assistant, settings, 8, 3, (0.0, 0.05), "--log", str(log), named=False)
    assert held.faults == []
    assert (held.code, held.errors) == (0, "")
    assert all(len(person.waits) >= len(person.steps) for person in held.people)
    assert max(held.memory) < MOST_MEMORY
    rows = [json.loads(row) for row in log.read_text(encoding="ascii").splitlines()]
    asked = [row for row in rows if row.get("route") == "/page/ask" and row["status"] == 200]
    assert len(asked) >= len(held.waits)
    assert {"answered", "absent_id"} <= {row["reason"] for row in asked}
    assert all(set(row) == {"time", "level", "event", "request", "route", "status", "ms", "reason"} for row in asked)
    assert rows[-1]["event"] == "stopped"


@pytest.mark.load
def test_fifty_people_for_ten_minutes(assistant: Assistant, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    seconds = float(os.environ.get("LANZAROTE_LOAD_SECONDS", "600"))
    users = tmp_path / "users"
    for number in range(50):
        add_user(users, f"user{number}", PASSWORD.format(f"user{number}"))
    held = load(assistant, settings, 50, seconds, (0.5, 1.5), "--auth-file", str(users), named=True)
    waits = held.waits
    rates = [len(person.waits) / (held.stopped - person.begun) * 60 for person in held.people]
    used = held.memory[len(held.memory) // 5 :]  # the first fifth warms up
    third = len(used) // 3
    first, last = statistics.median(used[:third]), statistics.median(used[-third:])
    slope = statistics.linear_regression(range(len(used)), used).slope * 60
    with capsys.disabled():
        print(
            f"\n{len(waits)} questions of 50 users in {seconds:.0f} s, {len(held.faults)} faults; "
            f"p50 {waits[len(waits) // 2] * 1000:.0f} ms, p95 {waits[len(waits) * 95 // 100] * 1000:.0f} ms, "
            f"longest {waits[-1] * 1000:.0f} ms; {min(rates):.0f} to {max(rates):.0f} questions a user and minute; "
            f"memory {first:.0f} MB, at the end {last:.0f} MB, most {max(held.memory):.0f} MB, {slope:+.2f} MB a minute; "
            f"stopping: {sum(person.told for person in held.people)} told, exit code {held.code}"
        )
    assert held.faults == []
    assert (held.code, held.errors) == (0, "")
    assert len(waits) > 1000 or seconds < 60
    assert max(held.memory) < MOST_MEMORY
    assert last < first * 1.05
    # Nobody starves: all wait about as long, so all come to ask about as much.
    assert min(rates) > statistics.median(rates) * 0.7


# Whose turn it is


def run(story: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, story).result()


def test_lines_take_turns():
    """Of one client many are waiting, of two others one: these come next, not last."""
    done: list[str] = []

    async def all_of_them() -> None:
        queue = FairQueue(1)
        names = ["many 1", "many 2", "many 3", "many 4", "one", "other"]
        await asyncio.gather(*(queue.run(name.split()[0], lambda name=name: done.append(name)) for name in names))

    run(all_of_them())
    assert done == ["many 1", "many 2", "one", "other", "many 3", "many 4"]


def test_who_gives_up_leaves_the_line_and_a_thread_keeps_its_place():
    ran: list[str] = []
    go = threading.Event()

    async def story() -> None:
        queue = FairQueue(1)
        running = asyncio.create_task(queue.run("a", lambda: (go.wait(5), ran.append("first"))))
        await asyncio.sleep(0.05)
        waiting = [asyncio.create_task(queue.run("b", lambda n=n: ran.append(f"b{n}"))) for n in range(3)]
        await asyncio.sleep(0.05)
        waiting[1].cancel()
        running.cancel()  # its thread goes on
        await asyncio.sleep(0.05)
        assert ran == []
        go.set()
        await asyncio.gather(*waiting, running, return_exceptions=True)
        assert await queue.run("c", lambda: 7) == 7

    run(story())
    assert ran == ["first", "b0", "b2"]


def test_what_fails_in_the_queue_fails_for_who_asked_and_no_one_else():
    async def story() -> None:
        queue = FairQueue(2)
        with pytest.raises(ZeroDivisionError):
            await queue.run("a", lambda: 1 // 0)
        assert await queue.run("a", lambda: 1) == 1

    run(story())


def test_a_meter_counts_bursts_rates_and_requests_at_once():
    now = [0.0]
    meter = Meter(Limits(rate=2, burst=3, at_once=2, in_all=3), lambda: now[0])
    assert [meter.enter("a") for _ in range(3)] == [None, None, Refusal.TOO_MANY]
    meter.leave("a")
    assert [meter.enter("a"), meter.enter("a")] == [None, Refusal.TOO_FAST]
    assert [meter.enter("b"), meter.enter("c")] == [None, Refusal.FULL]
    now[0] = 0.5
    assert meter.enter("a") is Refusal.TOO_MANY
    meter.leave("a")
    assert meter.enter("a") is None


# When it is full, and when it stops


class Slow:
    """An assistant that answers when it is let go."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep the catalogue."""
        self.catalogue = catalogue
        self.go = threading.Event()
        self.asked = threading.Semaphore(0)

    def trace(self, question: str, *_: Any, **__: Any) -> SimpleNamespace:
        """Wait, then fail."""
        self.asked.release()
        self.go.wait(20)
        raise RuntimeError(question)


@pytest.fixture
def slow(sources: dict[str, Path]) -> Iterator[Slow]:
    slow = Slow(Catalogue(load_all([sources["romania"]])))
    yield slow
    slow.go.set()


def post(port: int, language: str = "en", question: str = "q") -> tuple[int, str]:
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
        headers = {"content-type": "application/json", "accept-language": language}
        connection.request("POST", "/page/ask", json.dumps({"question": question}), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [(Limits(in_all=2), "full"), (Limits(at_once=2), "too_many"), (Limits(burst=2, rate=0.01), "too_fast")],
)
def test_when_it_is_full_a_polite_line_says_so(slow: Slow, limits: Limits, reason: str):
    with served(slow, terms=Terms(limits=limits)) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        running = [threading.Thread(target=post, args=(port,)) for _ in range(2)]
        for thread in running:
            thread.start()
        assert all(slow.asked.acquire(timeout=10) for _ in range(min(2, os.cpu_count() or 1)))
        time.sleep(0.2)
        for language in ("en", "ro", "fr"):
            status, content = post(port, f"{language};q=0.9")
            assert status in (429, 503)
            assert json.loads(content)["line"] == word(language, f"refusal_{reason}")
        with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
            connection.request("GET", "/", headers={"accept-language": "ro"})
            answer = connection.getresponse()
            assert (answer.status, answer.read().decode("utf-8")) == (status, word("ro", f"refusal_{reason}"))
        slow.go.set()
        for thread in running:
            thread.join()
        if reason != "too_fast":
            assert post(port)[0] == 200


def test_stopping_finishes_what_runs_and_tells_what_comes(assistant: Assistant, settings: Settings):
    step = conversations(assistant, 1)[0][1]
    asked = {"turns": [{"question": step.question}] * 1000, "format": "md"}
    with program("--data-dir", str(settings.data_dir)) as (process, port):
        first, second = Person(0, port, [step]), Person(1, port, [step])
        for person in (first, second):
            person.ask(step)
        made: list[tuple[int, bytes]] = []
        long = threading.Thread(target=lambda: made.append(first.post("conversation", asked)))
        long.start()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        assert long.is_alive()
        status, line = second.post("ask", {"question": step.question})
        assert (status, json.loads(line)["line"]) == (503, word("en", "refusal_closing"))
        long.join(timeout=60)
        assert made[0][0] == 200
        assert made[0][1].decode("utf-8").count(step.question) >= 1000
        assert process.wait(timeout=10) == 0
        first.connection.close()
        second.connection.close()
        assert process.stderr
        assert process.stderr.read() == ""


def test_a_second_signal_stops_at_once(assistant: Assistant, settings: Settings):
    asked = {"turns": [{"question": "What must Romania do on helplines?"}] * 2000, "format": "md"}
    with program("--data-dir", str(settings.data_dir)) as (process, port):
        person = Person(0, port, [])
        while json.loads(person.post("state", {})[1])["stage"] != "ready":
            time.sleep(0.1)

        def long_request() -> None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                person.post("conversation", asked)

        thread = threading.Thread(target=long_request)
        thread.start()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        thread.join(timeout=10)
        person.connection.close()
