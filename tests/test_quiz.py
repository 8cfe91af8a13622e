"""Quizzes: every right answer is a record's, none of the others is right too, and a seed gives one quiz."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from assistant.exports import Item, Selection, select, select_records
from assistant.quiz import QUIZ_FORMATS, Asks, Difficulty, Question, Quiz, make_quiz, quiz_bytes
from assistant.quiz.fitness import alike, askable
from assistant.quiz.making import all_questions
from assistant.quiz.platform import COLUMNS
from corpus.catalogue import Catalogue
from corpus.errors import InputError, UnknownNameError
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Recommendation, Urgency
from corpus.text import collapse
from tests.golden import SLUGS, SMALL, parsed

ROOT = Path(__file__).parent.parent
ROMANIA = parsed("romania")
ONE = Catalogue([ROMANIA])
ALL = Catalogue([parsed(slug) for slug in SLUGS])
TWELVE = ("VI-1", "VI-2", "VI-4", "IX-3", "IX-2", "IX-6", "IX-4", "X-4", "X-5", "X-6", "X-2", "III-16")
VERBS = {"requires": Urgency.REQUIRE, "requests": Urgency.REQUEST, "invites": Urgency.INVITE}
TELLING = re.compile("requir|request|invit", re.IGNORECASE)


def clauses(catalogue: Catalogue) -> Selection:
    return select_records(catalogue, [record for sheet in catalogue.factsheets for record in sheet.recommendations])


def pools() -> list[Question]:
    return [
        question
        for difficulty in Difficulty
        for seed in range(5)
        for question in all_questions(clauses(ALL), difficulty, random.Random(seed))
    ]


def level_of(text: str, party: str) -> set[Urgency]:
    """Look a clause's level up by its words alone, in the parsed source."""
    return {record.urgency for record in ALL.factsheet(party).recommendations if record.text == text}


# ------------------------------------------------------------------ what is right
def test_every_kind_is_made_and_no_option_stands_twice():
    questions = pools()
    assert {question.asks for question in questions} == set(Asks)
    for question in questions:
        assert len({collapse(option).casefold() for option in question.options}) == len(question.options)
        assert 0 <= question.right < len(question.options)


def test_the_level_asked_for_is_the_records():
    for question in pools():
        if question.asks is Asks.LEVEL:
            (level,) = level_of(question.quote, question.item.record.party)
            assert len(question.options) == 3
            assert str(level) in question.answer.casefold()
            others = [option for place, option in enumerate(question.options) if place != question.right]
            assert not any(re.match(rf"(?:the committee |“){level}", option.casefold()) for option in others)


def test_what_is_true_is_true_and_what_is_false_is_false():
    claims = [question for question in pools() if question.asks is Asks.TRUE_FALSE]
    for question in claims:
        verb = re.findall(r"“(\w+)”", question.stem)[-1]
        (level,) = level_of(question.quote, question.item.record.party)
        assert question.answer == str(VERBS[verb] is level)
    share = sum(question.answer == "True" for question in claims) / len(claims)
    assert 0.4 < share < 0.6


def test_exactly_one_of_these_has_the_level():
    for question in pools():
        if question.asks is Asks.WHICH:
            asked = next(level for level in Urgency if str(level) in question.stem)
            having = [option for option in question.options if asked in level_of(option, question.item.record.party)]
            assert having == [question.answer]
            assert all(level_of(option, question.item.record.party) for option in question.options)


def test_exactly_one_list_is_whole():
    for question in pools():
        if question.asks is Asks.LIST:
            record = question.item.record
            assert isinstance(record, Recommendation)
            whole = "; ".join(point.strip(" .;,") for point in record.points)
            assert question.answer == whole
            assert question.options.count(whole) == 1


def test_x_6_names_no_education():
    """Health and social protection is the whole list of X-6; education stands in X-5 only."""
    for seed in range(20):
        found = [q for q in all_questions(select(ONE, ["X-6"]), Difficulty.HARD, random.Random(seed)) if q.asks is Asks.LIST]
        assert [question.answer for question in found] == ["in the health sector; in the social protection sector"]
        assert any("education" in option for option in found[0].options)


def test_nothing_gives_the_level_away():
    for question in pools():
        assert not TELLING.search(question.quote)
        if question.asks is Asks.WHICH:
            assert not any(TELLING.search(option) for option in question.options)


def test_clauses_that_name_a_level_are_left_out():
    asked = {item.record.record for item in askable(clauses(ONE).items)}
    assert {record.record for record in ROMANIA.recommendations} - asked == {
        "romania:III-4", "romania:IV-7", "romania:IV-8", "romania:V-9", "romania:XI-4",
    }  # fmt: skip


def test_a_clause_repeated_under_another_level_is_left_out():
    twice = SMALL.replace("to publish figures.⁶", "to pay the  Helpline;⁶")
    catalogue = Catalogue([parse_factsheet(twice, "small")])
    asked = [item.record.recommendation_ids for item in askable(clauses(catalogue).items)]
    assert ("VI-2",) not in asked
    assert ("VI-5",) not in asked
    assert ("VI-1",) in asked
    assert alike("To pay the helpline.", "to pay the  Helpline;")


def test_statements_are_not_asked_about():
    with pytest.raises(InputError, match="0 can"):
        make_quiz(select(ONE, ["VI-fn88", "X-statement4"]), questions=1)


# ------------------------------------------------------------------ seed, number, difficulty
@pytest.mark.parametrize("difficulty", list(Difficulty))
def test_a_seed_gives_one_quiz_whatever_the_order(difficulty: Difficulty):
    one = make_quiz(select(ONE, TWELVE), questions=12, seed=7, difficulty=difficulty)
    other = make_quiz(select(ONE, TWELVE[::-1]), questions=12, seed=7, difficulty=difficulty)
    assert one.questions == other.questions
    assert one.questions != make_quiz(select(ONE, TWELVE), questions=12, seed=8, difficulty=difficulty).questions


def test_another_process_makes_the_same_quiz():
    command = [sys.executable, "-m", "assistant", "quiz", "--ids", ",".join(TWELVE), "--seed", "7", "--format", "csv", "--output", "-"]
    seeds = ({**os.environ, "PYTHONHASHSEED": seed} for seed in "12")
    runs = [subprocess.run(command, capture_output=True, cwd=ROOT, env=seed, check=True).stdout for seed in seeds]
    assert runs[0] == runs[1]
    assert runs[0].decode() == quiz_bytes(make_quiz(select(ONE, TWELVE), seed=7), "csv").decode()


@pytest.mark.parametrize("difficulty", list(Difficulty))
def test_as_many_as_can_be_made_and_not_one_more(difficulty: Difficulty):
    selection = select(ONE, TWELVE)
    most = len(all_questions(selection, difficulty, random.Random(1)))
    assert len(make_quiz(selection, questions=most, difficulty=difficulty).questions) == most
    with pytest.raises(
        InputError, match=rf"{most + 1} questions cannot be made from 12 recommendations at difficulty {difficulty}: {most} can"
    ):
        make_quiz(selection, questions=most + 1, difficulty=difficulty)


def test_twelve_questions_on_twelve_clauses_ask_about_each_once():
    quiz = make_quiz(select(ONE, TWELVE), questions=12)
    assert len({question.item.record.record for question in quiz.questions}) == 12


def test_what_each_difficulty_is():
    by_difficulty = {each: all_questions(clauses(ONE), each, random.Random(1)) for each in Difficulty}
    kinds = {each: {question.asks for question in questions} for each, questions in by_difficulty.items()}
    assert kinds[Difficulty.EASY] == {Asks.LEVEL, Asks.TRUE_FALSE}
    assert kinds[Difficulty.MEDIUM] == set(Asks)
    assert kinds[Difficulty.HARD] == {Asks.LEVEL, Asks.WHICH, Asks.LIST}
    for each, count in ((Difficulty.MEDIUM, 3), (Difficulty.HARD, 4)):
        assert {len(q.options) for q in by_difficulty[each] if q.asks in (Asks.WHICH, Asks.LIST)} == {count}
    assert all(q.answer.startswith("“") for q in by_difficulty[Difficulty.EASY] if q.asks is Asks.LEVEL)


@pytest.mark.parametrize("questions", [0, -3])
def test_no_question_is_no_quiz(questions: int):
    with pytest.raises(InputError, match="1 or more"):
        make_quiz(select(ONE, TWELVE), questions=questions)


def test_unknown_names_list_the_known_ones():
    with pytest.raises(UnknownNameError, match="easy, medium, hard"):
        make_quiz(select(ONE, TWELVE), difficulty="fiendish")
    with pytest.raises(UnknownNameError, match="docx, csv"):
        quiz_bytes(make_quiz(select(ONE, TWELVE)), "pdf")


# ------------------------------------------------------------------ files
def test_the_paper_has_the_questions_and_on_a_new_page_the_key():
    quiz = make_quiz(select(ONE, TWELVE, title="After the workshop"), questions=8, difficulty="hard")
    found = docx.Document(io.BytesIO(quiz_bytes(quiz, "docx"))).paragraphs
    texts = [paragraph.text for paragraph in found]
    key = texts.index("Key")
    assert found[key].paragraph_format.page_break_before
    assert texts[0] == "After the workshop"
    for number, question in enumerate(quiz.questions, 1):
        assert f"{number}. {question.stem}" in texts[:key]
        assert any(text.startswith(f"{number}. {question.letter} – {question.answer}") for text in texts[key:])
        for option in question.options:
            assert any(text.endswith(f"\t{option}") for text in texts[:key])
    cited = [text for text in texts[key:] if text.startswith("Lanzarote Committee, Factsheet Romania (25.05.2023), Recommendation")]
    assert len(cited) == 8
    assert not any("Lanzarote Committee, Factsheet" in text for text in texts[:key])


def test_the_csv_is_what_the_platform_reads():
    quiz = make_quiz(select(ONE, TWELVE), questions=12, difficulty="medium")
    data = quiz_bytes(quiz, "csv")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert len(data.decode().splitlines()) == 13
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert data.decode().splitlines()[0] == ",".join(COLUMNS)
    for row, question in zip(rows, quiz.questions, strict=True):
        assert row[row["Answer 1"]] == collapse(question.answer)
        assert row["Answer 2"] == ""
        assert "Lanzarote Committee, Factsheet Romania (25.05.2023)" in row["correctfeedback"]


def test_no_cell_of_the_csv_is_a_formula():
    clause = ROMANIA.recommendations[0]
    item = Item(clause, ROMANIA)
    question = Question(asks=Asks.LEVEL, stem="=cmd", quote="", options=("+1", "-1", "@x"), right=0, item=item)
    quiz = Quiz(selection=Selection(items=(item,)), questions=(question,), difficulty=Difficulty.EASY, seed=1)
    (row,) = csv.DictReader(io.StringIO(quiz_bytes(quiz, "csv").decode(), newline=""))
    assert [row["questiontext"], row["A"], row["B"], row["C"]] == ["'=cmd", "'+1", "'-1", "'@x"]


@pytest.mark.parametrize("name", QUIZ_FORMATS)
def test_the_same_quiz_gives_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch):
    first = quiz_bytes(make_quiz(select(ONE, TWELVE)), name)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert quiz_bytes(make_quiz(select(ONE, TWELVE)), name) == first
