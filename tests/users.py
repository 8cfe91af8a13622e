"""People at the page, as HTTP clients that ask what the page asks, each with a conversation of their own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from assistant.pipeline import Assistant
from assistant.ui.received import Received
from assistant.ui.turns import turn
from assistant.ui.view import View
from corpus.records import Recommendation

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
TOPICS = (
    "What must Romania do on helplines?", "What does the Committee say about training judges?", "self-generated sexual images",
    "Ce recomandă Comitetul privind liniile de asistență?", "Que recommande le Comité sur la formation de la police ?",
    "research on offenders", "What about removal of content?", "cooperation with internet providers",
    "Should children be heard when laws are made?", "Which measures concern parents?", "Is consent of the child an issue?",
    "awareness raising in schools",
)  # fmt: skip
FOLLOW_UPS = ("and which of them is required?", "How many of them are requests?", "and in chapter VI?", "What about invitations?")
PASSWORD = "long enough for a test, user {}"
# Figures and times differ from one answer to the next.
_TIMES = re.compile(r"\d+(?:\.\d+)? ms")


@dataclass(frozen=True)
class Step:
    """One question of a conversation: what is sent, and what must come back."""

    question: str
    filters: dict[str, list[str]]
    history: tuple[str, ...]
    expected: str
    answered: bool


def conversations(assistant: Assistant, users: int) -> list[list[Step]]:
    """Make a conversation a user, no two alike, with the answers that an assistant without any load gives."""
    view = View(assistant.catalogue, "en")
    clauses = [r for r in assistant.catalogue.records if isinstance(r, Recommendation) and r.recommendation_ids]
    numerals = list(dict.fromkeys(clause.chapter for clause in clauses))
    made = []
    for user in range(users):
        clause, numeral = clauses[user % len(clauses)], numerals[user % len(numerals)]
        asked: list[tuple[str, dict[str, list[str]]]] = [
            (f"What does {clause.recommendation_ids[0]} say?", {}),
            (TOPICS[user % len(TOPICS)], {}),
            (FOLLOW_UPS[user % len(FOLLOW_UPS)], {}),
            (f"List all recommendations in chapter {numeral}", {}),
            (TOPICS[(user * 5 + 3) % len(TOPICS)], {"chapters": [numeral]}),
            (f"What does VI-{user + 20} say?", {}),
        ]
        shift = user % len(asked)
        steps: list[Step] = []
        for question, filters in asked[shift:] + asked[:shift]:
            history = tuple(step.question for step in steps)
            got = Received({"question": question, "filters": filters, "history": list(history)}, assistant.catalogue).asked()
            trace = assistant.trace(got.question, got.history, within=got.within)
            drawn = turn(assistant.answer(got.question, trace), trace.query, view)
            steps.append(Step(question, filters, history, _TIMES.sub("", "".join(drawn.pieces)), drawn.answered))
        made.append(steps)
    return made


@dataclass
class Person:
    """One user: a connection, and what became of each request.

    Attributes:
        waits: seconds a question took, one each.
        faults: what should not have been, one line each.
        told: requests to which the program said that it is being stopped.
        begun: when the first question was asked, in seconds.

    """

    number: int
    port: int
    steps: Sequence[Step]
    name: str = ""
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    told: int = 0
    begun: float = 0.0
    cookie: str = ""

    def __post_init__(self) -> None:
        """Prepare a connection."""
        # On Linux each has an address of its own, as people at several machines do.
        source = (f"127.0.1.{self.number + 1}", 0) if sys.platform == "linux" else None
        self.connection = http.client.HTTPConnection(HOST, self.port, timeout=120, source_address=source)

    def request(
        self, method: str, path: str, body: bytes = b"", kind: str = "application/json"
    ) -> tuple[int, http.client.HTTPResponse, bytes]:
        """Send one request as the browser does, and read the whole answer."""
        headers = {"content-type": kind, "origin": f"http://{HOST}:{self.port}", "sec-fetch-site": "same-origin"}
        if self.cookie:
            headers["cookie"] = self.cookie
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        return answer.status, answer, answer.read()

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        """Ask the page's server for something."""
        status, _, content = self.request("POST", f"/page/{path}", json.dumps({"language": "en", **body}).encode())
        return status, content

    def enter(self) -> None:
        """Open the page, log in where there are users, and fetch what it shows at first."""
        if self.name:
            form = urlencode({"name": self.name, "password": PASSWORD.format(self.name)}).encode()
            status, answer, _ = self.request("POST", "/", form, "application/x-www-form-urlencoded")
            self.check(status == 303, f"login: {status}")
            self.cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        for method, path in (("GET", "/"), ("GET", "/theme.css")):
            status, _, content = self.request(method, path)
            self.check(status == 200 and bool(content), f"{path}: {status}")
        for path in ("state", "browse", "basket", "index"):
            status, _ = self.post(path, {})
            self.check(status == 200, f"{path}: {status}")

    def ask(self, step: Step) -> None:
        """Ask one question and compare the answer with the one that belongs to it."""
        started = time.perf_counter()
        status, content = self.post("ask", {"question": step.question, "filters": step.filters, "history": list(step.history)})
        taken = time.perf_counter() - started
        if status == 503 and b"being stopped" in content:
            self.told += 1
            return
        self.check(status == 200, f"{step.question}: {status} {content[:200]!r}")
        if status != 200:
            return
        rows = [json.loads(row) for row in content.decode("utf-8").splitlines()]
        drawn = _TIMES.sub("", "".join(row.get("add", "") for row in rows))
        self.check(drawn == step.expected, f"{step.question}: the answer of another question or conversation")
        self.check(rows[-1].get("answered") is step.answered, f"{step.question}: not answered as alone")
        self.waits.append(taken)

    def wander(self, chance: random.Random) -> None:
        """Now and then do something else that the page offers."""
        step = chance.choice(self.steps)
        body = {"question": step.question, "filters": step.filters, "history": list(step.history)}
        asked = {"turns": [body], "format": chance.choice(["md", "docx"])}
        path, sent = chance.choice(
            [("why", body), ("browse", {"query": step.question}), ("conversation", asked), ("views", {}), ("state", {}),
             ("source", {"party": "Romania"})]
        )  # fmt: skip
        status, content = self.post(path, sent)
        closing = status == 503 and b"being stopped" in content
        self.told += closing
        self.check(closing or (status == 200 and bool(content)), f"{path}: {status} {content[:200]!r}")

    def check(self, is_right: bool, what: str) -> None:
        """Keep a fault."""
        if not is_right:
            self.faults.append(f"user {self.number}: {what}")

    def live(self, stopping: threading.Event, until: threading.Event, pause: tuple[float, float]) -> None:
        """Use the page until told to stop; once it is stopping it may be gone, but no answer may be cut short."""
        chance = random.Random(self.number)
        try:
            self.enter()
            self.begun = time.monotonic()
            while not until.is_set():
                for step in self.steps:
                    self.ask(step)
                    if chance.random() < 0.1:
                        self.wander(chance)
                    if until.wait(chance.uniform(*pause)):
                        break
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, http.client.IncompleteRead) or not stopping.is_set():
                self.faults.append(f"user {self.number}: {type(error).__name__} {error}")
        finally:
            self.connection.close()


@contextlib.contextmanager
def program(*options: str, environment: dict[str, str] | None = None) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start the real program on a free port; gives its process and port."""
    command = [sys.executable, "-m", "assistant", "chat", "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **(environment or {})},
        start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        assert "is ready" in line, process.stderr.read()
        yield process, int(line.split("/ ")[0].rpartition(":")[2])
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()


def memory(pid: int) -> float:
    """Give the megabytes that a process holds."""
    rows = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(row.split()[1]) / 1024 for row in rows if row.startswith("VmRSS"))
