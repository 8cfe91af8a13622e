"""Quizzes made from the records alone: every right answer is a record's, and is cited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.quiz.making import make_quiz
from assistant.quiz.questions import Asks, Difficulty, Question, Quiz
from corpus.errors import UnknownNameError

__all__ = ["QUIZ_FORMATS", "Asks", "Difficulty", "Question", "Quiz", "make_quiz", "quiz_bytes"]

Render = Callable[[Quiz], bytes]


def _paper() -> Render:
    from assistant.quiz.paper import paper

    return paper


def _platform() -> Render:
    from assistant.quiz.platform import platform

    return platform


QUIZ_FORMATS: Mapping[str, Callable[[], Render]] = MappingProxyType({"docx": _paper, "csv": _platform})


def quiz_bytes(quiz: Quiz, format_name: str) -> bytes:
    """Make the file of a quiz, its key included; UnknownNameError lists the known formats."""
    if format_name not in QUIZ_FORMATS:
        raise UnknownNameError("format", format_name, QUIZ_FORMATS)
    return QUIZ_FORMATS[format_name]()(quiz)
