"""The report: self-contained, escaped, honest about what is undefined, and fit to be looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from corpus.catalogue import Filters
from corpus.errors import InputError
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Span
from eval.baselines.evidence import with_evidence
from eval.blame import Blame, StageView, blame
from eval.cases import Case, load_splits
from eval.contract import Answer
from eval.golden import load_references
from eval.items import HELD_BACK
from eval.oracle import perfect_answer
from eval.report.charts import risk_coverage_chart
from eval.report.files import REPORT, Stored, read_run, rewrite_report, write_run
from eval.report.highlight import marked
from eval.report.html import page
from eval.report.junit import junit
from eval.report.markup import Html, table, tag
from eval.report.result import Result, results_of
from eval.report.summary import summary
from eval.run import Asked, Run
from eval.score import score, score_rankings
from tests.browser import launched

REFERENCES = load_references()
ROMANIA = REFERENCES["romania"]
RECORDS = {record.record: record for record in parse_factsheet(ROMANIA.source, "romania").records}
EVIL = """<script>alert("1")</script> & <img src=x onerror='alert(2)'> "quoted" </details>"""
CASES = [case for case in load_splits(["dev"], REFERENCES) if case.party == "Romania"][:60:2]
MANIFEST: dict[str, Any] = {
    "created": "2026-11-23T10:00:00+00:00",
    "selection": {"splits": ["dev"], "types": [], "languages": [], "limit": None},
    "set": {"dev": "0" * 64},
    "indexes": [{"encoder": "minilm", "note": EVIL}],
}


def _asked(case: Case, answer: Answer, confidence: float | None = 0.5) -> Asked:
    names = [f"romania:{unit.name}" for unit in case.gold.units]
    view = StageView(
        records=RECORDS, intent="topic", filters=Filters(), ids=(), ranked=tuple(names), admitted=True,
        confidence=confidence, drafted=tuple(names),
    )  # fmt: skip
    stages = {
        "understood": {"intent": "topic", "topic": EVIL},
        "candidates": [{"record": name, "score": 1.5, "taken": True, "gold": True} for name in names],
        "gate": {"probability": 0.5, "missing": []},
        "outcome": {"decided_by": "composition"},
    }
    return Asked(case=case, answer=answer, view=view, stages=stages, best_is_gold=bool(names), fault="")


def _run(cases: Sequence[Case], *, wrong: int = 4) -> Run:
    """Answer perfectly, but the first ones: with a stranger's citation in place of the first, and evil words."""
    asked = []
    for number, case in enumerate(cases):
        answer = perfect_answer(case, ROMANIA)
        if number < wrong:
            stranger = {**answer["citations"][0], "recommendation_ids": ["XI-4"], "spans": [[100, 200]], "quote": EVIL}
            answer = {**answer, "answer": f"{EVIL}\n\n> {EVIL}", "citations": [stranger, *answer["citations"][1:]]}  # type: ignore[typeddict-item]
        asked.append(_asked(case, answer, number / len(cases)))
    table = score(cases, {one.case.id: one.answer for one in asked}, REFERENCES)
    right = [row == 1.0 for row in table.values[:, table.names.index("correct")]]
    blames = tuple(blame(one.case, one.answer, one.view, correct=ok) for one, ok in zip(asked, right, strict=True) if one.view is not None)
    return Run(asked=tuple(asked), table=table, retrieval=score_rankings(cases, {}), blames=blames, seconds=1.0)


def _stored(run: Run, *, reveal: bool = False, **manifest: object) -> Stored:
    results = results_of(run, REFERENCES, reveal=reveal)
    answers = [one.answer for one in run.asked]
    beside = {"always-refuse": (with_evidence(run.table, run.answers, REFERENCES), answers)}
    return Stored(results, summary(run, results, beside, REFERENCES), {**MANIFEST, **manifest})


EVIL_CASES = [replace(CASES[0], question=EVIL, history=(EVIL,), facts=(EVIL,)), *CASES[1:]]
STORED = _stored(_run(EVIL_CASES))
PAGE = page(STORED.results, STORED.figures, STORED.manifest, REFERENCES)


class _Reader(HTMLParser):
    """Notes elements, attributes and words, and whether elements are closed as they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


READ = _Reader(PAGE)


# ------------------------------------------------------------------ one file
def test_nothing_is_loaded_from_anywhere() -> None:
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & {*READ.tags}
    assert {name for name, _ in READ.attributes} & {"src", "srcset", "action", "data", "onclick", "onerror"} == set()
    assert all(value.startswith("#") for name, value in READ.attributes if name == "href")
    styles = "".join(re.findall(r"<style>(.*?)</style>", PAGE, re.DOTALL))
    assert "url(" not in styles
    assert "@import" not in styles


def test_no_address_stands_in_an_attribute() -> None:
    assert not [value for name, value in READ.attributes if re.search(r"https?://|^//", value)]


def test_it_is_well_formed() -> None:
    assert READ.open == []
    ids = [value for name, value in READ.attributes if name == "id"]
    assert len(ids) == len({*ids})
    assert {value[1:] for name, value in READ.attributes if name == "href"} <= {*ids}


# ------------------------------------------------------------------ escaping
def test_every_text_is_escaped() -> None:
    assert EVIL not in PAGE
    assert "<script>" not in PAGE
    assert "onerror='" not in PAGE.replace("onerror=&#x27;", "")


def test_evil_words_are_shown_as_words() -> None:
    assert sum(EVIL in words for words in READ.words) >= 4  # fact, answer, stages, manifest
    assert " ".join(EVIL.split()) in READ.words  # the question


def test_markup_is_escaped_unless_it_is_markup() -> None:
    assert tag("p", "<b>", Html("<i>x</i>"), title='"<') == '<p title="&quot;&lt;">&lt;b&gt;<i>x</i></p>'
    assert table(["<"], [["<", ">"]]).count("&lt;") == 2
    assert tag("input", checked=True, disabled=False, id=None) == "<input checked>"


# ------------------------------------------------------------------ what it shows
def test_every_failed_item_is_shown_with_question_gold_and_answer() -> None:
    wrong = [result for result in STORED.results if not result.correct]
    assert len(wrong) == 4
    for result in wrong:
        assert PAGE.count(f"<code>{result.id}</code>") == 1
    assert READ.attributes.count(("class", "two sides")) == len(wrong)


def test_no_right_item_is_shown() -> None:
    assert all(f"<code>{result.id}</code>" not in PAGE for result in STORED.results if result.correct)


def test_the_parts_are_there() -> None:
    words = " ".join(READ.words)
    for part in ("The headline", "Urgency of the clauses cited", "errors against questions answered", "Language", "Type of question"):
        assert part in words
    for part in ("Where it goes wrong", "Time for an answer", "Extraction", "Every failed item", "What this run rests on"):
        assert part in words
    assert READ.tags.count("svg") == 1


def test_headline_has_intervals_and_baselines() -> None:
    head = PAGE[PAGE.index('id="headline"') : PAGE.index('id="meaning"')]
    assert "always-refuse" in head
    assert len(re.findall(r"\d%–\d", head)) > 10


def test_undefined_is_said_and_never_zero() -> None:
    unanswerable = STORED.figures["headline"]["dev"]["lanzarote"]
    assert next(figure for figure in unanswerable if figure["name"] == "refused_unanswerable")["value"] is None
    assert "undefined" in PAGE
    assert "nan" not in {words.strip().lower() for words in READ.words}


def test_a_run_without_a_fault() -> None:
    stored = _stored(_run(CASES, wrong=0))
    text = page(stored.results, stored.figures, stored.manifest, REFERENCES)
    assert f"0 of {len(CASES)}" in text
    assert "Nothing." in text


def test_a_run_of_one_refused_item() -> None:
    """Nothing is defined here but a few; it must still be a page."""
    case = next(case for case in load_splits(["dev"], REFERENCES) if not case.answerable)
    asked = replace(_asked(case, perfect_answer(case, ROMANIA), None), best_is_gold=None)
    table = score([case], {case.id: asked.answer}, REFERENCES)
    blames = (Blame.NONE,)
    run = Run(asked=(asked,), table=table, retrieval=score_rankings([case], {}), blames=blames, seconds=0.1)
    stored = _stored(run)
    text = page(stored.results, stored.figures, stored.manifest, REFERENCES)
    assert "Undefined: no question was searched." in text
    json.dumps(stored.figures, allow_nan=False)


# ------------------------------------------------------------------ highlights
def test_shared_evidence_is_marked() -> None:
    source = "One two ⁹⁰ three.\nFour *five* six."
    assert marked(source, [Span(0, 17)], [Span(4, 7)]) == "One <mark>two</mark> three."
    assert marked(source, [Span(4, 7), Span(18, 22)], [Span(0, 33)]) == "<mark>two</mark> <mark>Four</mark>"
    assert marked(source, [Span(0, 3)], [Span(18, 22)]) == "One"
    assert marked(source, [Span(23, 34)], []) == "five six."


def test_marks_beyond_the_source_are_cut() -> None:
    assert marked("abc", [Span(1, 90)], [Span(2, 99)]) == "b<mark>c</mark>"
    assert marked("abc", [Span(50, 90)], [Span(2, 99)]) == ""


def test_marked_words_are_escaped() -> None:
    assert marked("a & b", [Span(0, 5)], [Span(2, 3)]) == "a <mark>&amp;</mark> b"


# ------------------------------------------------------------------ the picture
def test_the_curve_ends_where_everything_is_answered() -> None:
    curve = {"coverage": [0.5, 1.0], "risk": [0.1, 0.2], "here": {"coverage": 0.5, "risk": 0.1}, "n": 2, "area": 0.1}
    drawn = ET.fromstring(risk_coverage_chart(curve))
    points = [tuple(map(float, pair.split(","))) for pair in str(drawn.find("polyline").get("points")).split()]  # type: ignore[union-attr]
    assert len(points) == 2
    assert points[0][0] < points[1][0]
    assert points[0][1] > points[1][1]  # more risk is higher up
    circle = drawn.find("circle")
    assert circle is not None
    assert (float(circle.get("cx", "")), float(circle.get("cy", ""))) == points[0]


# ------------------------------------------------------------------ what is held back
def _secret(case: Case, number: int) -> Case:
    split = HELD_BACK[number % len(HELD_BACK)]
    return replace(case, split=split, id=f"{split}-{number}", question=f"{case.question} sesame {number}")


SECRETS = [_secret(case, number) for number, case in enumerate(CASES)]


def test_words_held_back_are_in_no_file(tmp_path: Path) -> None:
    write_run(tmp_path, _stored(_run(SECRETS)), REFERENCES)
    for path in tmp_path.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "sesame" not in text
        # Nor what would tell them: answers, quotes, records, gold.
        assert not any(f'"romania:{unit.name}"' in text for case in SECRETS for unit in case.gold.units)
        assert "free of charge" not in text
    shown = (tmp_path / REPORT).read_text(encoding="utf-8")
    assert "test-0" in shown
    assert "fresh-1" in shown
    assert "withheld" in shown


def test_words_held_back_can_be_revealed() -> None:
    stored = _stored(_run(SECRETS), reveal=True)
    assert "sesame 0" in page(stored.results, stored.figures, stored.manifest, REFERENCES)


def test_other_splits_stay_readable_beside_it() -> None:
    stored = _stored(_run([*EVIL_CASES[:2], *SECRETS[:2]]))
    text = page(stored.results, stored.figures, stored.manifest, REFERENCES)
    assert f"<code>{EVIL_CASES[1].id}</code>" in text
    assert "sesame" not in text
    assert [*stored.figures["headline"]] == ["dev", "test", "fresh", "all"]


# ------------------------------------------------------------------ the other files
def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_run(tmp_path, STORED, REFERENCES)
    back = read_run(tmp_path)
    assert back.results == STORED.results
    assert json.dumps(back.figures) == json.dumps(STORED.figures)
    assert back.covers("dev")
    assert not back.covers("test")


def test_the_report_is_the_same_from_the_files(tmp_path: Path) -> None:
    write_run(tmp_path, STORED, REFERENCES)
    first = (tmp_path / REPORT).read_text(encoding="utf-8")
    rewrite_report(tmp_path, REFERENCES)
    assert (tmp_path / REPORT).read_text(encoding="utf-8") == first


def test_a_folder_of_another_version_is_refused(tmp_path: Path) -> None:
    write_run(tmp_path, replace(STORED, figures={**STORED.figures, "version": 0}), REFERENCES)
    with pytest.raises(InputError, match="another version"):
        read_run(tmp_path)


def test_junit_is_xml_whatever_the_fault_says() -> None:
    broken: list[Result] = [replace(STORED.results[0], fault=f"Error: \x00\x1b {EVIL}"), *STORED.results[1:]]
    root = ET.fromstring(junit(broken))
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("errors"), suite.get("failures"), suite.get("tests")) == ("1", "3", str(len(broken)))
    assert EVIL not in "".join(case.get("name", "") for case in suite)
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "exact_evidence 0" in str(failure.get("message"))


# ------------------------------------------------------------------ in Chromium
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_a_browser(tmp_path: Path, scheme: Any) -> None:
    """It asks for nothing, complains of nothing, does not run over, can be read, and its filter works without a script."""
    # In a thread of its own: the chat page's browser keeps an event loop in this one for the whole session.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_look_at_the_page, tmp_path, scheme).result()


def _look_at_the_page(tmp_path: Path, scheme: Any) -> None:
    path = tmp_path / "report.html"
    path.write_text(PAGE, encoding="utf-8")
    asked: list[str] = []
    said: list[str] = []
    with launched() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, java_script_enabled=True)
        view = context.new_page()
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        view.on("dialog", lambda dialog: said.append(dialog.message))
        view.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert said == []
        for width in (1280, 390):
            view.set_viewport_size({"width": width, "height": 900})
            assert view.evaluate("document.documentElement.scrollWidth") <= width
        view.set_viewport_size({"width": 1280, "height": 900})
        paper, ink = view.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
        assert _contrast(paper, ink) > 7
        items = view.locator(".item")
        assert items.count() == 4
        items.first.locator("summary").first.click()
        assert view.locator(".item[open] .evidence").first.is_visible()
        hidden = view.locator('label[for^="only-"]').last
        hidden.click()
        shown = [items.nth(i).is_visible() for i in range(4)]
        count = int(hidden.inner_text().rsplit(" ", 1)[1])
        assert sum(shown) == count
        view.emulate_media(media="print")
        assert not view.locator(".filters").is_visible()
        assert [items.nth(i).is_visible() for i in range(4)] == [True] * 4
        context.close()


def _contrast(first: str, second: str) -> float:
    """Give the contrast ratio of WCAG 2.2."""
    lights = sorted(_luminance(colour) for colour in (first, second))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
