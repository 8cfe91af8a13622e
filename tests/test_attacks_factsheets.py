"""Hostile factsheets: refused with a fault that says why, or true and inert wherever their words are shown."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import openpyxl
import pytest
from markdown_it import MarkdownIt

from assistant.answer import Quoted
from assistant.cli.main import main
from assistant.cli.terminal import print_answer, print_record
from assistant.composing.render import quotation
from assistant.exports import FORMATS, Selection, export_bytes, select_records
from assistant.exports.cells import neutral
from assistant.exports.conversation import conversation_bytes
from assistant.pipeline import Assistant
from assistant.quiz import QUIZ_FORMATS, Difficulty, make_quiz, quiz_bytes
from corpus.errors import SourceError
from corpus.load import decode
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Record
from eval.attack_sheets import AttackSheet, changed, valdoria
from eval.attacks import untruths
from eval.contract import read_answer
from eval.golden import Reference
from eval.solid import comparable
from tests.hostile import LOADING, PACKS, REFUSED, SHEETS, hostile_assistant, party

QUESTIONS = (
    "List all recommendations", "What does the Committee require?", "How many recommendations are there?", "Is VI-1 binding?",
    "What does V-5 say?", "What does the Committee say on helplines?", "What does footnote 40 say?", "How many proceedings were opened?",
    "What difficulties are there?", "Must children be prosecuted for images of themselves?", "What does VI-99 say?",
    "What is said about PWNED?",
)  # fmt: skip
STEERING = ("What does \x1b[31mVI-1\x07 say\rI-1?", "[link=https://evil.example]helplines[/link] [/]", "\x9b31m helplines \u202e")
MARKUP = (
    "What of <img src=x onerror=1> helplines, and how much does [x](javascript:1) cost?",
    "List recommendations on `x` <i>helplines</i>",
)
RUNS = ("=1+1", "+1", "-1", "@A", "\t=1", "\r=1", " =1", "\n=1", "\ufeff=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


class Hostile(NamedTuple):
    """An assistant over hostile factsheets, and their Parties."""

    assistant: Assistant
    parties: list[str]

    def records(self) -> list[Record]:
        """Give the records of the hostile factsheets."""
        return [record for record in self.assistant.catalogue.records if record.party in self.parties]

    def selection(self) -> Selection:
        """Select them all, with hostile comments and a hostile title."""
        formula = {record.record: '=HYPERLINK("https://evil.example")<script>' for record in self.records()[:3]}
        return select_records(self.assistant.catalogue, self.records(), title="=1+1 <script>", comments=formula)


@pytest.fixture(scope="module", params=[1, pytest.param(len(PACKS), marks=pytest.mark.fuzz)])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    packs = PACKS[: request.param]
    return Hostile(hostile_assistant(tmp_path_factory.mktemp("hostile"), packs), list(map(party, range(len(packs)))))


def reference(hostile: Hostile, name: str) -> Reference:
    return replace(valdoria(), slug=name.lower(), source=hostile.assistant.catalogue.factsheet(name).source)


# Parsed or refused


def test_the_attacks_are_many_and_each_is_told_apart():
    assert len(SHEETS) >= 100
    assert len({sheet.id for sheet in SHEETS}) == len({sheet.changes for sheet in SHEETS}) == len(SHEETS)
    assert len(LOADING) >= 50
    assert len(REFUSED) >= 50
    assert sum(map(len, PACKS)) == len(LOADING)


@pytest.mark.parametrize("sheet", REFUSED, ids=lambda sheet: sheet.id)
def test_what_deceives_is_refused_with_its_fault(sheet: AttackSheet):
    text = changed(valdoria().source, sheet.changes)
    with pytest.raises(SourceError) as caught:
        parse_factsheet(decode(text.encode(), sheet.id), sheet.id)
    assert sheet.fault in str(caught.value)
    assert all(fault.mend for fault in caught.value.faults)
    assert len(caught.value.faults) <= 60


@pytest.mark.parametrize("sheet", LOADING, ids=lambda sheet: sheet.id)
def test_what_loads_has_every_id_at_its_level(sheet: AttackSheet):
    parsed = parse_factsheet(changed(valdoria().source, sheet.changes), sheet.id)
    found = [(record.recommendation_ids, record.urgency, record.addressee, record.chapter) for record in parsed.recommendations]
    assert found == [(clause.ids, clause.urgency, clause.addressee, clause.chapter) for clause in valdoria().clauses]
    assert [note.number for note in parsed.footnotes] == [note.number for note in valdoria().footnotes]


def test_a_deceptive_file_is_refused_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "evil\x1b[31m.txt"
    file.write_text(changed(valdoria().source, REFUSED[-20].changes), encoding="utf-8", newline="")
    for action in ("check", "add"):
        assert main(["corpus", action, str(file), "--data-dir", str(tmp_path / "data")]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "error: " in err
        assert not _CONTROL.search(err)


def test_anothers_name_cannot_be_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "romania.txt"
    for name in ("Romania", "ROMÂNIA", "The Romania"):
        file.write_text(valdoria().source.replace("VALDORIA", name.upper()).replace("Valdoria", name), encoding="utf-8")
        assert main(["corpus", "add", str(file), "--data-dir", str(tmp_path / "data")]) == 2
        assert "is loaded already" in capsys.readouterr().err


# Answered


def test_answers_from_hostile_text_are_true_and_inert(hostile: Hostile):
    for name in hostile.parties:
        golden = reference(hostile, name)
        for question in QUESTIONS:
            answer = hostile.assistant.ask(question, party=name)
            assert list(untruths(read_answer(answer.as_dict(), question), golden)) == [], (name, question)
            assert {citation.record.party for citation in answer.citations} <= {name}
            assert list(live(answer.answer)) == [], (name, question)


def test_every_quotation_shows_its_words_and_nothing_runs(hostile: Hostile):
    for record in hostile.records():
        quoted = quotation(Quoted(record, ""))
        assert list(live(quoted)) == [], record.record
        words = getattr(record, "lead_in", "") + record.text
        assert comparable(rendered(quoted)) == comparable(words), record.record


def live(markdown: str) -> Iterator[str]:
    """Give what Markdown would make of a text but words, emphasis, quotations, lists, headings and links to records or the web."""
    for token in MarkdownIt("commonmark").parse(markdown):
        for each in (token, *(token.children or ())):
            href = str(each.attrs.get("href", ""))
            if each.type == "code_inline" and re.fullmatch(r"\?record=[\w:+.%-]+", each.content):
                continue
            if each.type in ("html_block", "html_inline", "image", "code_inline", "fence", "code_block"):
                yield f"{each.type}: {each.content}"
            elif each.type == "link_open" and not re.match(r"https?://|\?record=", href):
                yield f"link to {href}"


def rendered(markdown: str) -> str:
    """Give the words that Markdown shows."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return " ".join("".join(child.content or " " for child in token.children or ()) for token in tokens if token.type == "inline")


def test_a_terminal_is_shown_words_and_obeys_none(hostile: Hostile, capsys: pytest.CaptureFixture[str]):
    for name in hostile.parties:
        for question in (
            *QUESTIONS,
            "What does \x1b[31mVI-1\x07 say\rI-1?",
            "[link=https://evil.example]helplines[/link] [/]",
            "\x9b31m helplines \u202e",
        ):
            print_answer(hostile.assistant.ask(question, party=name))
    for record in hostile.records():
        print_record(record, ["\x1b[2J"])
    assert not _CONTROL.search(capsys.readouterr().out)


# Saved


@pytest.mark.parametrize("name", FORMATS)
def test_exports_of_hostile_text_are_true_and_inert(hostile: Hostile, name: str):
    data = export_bytes(hostile.selection(), name)
    assert list(INERT.get(name, office_faults)(data)) == []


@pytest.mark.parametrize("name", QUIZ_FORMATS)
def test_quizzes_of_hostile_text_are_inert(hostile: Hostile, name: str):
    data = quiz_bytes(make_quiz(hostile.selection(), questions=20, difficulty=Difficulty.MEDIUM, seed=1), name)
    assert list(INERT.get(name, office_faults)(data)) == []


@pytest.mark.parametrize("name", ["md", "docx"])
def test_conversations_on_hostile_text_are_inert(hostile: Hostile, name: str):
    asked = [*QUESTIONS, *MARKUP]
    turns = [(question, hostile.assistant.ask(question, party=each)) for each in hostile.parties for question in asked]
    data = conversation_bytes(turns, hostile.assistant.catalogue, name)
    assert list(INERT.get(name, office_faults)(data)) == []


def csv_faults(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from (f"runs: {cell[:60]!r}" for cell in row if _FORMULA.match(cell) or _CONTROL.search(cell))


def xlsx_faults(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        yield from (f"runs: {cell.value!r}" for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink)
    yield from office_faults(data)


def office_faults(data: bytes) -> Iterator[str]:
    """Give what an office program would run or fetch: fields, macros, objects, links to anything but records."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if not part.endswith((".xml", ".rels")):
                yield from [part] if "vbaProject" in part or "embeddings" in part else []
                continue
            for element in ElementTree.fromstring(archive.read(part)).iter():
                tag = element.tag.rpartition("}")[2]
                target = element.get("Target", "")
                field = next((value for key, value in element.attrib.items() if key.endswith("}instr")), "")
                runs = tag in ("instrText", "f", "object", "OLEObject", "script") or field not in ("", "PAGE", "NUMPAGES")
                if runs or (element.get("TargetMode") == "External" and not target.startswith("?record=")):
                    yield f"{part}: {tag} {field}{target}"


def markdown_faults(data: bytes) -> Iterator[str]:
    yield from live(data.decode())


INERT = {"csv": csv_faults, "xlsx": xlsx_faults, "md": markdown_faults, "json": lambda data: iter(_CONTROL.findall(data.decode()))}


@pytest.mark.parametrize("cell", RUNS)
def test_a_cell_that_would_run_begins_with_an_apostrophe(cell: str):
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["VI-1", "a=1", "", "1", "'=1", "· x"])
def test_a_cell_of_words_stays_what_it_is(cell: str):
    assert neutral(cell) == cell


def test_the_checks_see_what_runs():
    assert list(live("<script>x</script>")), "html"
    assert list(live("a <b>x</b>"))
    assert list(live("![x](https://evil.example/x.png)"))
    assert list(live("[x](ftp://evil.example)"))
    assert list(csv_faults(b"a,=1+1\r\n")) == ["runs: '=1+1'"]
