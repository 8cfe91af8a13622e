"""What is asked, answered and made leaves no trace on the machine that serves the page: not in a log, not in a file."""

from __future__ import annotations

import http.client
import io
import json
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.access.accounts import add_user
from assistant.access.events import JsonLines, event, log_to
from assistant.feedback import FeedbackStore
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import SettingsError, VerificationError
from corpus.load import load_all
from tests.browser import HOST, served
from tests.users import PASSWORD, ROOT, Person, program

# Words that stand nowhere else; each comes in by another way.
MARKERS = {
    way: f"zqx{way}marker"
    for way in ("question", "history", "filter", "title", "comment", "search", "link", "reason", "name", "bad", "password")
}  # fmt: skip
FORMATS = ("docx", "pptx", "xlsx", "csv", "md", "json")


def traces(folder: Path) -> list[str]:
    """Name the files below a folder in whose name or bytes any marker stands, in any of the encodings in which it might."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for marker in MARKERS.values():
            if marker in path.name or any(marker.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
                found.append(f"{path}: {marker}")
    return found


def test_a_day_at_the_page_leaves_no_trace(settings: Settings, assistant: Any, tmp_path: Path):
    folders = {name: tmp_path / name for name in ("tmp", "home", "cache", "config", "state", "gradio", "data")}
    for folder in folders.values():
        folder.mkdir()
    environment = {
        "TMPDIR": str(folders["tmp"]), "HOME": str(folders["home"]), "XDG_CACHE_HOME": str(folders["cache"]),
        "GRADIO_TEMP_DIR": str(folders["gradio"]),
        "XDG_CONFIG_HOME": str(folders["config"]), "XDG_STATE_HOME": str(folders["state"]), "XDG_DATA_HOME": str(folders["data"]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    users, log = tmp_path / "users", tmp_path / "log.jsonl"
    add_user(users, "ana", PASSWORD.format("ana"))
    options = (
        "--data-dir",
        str(folders["data"]),
        "--index-dir",
        str(settings.index_dir),
        "--auth-file",
        str(users),
        "--log",
        str(log),
        "--feedback",
    )
    with program(*options, environment=environment) as (process, port):
        person = Person(0, port, [], "ana")
        form = f"name=ana&password={MARKERS['password']}".encode()
        assert person.request("POST", "/", form, "application/x-www-form-urlencoded")[0] == 403
        person.enter()
        while json.loads(person.post("state", {})[1])["stage"] != "ready":
            time.sleep(0.1)
        made = use(person)
        assert sum(MARKERS["title"].encode() in each for each in made) >= 2, "the markers did come into files"
        person.connection.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert process.stdout
        assert process.stderr
        said = process.stdout.read() + process.stderr.read()
    assert not any(marker in said for marker in MARKERS.values())
    # Kept is what somebody wrote for it to be kept, and with consent only; nothing else is found anywhere.
    kept = [each for each in traces(tmp_path) if not each.startswith(str(folders["data"] / "feedback.sqlite3"))]
    assert kept == []
    (verdict,) = FeedbackStore(folders["data"] / "feedback.sqlite3").all()
    assert (verdict.reason, verdict.question) == (MARKERS["reason"], None)
    left = [path for name in ("tmp", "gradio", "cache", "config", "state", "home") for path in folders[name].rglob("*") if path.is_file()]
    assert left == []
    assert sorted(path.name for path in folders["data"].rglob("*")) == ["feedback.sqlite3"]
    assert oct(log.stat().st_mode & 0o777) == "0o600"
    assert "ana" not in log.read_text()
    assert "127.0.1.1" not in log.read_text()
    reasons = {json.loads(row).get("reason") for row in log.read_text().splitlines()}
    assert {"answered", "absent_id", "input", "login_wrong", ""} <= reasons


def test_no_library_keeps_or_reports_anything_of_its_own(settings: Settings, assistant: Any, tmp_path: Path):
    """Of onnxruntime a number for the user and a queue of reports were found in the user's cache."""
    environment = {name: str(tmp_path / name) for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    for folder in environment.values():
        Path(folder).mkdir()
    # A continuous-integration service keeps some libraries from reporting: here none must be needed.
    rest = {key: value for key, value in os.environ.items() if key not in ("CI", "GITHUB_ACTIONS", "TF_BUILD", "ORT_DISABLE_TELEMETRY")}
    command = [sys.executable, "-m", "assistant", "ask", "What must Romania do on helplines?", "--index-dir", str(settings.index_dir)]
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**rest, **environment, "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "VI-1" in run.stdout
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def use(person: Person) -> list[bytes]:
    """Do all that can be done at the page, with a marker in all that can be typed; gives the files made."""
    question = f"What does VI-1 say on helplines {MARKERS['question']}?"
    asked = {"question": question, "history": [f"What about {MARKERS['history']}?"], "filters": {}}
    person.request("GET", f"/?q={MARKERS['link']}")
    for path, body in (
        ("ask", asked), ("ask", {"question": f"What does VI-99 say {MARKERS['question']}?"}), ("why", asked),
        ("ask", {"question": "x", "filters": {"chapters": [MARKERS["filter"]]}}), ("browse", {"query": MARKERS["search"]}),
        ("named", {"names": MARKERS["name"]}), ("card", {"record": MARKERS["name"]}), ("source", {"party": MARKERS["name"]}),
        (MARKERS["bad"], {}), ("export", {"format": MARKERS["bad"]}), ("export", {"format": "docx", "items": [{"record": MARKERS["bad"]}]}),
    ):  # fmt: skip
        person.post(path, body)
    person.request("POST", "/page/ask", f'{{"question": "{MARKERS["bad"]}'.encode())
    items = [{"record": name, "comment": MARKERS["comment"]} for name in ("romania:VI-1", "romania:VI-2", "romania:VI-4")]
    made = []
    for kind in FORMATS:
        status, content = person.post(
            "export", {"format": kind, "items": items, "title": MARKERS["title"], "address": f"http://{MARKERS['link']}/"}
        )
        assert status == 200, kind
        made.append(content)
    for kind in ("docx", "csv"):
        made.append(
            person.post(
                "quiz", {"format": kind, "items": items, "title": MARKERS["title"], "questions": 2, "seed": 1, "difficulty": "easy"}
            )[1]
        )
    for kind in ("md", "docx"):
        status, content = person.post("conversation", {"turns": [asked], "format": kind, "address": ""})
        assert status == 200
        made.append(content)
    verdict = {
        "verdict": "down",
        "records": ["romania:VI-1"],
        "reason": MARKERS["reason"],
        "question": MARKERS["question"],
        "consent": False,
    }
    assert person.post("keep_feedback", verdict)[0] == 200
    return made


# ------------------------------------------------------------------ what is logged
def lines(write: Any) -> list[dict[str, Any]]:
    """Give what a function logs, in our form."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root, before = logging.root, logging.root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        write()
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    return [json.loads(row) for row in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json():
    (row,) = lines(lambda: event("request", logging.WARNING, request="ab", status=200, ms=1.5, reason="line\nbreak \u2028"))
    assert row.pop("time").endswith("+00:00")
    assert row == {"level": "warning", "event": "request", "request": "ab", "status": 200, "ms": 1.5, "reason": "line\nbreak \u2028"}


def test_of_what_others_log_no_word_is_kept():
    secret = MARKERS["question"]

    def careless() -> None:
        logging.getLogger("uvicorn.error").error("Exception in ASGI application: %s", secret)
        logging.getLogger("assistant.pipeline").error("%s", VerificationError([secret]))
        try:
            raise ValueError(secret)
        except ValueError:
            logging.getLogger("asyncio").exception("Task %r failed", secret)
        logging.getLogger(secret[:0] or "x").warning(f"said {secret}")

    rows = lines(careless)
    assert [row["event"] for row in rows] == ["logged"] * 4
    assert [row["logger"] for row in rows] == ["uvicorn.error", "assistant.pipeline", "asyncio", "x"]
    assert rows[2]["fault"] == "ValueError"
    assert secret not in json.dumps(rows)


def test_faults_of_the_program_are_logged_without_the_question(sources: dict[str, Path], caplog: pytest.LogCaptureFixture):
    catalogue = Catalogue(load_all([sources["romania"]]))

    def broken(question: str, *_: Any, **__: Any) -> None:
        raise RuntimeError(question)

    with served(SimpleNamespace(catalogue=catalogue, trace=broken, ask=broken)) as address:
        port = int(address.rstrip("/").rpartition(":")[2])

        def ask_all() -> None:
            for path in ("ask", "why", "conversation"):
                with closing(http.client.HTTPConnection(HOST, port, timeout=20)) as connection:
                    body = {"question": MARKERS["question"], "turns": [{"question": MARKERS["question"]}], "format": "md"}
                    connection.request("POST", f"/page/{path}", json.dumps(body), {"content-type": "application/json"})
                    assert MARKERS["question"] not in connection.getresponse().read().decode("utf-8")

        caplog.set_level(logging.DEBUG)
        rows = lines(ask_all)
    assert {"RuntimeError"} == {row["fault"] for row in rows if row["event"] == "fault"}
    assert MARKERS["question"] not in json.dumps(rows) + caplog.text


def test_a_log_that_cannot_be_written_is_one_clear_line(tmp_path: Path):
    with pytest.raises(SettingsError, match="--log"):
        log_to(str(tmp_path / "absent" / "log"))


def test_a_log_is_for_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(logging.root.manager, "loggerDict", {})
    before = os.umask(0)
    try:
        log_to(str(tmp_path / "log"))
    finally:
        os.umask(before)
        logging.getLogger("lanzarote").setLevel(logging.NOTSET)
        logging.root.setLevel(logging.WARNING)
        for handler in logging.root.handlers:
            assert isinstance(handler, logging.StreamHandler)
            handler.stream.close()
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600
