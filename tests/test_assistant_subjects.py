"""Lists and counts on a subject: what the subject index holds, whole; what else is asked is searched.

Golden lists were made by reading the 73 clauses of Romania's factsheet.
"""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.pipeline import Assistant
from assistant.query import Intent
from assistant.reading.subjects import SubjectReader
from assistant.reading.topic_words import unrestricted
from corpus.subjects import Subject, bundled_subjects
from corpus.tables import LANGUAGES
from corpus.text import fold

INDEX = bundled_subjects()
READER = SubjectReader(bundled_subjects)
TRAINING = "III-14 III-17/III-19 III-21 III-16/III-18 III-3/III-7 V-14/V-16 VI-2 X-4 X-2"


def cited(answer: Answer) -> str:
    return " ".join("/".join(citation.record.recommendation_ids) or citation.record.record for citation in answer.citations)


def keys(text: str, language: str = "en") -> list[list[str]]:
    return [[subject.key for subject in group] for group in READER.read(text, language).groups]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("List all recommendations on training", TRAINING),
        ("Which clauses concern training?", TRAINING),
        ("toate recomandările despre formare", TRAINING),
        ("toutes les recommandations sur la formation", TRAINING),
        ("List all recommendations on databasses", "III-24 III-25/III-29 V-14/V-16"),
        ("all recommendations on the training of judges and prosecutors", "III-17/III-19 III-21 III-16/III-18 III-3/III-7"),
        ("Which requirements concern training?", "X-4"),
        ("every generic recommendation about databases", "III-24 III-25/III-29 V-14/V-16"),
        ("Which recommendations deal with parents?", "VIII-6 VIII-7 IX-8"),
        ("Ce recomandări privesc părinții?", "VIII-6 VIII-7 IX-8"),
        ("Quelles recommandations concernent les parents ?", "VIII-6 VIII-7 IX-8"),
    ],
)
def test_a_list_on_a_subject_is_whole(assistant: Assistant, question: str, expected: str):
    answer = assistant.ask(question)
    assert cited(answer) == expected
    assert answer.intent is Intent.LIST


def test_the_answer_says_that_it_is_all_and_of_what(assistant: Assistant):
    said = assistant.ask("List all recommendations on the training of judges").answer
    assert said.startswith("All **3** recommendation clauses (subject: training + judges and courts), grouped by level:")
    assert assistant.ask("How many recommendations concern parents?").answer.startswith(
        "**3** recommendation clauses match (subject: parents)."
    )
    assert "(subiect: părinți)" in assistant.ask("Câte recomandări privesc părinții?").answer
    assert "(sujet : parents)" in assistant.ask("Combien de recommandations concernent les parents ?").answer


def test_what_no_clause_of_a_subject_is_is_said_with_the_subject(assistant: Assistant):
    answer = assistant.ask("List the requirements on databases")
    assert answer.answer == "**None**: the factsheet has no recommendation clause (requires, subject: databases)."
    assert answer.citations == ()


def test_chapters_are_named_by_subject(assistant: Assistant):
    answer = assistant.ask("Which chapters have recommendations on training?")
    assert "**4** – III, V, VI and X" in answer.answer


def test_a_title_is_the_chapter(assistant: Assistant):
    assert cited(assistant.ask("List the recommendations on research")) == "XI-4 XI-1 XI-2 XI-3"


def test_follow_ups_restrict_and_narrow_a_subject(assistant: Assistant):
    before = ["List all recommendations on training"]
    assert cited(assistant.ask("only the requests", before)) == "III-16/III-18 III-3/III-7"
    assert set(cited(assistant.ask("and for judges?", before)).split()) == {"III-17/III-19", "III-21", "III-16/III-18"}


def test_other_words_are_searched_and_pass_the_gate(assistant: Assistant):
    trace = assistant.trace("List all recommendations on training astronauts")
    assert not trace.query.indexed
    assert trace.support is not None


def test_clauses_of_what_is_named_among_other_words_are_taken(assistant: Assistant):
    trace = assistant.trace("Which recommendations mention parents beside strawberries?")
    assert not trace.query.indexed
    assert {"VIII-6", "VIII-7", "IX-8"} <= {name for c in trace.candidates if c.taken for name in c.record.recommendation_ids}


def test_an_open_question_on_a_subject_cites_all_of_it(assistant: Assistant):
    answer = assistant.ask("What is asked of the courts?")
    assert set(cited(answer).split()) == {"III-8", "III-9", "III-10", "III-16/III-18", "III-17/III-19", "III-21"}
    assert answer.intent is Intent.TOPIC
    # Its 13 clauses are too many for one answer.
    assert len(assistant.ask("What should be done on awareness-raising?").citations) < 13


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("training of judges and prosecutors", [["training"], ["courts", "prosecutors"]]),
        ("training police prosecutors judges", [["training"], ["law-enforcement", "prosecutors", "courts"]]),
        ("training and awareness of parents", [["training", "awareness-raising"], ["parents"]]),
        ("helplines and hotlines", [["helplines"]]),
        ("the protection of children in criminal proceedings", [["proceedings"]]),
        ("police cooperation", [["police-cooperation"]]),
        ("children with disabilities", [["children-with-disabilities"]]),
        ("children", []),
    ],
)
def test_subjects_side_by_side_narrow_and_joined_ones_widen(text: str, groups: list[list[str]]):
    assert keys(text) == groups


@pytest.mark.parametrize("text", ["training of dogs", "helplines in Hungary and their opening hours", ""])
def test_a_text_with_other_words_is_not_of_the_index_alone(text: str):
    assert not READER.read(text, "en").whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("databasses", [["databases"]]),
        # Words that the corpus knows, or that are too short, are no slips of the keyboard.
        ("protects", []),
        ("gaps", []),
    ],
)
def test_a_misspelt_name_is_read_unless_the_corpus_knows_the_word(assistant: Assistant, text: str, expected: list[list[str]]):
    assert [[subject.key for subject in group] for group in assistant.parts.subjects.read(text, "en").groups] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_but_the_label_is_read_as_its_subject(language: str):
    others: list[tuple[Subject, str]] = []
    for subject in INDEX.all:
        for name in subject.names[language][1:]:
            named = READER.read(unrestricted(fold(name)) if unrestricted(fold(name)).strip() else fold(name), language)
            if named.groups != ((subject,),) or not named.whole:
                others.append((subject, name))
    assert others == []
