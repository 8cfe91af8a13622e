"""How the page is served: one clear line, on this machine only, and with the side doors closed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

import app
from assistant.feedback import FeedbackStore
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.ui.serve import listen
from corpus.catalogue import Catalogue
from corpus.errors import SettingsError
from corpus.load import load_all
from tests.browser import HOST, served

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def port(sources: dict[str, Path]) -> Iterator[int]:
    with served(SimpleNamespace(ask=None, catalogue=Catalogue(load_all([sources["romania"]])))) as address:
        yield int(address.rstrip("/").rpartition(":")[2])


def fetch(port: int, path: str, host: str = "", method: str = "GET") -> tuple[int, dict[str, str], str]:
    with closing(http.client.HTTPConnection(HOST, port, timeout=20)) as connection:
        connection.request(method, path, headers={"Host": host or f"{HOST}:{port}"})
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read().decode("utf-8", "replace")


def test_the_browser_is_told_to_ask_nobody_else(port: int):
    status, headers, page = fetch(port, "/")
    assert status == 200
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy.replace("'self'", "")
    assert headers["referrer-policy"] == "no-referrer"
    for foreign in ("fonts.googleapis", "fonts.gstatic", "cdnjs", "cdn."):
        assert foreign not in page
    assert "Lanzarote Assistant" in page


@pytest.mark.parametrize(
    "path",
    ["/docs", "/redoc", "/openapi.json", "/config", "/monitoring", "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/runs",
     "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://example.org/", "/gradio_api/call/ask", "/gradio_api/run/ask",
     "/gradio_api/api/ask", "/gradio_api/vibe-code", "/gradio_api/deep_link"],
)  # fmt: skip
def test_side_doors_are_closed(port: int, path: str):
    for method in ("GET", "POST"):
        assert fetch(port, path, method=method)[0] == 404
    assert fetch(port, "/gradio_api/upload", method="POST")[0] == 404


def test_a_foreign_host_name_gets_nothing(port: int):
    assert fetch(port, "/", host="evil.example")[0] == 404
    assert fetch(port, "/", host=f"evil.example:{port}")[0] == 404
    assert fetch(port, "/", host=f"localhost:{port}")[0] == 200


def send(port: int, path: str, body: object, **headers: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection(HOST, port, timeout=20)) as connection:
        content = body if isinstance(body, str) else json.dumps(body)
        connection.request("POST", path, content, {"content-type": "application/json", **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")


def test_another_sites_page_gets_nothing(port: int):
    assert send(port, "/page/state", {}, Origin="http://evil.example")[0] == 404
    assert send(port, "/page/state", {}, Origin="null")[0] == 404
    assert send(port, "/page/state", {}, Origin=f"http://{HOST}:{port}")[0] == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [("views", "{"), ("views", "[]"), ("card", {}), ("card", {"record": ["a"]}), ("source", {"party": "Atlantis"}),
     ("basket", {"items": [{}]}),
     ("basket", {"items": "x", "filters": {"chapters": ["XX"]}}), ("browse", {"filters": {"chapters": ["XX"]}}),
     ("browse", {"filters": {"urgencies": ["must"]}}), ("browse", {"filters": {"parties": ["Atlantis"]}}), ("named", {"names": "VI-3"}),
     ("named", {}), ("export", {"format": "docx"}), ("export", {"format": "exe", "items": [{"record": "romania:VI-1"}]}),
     ("quiz", {"format": "csv", "items": [{"record": "romania:VI-1"}], "questions": "x", "seed": 1}), ("keep_feedback", {"verdict": "up"}),
     ("ask", "{"), ("ask", "7")],
)  # fmt: skip
def test_what_cannot_be_done_is_one_clear_line(port: int, path: str, body: object):
    status, answer = send(port, f"/page/{path}", body)
    if (path, body) == ("basket", {"items": "x", "filters": {"chapters": ["XX"]}}):
        assert status == 200  # no list of items is an empty basket; filters are none of its business
        return
    assert status == 400
    line = json.loads(answer)["line"]
    assert line
    assert len(line.splitlines()) == 1
    assert "Traceback" not in line


def test_without_consent_no_question_is_kept_whoever_sends_it(sources: dict[str, Path], tmp_path: Path):
    store = FeedbackStore(tmp_path / "feedback.sqlite3")
    catalogue = Catalogue(load_all([sources["romania"]]))
    with served(SimpleNamespace(catalogue=catalogue), feedback=store) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        body = {"verdict": "down", "records": ["romania:VI-1", "made up"], "question": "private words", "reason": "r"}
        assert send(port, "/page/keep_feedback", body)[0] == 200
        assert send(port, "/page/keep_feedback", {**body, "consent": "yes"})[0] == 200
    assert [(kept.question, kept.records) for kept in store.all()] == [(None, ("romania:VI-1",))] * 2


def test_an_answer_comes_in_pieces(assistant: Assistant):
    with served(assistant) as address:
        status, answer = send(int(address.rstrip("/").rpartition(":")[2]), "/page/ask", {"question": "What must Romania do on helplines?"})
    assert status == 200
    rows = [json.loads(row) for row in answer.splitlines()]
    pieces = [row["add"] for row in rows[:-1]]
    assert "lz-understood" in pieces[0]
    assert "lz-lead" in pieces[1]
    assert [piece.count("<article") for piece in pieces if "<article" in piece] == [1, 1, 1]
    assert "lz-tools" in pieces[-1]
    assert rows[-1] == {
        "status": "Answered. On this the Committee requires VI-1 and invites VI-2 and VI-4.",
        "answered": True,
        "records": ["romania:VI-1", "romania:VI-2", "romania:VI-4"],
    }


def test_a_question_that_fails_is_a_line_in_its_turn(port: int):
    status, answer = send(port, "/page/ask", {"question": "x", "filters": {"chapters": ["XX"]}})
    assert status == 200
    rows = [json.loads(row) for row in answer.splitlines()]
    assert "there is no &#x27;XX&#x27; to filter by" in rows[0]["add"]
    assert rows[-1]["answered"] is False


def test_a_taken_port_gives_the_next_free_one():
    with listen(HOST, 0) as first:
        taken = first.getsockname()[1]
        with listen(HOST, taken) as second:
            assert taken < second.getsockname()[1] < taken + 100


@pytest.mark.parametrize(("host", "port"), [(HOST, -1), (HOST, 65536), ("192.0.2.1", 7860), ("no such host", 7860)])
def test_an_impossible_address_is_one_clear_line(host: str, port: int):
    with pytest.raises(SettingsError) as error:
        listen(host, port)
    assert len(str(error.value).splitlines()) == 1


def test_bad_settings_are_one_clear_line_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "settings.toml"
    file.write_text('colour = "blue"\n')
    assert app.main(["--settings", str(file)]) == 2
    assert app.main(["--settings", str(tmp_path / "absent.toml")]) == 2
    assert app.main(["--port", "70000"]) == 2
    shown = capsys.readouterr()
    assert len(shown.err.splitlines()) == 3
    assert "Traceback" not in shown.err
    assert shown.out == ""


@pytest.mark.usefixtures("assistant")
def test_python_app_py_serves_and_stops(settings: Settings, tmp_path: Path):
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}
    with listen(HOST, 0) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, str(ROOT / "app.py"), "--port", str(port), "--index-dir", str(settings.index_dir)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT, start_new_session=True
        ) as process:
            assert process.stdout
            assert process.stderr
            line = process.stdout.readline()
            assert line.startswith(f"Lanzarote Assistant is ready: http://{HOST}:"), process.stderr.read()
            chosen = int(line.split("/ ")[0].rpartition(":")[2])
            assert chosen > port
            assert fetch(chosen, "/")[0] == 200
            started = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=15) == 0
            assert time.monotonic() - started < 10
            assert process.stdout.read() == ""
            assert process.stderr.read() == ""
    with socket.socket() as free:
        free.settimeout(2)
        assert free.connect_ex((HOST, chosen)) != 0
