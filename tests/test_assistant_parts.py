"""Questions of several parts: what no factsheet holds is set aside and named, the rest is answered."""

from __future__ import annotations

import pytest

from assistant.pipeline import Assistant


@pytest.mark.parametrize(
    ("question", "cited", "unsaid"),
    [
        ("Must helplines for children be set up, and how much money did it cost?", "VI-1", "how much money did it cost"),
        (
            "Should dual criminality be removed for grooming, and what has Bulgaria done about it?",
            "IV-8",
            "what has Bulgaria done about it",
        ),
    ],
)
def test_the_part_that_is_there_is_answered(assistant: Assistant, question: str, cited: str, unsaid: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert cited in [name for citation in answer.citations for name in citation.record.recommendation_ids]
    assert f"The factsheet does not say: {unsaid}" in answer.answer


def test_a_question_of_one_part_is_left_whole(assistant: Assistant) -> None:
    assert "does not say" not in assistant.ask("What must be done on helplines and on training their staff?").answer
