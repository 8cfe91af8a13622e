"""Who gets in, and what can be reached: tried against the real server, over HTTP and raw sockets."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import re
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest

from assistant.access import accounts
from assistant.access.accounts import Accounts, Hashed, add_user, read_users, remove_user
from assistant.access.limits import Limits, Tries, network
from assistant.access.policy import HEADERS
from assistant.access.sessions import IDLE, LONGEST, Sessions
from assistant.access.terms import Terms, is_every, is_loopback
from assistant.cli.main import main
from assistant.factsheets import load_catalogue
from assistant.feedback import FeedbackStore, Verdict
from assistant.pipeline import Assistant
from assistant.settings import load_settings
from assistant.ui import server
from assistant.ui.opening import Opening
from assistant.ui.routes import Desk, routes
from assistant.ui.serve import Wish, terms_of, web_app
from assistant.ui.words import word
from corpus.catalogue import Catalogue
from corpus.errors import InputError, SettingsError
from corpus.load import load_all
from tests.browser import HOST, served

PATHS = (
    "ask", "views", "why", "source", "browse", "card", "basket", "named", "export", "quiz", "conversation", "index",
    "keep_feedback", "state",
    "open",
)  # fmt: skip
ROOT = Path(__file__).parent.parent
NOBODY = accounts._NOBODY
PASSWORD = "several words are best"
SECRET = "TOP-SECRET-MARKER"
Fetched = tuple[int, dict[str, str], str]


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash with a sixth of the cost, where the cost is not what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_COST", 14)
        patch.setattr(accounts, "_PARALLEL", 1)
        patch.setattr(accounts, "_NOBODY", Hashed(14, 8, 1, bytes(16), bytes(32)))
        yield


@pytest.fixture
def full_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_COST", 15)
    monkeypatch.setattr(accounts, "_PARALLEL", 3)
    monkeypatch.setattr(accounts, "_NOBODY", NOBODY)


@pytest.fixture(scope="module")
def catalogue(sources: dict[str, Path]) -> Catalogue:
    return Catalogue(load_all([sources["romania"]]))


@pytest.fixture(scope="module")
def nobody(catalogue: Catalogue) -> SimpleNamespace:
    return SimpleNamespace(catalogue=catalogue)


@pytest.fixture(scope="module")
def port(nobody: SimpleNamespace) -> Iterator[int]:
    # All attempts come from one address, and are to meet locks, not the limit of requests.
    with served(nobody, terms=Terms(limits=Limits(burst=100_000))) as address:
        yield port_of(address)


@pytest.fixture(scope="module")
def opened(assistant: Assistant) -> Iterator[int]:
    with served(assistant) as address:
        yield port_of(address)


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "users"
    for name in ("ana", "bo"):
        add_user(path, name, f"{PASSWORD} {name}")
    return path


@pytest.fixture
def locked(nobody: SimpleNamespace, users: Path) -> Iterator[int]:
    with served(nobody, terms=Terms(accounts=Accounts(users))) as address:
        yield port_of(address)


def port_of(address: str) -> int:
    return int(address.rstrip("/").rpartition(":")[2])


def fetch(port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Fetched:
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=20)) as connection:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read().decode("utf-8", "replace")


def raw(port: int, data: bytes) -> bytes:
    """Send bytes as they are and give all that comes back."""
    with socket.create_connection((HOST, port), timeout=20) as connection:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            connection.sendall(data)
        with contextlib.suppress(ConnectionResetError):
            return b"".join(iter(lambda: connection.recv(65536), b""))
        return b""


# ------------------------------------------------------------------ what can be reached
BASES = (
    "/", "/file=", "/file/", "/gradio_api/file=", "/gradio_api/file/", "/gradio_api/proxy=", "/gradio_api/stream/x/", "/static/",
    "/static/js/",
    "/assets/", "/assets", "/svelte/", "/gradio_api/custom_component/x/client/component/", "/gradio_api/", "/page/", "/theme.css/",
)  # fmt: skip
CLIMBS = (
    "..", "%2e%2e", "%2E%2e", "..%2f..", "%252e%252e", "..%5c..", "....", "..;", "%c0%ae%c0%ae", "%uff0e%uff0e",
    "%ef%bc%8e%ef%bc%8e", "..%00",
)  # fmt: skip


def places(tmp_path: Path) -> list[str]:
    """Name a secret in all ways that have opened such doors before: absolute, climbing, encoded, linked, as a device."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    (tmp_path / "link.js").symlink_to(secret)
    absolute = [
        str(secret),
        str(tmp_path / "link.js"),
        "/etc/passwd",
        "/proc/self/environ",
        "/proc/self/cmdline",
        "/dev/zero",
        "/dev/stdin",
    ]
    named = [*absolute, *(f"/{each}" for each in absolute), *(each[1:] for each in absolute), *(f"file://{each}" for each in absolute)]
    named += [quote(each, safe="") for each in absolute] + [quote(quote(each, safe=""), safe="") for each in absolute]
    named += [f"{'/'.join([climb] * 12)}{secret}" for climb in CLIMBS] + [f"{'%2f'.join([climb] * 12)}%2fetc%2fpasswd" for climb in CLIMBS]
    named += [
        "C:\\Windows\\win.ini",
        "%5c%5chost%5cshare",
        "http://127.0.0.1:1/",
        "//evil.example/x",
        "index.html",
        "../gradio.js",
        ".",
        "~root",
    ]
    return named


def test_no_path_leads_to_a_file(port: int, tmp_path: Path):
    tried = 0
    named = places(tmp_path)
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=20)) as connection:
        for base in BASES:
            for place in named:
                for method in ("GET", "POST")[: 1 + (tried % 5 == 0)]:
                    connection.request(method, f"{base}{place}")
                    answer = connection.getresponse()
                    content = answer.read()
                    tried += 1
                    assert answer.status == 404, (method, base, place)
                    # A file of Gradio's own that is not there is missed by Gradio itself.
                    assert content in (b"Not found", b'{"detail":"Not Found"}')
    assert tried > 1000


def test_nothing_of_gradio_is_there_but_the_page_and_its_files(port: int, nobody: SimpleNamespace):
    """Whatever gradio serves, in this version and the next, is asked for by each of its methods."""
    import gradio as gr

    inner: Any = web_app(nobody.catalogue, SimpleNamespace(give_up=None))._app  # the guard taken off
    mounted = next(route.app for route in inner.routes if isinstance(getattr(route, "app", None), gr.routes.App))
    paths = {route.path for route in _all_routes(mounted)}
    assert len(paths) > 40, "gradio's own addresses are not found any more"
    opened = set()
    for path in paths:
        filled = re.sub(r"\{[^}]*\}", "x", path)
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
            status, _, content = fetch(port, filled, method, b"{}")
            if status != 404:
                opened.add((method, filled))
            else:
                assert content in ("Not found", "")
    assert opened <= {
        ("GET", "/"),
        ("HEAD", "/"),
        *((m, f) for m in ("GET", "HEAD") for f in ("/theme.css", "/favicon.ico", "/manifest.json")),
    }
    # Nor are these there without the guard being what closes them: none of gradio's own guards is relied on.


def _all_routes(app: Any) -> Iterator[Any]:
    for route in app.routes:
        if hasattr(route, "path") and hasattr(route, "endpoint"):
            yield route
        inner = getattr(route, "original_router", None) or getattr(route, "router", None)
        if inner is not None and inner is not app:
            for each in _all_routes(inner):
                yield SimpleNamespace(path=getattr(route, "prefix", "") + each.path)


def test_an_upload_leaves_nothing_behind(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="../../evil.sh"\r\n\r\necho\r\n--x--\r\n'
    for path in ("/gradio_api/upload", "/upload", "/gradio_api/upload?upload_id=1", "/page/export"):
        status, _, _ = fetch(port, path, "POST", body, content_type="multipart/form-data; boundary=x")
        assert status in (400, 404)


@pytest.mark.parametrize(
    "start",
    [b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"GET //evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
     b"GET /assets/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
     b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
     b"POST /page/state HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     b"GET /gradio_api/queue/data HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n",
     b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
     b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 2_000_000 + b"\r\n\r\n"],
    ids=range(13),
)  # fmt: skip
def test_strange_requests_get_nothing(port: int, start: bytes):
    answer = raw(port, start.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1) if b"Upgrade" not in start else start)
    assert not answer.startswith(b"HTTP/1.1 200")
    assert b"lz-" not in answer


HOSTS = ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example:80", "2130706433", "0x7f.1", "127.1", "0.0.0.0",
         "[::ffff:7f00:1]", "127.0.0.1@evil.example", "evil.example#127.0.0.1", "", "192.0.2.1", "localhost.")  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_by_another_name_it_does_not_answer(port: int, host: str):
    assert raw(port, f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()).startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))


def test_what_other_sites_send_is_refused(port: int):
    body = b"{}"
    for origin in (
        "http://evil.example",
        "null",
        f"http://{HOST}",
        f"http://localhost:{port}",
        f"http://{HOST}:{port}.evil.example",
        "file://",
        "",
    ):
        assert fetch(port, "/page/state", "POST", body, origin=origin)[0] == 404, origin
        assert fetch(port, "/", origin=origin)[0] == 404, origin
    for site in ("cross-site", "same-site"):
        assert fetch(port, "/page/state", "POST", body, sec_fetch_site=site)[0] == 404
    assert fetch(port, "/page/state", "POST", body, origin=f"http://{HOST}:{port}", sec_fetch_site="same-origin")[0] == 200
    assert fetch(port, "/page/state", "OPTIONS", origin=f"http://{HOST}:{port}", access_control_request_method="POST")[0] == 404


# ------------------------------------------------------------------ what a browser is told
def test_every_answer_is_strict_with_the_browser(port: int):
    page = fetch(port, "/")[2]
    asset = re.search(r'"\./(assets/index-[\w-]+\.js)"', page)
    assert asset
    asked = [("GET", "/", 200), ("GET", f"/{asset[1]}", 200), ("GET", "/theme.css", 200), ("GET", "/nowhere", 404), ("POST",
    "/page/state", 200),
             ("POST", "/page/card", 400), ("POST", "/page/nothing", 404), ("GET", "/assets/absent.js", 404)]  # fmt: skip
    for method, path, expected in asked:
        status, headers, _ = fetch(port, path, method, b"{}" if method == "POST" else None)
        assert status == expected, path
        for name, value in HEADERS:
            assert headers[name.decode()] == value.decode(), path
        policy = headers["content-security-policy"]
        for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
            assert rule in policy, path
        assert "http" not in policy
        assert "script-src" not in policy or "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        assert path in ("/theme.css", f"/{asset[1]}", "/assets/absent.js") or headers["cache-control"] == "no-store"
        assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])
        assert not any(name.startswith("access-control") for name in headers)
        assert "server" not in headers


def test_no_request_changes_the_page(port: int):
    """So that the scripts whose hashes the policy names are the program's own."""
    _, headers, page = fetch(port, "/")
    strange: dict[str, str] = {
        "x_forwarded_host": "evil.example", "x_forwarded_proto": "https", "forwarded": "host=evil.example",
        "x_direct_url": "http://evil.example",
        "cookie": "a=<script>", "x_forwarded_prefix": "/evil", "range": "bytes=0-9", "referer": "http://evil.example/",
        "accept_encoding": "gzip, br",
    }  # fmt: skip
    for path in (
        "/?deep_link=../../etc/passwd",
        "/?__theme=dark&q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/?view=api",
        "/?record=%00",
        "/?a=" + "b" * 4000,
    ):
        again = fetch(port, path, **strange)
        assert again[2] == page, path
        assert again[1]["content-security-policy"] == headers["content-security-policy"]
    assert fetch(port, "/", "HEAD")[2] == ""


# ------------------------------------------------------------------ how much
def test_bodies_are_limited_and_must_come_in_time(nobody: SimpleNamespace):
    with served(nobody, terms=Terms(limits=Limits(body=1000, patience=0.5))) as address:
        port = port_of(address)
        assert fetch(port, "/page/state", "POST", json.dumps({"x": "y" * 900}).encode())[0] == 200
        status, _, answer = fetch(port, "/page/state", "POST", json.dumps({"x": "y" * 5000}).encode(), accept_language="fr-BE")
        assert (status, json.loads(answer)["line"]) == (413, word("fr", "refusal_too_large"))
        head = b"POST /page/state HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        assert raw(port, head + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n").startswith(b"HTTP/1.1 413")
        assert raw(port, head + b"Content-Length: 99999999999999999\r\n\r\n{}").startswith(b"HTTP/1.1 413")
        assert raw(port, head + b"Content-Length: -2\r\n\r\n{}").startswith(b"HTTP/1.1 400")
        assert raw(port, head + b"Content-Length: 20\r\n\r\n{}").startswith(b"HTTP/1.1 408")


def test_who_says_nothing_is_dropped(nobody: SimpleNamespace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "_LONGEST_SILENCE", 0.5)
    with served(nobody) as address, contextlib.ExitStack() as stack:
        said = (b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        connections = [stack.enter_context(socket.create_connection((HOST, port_of(address)), timeout=10)) for _ in said]
        for connection, start in zip(connections, said, strict=True):
            connection.sendall(start)
        for connection in connections:
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(100) == b""


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 100_000, b"1" * 10_000, b"\xff\xfe", b"", b"null", b'"x"', b"NaN",
    b'{"filters": {"chapters": ["\\ud800"]}}',
     b'{"record": "\\ud800"}', b'{"items": [{"record": "\\udfff"}]}', b'{"names": "\\ud800, VI-1"}', b'{"party": "\\ud800"}',
     b'{"question": "\\ud800\\u0000", "history": ["\\udfff"]}', b'{"language": {"a": 1}}', b'{"format": "docx", "turns": [1, null]}'],
    ids=range(16),
)  # fmt: skip
def test_no_body_makes_it_stumble(opened: int, body: bytes):
    for path in PATHS:
        status, _, answer = fetch(opened, f"/page/{path}", "POST", body)
        assert status in (200, 400), (path, answer)
        if path != "ask" or status == 400:
            assert isinstance(json.loads(answer), dict)
        else:
            assert "status" in json.loads(answer.splitlines()[-1])


def test_all_addresses_of_the_page_were_tried(catalogue: Catalogue):
    desk = Desk(catalogue, Opening.of(SimpleNamespace(catalogue=catalogue)), feedback=None, index_dir=None)
    assert {str(getattr(route, "path", "")) for route in routes(desk).routes} == {f"/page/{path}" for path in PATHS}


# ------------------------------------------------------------------ who gets in
def log_in(port: int, name: str, password: str, path: str = "/", **headers: str) -> Fetched:
    form = f"name={quote(name)}&password={quote(password)}".encode()
    return fetch(port, path, "POST", form, content_type="application/x-www-form-urlencoded", **headers)


def test_without_a_login_there_is_a_form_and_nothing_else(locked: int):
    status, headers, form = fetch(locked, "/", accept_language="de, ro;q=0.8")
    assert status == 200
    assert word("ro", "login_text") in form
    assert "lz-" not in form
    assert "<script" not in form
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    for cookie in ("", "lanzarote-session=", "lanzarote-session=x", "lanzarote-session=" + "A" * 43, "lanzarote-session=null; a=b"):
        for method, path in (("POST", "/page/state"), ("POST", "/page/ask"), ("POST", "/page/export"), ("GET", "/theme.css")):
            status, _, answer = fetch(locked, path, method, b"{}" if method == "POST" else None, cookie=cookie)
            assert status == 401
            assert json.loads(answer) == {"line": word("en", "login_again")}
    assert fetch(locked, "/gradio_api/info")[0] == 404
    assert fetch(locked, "/login", "POST", b"")[0] == 404


def test_a_login_leads_to_what_was_asked_for_and_a_logout_ends_it(locked: int):
    status, headers, _ = log_in(locked, "ana", f"{PASSWORD} ana", "/?record=romania%3AVI-1")
    assert (status, headers["location"]) == (303, "/?record=romania%3AVI-1")
    cookie, *flags = headers["set-cookie"].split("; ")
    assert flags == ["Path=/", f"Max-Age={LONGEST:.0f}", "HttpOnly", "SameSite=Strict"]
    page = fetch(locked, "/", cookie=cookie)[2]
    assert '<meta name="lanzarote-user" content="ana">' in page
    assert "data-log-out" in page
    assert fetch(locked, "/page/state", "POST", b"{}", cookie=cookie)[0] == 200
    assert fetch(locked, "/logout", "POST", origin="http://evil.example", cookie=cookie)[0] == 404
    assert fetch(locked, "/logout", "GET", cookie=cookie)[0] == 404
    status, headers, _ = fetch(locked, "/logout", "POST", cookie=cookie)
    assert (status, headers["clear-site-data"], headers["location"]) == (303, '"storage"', "/")
    assert fetch(locked, "/page/state", "POST", b"{}", cookie=cookie)[0] == 401


@pytest.mark.parametrize(
    ("name", "password"),
    [("ana", ""), ("ana", f"{PASSWORD} bo"), ("", ""), ("ana ", f"{PASSWORD} ana"), ("ANA", f"{PASSWORD} ana"), ("ana\x00",
    f"{PASSWORD} ana"),
     ("nobody", PASSWORD), ("ana' OR '1'='1", "x"), ("../users", "x"), ("ana", f"{PASSWORD} ana" + "x" * 2000)],
)  # fmt: skip
def test_wrong_names_and_passwords_are_told_the_same(locked: int, name: str, password: str):
    status, headers, form = log_in(locked, name, password)
    assert status == 403
    assert "set-cookie" not in headers
    assert word("en", "login_wrong") in form


@pytest.mark.usefixtures("full_cost")
def test_an_unknown_name_costs_as_much_as_a_known_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "users"
    add_user(path, "ana", PASSWORD)
    costs: list[tuple[int, int, int]] = []
    again = Hashed.again
    monkeypatch.setattr(
        Hashed, "again", lambda self, password: costs.append((self.cost, self.block, self.parallel)) or again(self, password)
    )
    kept = Accounts(path)
    assert kept.check("ana", "wrong") is None
    assert kept.check("nobody", "wrong") is None
    assert costs == [(15, 8, 3)] * 2


def test_trying_passwords_is_slowed_down(locked: int):
    tried = [log_in(locked, "ana", f"guess {n}")[0] for n in range(12)]
    assert tried[:5] == [403] * 5
    assert 429 in tried[5:]
    status, headers, form = log_in(locked, "ana", "one more guess")
    while status == 403:  # waiting doubles each time, so that soon even a slow machine has to wait
        status, headers, form = log_in(locked, "ana", "one more guess")
    assert log_in(locked, "ana", f"{PASSWORD} ana")[0] == 429
    assert int(headers["retry-after"]) >= 1
    assert "wrong tries" in form


def test_the_wait_doubles_and_a_right_password_does_not_forgive_wrong_ones():
    now = [0.0]
    tries = Tries(2, lambda: now[0])
    waits = []
    for _ in range(14):
        waits.append(tries.wait("a"))
        now[0] += tries.wait("a")
        tries.failed("a")
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    tries.passed("a")
    assert tries.wait("a") == 900
    assert tries.wait("b") == 0
    now[0] += 3601
    tries.failed("a")
    assert tries.wait("a") == 0


def test_sessions_end_by_themselves_and_with_their_user(tmp_path: Path):
    path = tmp_path / "users"
    for name in ("ana", "bo"):
        add_user(path, name, PASSWORD)
    kept_users, now = Accounts(path), [0.0]
    sessions = Sessions(kept_users, lambda: now[0])

    def enter(name: str) -> str:
        kept = kept_users.check(name, PASSWORD)
        assert kept
        return sessions.open(name, kept)

    idle, busy = enter("ana"), enter("bo")
    assert idle != busy
    assert len(idle) >= 43
    for _ in range(int(LONGEST / (IDLE * 0.9))):
        now[0] += IDLE * 0.9
        assert sessions.user(busy) == "bo"
    assert sessions.user(idle) is None
    now[0] = LONGEST
    assert sessions.user(busy) is None
    removed, changed = enter("ana"), enter("bo")
    assert (sessions.user(removed), sessions.user(changed)) == ("ana", "bo")
    remove_user(path, "ana")
    add_user(path, "bo", f"{PASSWORD} new")
    assert (sessions.user(removed), sessions.user(changed)) == (None, None)
    path.write_text("broken\n")
    assert kept_users.check("bo", f"{PASSWORD} new") is None


def test_a_proxy_is_believed_only_where_one_was_announced(nobody: SimpleNamespace, users: Path):
    known = Accounts(users)
    for behind, secure in ((True, True), (False, False)):
        terms = Terms(names=("chat.example.org", "127.0.0.1"), behind_proxy=behind, accounts=known)
        with served(nobody, terms=terms) as address:
            for number in range(8):  # were it believed, each would be another client
                status, headers, _ = log_in(
                    port_of(address), "ana", "wrong" if number < 7 else f"{PASSWORD} ana",
                    x_forwarded_proto="https", x_forwarded_for=f"198.51.100.{number}", Host="chat.example.org",
                )  # fmt: skip
                time.sleep(0 if behind else 0.01)
            assert (status == 303) is behind
            assert ("Secure" in headers.get("set-cookie", "")) is secure
            assert ("strict-transport-security" in headers) is secure


# ------------------------------------------------------------------ the file of users
@pytest.mark.usefixtures("full_cost")
def test_passwords_are_kept_hashed_each_with_a_salt_of_its_own(tmp_path: Path):
    path = tmp_path / "users"
    assert add_user(path, "ana", PASSWORD)
    assert add_user(path, "bo", PASSWORD)
    text = path.read_text()
    assert PASSWORD not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first, second = read_users(path).values()
    assert first.salt != second.salt
    assert first.digest != second.digest
    assert first.fits(PASSWORD)
    assert not first.fits(f"{PASSWORD} ")
    assert (first.cost, first.block, first.parallel) == (15, 8, 3)
    assert not add_user(path, "ana", f"{PASSWORD} new")
    assert not read_users(path)["ana"].fits(PASSWORD)


def test_all_faults_of_a_file_of_users_are_named(tmp_path: Path):
    path = tmp_path / "users"
    good = str(Hashed.of(PASSWORD))
    weak = good.replace("$14$", "$1$")
    vast = good.replace("$14$", "$40$")
    rows = [f"ana {good}", "plain password", f"ana {good}", f"../x {good}", f"weak {weak}", f"vast {vast}", "", "x", f"cut {good[:-9]}"]
    path.write_text("\n".join(rows))
    path.chmod(0o600)
    with pytest.raises(InputError) as error:
        read_users(path)
    assert [line.split(":")[1] for line in str(error.value).splitlines()] == ["2", "3", "4", "5", "6", "8", "9"]
    path.write_text("")
    with pytest.raises(InputError, match="holds no user"):
        Accounts(path)
    path.chmod(0o644)
    with pytest.raises(InputError, match="chmod 600"):
        read_users(path)
    for strange in (tmp_path, Path("/dev/zero"), tmp_path / "absent"):
        with pytest.raises(InputError):
            read_users(strange)


@pytest.mark.parametrize(("name", "password"), [("ana", "short"), ("", PASSWORD), ("a b", PASSWORD), ("a\nb", PASSWORD), ("../a", PASSWORD),
                                                ("é", PASSWORD), ("a" * 65, PASSWORD), ("ana", "x" * 2000)])  # fmt: skip
def test_impossible_users_are_one_clear_line(tmp_path: Path, name: str, password: str):
    with pytest.raises(InputError) as error:
        add_user(tmp_path / "users", name, password)
    assert len(str(error.value).splitlines()) == 1
    assert password not in str(error.value)
    assert not (tmp_path / "users").exists()


def test_users_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    path = str(tmp_path / "users")
    for name, line, code in (("ana", f"{PASSWORD}\n", 0), ("bo", "short\n", 2), ("ana", f"{PASSWORD} new\n", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(line))
        assert main(["users", "add", name, "--auth-file", path]) == code
    assert main(["users", "list", "--auth-file", path]) == 0
    assert main(["users", "remove", "bo", "--auth-file", path]) == 2
    assert main(["users", "remove", "ana", "--auth-file", path]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [f"ana is added to {path}", f"ana has a new password in {path}", "ana", f"ana is removed from {path}"]
    assert len(shown.err.splitlines()) == 2
    assert PASSWORD not in shown.out + shown.err


# ------------------------------------------------------------------ where it listens
@pytest.mark.parametrize(
    ("address", "wish"),
    [("0.0.0.0", Wish(host="0.0.0.0")), ("::", Wish(host="::")), ("192.0.2.7", Wish(host="192.0.2.7")), ("127.0.0.1",
    Wish(names=("chat.org",))),
     ("::ffff:127.0.0.1", Wish(host="::ffff:127.0.0.1")), ("10.0.0.1", Wish(host="myhost"))],
)  # fmt: skip
def test_others_are_not_let_in_without_a_password_unless_in_so_many_words(address: str, wish: Wish, users: Path):
    with pytest.raises(SettingsError, match=r"--auth-file.*--insecure"):
        terms_of(wish, address, None)
    assert terms_of(wish, address, Accounts(users)).accounts is not None
    assert terms_of(Wish(host=wish.host, names=wish.names, insecure=True), address, None).accounts is None


def test_names_are_those_listened_on_and_announced():
    private = terms_of(Wish(), "127.0.0.1", None)
    assert all(map(private.admits, ("127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860")))
    assert not any(map(private.admits, ("192.0.2.1", "0.0.0.0", "evil.example", "[2001:db8::1]", "")))
    assert not private.behind_proxy
    everywhere = terms_of(Wish(host="0.0.0.0", names=("Chat.org",), insecure=True), "0.0.0.0", None)
    assert all(map(everywhere.admits, ("192.0.2.1:80", "[2001:db8::1]:80", "chat.org", "localhost")))
    assert not any(map(everywhere.admits, ("evil.example", "chat.org.evil.example", "2130706433")))
    assert (is_loopback("127.9.9.9"), is_loopback("::1"), is_loopback("fe80::1%eth0"), is_every("0.0.0.0"), is_every("::")) == (
        True, True, False, True, True,
    )  # fmt: skip
    assert network("2001:db8::1") == network("2001:db8::2") != network("2001:db8:0:1::1")


@pytest.mark.parametrize("options", [["--host", "0.0.0.0"], ["--name", "chat.example.org"], ["--host", "0.0.0.0", "--auth-file", "absent"]])
def test_the_program_refuses_to_start_open(options: list[str], tmp_path: Path):
    command = [sys.executable, "-m", "assistant", "chat", "--port", "0", "--data-dir", str(tmp_path), *options]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1


# ------------------------------------------------------------------ the data folders
def test_no_factsheet_is_read_from_outside_its_folder(tmp_path: Path, sources: dict[str, Path]):
    settings = load_settings(data_dir=tmp_path / "data")
    settings.factsheets_dir.mkdir(parents=True)
    outside = tmp_path / "outside.txt"
    outside.write_text(sources["valdoria"].read_text(encoding="utf-8") if "valdoria" in sources else SECRET)
    for number, place in enumerate((outside, Path("/dev/zero"), Path("/etc/passwd"), tmp_path)):
        link = settings.factsheets_dir / f"linked{number}.txt"
        link.symlink_to(place)
        with pytest.raises(InputError, match="leads out of its folder"):
            load_catalogue(settings)
        link.unlink()
    os.mkfifo(settings.factsheets_dir / "pipe.txt")
    with pytest.raises(InputError, match="no regular file"):
        load_catalogue(settings)


def test_feedback_is_written_to_no_other_file(tmp_path: Path):
    other = tmp_path / "other"
    other.write_text("mine")
    link = tmp_path / "feedback.sqlite3"
    for place in (other, tmp_path / "not-there-yet", Path("/dev/full")):
        link.symlink_to(place)
        with pytest.raises(InputError, match="is a link"):
            FeedbackStore(link).add(Verdict.UP, ["x"])
        link.unlink()
    assert other.read_text() == "mine"
    assert not (tmp_path / "not-there-yet").exists()
