"""Whatever is asked: no crash, no hang, no answer that the factsheet does not bear out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import strategies as st

from assistant.gate.sense import LONGEST_QUESTION
from assistant.pipeline import Assistant
from assistant.reading.read import read_question
from assistant.reading.references import recommendation_ids
from corpus.catalogue import Filters
from corpus.records import Addressee, Kind, Urgency
from tests.counted import case
from tests.fuzzing import fuzz, questions, unverified

HISTORIES = st.lists(questions(), max_size=8)
FILTERS = st.builds(
    Filters,
    chapters=st.lists(st.sampled_from(["II", "VI", "X", "XI"]), max_size=2, unique=True).map(tuple),
    urgencies=st.lists(st.sampled_from(list(Urgency)), max_size=2, unique=True).map(tuple),
    addressees=st.lists(st.sampled_from(list(Addressee)), max_size=1).map(tuple),
    kinds=st.lists(st.sampled_from(list(Kind)), max_size=2, unique=True).map(tuple),
)


@pytest.fixture(scope="module", autouse=True)
def warm(assistant: Assistant) -> None:
    """Load the model before any case is timed."""
    assistant.ask("How many recommendations on helplines are there?")


def check(assistant: Assistant, question: str, history: Sequence[str] = (), within: Filters | None = None) -> None:
    with case("questions"):
        answer = assistant.ask(question, history, within=within).as_dict()
    allowed = [name for text in (question, *history) for name in recommendation_ids(text[:LONGEST_QUESTION])]
    assert unverified(answer, allowed) == []


def check_reading(question: str) -> None:
    if len(question) <= LONGEST_QUESTION:
        with case("question reader"):
            read = read_question(question, ["Romania", "Valdoria", "the Republic of Tamar"])
        assert read == read_question(question, ["Romania", "Valdoria", "the Republic of Tamar"])


def test_a_few_hundred_questions(assistant: Assistant) -> None:
    fuzz(lambda question: check(assistant, question), questions(), cases=100)
    fuzz(lambda *given: check(assistant, *given), questions(), HISTORIES, FILTERS, cases=25)
    fuzz(check_reading, questions(), cases=100)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(5))
def test_tens_of_thousands_of_questions(assistant: Assistant, part: int) -> None:
    fuzz(lambda question: check(assistant, question), questions(), cases=4000, seed=part)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(2))
def test_thousands_of_conversations_with_filters(assistant: Assistant, part: int) -> None:
    fuzz(lambda *given: check(assistant, *given), questions(), HISTORIES, FILTERS, cases=1500, seed=part)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(16))
def test_tens_of_thousands_of_questions_read(part: int) -> None:
    fuzz(check_reading, questions(), cases=5000, seed=part)


@pytest.mark.parametrize("size", [0, 2000, 2001, 1_000_000])
@pytest.mark.parametrize("piece", ["é", "漢", "ﷺ", "\ud800", "\0", "VI-1 ", "chapter VI and ", "1 "])
def test_a_question_of_any_size(assistant: Assistant, piece: str, size: int) -> None:
    question = (piece * (size // len(piece) + 1))[:size]
    check(assistant, question)
    answer = assistant.ask(question)
    if size > LONGEST_QUESTION:
        assert answer.reason == "unclear"
        assert f": {size} " in answer.answer


def test_a_question_that_grows_when_it_is_read_is_too_long_as_well(assistant: Assistant) -> None:
    assert "too long" in assistant.ask("ﷺ" * 300).answer
    assert "too long" not in assistant.ask("œ" * LONGEST_QUESTION).answer


def test_earlier_questions_count_as_long_as_they_are_short_together(assistant: Assistant) -> None:
    first, filler = "List all recommendations of chapter X", "and what about helplines? " * 40
    assert assistant.ask("only the binding ones", [first]).answered
    assert len(filler) < LONGEST_QUESTION < 2 * len(filler)
    trace = assistant.trace("only the binding ones", [first, filler, filler])
    assert trace == assistant.trace("only the binding ones", [filler])
