"""Hostile questions and factsheets in a real Chromium: no script runs, no dialog opens, nothing elsewhere is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.pipeline import Assistant
from eval.attacks import load_attacks
from tests.browser import Visit, served, visiting
from tests.hostile import PACKS, hostile_assistant, party

pytestmark = pytest.mark.browser

MARKUP = [attack.question for attack in load_attacks() if attack.attack == "markup"]
LINKS = (
    "?q=<img src=x onerror=window.__pwned=1>helplines",
    "?record=<svg onload=window.__pwned=1>",
    "?record=javascript:window.__pwned=1",
)
# What our page never has: elements that only words of others could have made, and code in attributes.
_LIVE = """() => [...document.querySelectorAll(".lz-turn *, #lz-browse *, #lz-prepare *, .lz-source *")]
    .filter((each) => /^(SCRIPT|IMG|IFRAME|OBJECT|EMBED|STYLE|LINK|BASE|META|MATH|VIDEO)$/.test(each.tagName)
        || [...each.attributes].some((given) => /^on/i.test(given.name) || /^\\s*javascript:/i.test(given.value) && given.name === "href"))
    .map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module", params=[1, pytest.param(len(PACKS), marks=pytest.mark.fuzz)])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return hostile_assistant(tmp_path_factory.mktemp("hostile"), PACKS[: request.param])


@pytest.fixture
def watched(browser: Any, hostile: Assistant) -> Iterator[Visit]:
    with served(hostile) as address, visiting(browser, address) as visit:
        dialogs: list[str] = []
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        yield visit
        assert visit.page.evaluate("window.__pwned") is None
        assert visit.page.evaluate(_LIVE) == []
        assert dialogs == []
        assert visit.foreign == []
        assert visit.errors == []
        assert visit.page.title() == "Lanzarote Assistant"


def questions(hostile: Assistant) -> list[str]:
    """Give the markup attacks: a few over few factsheets, all over all."""
    return MARKUP if len(hostile.catalogue.parties) > 2 else MARKUP[::16]


def test_hostile_questions_run_nothing(watched: Visit, hostile: Assistant):
    for question in questions(hostile):
        turn = watched.ask(question)
        turn.locator(".lz-why summary").click()
        watched.page.wait_for_function("(turn) => turn.querySelector('.lz-why-body').children.length > 0", arg=turn.element_handle())
        assert watched.page.evaluate("window.__pwned") is None, question


def test_hostile_factsheets_run_nothing_in_any_tab(watched: Visit, hostile: Assistant):
    for number in range(len(hostile.catalogue.parties) - 1):
        turn = watched.ask(f"List all recommendations of {party(number)}")
        turn.locator(".lz-why summary").click()
        turn.locator("[data-collect-turn]").click()
        turn.locator("[data-show]").first.click()
        watched.settle()
        watched.ask(f"How many proceedings were opened in {party(number)}?")
        watched.ask(f"What does footnote 40 of {party(number)} say?")
    assert watched.page.evaluate(_LIVE) == []
    panel = watched.tab("Browse")
    panel.locator("[data-open]").first.wait_for()
    for row in panel.locator("[data-open]").all()[:15]:
        row.click()
    panel.get_by_label("Search").first.fill("<img src=x onerror=window.__pwned=1>")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_timeout(500)
    panel = watched.tab("Prepare")
    panel.locator(".lz-basket li").first.wait_for()
    panel.locator("[data-comment]").first.fill("</textarea><script>window.__pwned=1</script>")
    panel.locator(".lz-basket summary").first.click()
    panel.locator("#lz-title").fill("<svg onload=window.__pwned=1>")


def test_hostile_links_run_nothing(browser: Any, hostile: Assistant):
    with served(hostile) as address:
        for query in LINKS:
            with visiting(browser, address, query=query) as visit:
                visit.page.wait_for_timeout(800)
                assert visit.page.evaluate("window.__pwned") is None, query
                assert visit.page.evaluate(_LIVE) == []
                assert visit.foreign == []
