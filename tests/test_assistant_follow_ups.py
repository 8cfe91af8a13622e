"""What is offered after an answer leads somewhere; and filters set beside a question restrict it."""

from __future__ import annotations

import pytest

from assistant.answer import Reason
from assistant.follow_ups import follow_ups
from assistant.messages import LANGUAGES, say
from assistant.pipeline import Assistant
from corpus.catalogue import Filters
from corpus.errors import UnknownNameError
from corpus.records import Kind, Urgency


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_offered_is_answered(assistant: Assistant, language: str):
    catalogue = assistant.catalogue
    chapters = dict.fromkeys(record.chapter for record in catalogue.records if record.urgency)
    asked = [say(language, "suggest_show", id=name) for name in catalogue.ids("romania")]
    asked += [say(language, "suggest_list", chapter=chapter) for chapter in chapters]
    for question in asked:
        cited = [citation.record for citation in assistant.ask(question).citations]
        offered = follow_ups(cited, catalogue, language)
        assert 1 <= len(offered) <= 3, question
        assert question not in offered
        for further in offered:
            answer = assistant.ask(further, [question])
            assert answer.answered, (question, further)
            assert answer.citations, (question, further)


def test_what_cites_nothing_offers_nothing(assistant: Assistant):
    assert follow_ups((), assistant.catalogue, "en") == ()


HELPLINES = "what must Romania do on helplines?"


def cited(assistant: Assistant, question: str, within: Filters) -> list[str]:
    return [citation.record.record.removeprefix("romania:") for citation in assistant.ask(question, within=within).citations]


def test_filters_beside_a_topic_restrict_what_is_searched(assistant: Assistant):
    assert cited(assistant, HELPLINES, Filters()) == ["VI-1", "VI-2", "VI-4"]
    invites = cited(assistant, HELPLINES, Filters(urgencies=(Urgency.INVITE,)))
    assert invites[0] == "VI-2"
    assert "VI-1" not in invites
    observed = assistant.ask(HELPLINES, within=Filters(kinds=(Kind.OBSERVATION,)))
    assert {citation.record.kind for citation in observed.citations} == {Kind.OBSERVATION}


def test_filters_beside_a_list_restrict_it_and_are_said(assistant: Assistant):
    within = Filters(chapters=("X",), urgencies=(Urgency.REQUIRE,))
    answer = assistant.ask("list all recommendations", within=within)
    assert [citation.record.record for citation in answer.citations] == ["romania:X-4", "romania:X-5", "romania:X-6"]
    assert answer.answer.startswith("All **3** recommendation clauses (chapter X, requires)")
    assert "**0**" in assistant.ask("How many requests are in chapter II?", within=within).answer


def test_a_record_named_is_shown_whatever_the_filters(assistant: Assistant):
    assert cited(assistant, "What does VI-1 say?", Filters(chapters=("X",))) == ["VI-1"]


def test_where_only_the_filters_hold_an_answer_back_that_is_said(assistant: Assistant):
    held_back = assistant.ask(HELPLINES, within=Filters(chapters=("XI",)))
    assert held_back.reason is Reason.NOT_IN_SOURCE
    assert "Without them there is an answer" in held_back.answer
    off_topic = assistant.ask("what is the weather tomorrow?", within=Filters(chapters=("XI",)))
    assert off_topic.reason is Reason.OFF_TOPIC


def test_an_unknown_party_is_still_an_error(assistant: Assistant):
    with pytest.raises(UnknownNameError):
        assistant.ask(HELPLINES, party="Atlantis", within=Filters(chapters=("X",)))
