"""Follow-ups: what they point at, narrow, turn to and carry over."""

from __future__ import annotations

import pytest

from assistant.answer import Reason
from assistant.pipeline import Assistant

RESEARCH = "What is recommended on research?"
CHAPTER_X = "List the recommendations of chapter X"
HELPLINES = "What must Romania do on helplines?"


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        # Nothing but words of form is left: it points at what was cited.
        (["Tell me about V-18"], "who is that addressed to, us or everybody?", "V-18"),
        (["Parle-moi de la recommandation IX-3"], "à quelle note de bas de page ?", "IX-3"),
        (["Care e recomandarea V-18?"], "E o obligație sau o invitație?", "V-18"),
        (["What is III-21?"], "how strong is that?", "III-21"),
        (["Explain VI-1"], "and what is in the next one?", "VI-2"),
        (["Explain VI-2"], "the previous one please", "VI-1"),
        # A numeral alone is a chapter.
        (["Which parts of chapter X are required?"], "and IX?", "IX-3"),
        (["Which parts of chapter X are required?", "same for chapter IX"], "and VI?", "VI-1"),
        # Narrowed, turned round, left out.
        ([CHAPTER_X], "drop the generic ones", "X-4 X-5 X-6"),
        ([CHAPTER_X, "drop the generic ones"], "now only those for everyone", "X-2 X-3"),
        ([CHAPTER_X], "remove everything that isn't an invitation", "X-2 X-3"),
        ([CHAPTER_X], "which of them are requirements rather than invitations?", "X-4 X-5 X-6"),
        ([CHAPTER_X], "Lesquelles ne sont pas des invitations ?", "X-4 X-5 X-6"),
        (["How many recommendations are in chapter VI?"], "list them", "VI-1 VI-2 VI-4"),
        (["How many recommendations are in chapter VI?"], "enumeră-le", "VI-1 VI-2 VI-4"),
        (["Give me chapter VIII"], "any of those obligatory?", " ".join(f"VIII-{n}" for n in range(1, 10))),
    ],
)
def test_a_follow_up_is_resolved(assistant: Assistant, history: list[str], question: str, expected: str):
    answer = assistant.ask(question, history)
    found = " ".join("/".join(citation.record.recommendation_ids) for citation in answer.citations)
    assert sorted(found.split()) == sorted(expected.split())


def test_none_of_the_cited_is_binding_and_that_is_said(assistant: Assistant):
    answer = assistant.ask("are any of those binding?", ["Give me chapter VIII"])
    assert "**invites**" in answer.answer
    assert "requires" not in answer.answer


def test_a_narrowing_that_leaves_nothing_looks_further(assistant: Assistant):
    """What was cited holds nothing specific to Romania; the factsheet does."""
    answer = assistant.ask("only those specific to Romania", ["What is XI-1?"])
    assert all(citation.record.addressee == "specific" for citation in answer.citations)


def test_an_answer_turns_to_what_was_observed_and_back(assistant: Assistant):
    observed = assistant.ask("What did the Committee observe on this?", ["What is VI-1?"])
    assert {citation.record.kind for citation in observed.citations} == {"observation"}
    assert {citation.record.chapter for citation in observed.citations} == {"VI"}
    asked = assistant.ask("So what does the Committee want done about it?", ["What is in paragraph 288?"])
    assert {citation.record.kind for citation in asked.citations} == {"recommendation"}
    assert {citation.record.chapter for citation in asked.citations} == {"VI"}


def test_some_of_what_was_cited_is_picked_by_topic(assistant: Assistant):
    answer = assistant.ask("which of them mention reporting?", [CHAPTER_X])
    assert answer.citations[0].record.recommendation_ids == ("X-6",)
    assert {citation.record.chapter for citation in answer.citations} == {"X"}


@pytest.mark.parametrize("goodbye", ["Forget that.", "Switching topic:", "Oublions cela.", "Schimb subiectul:"])
def test_a_new_subject_drops_the_old_one(assistant: Assistant, goodbye: str):
    assert assistant.ask(f"{goodbye} VIII-9?", [HELPLINES]).citations[0].record.recommendation_ids == ("VIII-9",)
    assert {c.record.chapter for c in assistant.ask(f"{goodbye} chapter XI", [HELPLINES]).citations} == {"XI"}


def test_a_deadline_of_a_named_clause_is_refused_and_the_clause_itself_given(assistant: Assistant):
    assert assistant.ask("By what date must it be done?", ["What is VI-1?"]).reason is Reason.NOT_IN_SOURCE
    answer = assistant.ask("What does VI-1 ask for, and what number should a child call?")
    assert [citation.record.recommendation_ids for citation in answer.citations] == [("VI-1",)]
    assert "The factsheet does not say" in answer.answer
