"""Every format opened again: N records in, N out, word for word, in order, and none besides."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pptx
import pytest

from assistant.exports import FORMATS, Item, Selection, export_bytes, select, select_records
from assistant.exports.cells import COLUMNS
from corpus.catalogue import Catalogue
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Kind, Recommendation, Record, Statement
from corpus.text import collapse
from tests.golden import SLUGS, SMALL, parsed

ROMANIA = parsed("romania")
ONE = Catalogue([ROMANIA])
ALL = Catalogue([parsed(slug) for slug in SLUGS])
NAMES = ("X-6", "VI-1", "II-6", "III-16", "VII-fn94", "IV-7", "VI-fn88", "X-statement4", "I-statement8", "romania:fn94")
OFFICE = ("docx", "pptx", "xlsx")
FORMULA = '=HYPERLINK("http://example.org","go")'


def mixed() -> Selection:
    return select(ONE, NAMES, comments={"romania:VI-1": "Ask the ministry first."}, title="Workshop in Cluj")


def every_record() -> Selection:
    return select_records(ALL, [record for record in ALL.records if record.kind is not Kind.FOOTNOTE])


def words(data: bytes, name: str) -> str:
    """Give all words of a file, in reading order, blanks collapsed."""
    return collapse(" ".join(TEXTS[name](data)))


def of_docx(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def of_pptx(data: bytes) -> list[str]:
    slides = pptx.Presentation(io.BytesIO(data)).slides
    return [shape.text_frame.text.replace("\n", " ") for slide in slides for shape in slide.shapes if shape.has_text_frame]


def of_xlsx(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Records"]
    return [str(cell or "").replace("\n- ", "\n") for row in sheet.iter_rows(values_only=True) for cell in row]


def of_csv(data: bytes) -> list[str]:
    return [cell.replace("\n- ", "\n") for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]


def of_markdown(data: bytes) -> list[str]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(data.decode())
    return ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]


def of_json(data: bytes) -> list[str]:
    return [text for item in json.loads(data)["items"] for text in (item["lead_in"], item["text"].replace("\n- ", "\n"), item["citation"])]


TEXTS: dict[str, Callable[[bytes], list[str]]] = {
    "docx": of_docx, "pptx": of_pptx, "xlsx": of_xlsx, "csv": of_csv, "md": of_markdown, "json": of_json,
}  # fmt: skip


def own_words(record: Record) -> list[str]:
    lead_in = record.lead_in if isinstance(record, Recommendation | Statement) else ""
    return [collapse(row.removeprefix("- ")) for row in (lead_in, *record.text.split("\n")) if row]


# ------------------------------------------------------------------ nothing missing, nothing added
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("selection", [mixed(), every_record()], ids=["mixed", "every record"])
def test_every_record_is_there_word_for_word_and_in_order(name: str, selection: Selection):
    text = words(export_bytes(selection, name), name)
    at = 0
    for item in selection.items:
        for row in own_words(item.record):
            found = text.find(row, at)
            assert found >= 0, f"{item.record.record}: {row}"
            at = found if name == "pptx" else found + len(row)


@pytest.mark.parametrize("name", FORMATS)
def test_no_other_record_is_there(name: str):
    selection = select(ONE, ["VI-1", "II-6"])
    text = words(export_bytes(selection, name), name)
    for record in ROMANIA.recommendations:
        if record.recommendation_ids not in (("VI-1",), ("II-6",)):
            assert collapse(record.text.split("\n")[0]) not in text, record.record


@pytest.mark.parametrize("name", FORMATS)
def test_each_is_marked_with_its_level_and_source(name: str):
    data = export_bytes(mixed(), name)
    text = words(data, name)
    if name in ("docx", "pptx", "md"):
        assert all(word in text for word in ("REQUIRES", "REQUESTS", "INVITES", "OBSERVATION", "PROMISING PRACTICE"))
        assert "“Require”: when the steps recommended" in text
    assert "Lanzarote Committee, Factsheet Romania (25.05.2023), Recommendation VI-1, requires" in text
    assert "Factsheet Romania (25.05.2023), chapter VII, recommendation without a number, footnote 94, requests" in text


def test_the_counts_of_the_tables():
    selection = every_record()
    rows = list(csv.reader(io.StringIO(export_bytes(selection, "csv").decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(selection.items) + 1
    assert [row[COLUMNS.index("Record")] for row in rows[1:]] == [item.record.record for item in selection.items]
    sheet = openpyxl.load_workbook(io.BytesIO(export_bytes(selection, "xlsx")))["Records"]
    assert sheet.max_row == len(rows)
    assert len(json.loads(export_bytes(selection, "json"))["items"]) == len(selection.items)


def test_the_json_has_the_citations_of_an_answer():
    item = json.loads(export_bytes(select(ONE, ["X-6"]), "json"))["items"][0]
    assert item["recommendation_ids"] == ["X-6"]
    assert (item["urgency"], item["addressee"], item["footnotes"]) == ("require", "specific", [127])
    assert item["points"] == ["in the health sector", "in the social protection sector."]
    assert [ROMANIA.source[start:end][:9] for start, end in item["spans"]] == ["to ensure"]
    assert item["definition"].startswith("“Require”:")
    assert item["link"] == "?record=romania:X-6"


# ------------------------------------------------------------------ each format's own ways
def test_of_several_parties_each_record_is_named_with_its_own():
    document = docx.Document(io.BytesIO(export_bytes(select(ALL, ["VI-1"], parties=("Romania", "Valdoria")), "docx")))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert {"Romania: VI-1", "Valdoria: VI-1"} <= set(headings)


def test_sub_points_are_sub_points():
    document = docx.Document(io.BytesIO(export_bytes(select(ONE, ["X-6"]), "docx")))
    assert [p.text for p in document.paragraphs if p.style.name == "Committee Point"] == [
        "in the health sector",
        "in the social protection sector.",
    ]
    assert "> - in the health sector\n> - in the social protection sector." in export_bytes(select(ONE, ["X-6"]), "md").decode()


def test_the_handout_has_headings_header_and_footer():
    document = docx.Document(io.BytesIO(export_bytes(mixed(), "docx")))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings[:3] == ["X-6", "VI-1", "II-6"]
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "Workshop in Cluj"
    assert section.footer.paragraphs[0].text.startswith("Lanzarote Committee, Factsheet Romania (25.05.2023)")
    assert "NUMPAGES" in section.footer._element.xml
    assert "Comment: Ask the ministry first." in [p.text for p in document.paragraphs]
    assert any(p.text.startswith("Footnote 94: Examples of projects") for p in document.paragraphs)


def test_the_spreadsheet_is_ready_to_work_with():
    book = openpyxl.load_workbook(io.BytesIO(export_bytes(mixed(), "xlsx")))
    sheet = book["Records"]
    assert book.sheetnames == ["Records", "Source"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    facts = {row[0]: row[1] for row in book["Source"].iter_rows(values_only=True)}
    assert (facts["Last update"], facts["SHA-256 of the text"]) == ("25.05.2023", ROMANIA.sha256)


def test_links_are_whole_where_the_address_is_known():
    selection = select(ONE, ["VI-1"], address="http://127.0.0.1:7860/")
    document = docx.Document(io.BytesIO(export_bytes(selection, "docx")))
    targets = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]
    assert targets == ["http://127.0.0.1:7860/?record=romania:VI-1"]
    assert "<http://127.0.0.1:7860/?record=romania:VI-1>" in export_bytes(selection, "md").decode()


# ------------------------------------------------------------------ nothing runs, nothing breaks
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str):
    item = Item(ONE.by_id("VI-1")[0], ROMANIA, comment=f"{start}x")
    hostile = parse_factsheet(SMALL.replace("to publish figures", f"{start}cmd to publish figures"), "small")
    for selection in (Selection(items=(item,)), select(Catalogue([hostile]), ["VI-5"])):
        data = export_bytes(selection, "csv")
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
            for cell in row
        )


def test_a_formula_in_a_comment_stays_text():
    selection = select(ONE, ["VI-1"], comments={"romania:VI-1": FORMULA}, title=FORMULA)
    rows = list(csv.DictReader(io.StringIO(export_bytes(selection, "csv").decode("utf-8-sig"), newline="")))
    assert rows[0]["Comment"] == f"'{FORMULA}"
    book = openpyxl.load_workbook(io.BytesIO(export_bytes(selection, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert len(cells) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


@pytest.mark.parametrize("name", FORMATS)
def test_any_comment_can_be_written(name: str):
    comment = "a\x00b\x0bc\x1b[31m <script> & ]]> *x* | ${y} \ud800 😀 ășț"
    selection = select(ONE, ["VI-1"], comments={"romania:VI-1": comment}, title=comment)
    data = export_bytes(selection, name)
    TEXTS[name](data)
    assert "😀 ășț" in (" ".join(TEXTS[name](data)) if name != "json" else data.decode()) or name == "pptx"


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_selection_gives_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch):
    first = export_bytes(mixed(), name)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert export_bytes(mixed(), name) == first


@pytest.mark.parametrize("name", OFFICE)
def test_office_files_are_dated_by_their_source(name: str):
    data = export_bytes(mixed(), name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2023, 5, 25, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert properties.count("2023-05-25T00:00:00Z") == 2
