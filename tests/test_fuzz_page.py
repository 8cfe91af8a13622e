"""Whatever the page, or a link to it, sends to this server: an answer or one clear line, never a fault of ours."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assistant.exports import FORMATS
from assistant.feedback import FeedbackStore
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.ui.opening import Opening
from assistant.ui.routes import Desk, routes
from tests.browser import visiting
from tests.counted import CASES, case
from tests.fuzzing import PIECES, fuzz, json_values, questions

TEXTS = st.one_of(st.text(st.characters(), max_size=30), st.sampled_from(PIECES))
# Records that are there, links to any number of theirs, and names that are no record.
NAMES = st.one_of(
    st.sampled_from(["romania:VI-1", "romania:III-16+III-18", "romania:III-18", "romania:VII-fn94", "romania:fn94", "romania:II-fn2"]),
    st.sampled_from(
        ["romania:", ":", "romania:VI-3", "VI-1", "valdoria:VI-1", "romania:VI-1\u200b", "ROMANIA:vi-1", "../romania", "+", ""]
    ),
    TEXTS,
)
FILTERS = st.dictionaries(
    st.sampled_from(["parties", "chapters", "urgencies", "addressees", "kinds", "x"]),
    st.one_of(st.lists(st.sampled_from("Romania VI X invite require generic specific observation ?".split())), json_values(TEXTS)),
    max_size=3,
)  # fmt: skip
ITEM = st.one_of(st.fixed_dictionaries({"record": NAMES}, optional={"comment": TEXTS}), json_values(TEXTS))
TURN = st.fixed_dictionaries({"question": questions()}, optional={"history": st.lists(TEXTS, max_size=2), "filters": FILTERS})
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "language": st.sampled_from(["en", "ro", "fr", "", "xx"]),
    "question": questions(),
    "history": st.lists(questions(), max_size=3),
    "filters": FILTERS,
    "query": questions(),
    "match": st.sampled_from(["exact", "meaning", "?"]),
    "order": st.sampled_from(["best", "place", "urgency", "addressee", "chapter", "?"]),
    "descending": st.booleans(),
    "party": st.one_of(st.sampled_from(["Romania", "romania"]), TEXTS),
    "record": NAMES,
    "records": st.lists(NAMES, max_size=3),
    "names": st.one_of(st.lists(NAMES, max_size=4).map(", ".join), questions()),
    "items": st.lists(ITEM, max_size=5),
    "turns": st.lists(TURN, max_size=2),
    "title": TEXTS,
    "address": TEXTS,
    "questions": st.integers(-1, 12),
    "seed": st.integers(),
    "difficulty": st.sampled_from(["easy", "medium", "hard", "?"]),
    "verdict": st.sampled_from(["up", "down", "?"]),
    "reason": TEXTS,
    "consent": st.booleans(),
}
# What each address reads; whatever it reads may also be missing, or of another kind.
READ = {
    "views": ["items"], "why": ["question", "history", "filters"], "source": ["party"], "card": ["record"], "basket": ["items"],
    "browse": ["query", "match", "order", "descending", "filters"], "named": ["names"], "index": [], "state": [], "open": [],
    "keep_feedback": ["verdict", "records", "reason", "question", "consent"], "ask": ["question", "history", "filters"],
}  # fmt: skip
# These make files, which takes longer; office files longest.
FILES = {
    "export": ["items", "title", "address"],
    "quiz": ["items", "title", "address", "questions", "seed", "difficulty"],
    "conversation": ["turns"],
}
QUICK = [name for name, kind in FORMATS.items() if kind.is_text]


def bodies(reads: list[str], formats: list[str]) -> st.SearchStrategy[bytes]:
    fields = {name: FIELDS[name] for name in ["language", *reads]}
    if formats:
        fields["format"] = st.sampled_from([*formats, *formats, "?"])
    proper = st.fixed_dictionaries(fields)
    spoilt = st.tuples(proper, st.sampled_from(list(fields)), json_values(TEXTS)).map(lambda each: {**each[0], each[1]: each[2]})
    written = st.one_of(proper, proper, spoilt, json_values(TEXTS)).map(lambda value: json.dumps(value).encode())
    return st.one_of(written, written, written, st.binary(max_size=30), st.integers(1, 3000).map(lambda deep: b"[" * deep))


def requests(read: dict[str, list[str]], formats: list[str]) -> st.SearchStrategy[tuple[str, bytes]]:
    return st.sampled_from(list(read)).flatmap(lambda name: st.tuples(st.just(name), bodies(read[name], formats)))


class Heard(logging.Handler):
    """Hears what the routes log, which is our own faults."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    heard = Heard()
    log = logging.getLogger("assistant.ui.routes")
    log.addHandler(heard)
    yield heard
    log.removeHandler(heard)


@pytest.fixture(scope="module")
def client(assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    assistant.ask("How many recommendations on helplines are there?")
    store = FeedbackStore(tmp_path_factory.mktemp("feedback") / "feedback.sqlite3")
    app = FastAPI()
    app.include_router(routes(Desk(assistant.catalogue, Opening.of(assistant), feedback=store, index_dir=settings.index_dir)))
    with TestClient(app, raise_server_exceptions=True) as client:
        for name in FORMATS:  # what makes them is loaded before any case is timed
            client.post("/page/export", json={"format": name, "items": [{"record": "romania:VI-1"}]})
        yield client


def check(client: TestClient, heard: Heard, name: str, body: bytes, limit: float = 1.0) -> None:
    heard.lines.clear()
    with case(f"requests to {'files' if name in FILES else 'the page'}", limit):
        answer = client.post(f"/page/{name}", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400), (name, body, answer.text[:200])
    assert heard.lines == [], (name, body)
    if answer.status_code == 400:
        line = answer.json()["line"]
        assert line
        assert "\n" not in line
        return
    if name == "ask":
        rows = [json.loads(row) for row in answer.text.splitlines()]
        assert set(rows[-1]) == {"status", "answered", "records"}
    elif name in FILES:
        assert answer.content
        assert answer.headers["content-disposition"].isascii()
    else:
        assert isinstance(answer.json(), dict)


def test_some_requests(client: TestClient, heard: Heard) -> None:
    fuzz(lambda request: check(client, heard, *request), requests(READ, []), cases=150)
    fuzz(lambda request: check(client, heard, *request), requests(FILES, QUICK), cases=40)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(4))
def test_tens_of_thousands_of_requests(client: TestClient, heard: Heard, part: int) -> None:
    fuzz(lambda request: check(client, heard, *request), requests(READ, []), cases=4000, seed=part)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(2))
def test_thousands_of_files(client: TestClient, heard: Heard, part: int) -> None:
    fuzz(lambda request: check(client, heard, *request), requests(FILES, QUICK), cases=2000, seed=part)


@pytest.mark.fuzz
def test_hundreds_of_office_files(client: TestClient, heard: Heard) -> None:
    fuzz(lambda request: check(client, heard, *request), requests(FILES, list(FORMATS)), cases=600)


LINKS = ["?q", "?q=%", "?record=%ff%fe", "?q=%00", "?record=%ed%a0%80", "?q=1&q=2", "?record=romania:VI-1&q=", "?q=+&record=", "?x=1"]


def check_link(browser: Any, address: str, link: str) -> None:
    """Open the page by a link: it shows something or names what it cannot do, runs nothing of the link's and stays usable."""
    CASES["links in a browser"] += 1
    with visiting(browser, address, query=link) as visit:
        if "q" in link.partition("?")[2].partition("=")[0] or "record=" in link:
            visit.page.wait_for_selector(".lz-notice:not([hidden]), .lz-turn")
        assert visit.foreign == [], link
        assert [error for error in visit.errors if "Failed to load resource" not in error] == [], link
        visit.page.get_by_label("Your question").fill("What does VI-1 say?")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_selector(".lz-answer-body:not([aria-busy]) .lz-card", state="attached")


@pytest.mark.browser
def test_some_links(browser: Any, address: str) -> None:
    for link in LINKS[:3]:
        check_link(browser, address, link)


@pytest.mark.fuzz
@pytest.mark.browser
def test_links_with_anything_in_them_leave_the_page_usable(browser: Any, address: str) -> None:
    pieces = [quote(piece.encode(errors="surrogatepass")) for piece in PIECES]
    for link in [*LINKS, *(f"?{key}={piece}" for key in ("q", "record") for piece in pieces)]:
        check_link(browser, address, link)
