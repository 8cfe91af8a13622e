"""Answers as a person reads them: what must be first, in which words, in which language."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Answer
from assistant.pipeline import Assistant
from assistant.query import Intent
from corpus.records import Kind, Urgency

HELPLINES = "what must Romania do on helplines?"


def in_order(answer: Answer) -> list[str]:
    return [name for citation in answer.citations for name in citation.record.recommendation_ids]


def flat(text: str) -> str:
    return " ".join(re.sub(r"[>*]", " ", text).split())


def lead(answer: Answer) -> str:
    return answer.answer.split("\n\n", maxsplit=1)[0]


# ------------------------------------------------------------------ the first example
def test_helplines_one_obligation_and_two_invitations(assistant: Assistant) -> None:
    answer = assistant.ask(HELPLINES)
    assert answer.answered
    assert in_order(answer)[0] == "VI-1"
    assert set(in_order(answer)) == {"VI-1", "VI-2", "VI-4"}
    assert [citation.record.urgency for citation in answer.citations] == [Urgency.REQUIRE, Urgency.INVITE, Urgency.INVITE]


def test_helplines_with_the_words_of_each_and_its_footnote(assistant: Assistant) -> None:
    answer = assistant.ask(HELPLINES)
    assert [citation.record.footnotes for citation in answer.citations] == [(90,), (91,), (92,)]
    text = flat(answer.answer)
    for words in (
        "to encourage and support the establishment of information services, such as telephone or internet helplines, to provide advice",
        "the service is available at extended hours, it is delivered in a language that the caller, especially the child, can understand",
        "to promote awareness raising or specialised training for professionals who advise children",
        "to ensure that the assistance measures are available to child victims",
        "footnote 90",
        "footnote 91",
        "footnote 92",
    ):
        assert words in text


def test_helplines_in_the_order_of_obligation(assistant: Assistant) -> None:
    text = assistant.ask(HELPLINES).answer
    assert "**requires** VI-1" in lead(assistant.ask(HELPLINES))
    assert re.search(r"\*\*invites\*\* VI-2 and VI-4", lead(assistant.ask(HELPLINES)))
    assert text.index("**Requires**") < text.index("**VI-1**") < text.index("**Invites**") < text.index("**VI-2**") < text.index("**VI-4**")
    assert "specific to Romania" in text
    assert "addressed to all Parties" in text


@pytest.mark.parametrize(
    "question",
    [
        "What must Romania do on helplines?",
        "what must romania do on helplines",
        "What is Romania required to do about helplines?",
        "Helplines: what are Romania's obligations?",
        "helplines",
        "helpline",
        "telephone helplines for child victims",
        "what must Romania do on hotlines for children?",
        "what must Romania do on helplnies?",
    ],
)
def test_helplines_in_other_words(assistant: Assistant, question: str) -> None:
    names = in_order(assistant.ask(question))
    assert "VI-1" in names
    assert names[0].startswith("VI-")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Must primary schools teach children about the risks online?", "IX-3"),
        ("Is teachers' training on children's rights allowed to be optional?", "X-4"),
        ("Can victims complain in the State they live in when the abuse happened outside the EU?", "V-18"),
        ("Does the Committee want dual criminality removed for grooming?", "IV-8"),
        ("Should investigations of online offences be treated as a priority?", "III-30"),
        ("Which term should replace child pornography?", "II-1"),
        ("Must awareness-raising be led by peers?", "VIII-5"),
        ("awareness-raising tools for children with disabilities", "VIII-4"),
        ("Should data on the phenomenon be collected regularly?", "XI-2"),
        ("preservation of stored computer data", "III-31"),
    ],
)
def test_a_plain_question_finds_its_clause(assistant: Assistant, question: str, expected: str) -> None:
    assert expected in in_order(assistant.ask(question))


# ------------------------------------------------------------------ yes or no
YES_OR_NO = {
    "Is VI-1 binding?": "Yes",
    "Is VI-1 mandatory?": "Yes",
    "Is II-6 binding?": "Yes",
    "Is VI-2 binding?": "No",
    "Is VI-2 an obligation?": "No",
    "Must Romania follow VIII-5?": "No",
    "Is VI-2 an invitation?": "Yes",
    "Is VI-1 a request?": "No",
    "Is II-6 required?": "No",
    "Is VI-1 voluntary?": "No",
    "Este VI-1 obligatorie?": "Da",
    "Este VI-2 obligatorie?": "Nu",
    "Est-ce que VI-1 est contraignante ?": "Oui",
    "Est-ce que VI-2 est obligatoire ?": "Non",
    "VI-1 est-elle obligatoire ?": "Oui",
}


@pytest.mark.parametrize("question", YES_OR_NO)
def test_it_begins_with_yes_or_no(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert re.match(rf"\**{YES_OR_NO[question]}\b", answer.answer), answer.answer[:80]
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("question", "word"), [("Is VI-1 binding?", "require"), ("Is II-6 binding?", "request"), ("Is VI-2 binding?", "invite")]
)
def test_yes_or_no_names_the_level(assistant: Assistant, question: str, word: str) -> None:
    assert word in lead(assistant.ask(question)).casefold()


def test_a_request_is_not_called_a_requirement(assistant: Assistant) -> None:
    first = lead(assistant.ask("Is II-6 binding?"))
    assert not re.search(r"\*\*(?:Yes\W+)?requir", first)


# ------------------------------------------------------------------ look-ups
@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("What does VI-1 say?", "romania:VI-1"),
        ("rec vi 1", "romania:VI-1"),
        ("recommendation 6 of chapter X", "romania:X-6"),
        ("What does III-18 say?", "romania:III-16+III-18"),
        ("What does V-12 ask?", "romania:V-4+V-7+V-12+V-15"),
        ("footnote 90", "romania:VI-1"),
        ("Which recommendation does footnote 46 carry?", "romania:III-16+III-18"),
        ("paragraph 296", "romania:VI-fn89"),
        ("What was noted in para. 331?", "romania:VII-fn104"),
        ("Ce spune recomandarea IX-3?", "romania:IX-3"),
        ("Que dit la recommandation XI-4 ?", "romania:XI-4"),
    ],
)
def test_a_look_up_gives_exactly_what_is_named(assistant: Assistant, question: str, record: str) -> None:
    answer = assistant.ask(question)
    assert answer.intent is Intent.LOOKUP
    assert [citation.record.record for citation in answer.citations] == [record]


def test_a_look_up_shows_all_sub_points(assistant: Assistant) -> None:
    text = flat(assistant.ask("What does X-6 say?").answer)
    assert "in the health sector" in text
    assert "in the social protection sector." in text
    assert "in the education sector" not in text


def test_the_shared_beginning_of_two_clauses_is_shown_with_each(assistant: Assistant) -> None:
    text = flat(assistant.ask("What does IV-8 say?").answer)
    assert "to remove the requirement for dual criminality" in text
    assert "solicitation of children for sexual purposes." in text
    assert "knowingly gaining access" not in text


def test_a_note_is_quoted_and_what_it_belongs_to(assistant: Assistant) -> None:
    answer = assistant.ask("What does footnote 94 say?")
    text = flat(answer.answer)
    assert "Examples of projects and/or programmes will enable assessment of follow-up to this recommendation." in text
    assert "to encourage the financing of projects and programmes" in text
    assert {citation.record.kind for citation in answer.citations} == {Kind.FOOTNOTE, Kind.RECOMMENDATION}


def test_a_note_cut_by_a_page_is_whole(assistant: Assistant) -> None:
    text = flat(assistant.ask("What does footnote 11 say?").answer)
    assert "e.g., through prosecutorial guidance or practice." in text


def test_several_named_are_all_given_in_order(assistant: Assistant) -> None:
    assert in_order(assistant.ask("X-6, X-4 and IX-3")) == ["X-6", "X-4", "IX-3"]


def test_a_comparison_gives_the_level_of_each(assistant: Assistant) -> None:
    answer = assistant.ask("What is the difference between VI-1 and VI-2?")
    assert answer.intent is Intent.COMPARE
    assert in_order(answer) == ["VI-1", "VI-2"]
    assert re.search(r"\*\*requires\*\* VI-1 and \*\*invites\*\* VI-2", lead(answer))


# ------------------------------------------------------------------ facts and definitions
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many teachers have been trained?", "about 8,700 teachers"),
        ("How many officers does the Office for Combatting Child Pornography have?", "5 dedicated officers"),
        ("How many prosecutors handle cybercrime in territorial offices?", "174 criminal prosecutors"),
        ("What is the age of criminal responsibility in Romania?", "age of criminal responsibility (14)"),
        ("Who set up hearing rooms for child victims of violence?", "FONPC"),
        ("Which foundation runs art therapy workshops?", "International Foundation of the Child and Family"),
    ],
)
def test_a_fact_is_answered_with_the_words_that_say_it(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert words in flat(answer.answer)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What does “require” mean?", "as clarified by its Explanatory report"),
        ("What does “request” mean in the factsheet?", "as clarified by documents adopted by the Committee"),
        ("What does “invite” mean?", "promising practices or other measures to enhance protection"),
    ],
)
def test_a_level_is_defined_in_the_committees_words(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.citations[0].record.kind is Kind.DEFINITION
    assert words in flat(answer.answer)


# ------------------------------------------------------------------ languages
@pytest.mark.parametrize(
    ("question", "frame", "note"),
    [
        (
            "Ce trebuie să facă România pentru liniile de asistență telefonică?",
            "Comitetul **cere (require)** VI-1",
            "limba originală (engleză)",
        ),
        ("Que doit faire la Roumanie pour les lignes d'assistance téléphonique ?", "le Comité **exige (require)** VI-1", "anglais"),
    ],
)
def test_romanian_and_french_frame_english_quotes(assistant: Assistant, question: str, frame: str, note: str) -> None:
    answer = assistant.ask(question)
    assert in_order(answer)[0] == "VI-1"
    assert frame in lead(answer)
    assert note in answer.answer
    assert "to encourage and support the establishment of information services" in flat(answer.answer)


def test_an_english_answer_has_no_note_on_the_language(assistant: Assistant) -> None:
    assert "original" not in assistant.ask("What does VI-1 say?").answer


@pytest.mark.parametrize(
    ("english", "others"),
    [
        ("What does X-5 say?", ("Ce prevede recomandarea X-5?", "Que dit la recommandation X-5 ?")),
        (
            "List all recommendations of chapter IX",
            ("Listează toate recomandările din capitolul IX", "Liste toutes les recommandations du chapitre IX"),
        ),
        (
            "How many invitations are in chapter V?",
            ("Câte invitații sunt în capitolul V?", "Combien d'invitations y a-t-il dans le chapitre V ?"),
        ),
    ],
)
def test_the_same_citations_in_each_language(assistant: Assistant, english: str, others: tuple[str, ...]) -> None:
    expected = assistant.ask(english).citations
    for question in others:
        assert assistant.ask(question).citations == expected


# ------------------------------------------------------------------ conversation
def test_only_the_binding_one(assistant: Assistant) -> None:
    answer = assistant.ask("only the binding ones", [HELPLINES])
    assert in_order(answer) == ["VI-1"]
    assert answer.understood


def test_the_second_of_an_answer(assistant: Assistant) -> None:
    assert in_order(assistant.ask("Tell me more about the second one", [HELPLINES])) == ["VI-2"]


def test_a_level_is_asked_after_another_question(assistant: Assistant) -> None:
    answer = assistant.ask("Is VI-2 binding?", [HELPLINES, "What does VI-2 say?"])
    assert in_order(answer) == ["VI-2"]
    assert re.match(r"\**No\b", answer.answer)


def test_a_new_topic_drops_the_old_one(assistant: Assistant) -> None:
    question = "Should awareness-raising for children be led by their peers?"
    alone, after = assistant.ask(question), assistant.ask(question, [HELPLINES])
    assert "VIII-5" in in_order(alone)
    assert in_order(after) == in_order(alone)
    assert after.understood == ""


def test_history_is_read_oldest_first(assistant: Assistant) -> None:
    history = ["List all recommendations of chapter X", "List all recommendations of chapter VI"]
    assert set(in_order(assistant.ask("only the requirements", history))) == {"VI-1"}
    assert set(in_order(assistant.ask("only the requirements", history[::-1]))) == {"X-4", "X-5", "X-6"}


def test_an_answer_to_a_party_restricted_question(assistant: Assistant) -> None:
    assert assistant.ask(HELPLINES, party="romania").citations == assistant.ask(HELPLINES, party="Romania").citations
    assert {citation.record.party for citation in assistant.ask("helplines", party="Romania").citations} == {"Romania"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("wich recomendations are for parents", {"VIII-6", "VIII-7", "IX-8"}),
        ("Which recommendations mention parents?", {"VIII-6", "VIII-7", "IX-8"}),
        ("What does the Committee say about helplines?", {"VI-1"}),
        ("Que demande le Comité à la Roumanie sur la formation du personnel de santé ?", {"X-4", "X-5"}),
        ("List all recommendations addressed specifically to Romania", {"II-1", "X-6", "V-18"}),
        ("Enumerați recomandările din capitolul X", {"X-2", "X-3", "X-4", "X-5", "X-6"}),
    ],
)
def test_what_a_reader_of_the_answers_missed(assistant: Assistant, question: str, expected: set[str]) -> None:
    names = {name for citation in assistant.ask(question).citations for name in citation.record.recommendation_ids}
    assert expected <= names


def test_a_verdict_and_the_list_below_it_agree(assistant: Assistant) -> None:
    answer = assistant.ask("Does the Committee require Romania to remove the requirement of dual criminality?").answer
    assert answer.startswith("**No – invited.**")
    assert answer.index("**Invites**") < answer.index("IV-7** ·")


def test_clauses_without_a_number_are_counted_as_clauses(assistant: Assistant) -> None:
    assert assistant.ask("How many recommendations do not have an ID?").answer.startswith("**1** recommendation clause")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("List all recommendations of chapter X", "All **5** recommendation clauses"),
        ("Which recommendations mention parents?", "All **3** recommendation clauses (subject: parents)"),
        ("Quelles recommandations mentionnent les parents ?", "Les **3** clauses de recommandation (sujet : parents)"),
        ("Which recommendations mention parents' behaviour?", "**3** recommendation clauses found (on: parents' behaviour)"),
    ],
)
def test_only_what_the_catalogue_or_the_subject_index_lists_is_all(assistant: Assistant, question: str, lead: str) -> None:
    first = assistant.ask(question).answer.split("\n\n", maxsplit=1)[0]
    assert first.startswith(lead)
    assert ("All" in first) is (lead.startswith("All"))
