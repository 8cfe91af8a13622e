"""`lanzarote quiz`: questions on records chosen, with a key that cites."""

from __future__ import annotations

import argparse

from assistant.cli.selecting import add_selection, check_output, selection_of, write
from assistant.exports.selection import count
from assistant.quiz import QUIZ_FORMATS, Difficulty, make_quiz, quiz_bytes


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("--questions", type=int, default=10, help="how many (default 10)")
    command.add_argument("--seed", type=int, default=1, help="the same seed gives the same quiz (default 1)")
    command.add_argument("--difficulty", default=Difficulty.MEDIUM, choices=list(Difficulty), help="default medium")
    command.add_argument("--format", required=True, choices=list(QUIZ_FORMATS), help="docx with the key at its end, or csv")
    add_selection(command, "ask about")


def run(arguments: argparse.Namespace) -> int:
    """Make the quiz."""
    check_output(arguments, is_text=QUIZ_FORMATS[arguments.format].is_text)
    selection = selection_of(arguments)
    quiz = make_quiz(selection, questions=arguments.questions, seed=arguments.seed, difficulty=arguments.difficulty)
    what = f"{count(len(quiz.questions), 'question')} on {selection.contents}"
    write(arguments, quiz_bytes(quiz, arguments.format), what)
    return 0
