"""Whatever is chosen, titled and commented: every record chosen is in the file, verbatim, and no other; or one clear line."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import strategies as st

from assistant.exports import FORMATS, export_bytes, select, select_records
from assistant.quiz import make_quiz, quiz_bytes
from corpus.catalogue import Catalogue
from corpus.errors import InputError
from corpus.text import comparable
from tests.counted import case
from tests.fuzzing import PIECES, fuzz
from tests.golden import parsed, source

CATALOGUE = Catalogue([parsed("romania")])
TEXTS = st.one_of(st.text(st.characters(), max_size=60), st.sampled_from(PIECES))
NAMES = [record.record for record in CATALOGUE.records]
CHOSEN = st.lists(st.sampled_from(NAMES), min_size=1, max_size=12, unique=True)
RUNS = ("=", "+", "-", "@", "\t", "\r")


def check(names: list[str], title: str, comment: str, address: str, kind: str) -> None:
    records = [record for name in names if (record := CATALOGUE.get(name)) is not None]
    with case(f"exports as {kind}"):
        chosen = select_records(CATALOGUE, records, title=title, comments={names[0]: comment}, address=address)
        made = export_bytes(chosen, kind)
    assert made == export_bytes(chosen, kind)
    if kind == "json":
        items = json.loads(made)["items"]
        assert [item["record"] for item in items] == names
        assert all(comparable(item["quote"]) in comparable(source("romania")) or len(item["spans"]) > 1 for item in items)
    elif kind == "csv":
        heading, *rows = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
        assert [row[heading.index("Record")] for row in rows] == names
        assert [row[heading.index("ID")].split() for row in rows] == [list(record.recommendation_ids) for record in records]
        assert not any(cell.startswith(RUNS) for row in rows for cell in row)
    else:
        assert len(made) > 100


def check_names(names: list[str]) -> None:
    with case("selections"):
        try:
            chosen = select(CATALOGUE, names)
        except InputError as error:
            said = str(error)
        else:
            said = ""
            assert all(CATALOGUE.get(item.record.record) == item.record for item in chosen.items)
    assert "\n" not in said


def check_quiz(names: list[str], title: str, questions: int, seed: int, kind: str) -> None:
    records = [record for name in names if (record := CATALOGUE.get(name)) is not None]
    with case("quizzes"):
        try:
            quiz = make_quiz(select_records(CATALOGUE, records, title=title), questions=questions, seed=seed)
        except InputError:
            return
        assert len(quiz.questions) == questions
        assert quiz_bytes(quiz, kind)


QUICK = st.sampled_from([name for name, each in FORMATS.items() if each.is_text])
QUIZ = (CHOSEN, TEXTS, st.integers(-2, 30), st.integers(), st.just("csv"))
TYPED = st.lists(st.one_of(st.sampled_from(NAMES), TEXTS, st.sampled_from(["VI-1", "vi-1", "III-16+III-18", "VII-fn94", "II-1 ", "IX-33"])))


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    """Load what makes the files before any case is timed."""
    for kind in FORMATS:
        export_bytes(select(CATALOGUE, ["VI-1"]), kind)


def test_some_exports() -> None:
    fuzz(check, CHOSEN, TEXTS, TEXTS, TEXTS, QUICK, cases=40)
    fuzz(check, CHOSEN, TEXTS, TEXTS, TEXTS, st.sampled_from(list(FORMATS)), cases=6)
    fuzz(check_names, TYPED, cases=40)
    fuzz(check_quiz, *QUIZ, cases=20)


@pytest.mark.fuzz
def test_thousands_of_exports() -> None:
    fuzz(check, CHOSEN, TEXTS, TEXTS, TEXTS, QUICK, cases=6000)
    fuzz(check, CHOSEN, TEXTS, TEXTS, TEXTS, st.sampled_from(["docx", "xlsx", "pptx"]), cases=300)
    fuzz(check_names, TYPED, cases=6000)
    fuzz(check_quiz, *QUIZ, cases=2000)
