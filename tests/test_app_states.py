"""The page before the model is there, after a restart, in other languages, from a link; and what it keeps of anybody."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.feedback import FeedbackStore, Verdict
from assistant.pipeline import Assistant
from assistant.ui.opening import Opening, Stage
from corpus.errors import IndexState, IndexStateError
from index.build import Progress
from tests.browser import Visit, served, serving, visiting

pytestmark = pytest.mark.browser

HELPLINES = "what must Romania do on helplines?"


class Held(Opening):
    """An opening that builds an index, at 7 of 9 texts, until it is let go."""

    def __init__(self, assistant: Assistant) -> None:
        """Hold it."""
        self.go = threading.Event()

        def open_assistant(building: Any) -> Assistant:
            report: Progress = building("missing")
            report(7, 9)
            self.go.wait()
            return assistant

        super().__init__(open_assistant)
        self.start()


@pytest.fixture
def held(assistant: Assistant) -> Iterator[Held]:
    opening = Held(assistant)
    yield opening
    opening.go.set()


# Before the model is there


def test_a_question_waits_for_the_model_in_sight_and_can_be_stopped(browser: Any, assistant: Assistant, held: Held):
    with serving(assistant.catalogue, held) as address, visiting(browser, address) as visit:
        page = visit.page
        page.wait_for_selector(".lz-opening progress")
        assert "7 of 9 texts" in page.locator(".lz-opening").inner_text()
        page.get_by_label("Your question").fill(HELPLINES)
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('.lz-pending')?.textContent.includes('7 of 9')")
        page.get_by_role("button", name="Stop").click()
        stopped = visit.turn(1)
        assert "Stopped" in stopped.locator(".lz-failed").inner_text()

        stopped.get_by_role("button", name="Ask again").click()
        page.wait_for_function("document.querySelector('.lz-pending')?.textContent.includes('7 of 9')")
        visit.tab("Browse")  # what needs no model can be used meanwhile
        page.wait_for_selector("tr[data-row]")
        held.go.set()
        visit.tab("Ask")
        assert visit.turn(1).locator('.lz-card[data-record="romania:VI-1"]').count() == 1
        page.wait_for_selector(".lz-opening", state="hidden")
        assert visit.errors == []
        assert visit.foreign == []


def test_what_cannot_be_opened_is_one_line_and_can_be_tried_again(browser: Any, assistant: Assistant):
    tries: list[int] = []

    def open_assistant(_: Any) -> Assistant:
        tries.append(1)
        if len(tries) == 1:
            raise IndexStateError(IndexState.DAMAGED, "the index is damaged")
        return assistant

    opening = Opening(open_assistant)
    opening.run()
    with serving(assistant.catalogue, opening) as address, visiting(browser, address) as visit:
        line = visit.page.locator(".lz-opening p")
        visit.page.wait_for_selector(".lz-opening")
        assert "the index is damaged; run 'lanzarote index build'" in line.inner_text()
        assert "the index is damaged" in visit.ask(HELPLINES).locator(".lz-failed").inner_text()
        visit.page.locator(".lz-opening").get_by_role("button", name="Try again").click()
        visit.page.wait_for_selector(".lz-opening", state="hidden")
        visit.page.locator("#lz-turn-1").get_by_role("button", name="Ask again").click()
        assert visit.turn(1).locator(".lz-card").count() > 0


def test_an_opening_that_is_stopped_has_ended_and_builds_no_further():
    """A program that ends while its model is being loaded is aborted."""
    begun, stopping, reported = threading.Event(), threading.Event(), []

    def open_assistant(on_rebuild: Any) -> Assistant:
        progress = on_rebuild("missing")
        begun.set()
        stopping.wait(10)
        for done in range(1000):
            progress(done, 1000)
            reported.append(done)
        raise AssertionError("built to the end")

    opening = Opening(open_assistant)
    opening.start()
    assert begun.wait(10)
    threading.Timer(0.05, stopping.set).start()
    opening.stop()
    assert len(reported) == 0
    assert opening.state.stage is Stage.BUILDING
    assert not any(thread.name == "opening" for thread in threading.enumerate())


# After a reload and a restart


def test_conversation_and_basket_survive_a_reload_and_a_restart(browser: Any, assistant: Assistant):
    with serving(assistant.catalogue, Opening.of(assistant)) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        context = visiting(browser, address)
        visit = context.__enter__()
        visit.ask(HELPLINES).get_by_role("button", name="Add to basket VI-2").click()
        visit.page.reload()
        visit.page.wait_for_selector("#lz-turn-1 .lz-card")
        assert visit.page.locator("#lz-turn-1 .lz-question").inner_text().endswith(HELPLINES)
    # The program is gone: what was asked and collected stays, and a new question says what happened.
    gone = visit.ask("What does VI-1 say?")
    assert "Start it again" in gone.locator(".lz-failed").inner_text()
    visit.errors.clear()
    with serving(assistant.catalogue, Opening.of(assistant), port=port):
        gone.get_by_role("button", name="Ask again").click()
        assert visit.turn(2).locator(".lz-card").count() == 1
        visit.page.reload()
        visit.page.wait_for_selector("#lz-turn-2 .lz-card")
        assert visit.page.locator("#lz-turn-1 .lz-card").count() == 3
        visit.tab("Prepare")
        visit.page.wait_for_selector('[data-item="romania:VI-2"]')
        visit.tab("Ask")
        follow_up = visit.ask("and is it required?")
        assert "Read together with your earlier question" in follow_up.inner_text()
        visit.page.get_by_role("button", name="New conversation").click()
        visit.page.reload()
        visit.page.wait_for_selector(".lz-welcome")
        assert visit.page.locator(".lz-turn").count() == 0
        context.__exit__(None, None, None)


# Links


def test_a_link_asks_a_question(browser: Any, address: str):
    with visiting(browser, address, query="?q=What+does+VI-1+say%3F") as visit:
        assert visit.turn(1).locator('.lz-card[data-record="romania:VI-1"]').count() == 1
        assert visit.page.url == address  # a reload does not ask again


def test_a_link_opens_a_record_in_the_source(browser: Any, address: str):
    with visiting(browser, address, query="?record=romania:X-5") as visit:
        visit.page.wait_for_selector(".lz-linked .lz-card")
        visit.settle()
        assert visit.page.locator(".lz-shown").inner_text() == "X-5 is highlighted"
        assert "in the education sector" in visit.marked()
        assert visit.page.locator(".lz-linked .lz-name a").get_attribute("href") == "?record=romania:X-5"
        assert visit.errors == []


@pytest.mark.parametrize("number", ["III-16", "III-18", "III-16%2BIII-18", "III-16+III-18"])
def test_a_link_to_any_number_of_a_clause_shows_it(browser: Any, address: str, number: str):
    with visiting(browser, address, query=f"?record=romania:{number}") as visit:
        visit.page.wait_for_selector(".lz-linked .lz-card")
        assert visit.page.locator(".lz-linked .lz-card").get_attribute("data-record") == "romania:III-16+III-18"


@pytest.mark.parametrize(
    ("query", "line"),
    [("?record=romania:VI-3", "There is no record “romania:VI-3”"), ("?record=%3Cimg+src%3Dx%3E", "There is no record “<img src=x>”"),
     ("?q=+", "The address names no question"), (f"?q={'a' * 2001}", "is too long")],
)  # fmt: skip
def test_a_bad_link_is_one_clear_line(browser: Any, address: str, query: str, line: str):
    with visiting(browser, address, query=query) as visit:
        visit.page.wait_for_selector(".lz-notice:not([hidden])")
        text = visit.page.locator(".lz-notice").inner_text()
        assert line in text
        assert len(text.splitlines()) == 1
        assert visit.page.locator(".lz-turn").count() == 0
        assert visit.page.locator(".lz-notice img").count() == 0


# Languages


def test_the_browsers_language_is_spoken_and_another_can_be_chosen(browser: Any, address: str):
    with visiting(browser, address, locale="ro-MD") as visit:
        page = visit.page
        page.wait_for_selector("text=Întrebați ce recomandă Comitetul")
        assert page.evaluate("document.documentElement.lang") == "ro"
        page.locator(".lz-welcome .lz-ask").first.click()
        turn = visit.turn(1)
        assert turn.locator(".lz-card").count() > 0
        assert turn.get_by_role("button", name="Arată în fișă: VI-1").count() == 1
        assert turn.locator("blockquote").first.get_attribute("lang") == "en"
        page.locator("#lz-language").select_option("fr")
        page.wait_for_selector("text=Voir dans la fiche")
        assert page.evaluate("document.activeElement.id") == "lz-language"
        visit.turn(1)
        page.reload()
        page.wait_for_selector("#lz-turn-1 .lz-card")
        assert page.get_by_role("tab", name="Parcourir").count() == 1
        for tab in ("Parcourir", "Préparer", "À propos"):
            visit.tab(tab)
            assert "Browse" not in page.locator("#lz-main").inner_text()
        assert visit.errors == []
        assert visit.foreign == []


# What is kept


def test_nothing_typed_is_logged_and_no_cookie_is_set(visit: Visit, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]):
    with caplog.at_level(logging.DEBUG):
        visit.ask("my secret helplines question")
        visit.tab("Browse")
        visit.page.get_by_label("Search the records").fill("secret search")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_timeout(300)
    printed = capfd.readouterr()
    assert "secret" not in caplog.text + printed.out + printed.err
    assert visit.page.context.cookies() == []


def test_no_feedback_is_asked_for_unless_it_is_switched_on(visit: Visit):
    assert visit.ask(HELPLINES).locator("[data-verdict]").count() == 0


def test_feedback_keeps_the_question_only_with_consent(browser: Any, assistant: Assistant, tmp_path: Path):
    store = FeedbackStore(tmp_path / "feedback.sqlite3")
    with served(assistant, feedback=store) as address, visiting(browser, address) as visit:
        for consent in (False, True):
            turn = visit.ask(HELPLINES)
            turn.get_by_role("button", name="Not helpful" if consent else "Helpful", exact=True).click()
            assert "Kept on this machine only" in turn.locator(".lz-verdict").inner_text()
            turn.get_by_label("Why? (optional)").fill("because")
            if consent:
                turn.get_by_label("Also keep the words of my question").check()
            turn.get_by_role("button", name="Keep feedback").click()
            visit.page.wait_for_function("[...document.querySelectorAll('.lz-verdict .lz-made')].at(-1).textContent.startsWith('Kept')")
        assert visit.errors == []
    first, second = store.all()
    assert (first.verdict, first.question, first.reason) == (Verdict.UP, None, "because")
    assert (second.verdict, second.question) == (Verdict.DOWN, HELPLINES)
    assert first.records[0] == "romania:VI-1"
