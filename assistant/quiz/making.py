"""From a selection to a quiz: all questions it allows, then as many as asked, spread and reproducible."""

from __future__ import annotations

import random
from collections import Counter

from assistant.exports.selection import Selection, count
from assistant.quiz.fitness import askable
from assistant.quiz.kinds import MAKERS
from assistant.quiz.questions import Difficulty, Question, Quiz
from corpus.errors import InputError, TooFewError, UnknownNameError


def make_quiz(selection: Selection, *, questions: int = 10, seed: int = 1, difficulty: str = Difficulty.MEDIUM) -> Quiz:
    """Make a quiz from the recommendations of a selection, whatever their order.

    Args:
        selection: only its recommendations are asked about; its title is the quiz's.
        questions: how many.
        seed: the same seed, selection and difficulty give the same quiz, on every machine.
        difficulty: see `Difficulty`.

    Raises:
        InputError: fewer than one question is asked for, or more than can be made; says how many can be.
        UnknownNameError: there is no such difficulty.

    """
    if difficulty not in set(Difficulty):
        raise UnknownNameError("difficulty", difficulty, Difficulty)
    if questions < 1:
        msg = f"{questions} questions make no quiz; ask for 1 or more"
        raise InputError(msg)
    rng = random.Random(seed)  # noqa: S311  # reproducible on purpose, and no secret
    pool = all_questions(selection, Difficulty(difficulty), rng)
    if len(pool) < questions:
        msg = (
            f"{count(questions, 'question')} cannot be made from {selection.contents} at difficulty {difficulty}: "
            f"{len(pool)} can; ask for fewer or choose more recommendations"
        )
        raise TooFewError(msg, len(pool))
    return Quiz(selection=selection, questions=_spread(pool, questions, rng), difficulty=Difficulty(difficulty), seed=seed)


def all_questions(selection: Selection, difficulty: Difficulty, rng: random.Random) -> list[Question]:
    """Make every question the selection allows: at most one of each kind on each recommendation."""
    items = askable({item.record.record: item for item in selection.items}.values())
    made = (make(item, items, difficulty, rng) for item in items for make in MAKERS[difficulty].values())
    return [question for question in made if question is not None]


def _spread(pool: list[Question], wanted: int, rng: random.Random) -> tuple[Question, ...]:
    """Choose at random, but no recommendation, kind of question or level twice before the others had their turn."""
    rest = list(pool)
    rng.shuffle(rest)
    chosen: list[Question] = []
    records: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    while len(chosen) < wanted:
        best = min(rest, key=lambda question: (records[_name(question)], kinds[question.asks], levels[_level(question)]))
        rest.remove(best)
        chosen.append(best)
        records[_name(best)] += 1
        kinds[best.asks] += 1
        levels[_level(best)] += 1
    return tuple(chosen)


def _name(question: Question) -> str:
    return question.item.record.record


def _level(question: Question) -> str:
    return str(question.item.record.urgency)
