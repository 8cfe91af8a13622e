"""The page in a real Chromium, over a real assistant: question, citation, passage; and nothing leaves the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answer import Answer, Citation, Draft, Prose, Quoted, Reason
from assistant.composing.render import to_markdown
from assistant.pipeline import Assistant
from assistant.query import Intent, Query
from assistant.ui.view import View
from assistant.ui.welcome import examples
from corpus.catalogue import Catalogue, Filters
from corpus.errors import VerificationError
from corpus.load import load_all
from corpus.text import comparable, strip_links
from tests.browser import PHONE, Visit, served, visiting

pytestmark = pytest.mark.browser

HELPLINES = "what must Romania do on helplines?"


def in_view(visit: Visit, selector: str) -> bool:
    """Say whether the first match lies within the window and within the pane that scrolls it."""
    return bool(
        visit.page.evaluate(
            """(selector) => {
                const found = document.querySelector(selector);
                const rect = found.getClientRects()[0];
                const seen = document.elementFromPoint(rect.left + 3, rect.top + Math.min(rect.height / 2, 8));
                return !!seen && (found.contains(seen) || seen.contains(found));
            }""",
            selector,
        )
    )


# From the question to the passage


def test_question_answer_passage(visit: Visit, assistant: Assistant):
    turn = visit.ask(HELPLINES)
    card = turn.locator(".lz-card").first
    assert card.get_attribute("data-record") == "romania:VI-1"
    assert card.locator(".lz-name").inner_text() == "VI-1"
    assert card.locator(".lz-badge").inner_text() == "requires"
    assert card.locator(".lz-badge svg rect").count() == 1
    assert card.locator(".lz-addressee").inner_text() == "specific to Romania"
    assert "footnote 90" in card.inner_text()
    assert "VI-2" in turn.inner_text()
    invited = turn.locator('.lz-card[data-record="romania:VI-2"]')
    assert invited.locator(".lz-badge").inner_text() == "invites"

    card.get_by_role("button", name="Show in factsheet: VI-1").click()
    visit.settle()
    record = assistant.catalogue.get("romania:VI-1")
    assert record
    assert comparable(visit.marked()) == comparable(strip_links(record.quote))
    assert in_view(visit, ".lz-page mark")
    assert visit.page.locator(".lz-shown").inner_text() == "VI-1 is highlighted"
    # The words of the lead-in, with its verb, are told apart from the clause's own.
    assert "requires" in " ".join(visit.page.locator(".lz-led").all_inner_texts())


def test_a_clause_in_several_places_is_highlighted_whole_and_alone(visit: Visit, assistant: Assistant):
    # III-11 is cut by a page; IV-8 shares the beginning of its sentence with IV-7.
    records = [r for r in assistant.catalogue.records if len(r.spans) > 1 and r.recommendation_ids]
    assert [r.recommendation_ids for r in records] == [("III-11",), ("IV-8",)]
    for record in records:
        name = record.recommendation_ids[0]
        turn = visit.ask(f"What does {name} say?")
        turn.locator(f'[data-show="{record.record}"]').first.click()
        visit.settle()
        assert comparable(visit.marked()) == comparable(strip_links(record.quote)), name
        assert in_view(visit, ".lz-page mark"), name
        assert re.search(r"in 2 places", visit.page.locator(".lz-shown").inner_text()), name


def test_back_to_the_answer_by_key_and_button(visit: Visit):
    turn = visit.ask(HELPLINES)
    show = turn.get_by_role("button", name="Show in factsheet: VI-1")
    for way_back in (
        lambda: visit.page.keyboard.press("Escape"),
        lambda: visit.page.get_by_role("button", name="Back").click(),
    ):
        show.click()
        assert visit.page.evaluate("document.activeElement.className") == "lz-source-body"
        way_back()
        assert visit.page.locator("mark").count() == 0
        assert show.evaluate("(button) => button === document.activeElement")


def test_chapters_can_be_gone_to(visit: Visit):
    visit.page.get_by_label("Go to chapter").select_option("VI")
    visit.settle()
    assert in_view(visit, '.lz-page [data-chapter="VI"]')


# Conversation


def test_a_refusal_offers_suggestions_that_ask(visit: Visit):
    turn = visit.ask("What does VI-3 say?")
    assert turn.locator(".lz-refusal").get_attribute("data-reason") == "absent_id"
    assert turn.locator(".lz-card").count() == 0
    suggestion = turn.locator(".lz-ask").first
    question = suggestion.inner_text()
    suggestion.click()
    following = visit.turn(2)
    assert following.locator(".lz-question").inner_text().endswith(question)
    assert following.locator(".lz-card").count() > 0


def test_every_example_is_answered(visit: Visit, assistant: Assistant):
    for question in examples(View(assistant.catalogue, "en")):
        visit.page.locator(".lz-welcome").get_by_role("button", name=question, exact=True).click()
        turn = visit.turn(1)
        assert turn.locator(".lz-refusal, .lz-failed").count() == 0, question
        assert turn.locator(".lz-card").count() > 0, question
        visit.page.get_by_role("button", name="New conversation").click()
        visit.page.wait_for_selector(".lz-welcome")
        assert visit.page.locator(".lz-turn").count() == 0


def test_earlier_questions_are_remembered_until_a_new_conversation(visit: Visit):
    visit.ask(HELPLINES)
    follow_up = "and which of them is required?"
    second = visit.ask(follow_up)
    assert [card.get_attribute("data-record") for card in second.locator(".lz-card").all()] == ["romania:VI-1"]
    assert "Read together with your earlier question" in second.inner_text()
    visit.page.get_by_role("button", name="New conversation").click()
    visit.page.wait_for_selector(".lz-welcome")
    alone = visit.ask(follow_up)
    assert "Read together with your earlier question" not in alone.inner_text()


def test_the_question_just_asked_is_at_the_top_and_the_box_is_empty(visit: Visit):
    visit.ask("List all recommendations of chapter VI")
    visit.ask("What does VI-1 say?")
    visit.settle()
    assert in_view(visit, "#lz-turn-2 .lz-question")
    assert not in_view(visit, "#lz-turn-1 .lz-question")
    assert visit.page.get_by_label("Your question").input_value() == ""
    visit.page.wait_for_function(
        "document.getElementById('lz-live').textContent.startsWith('Answered. On this the Committee requires VI-1')"
    )


def test_an_empty_question_asks_nothing(visit: Visit):
    visit.page.get_by_label("Your question").fill("   ")
    visit.page.get_by_role("button", name="Ask", exact=True).click()
    visit.page.wait_for_timeout(500)
    assert visit.page.locator(".lz-turn").count() == 0
    assert visit.page.locator(".lz-welcome").count() == 1


def test_markup_in_a_question_stays_text(visit: Visit):
    hostile = '<img src=x onerror="document.title=1"> **helplines** ${1+1} {{7*7}} </div><script>document.title=2</script>'
    turn = visit.ask(hostile)
    assert hostile in turn.locator(".lz-question").inner_text()
    assert turn.locator("img, script").count() == 0
    assert visit.page.title() == "Lanzarote Assistant"


# Levels of urgency


def test_definitions_are_one_click_away_from_header_and_badge(visit: Visit, assistant: Assistant):
    page = visit.page
    page.get_by_role("button", name="Levels of urgency").click()
    dialog = page.get_by_role("dialog")
    text = dialog.inner_text()
    for words in (
        "as clarified by its Explanatory report",
        "as clarified by documents adopted by the Committee",
        "even beyond specific requirements",
    ):
        assert words in text
    page.keyboard.press("Escape")
    assert not dialog.is_visible()

    visit.ask(HELPLINES).locator(".lz-badge").first.click()
    assert dialog.is_visible()
    assert dialog.locator(".lz-asked .lz-badge").inner_text() == "requires"
    dialog.locator(".lz-asked [data-show]").click()
    visit.settle()
    assert not dialog.is_visible()
    assert visit.marked().startswith("“Require”")


# Looks


@pytest.mark.parametrize("question", [None, HELPLINES, "What does VI-3 say?", "How many recommendations are there?"])
def test_phone_width_never_scrolls_sideways(browser: Any, address: str, question: str | None):
    with visiting(browser, address, viewport=PHONE) as visit:
        if question:
            turn = visit.ask(question)
            for summary in turn.locator("summary").all():
                summary.click()
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        if question == HELPLINES:
            turn.locator("[data-show]").first.click()
            visit.settle()
            assert in_view(visit, ".lz-page mark")
            assert in_view(visit, ".lz-back")
            visit.page.get_by_role("button", name="Back").click()
            visit.settle()
            assert in_view(visit, ".lz-card [data-show]")
        assert visit.errors == []
        assert visit.foreign == []


def test_dark_is_dark_and_light_is_light(browser: Any, address: str):
    brightness = """(selector) => { const [r, g, b] = getComputedStyle(document.querySelector(selector)).backgroundColor.match(/[\\d.]+/g);
        return (Number(r) + Number(g) + Number(b)) / 3; }"""
    for scheme, dark in (("light", False), ("dark", True)):
        with visiting(browser, address, scheme=scheme) as visit:
            visit.ask(HELPLINES)
            for selector in (".lz-header", ".lz-card", ".lz-source-head", "#lz-question", "body"):
                assert (visit.page.evaluate(brightness, selector) < 90) is dark, (scheme, selector)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_contrast(browser: Any, address: str, scheme: str):
    """WCAG 2.2, 1.4.3: at least 4.5:1, measured against the nearest opaque background."""
    with visiting(browser, address, scheme=scheme) as visit:
        visit.ask("What does VI-3 say?")
        visit.ask("How many recommendations are there?").locator("summary").first.click()
        visit.ask("what has Romania done to train police?")
        visit.ask(HELPLINES).locator("[data-show]").first.click()
        visit.settle()
        low = visit.page.evaluate(
            """() => {
                const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
                const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
                    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
                const ground = (e) => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor);
                    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
                const low = [];
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const e = walker.currentNode.parentElement;
                    if (!walker.currentNode.textContent.trim() || e.closest("script, style") || !e.checkVisibility()) continue;
                    const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))];
                    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${e.className} ${walker.currentNode.textContent.slice(0, 40)}`);
                }
                return [...new Set(low)];
            }"""
        )
        assert low == []


def test_keyboard_alone_reaches_the_passage_with_focus_in_sight(visit: Visit):
    page = visit.page
    page.get_by_label("Your question").focus()
    page.keyboard.type(HELPLINES)
    page.keyboard.press("Enter")
    visit.turn(1)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.show") == "romania:VI-1":
            break
    assert page.evaluate("document.activeElement.dataset.show") == "romania:VI-1"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    page.keyboard.press("Enter")
    visit.settle()
    assert page.locator("mark").count() > 0


def test_nothing_of_gradio_shows(visit: Visit):
    assert visit.page.locator("footer:visible").count() == 0
    text = visit.page.locator("body").inner_text().lower()
    assert "gradio" not in text
    assert "api" not in text.split()
    assert "lz-" not in text


# Several Parties, and faults: a stand-in assistant, so that no second index has to be built


@pytest.fixture(scope="session")
def stand_in(sources: dict[str, Path]) -> SimpleNamespace:
    catalogue = Catalogue(load_all(list(sources.values())))

    def ask(question: str, history: tuple[str, ...] = (), party: str | None = None) -> Answer:
        if question == "withheld":
            raise VerificationError(["secret detail"])
        if question == "broken":
            msg = "secret detail"
            raise RuntimeError(msg)
        if question == "refuse":
            return Answer(question=question, intent=Intent.OTHER, answer="No.", reason=Reason.OFF_TOPIC)
        if question == "history":
            return Answer(question=question, intent=Intent.OTHER, answer=" | ".join(history))
        records = [catalogue.factsheet(name).recommendations[0] for name in catalogue.parties]
        draft = Draft(Intent.TOPIC, (Prose("All:"), *(Quoted(record, "") for record in records)), tuple(records))
        return Answer(question=question, intent=Intent.TOPIC, answer=to_markdown(draft, "en"), citations=tuple(map(Citation, records)))

    def trace(question: str, history: tuple[str, ...] = (), party: str | None = None, within: Filters | None = None) -> SimpleNamespace:
        return SimpleNamespace(query=Query(question=question), answer=ask(question, history))

    return SimpleNamespace(ask=ask, trace=trace, answer=lambda question, trace, _: trace.answer, catalogue=catalogue)


@pytest.fixture(scope="session")
def other_address(stand_in: SimpleNamespace) -> Iterator[str]:
    with served(stand_in) as address:
        yield address


def test_a_citation_of_another_party_opens_its_factsheet(browser: Any, other_address: str, stand_in: SimpleNamespace):
    with visiting(browser, other_address) as visit:
        turn = visit.ask("all")
        for party in (*reversed(stand_in.catalogue.parties), stand_in.catalogue.parties[0]):
            record = stand_in.catalogue.factsheet(party).recommendations[0]
            turn.locator(f'[data-show="{record.record}"]').click()
            visit.page.wait_for_selector(f'.lz-source[data-party="{party}"] mark')
            visit.settle()
            assert comparable(visit.marked()) == comparable(strip_links(record.quote))
            assert in_view(visit, ".lz-page mark")
        visit.page.get_by_label("Party", exact=True).select_option(stand_in.catalogue.parties[1])
        visit.page.wait_for_selector(f'.lz-source[data-party="{stand_in.catalogue.parties[1]}"]')
        assert visit.page.locator("mark").count() == 0
        assert visit.errors == []


def test_faults_are_one_clear_line_and_the_page_goes_on(browser: Any, other_address: str):
    with visiting(browser, other_address) as visit:
        for question in ("withheld", "broken"):
            text = visit.ask(question).locator(".lz-failed p").inner_text()
            assert "secret" not in text
            assert "Traceback" not in text
            assert "RuntimeError" not in text
            assert len(text.splitlines()) == 1
        visit.ask("refuse")
        # What failed is no earlier question; it would fail again. A refusal is one.
        assert visit.ask("history").locator(".lz-lead").inner_text() == "refuse"
        assert visit.ask("all").locator(".lz-answer-body > .lz-card").count() == 4
        assert visit.errors == []
