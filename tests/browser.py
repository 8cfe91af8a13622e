"""Shared by the browser tests: a served page, a Chromium that reaches nothing else, and what it asked for."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

HOST = "127.0.0.1"
WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
_BINARIES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """Find Chromium, or fail the test: a page nobody has seen is not tested."""
    found = next(filter(None, map(shutil.which, _BINARIES)), None)
    if found is None:
        pytest.fail("Chromium is missing, so the page cannot be tested: apt-get install -y chromium fonts-dejavu")
    return found


@contextlib.contextmanager
def served(assistant: Any, **chosen: Any) -> Iterator[str]:
    """Serve the page of an assistant on a free port of this machine."""
    from assistant.ui.opening import Opening

    with serving(assistant.catalogue, Opening.of(assistant), **chosen) as address:
        yield address


@contextlib.contextmanager
def serving(catalogue: Any, opening: Any, port: int = 0, **chosen: Any) -> Iterator[str]:
    """Serve the page over an assistant that may still be opening; `chosen` goes to `web_app`."""
    from assistant.ui.serve import listen, server_of, web_app

    with listen(HOST, port) as listening:
        server = server_of(web_app(catalogue, opening, **chosen))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            address = f"http://{HOST}:{listening.getsockname()[1]}/"
            _first_file(address)
            yield address
        finally:
            server.should_exit = True
            thread.join(timeout=20)


def _first_file(address: str) -> None:
    """Wait for a first file: what serves it is imported with it, and pytest parses some of that.

    Were this thread to parse meanwhile, Python 3.11 would stumble (gh-106905), and the page miss a file.
    """
    with contextlib.closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
        for path in ("static/img/logo.svg", "theme.css"):
            connection.request("GET", f"/{path}")
            connection.getresponse().read()


@contextlib.contextmanager
def launched() -> Iterator[Any]:
    """Start Chromium."""
    path = chromium_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """One opened page and what happened in it.

    Attributes:
        page: playwright's page.
        foreign: addresses asked for that are not this server's.
        bad: responses of 400 and above.
        errors: console errors and uncaught exceptions.

    """

    page: Any
    foreign: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Any:
        """Type a question, send it with the Enter key and give the turn that answers it."""
        number = self.page.locator(".lz-turn").count() + 1
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")
        return self.turn(number)

    def tab(self, name: str) -> Any:
        """Open a tab and give its panel."""
        self.page.get_by_role("tab", name=name).click()
        return self.page.get_by_role("tabpanel")

    def saved(self, button: Any, folder: Path) -> Path:
        """Click what saves a file, and give the file."""
        with self.page.expect_download() as expected:
            button.click()
        path = folder / str(expected.value.suggested_filename)
        expected.value.save_as(path)
        return path

    def turn(self, number: int) -> Any:
        """Wait for a turn to be answered."""
        self.page.wait_for_selector(f"#lz-turn-{number} .lz-answer-body:not([aria-busy])", state="attached")
        return self.page.locator(f"#lz-turn-{number}")

    def marked(self) -> str:
        """Give the highlighted words, without footnote marks."""
        return str(
            self.page.evaluate("""() => [...document.querySelectorAll(".lz-page mark")].map((mark) => {
            const copy = mark.cloneNode(true);
            copy.querySelectorAll("sup").forEach((sup) => sup.remove());
            return copy.textContent;
        }).join(" ")""")
        )

    def settle(self) -> None:
        """Wait until nothing scrolls any more."""
        self.page.evaluate("""() => new Promise((done) => {
            const panes = () => [...document.querySelectorAll(".lz-conversation, .lz-source-body, #lz-browse")];
            const all = () => [window.scrollY, ...panes().map((pane) => pane.scrollTop)].join();
            let before = all();
            let same = 0;
            const timer = setInterval(() => {
                same = all() === before ? same + 1 : 0;
                before = all();
                if (same > 4) { clearInterval(timer); done(); }
            }, 50);
        })""")


@contextlib.contextmanager
def visiting(
    browser: Any, address: str, *, viewport: dict[str, int] = WIDE, scheme: str = "light", locale: str = "en-GB", query: str = ""
) -> Iterator[Visit]:
    """Open the page in a context of its own in which every request elsewhere is recorded and stopped."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, locale=locale, permissions=["clipboard-read", "clipboard-write"])
    visit = Visit(None)

    def only_here(route: Any) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            visit.foreign.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    # Requests are also watched where routes do not reach (preconnections that fail, workers).
    context.on("request", lambda request: _foreign(visit, request.url, address))
    context.on("requestfailed", lambda request: _foreign(visit, request.url, address))
    context.on("response", lambda response: visit.bad.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    page = context.new_page()
    page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page = page
    page.goto(f"{address}{query}")
    page.wait_for_selector(".lz-welcome", state="attached")
    page.wait_for_selector("#lz-columns[data-tab]")
    yield visit
    context.close()


def _foreign(visit: Visit, url: str, address: str) -> None:
    if urlsplit(url).scheme not in ("data", "blob", "about") and urlsplit(url).netloc != urlsplit(address).netloc:
        visit.foreign.append(url)
