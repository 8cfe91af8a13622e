"""Quizzes made from the records alone: every right answer is a record's, and is cited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.exports import FORMATS
from assistant.quiz.making import make_quiz
from assistant.quiz.questions import Asks, Difficulty, Question, Quiz
from corpus.errors import UnknownNameError

__all__ = ["QUIZ_FORMATS", "Asks", "Difficulty", "Question", "Quiz", "QuizFormat", "make_quiz", "quiz_bytes"]

Render = Callable[[Quiz], bytes]


@dataclass(frozen=True, slots=True)
class QuizFormat:
    """A format of quiz: for a browser, for a terminal, and what makes it."""

    suffix: str
    media_type: str
    is_text: bool
    renderer: Callable[[], Render]


def _paper() -> Render:
    from assistant.quiz.paper import paper

    return paper


def _platform() -> Render:
    from assistant.quiz.platform import platform

    return platform


QUIZ_FORMATS: Mapping[str, QuizFormat] = MappingProxyType(
    {
        "docx": QuizFormat(".docx", FORMATS["docx"].media_type, is_text=False, renderer=_paper),
        "csv": QuizFormat(".csv", FORMATS["csv"].media_type, is_text=True, renderer=_platform),
    }
)


def quiz_bytes(quiz: Quiz, format_name: str) -> bytes:
    """Make the file of a quiz, its key included; UnknownNameError lists the known formats."""
    if format_name not in QUIZ_FORMATS:
        raise UnknownNameError("format", format_name, QUIZ_FORMATS)
    return QUIZ_FORMATS[format_name].renderer()(quiz)
