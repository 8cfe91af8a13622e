"""CSV for learning platforms, in the layout of Moodle's plug-in "CSV format" (qformat_csv).

Thirteen columns, one line a question: the plug-in reads line by line, so no cell holds a line break,
and the file has no byte order mark.
"""

from __future__ import annotations

import csv
import io

from assistant.citing import citation
from assistant.exports.cells import neutral
from assistant.quiz.questions import Question, Quiz
from corpus.text import collapse

COLUMNS = (
    "questionname", "questiontext", "A", "B", "C", "D", "Answer 1", "Answer 2", "answernumbering", "correctfeedback",
    "partiallycorrectfeedback", "incorrectfeedback", "defaultmark",
)  # fmt: skip
_OPTIONS = 4


def platform(quiz: Quiz) -> bytes:
    """Make the file, in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in _row(number, question)] for number, question in enumerate(quiz.questions, 1))
    return text.getvalue().encode()


def _row(number: int, question: Question) -> list[str]:
    options = [*map(collapse, question.options), *([""] * (_OPTIONS - len(question.options)))]
    words = f"{question.stem} “{collapse(question.quote)}”" if question.quote else question.stem
    proof = citation(question.item.record, question.item.factsheet, emphasis="")
    return [
        f"Question {number:02} ({question.asks})",
        words,
        *options,
        question.letter,
        "",
        "ABCD",
        f"Right. {proof}.",
        "",
        f"The answer is {question.letter}. {proof}.",
        "1",
    ]
