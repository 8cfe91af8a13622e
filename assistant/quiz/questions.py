"""What a quiz is made of: questions with exactly one right option, and the record that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.exports.selection import Item, Selection


class Asks(StrEnum):
    """What a question asks."""

    LEVEL = "level"
    TRUE_FALSE = "true or false"
    WHICH = "which of these"
    LIST = "complete list"


class Difficulty(StrEnum):
    """How hard a quiz is.

    easy: level and true or false; the options are the Committee's definitions of the levels.
    medium: all that can be asked; the levels by their verbs alone, three options.
    hard: no true or false; four options, wrong ones from the same chapter where it has them.
    """

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes:
        asks: what is asked.
        stem: the question itself, in one line.
        quote: the words it is about, a line each for sub-points; empty where the options are the words.
        options: two to four, all different; `right` is the place of the right one, from 0.
        item: the record that proves it.

    """

    asks: Asks
    stem: str
    quote: str
    options: tuple[str, ...]
    right: int
    item: Item

    @property
    def letter(self) -> str:
        """Letter of the right option."""
        return letter(self.right)

    @property
    def answer(self) -> str:
        """Words of the right option."""
        return self.options[self.right]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """Questions in the order asked, and what they were made from."""

    selection: Selection
    questions: tuple[Question, ...]
    difficulty: Difficulty
    seed: int

    @property
    def heading(self) -> str:
        """The selection's title, as a quiz."""
        return self.selection.heading if self.selection.title.strip() else f"Quiz: {self.selection.heading}"


def letter(place: int) -> str:
    """Give an option's letter: 0 is A."""
    return chr(ord("A") + place)
