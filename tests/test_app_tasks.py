"""What people come to the page for, from the start to the file they leave with, in a real Chromium."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest

from assistant.pipeline import Assistant
from corpus.records import Record
from tests.browser import Visit

pytestmark = pytest.mark.browser

HELPLINES = "what must Romania do on helplines?"


def shown(visit: Visit) -> list[str]:
    """Give the identifiers of the rows listed under Browse."""
    return [str(row.get_attribute("data-row")) for row in visit.page.locator("tr[data-row]").all()]


def listed(visit: Visit) -> None:
    """Wait until the list is drawn anew."""
    visit.page.wait_for_timeout(150)
    visit.page.wait_for_selector(".lz-found:not([aria-busy])")


def words(text: str) -> str:
    """Give a text without white space, as layouts break lines where they like."""
    return "".join(text.split()).replace("•", "").replace("-", "")


def document_text(path: Path) -> str:
    file = docx.Document(str(path))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def slides_text(path: Path) -> str:
    texts = []
    for slide in pptx.Presentation(str(path)).slides:
        texts += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        texts += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    return "\n".join(texts)


def records(assistant: Assistant, *names: str) -> list[Record]:
    found = [assistant.catalogue.get(name) for name in names]
    assert None not in found
    return [record for record in found if record]


# Ask


def test_a_citation_is_copied_with_its_reference(visit: Visit, assistant: Assistant):
    visit.ask(HELPLINES).get_by_role("button", name="Copy with citation: VI-1").click()
    visit.page.wait_for_function("document.getElementById('lz-live').textContent === 'Copied with citation'")
    text = visit.page.evaluate("navigator.clipboard.readText()")
    assert text.endswith("(Lanzarote Committee, Factsheet Romania (25.05.2023), Recommendation VI-1, *requires*)")
    assert text.startswith(records(assistant, "romania:VI-1")[0].text)


def test_filters_restrict_the_question_and_can_be_changed(visit: Visit):
    page = visit.page
    page.locator(".lz-filters summary").click()
    page.locator(".lz-filter-form").get_by_label("invites").check()
    assert page.locator(".lz-set").inner_text() == ": invites"
    turn = visit.ask(HELPLINES)
    assert [badge.inner_text() for badge in turn.locator(".lz-card .lz-badge").all()] == ["invites"]
    assert "invites" in turn.locator(".lz-understood").inner_text()
    page.get_by_role("button", name="Clear filters").first.click()
    page.wait_for_function("document.querySelector('.lz-set').textContent === ''")
    turn.get_by_role("button", name="Change question or filters").click()
    assert page.get_by_label("Your question").input_value() == HELPLINES
    assert page.locator(".lz-filter-form").get_by_label("invites").is_checked()

    page.locator(".lz-filter-form").get_by_label("invites").uncheck()
    page.locator(".lz-filter-form").get_by_label("XI", exact=True).check()
    refused = visit.ask(HELPLINES)
    assert "Without them there is an answer" in refused.locator(".lz-refusal").inner_text()
    refused.get_by_role("button", name="Ask again without filters").click()
    answered = visit.turn(2)
    assert answered.locator('.lz-card[data-record="romania:VI-1"]').count() == 1


def test_why_unfolds_and_a_follow_up_leads_on(visit: Visit):
    turn = visit.ask(HELPLINES)
    turn.locator(".lz-why summary").click()
    why = turn.locator(".lz-why-body")
    why.locator("table").wait_for()
    assert "near the best one" in why.inner_text()
    assert why.locator("tbody tr").count() > 2
    assert why.locator("tbody tr").first.inner_text().startswith("VI-1")
    follow_up = turn.locator(".lz-next .lz-ask").first
    asked = follow_up.inner_text()
    follow_up.click()
    following = visit.turn(2)
    assert following.locator(".lz-question").inner_text().endswith(asked)
    assert following.locator(".lz-card").count() > 0


def test_a_conversation_is_saved_as_it_was(visit: Visit, assistant: Assistant, tmp_path: Path):
    visit.ask(HELPLINES)
    visit.ask("and which of them is required?")
    cited = records(assistant, "romania:VI-1", "romania:VI-2", "romania:VI-4")
    markdown = visit.saved(visit.page.get_by_role("button", name="Save as Markdown"), tmp_path).read_text(encoding="utf-8")
    document = document_text(visit.saved(visit.page.get_by_role("button", name="Save as Word"), tmp_path))
    for text in (markdown, document):
        assert HELPLINES in text
        assert "and which of them is required?" in text
        assert "Recommendation VI-1" in text
    for record in cited:
        assert words(record.text) in words(document)
        assert words(record.text) in words(markdown.replace("\n>", "\n"))


# Browse


def test_the_list_is_searched_filtered_sorted_and_saved_exactly(visit: Visit, assistant: Assistant, tmp_path: Path):
    page = visit.page
    visit.tab("Browse")
    page.wait_for_selector("tr[data-row]")
    assert len(shown(visit)) == len([r for r in assistant.catalogue.records if r.kind != "footnote"])
    page.get_by_label("exact words").check()
    page.get_by_label("Search the records").fill("TRAINING")
    page.keyboard.press("Enter")
    listed(visit)
    found = records(assistant, *shown(visit))
    assert found
    assert all("training" in record.text.casefold() for record in found)
    page.locator(".lz-facets").get_by_label("invites").check()
    listed(visit)
    page.get_by_role("button", name="Chapter", exact=False).and_(page.locator("[data-order=chapter]")).click()
    listed(visit)
    page.locator("[data-order=chapter]").click()
    listed(visit)
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    names = shown(visit)
    found = records(assistant, *names)
    assert {record.urgency for record in found} == {"invite"}
    chapters = [chapter.numeral for chapter in assistant.catalogue.factsheets[0].chapters]
    places = [chapters.index(record.chapter) for record in found]
    assert places == sorted(places, reverse=True)
    assert page.locator(".lz-total").first.inner_text() == f"{len(names)} records"

    table = visit.saved(page.get_by_role("button", name="CSV").first, tmp_path).read_text(encoding="utf-8-sig")
    assert [row["Record"] for row in csv.DictReader(io.StringIO(table))] == names
    data = json.loads(visit.saved(page.get_by_role("button", name="JSON").first, tmp_path).read_text(encoding="utf-8"))
    assert [item["record"] for item in data["items"]] == names
    assert [item["text"] for item in data["items"]] == [record.text for record in found]
    book = openpyxl.load_workbook(visit.saved(page.get_by_role("button", name="XLSX").first, tmp_path))
    cells = [[str(cell) for cell in row] for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert [cell for row in cells for cell in row if cell in set(names)] == names


def test_search_by_meaning_finds_other_words(visit: Visit):
    visit.tab("Browse")
    visit.page.get_by_label("Search the records").fill("phone number children can call")
    visit.page.keyboard.press("Enter")
    listed(visit)
    assert "romania:VI-1" in shown(visit)[:3]
    assert "nearest in meaning first" in visit.page.locator(".lz-total").first.inner_text()


def test_a_bar_filters_the_table_and_a_row_opens_card_and_source(visit: Visit):
    page = visit.page
    visit.tab("Browse")
    bar = page.get_by_role("button", name="Chapter X, requires: 3")
    bar.click()
    listed(visit)
    assert shown(visit) == ["romania:X-4", "romania:X-5", "romania:X-6"]
    assert bar.get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="X-5", exact=True).click()
    page.wait_for_selector(".lz-opened .lz-card")
    visit.settle()
    assert page.locator(".lz-shown").inner_text() == "X-5 is highlighted"
    assert "in the education sector" in visit.marked()
    bar.click()
    listed(visit)
    assert len(shown(visit)) > 100


# Prepare


def test_a_basket_becomes_files_of_exactly_what_was_chosen(visit: Visit, assistant: Assistant, tmp_path: Path):
    page = visit.page
    visit.ask(HELPLINES).get_by_role("button", name="Add to basket VI-2").click()  # from a card
    visit.ask("What does IX-3 say?")
    visit.tab("Browse")
    page.get_by_role("button", name="Chapter X, requires: 3").click()
    listed(visit)
    page.locator("tr[data-row='romania:X-4'] [data-collect]").click()  # from a row
    visit.tab("Ask")
    page.get_by_role("button", name="Add whole conversation to basket").click()
    panel = visit.tab("Prepare")
    panel.get_by_label("Add by number").fill("XI-1; VII-fn94")
    page.keyboard.press("Enter")
    chosen = ["VI-2", "X-4", "VI-1", "VI-4", "IX-3", "XI-1", "VII-fn94"]
    page.wait_for_selector('[data-item="romania:VII-fn94"]')
    assert basket(visit) == [f"romania:{name}" for name in chosen]
    panel.get_by_role("button", name="Move VI-1 up").click()
    page.wait_for_function("document.querySelectorAll('[data-item]')[1].dataset.item === 'romania:VI-1'")
    panel.get_by_role("button", name="Move VI-1 up").click()
    page.wait_for_function("document.querySelectorAll('[data-item]')[0].dataset.item === 'romania:VI-1'")
    panel.get_by_role("button", name="Take VI-4 out").click()
    page.wait_for_function("document.querySelectorAll('[data-item]').length === 6")
    panel.locator('[data-comment="romania:IX-3"]').fill("For teachers – begin here")
    panel.get_by_label("Title").fill("Workshop Chișinău")
    names = [f"romania:{name}" for name in ("VI-1", "VI-2", "X-4", "IX-3", "XI-1", "VII-fn94")]
    assert basket(visit) == names
    found = records(assistant, *names)

    files = {each: visit.saved(panel.get_by_role("button", name=label), tmp_path) for each, label in (
        ("docx", "Handout (Word)"), ("pptx", "Slides (PowerPoint)"), ("md", "Markdown"), ("xlsx", "Table (Excel)"), ("csv", "Table (CSV)"),
    )}  # fmt: skip
    page.wait_for_function("document.querySelector('.lz-made').textContent.includes('6 items')")
    assert files["docx"].name == "workshop-chisinau.docx"
    texts = {"docx": document_text(files["docx"]), "pptx": slides_text(files["pptx"]), "md": files["md"].read_text(encoding="utf-8")}
    for kind, text in texts.items():
        for record in found:
            assert words(record.text) in words(text.replace("\\", "")), (kind, record.record)
        assert "For teachers – begin here" in text, kind
        assert "VI-4" not in text, kind
        assert f"{page.url}?record=romania:VI-1" in text or kind != "md", kind
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig"))))
    assert [row["Record"] for row in rows] == names
    assert [row["Text"] for row in rows] == [record.text for record in found]


def test_a_quiz_is_made_of_the_basket_and_again_the_same(visit: Visit, tmp_path: Path):
    page = visit.page
    panel = visit.tab("Prepare")
    panel.get_by_role("button", name="Quiz (Word)").click()
    assert panel.locator(".lz-made").nth(1).inner_text() == "The basket is empty: add records first."
    panel.get_by_label("Add by number").fill("VI-1, X-4, X-5, X-6, IX-3, V-18, XI-1, II-6, VI-2")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('[data-item]').length === 9")
    panel.get_by_label("Questions").fill("6")
    panel.get_by_label("Difficulty").select_option("easy")
    panel.get_by_label("Seed").fill("7")
    button = panel.get_by_role("button", name="Quiz for learning platforms (CSV)")
    first, second = (visit.saved(button, tmp_path).read_bytes() for _ in range(2))
    assert first == second
    rows = list(csv.reader(io.StringIO(first.decode("utf-8-sig"))))
    assert len(rows) == 7
    panel.get_by_label("Seed").fill("8")
    assert visit.saved(button, tmp_path).read_bytes() != first
    paper = document_text(visit.saved(panel.get_by_role("button", name="Quiz (Word)"), tmp_path))
    assert "Recommendation" in paper
    panel.get_by_label("Questions").fill("90")
    visit.bad.clear()
    button.click()
    page.wait_for_function("document.querySelectorAll('.lz-made')[1].textContent.includes('can be made at this difficulty')")
    assert len(panel.locator(".lz-made").nth(1).inner_text().splitlines()) == 1
    refused(visit)


def test_what_is_no_record_is_said_in_one_line(visit: Visit):
    panel = visit.tab("Prepare")
    panel.get_by_label("Add by number").fill("VI-3")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("document.getElementById('lz-add-fault').textContent.includes('VI-3')")
    assert basket(visit) == []
    refused(visit)


def basket(visit: Visit) -> list[Any]:
    return [item.get_attribute("data-item") for item in visit.page.locator("[data-item]").all()]


def refused(visit: Visit) -> None:
    """Expect that exactly one request was refused, and forget it."""
    assert [line.split()[0] for line in visit.bad] == ["400"]
    visit.bad.clear()
    visit.errors.clear()
