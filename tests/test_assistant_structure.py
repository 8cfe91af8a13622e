"""Questions about how a factsheet is built: what stands where, what comes first, which chapter holds most.

Golden facts were read in the source: chapter XI prints XI-4 before XI-1; VI-2 stands between VI-1 and
VI-4; chapter III has 16 clauses with 20 numbers, IV and VI three each; II-6 has three sub-points.
"""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Reason
from assistant.pipeline import Assistant


def cited(answer: Answer) -> str:
    return " ".join("/".join(citation.record.recommendation_ids) or citation.record.record for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the first recommendation of chapter XI?", "XI-4"),
        ("Which recommendation stands last in chapter II?", "II-11"),
        ("the last clause of the factsheet", "XI-3"),
        ("What is the second request of chapter II?", "II-8"),
        ("What comes after VI-1?", "VI-2"),
        ("Which clause precedes VI-4?", "VI-2"),
        ("Ce urmează după VI-2?", "VI-4"),
        ("Quelle recommandation suit X-4 ?", "X-5"),
        ("recommendation 6 of chapter X", "X-6"),
        ("the fourth recommendation of chapter X", "X-4"),
    ],
)
def test_a_clause_is_found_by_its_place(assistant: Assistant, question: str, expected: str):
    assert cited(assistant.ask(question)) == expected


def test_nothing_comes_before_the_first_clause_or_after_the_last(assistant: Assistant):
    assert assistant.ask("What comes before II-1?").reason is Reason.ABSENT_ID
    assert assistant.ask("What comes after XI-3?").reason is Reason.ABSENT_ID
    answer = assistant.ask("What is the fifth request of chapter III?")
    assert answer.reason is Reason.ABSENT_ID
    assert "2" in answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which chapter has the most recommendations?", ("**III**", "**16**", "**20**")),
        ("Which chapters hold the fewest recommendations?", ("**IV and VI**", "**3**")),
        ("Which chapter has the most requirements?", ("**X**", "**3**")),
        ("Ce capitol are cele mai multe recomandări?", ("**III**", "**16**")),
        ("Quel chapitre contient le plus de demandes ?", ("**II**", "**3**")),
    ],
)
def test_the_chapter_with_most_or_fewest_is_named_with_its_number(assistant: Assistant, question: str, said: tuple[str, ...]):
    answer = assistant.ask(question).answer
    assert all(words in answer for words in said), answer


@pytest.mark.parametrize(
    ("question", "chapters"),
    [
        ("Which chapters have nothing but generic recommendations?", "VIII"),
        ("Which chapters consist of invitations only?", "VIII and XI"),
        ("Quels chapitres ne contiennent que des invitations ?", "VIII et XI"),
        ("Which chapters contain neither requests nor requirements?", "VIII and XI"),
    ],
)
def test_chapters_that_hold_nothing_else_are_named_and_shown_by_their_clauses(assistant: Assistant, question: str, chapters: str):
    answer = assistant.ask(question)
    assert f"– {chapters}." in answer.answer
    assert {citation.record.chapter for citation in answer.citations} == set(chapters.replace("and", "et").split(" et "))


def test_chapters_are_listed_with_their_titles(assistant: Assistant):
    for question in ("How many chapters are there?", "table of contents please", "List the chapters"):
        answer = assistant.ask(question).answer
        assert "**11** chapters" in answer
        assert "**VII** Civil society involvement and cooperation: 5" in answer
        assert "**I** Introduction: 0" in answer


def test_where_a_clause_stands_and_what_a_chapter_is_called(assistant: Assistant):
    assert (
        "X-4 stands in chapter **X**, “Higher education curriculum and continuous training”"
        in assistant.ask("Under which chapter does X-4 stand?").answer
    )
    assert "Chapter **V** is called “International cooperation”" in assistant.ask("What is the title of chapter V?").answer
    assert "II-6 lists **3** points" in assistant.ask("How many situations does II-6 describe?").answer


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Victim assistance: the part for all Parties", "VI-2 VI-4"),
        ("purely voluntary points of the awareness-raising part, all of them please", " ".join(f"VIII-{n}" for n in range(1, 10))),
        ("The strictest ones, one single list", "III-30 V-18 VI-1 IX-3 X-4 X-5 X-6"),
        ("chapter X, leaving out the generic ones", "X-4 X-5 X-6"),
        ("chapter X without what is specific to Romania: drop the specific ones", "X-2 X-3"),
        ("requests rather than invitations in chapter II", "II-6 II-8 II-9"),
        ("anything but invitations in chapter IX", "IX-3"),
        ("What binds our country in chapter IX?", "IX-3"),
        ("recs on research, those for every Party", "XI-1 XI-2 XI-3"),
        ("lst al recomendations of chaptr VI", "VI-1 VI-2 VI-4"),
    ],
)
def test_restrictions_are_read_in_everyday_words(assistant: Assistant, question: str, expected: str):
    assert cited(assistant.ask(question)) == expected


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("how many things are mandatory in chapter X", 3),
        ("Not counting anything generic, how many requirements?", 6),
        ("Câte invitații are capitolul privind investigațiile?", 13),
        ("Combien de recommandations pour la juridiction ?", 3),
        ("how many reccomendations are in chaper VIII", 9),
    ],
)
def test_counts_are_exact_in_everyday_words(assistant: Assistant, question: str, count: int):
    answer = assistant.ask(question)
    assert f"**{count}**" in answer.answer
    assert len(answer.citations) == count


def test_numbers_are_counted_apart_from_clauses(assistant: Assistant):
    assert "**67** recommendation IDs" in assistant.ask("How many recommendation numbers are invitations?").answer


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("6.1?", "VI-1"),
        ("six dash one", "VI-1"),
        ("recommendation nine three", "IX-3"),
        ("roman nine, number three", "IX-3"),
        ("what does VI_1 say", "VI-1"),
        ("recommendation IX(3)", "IX-3"),
        ("IX:3", "IX-3"),
        ("R-VI-1", "VI-1"),
        ("recommendation Vl-1", "VI-1"),
        ("ix3 please", "IX-3"),
        ("what does iv 7 say", "IV-7"),
        ("VI nr. 1", "VI-1"),
        ("recommandation six-un", "VI-1"),
        ("recomandarea șase unu", "VI-1"),
        ("la reco 3 du chapitre IX", "IX-3"),
        ("footnote ninety", "VI-1"),
        ("the 90th footnote", "VI-1"),
        ("note de bas de page quatre-vingt-dix", "VI-1"),
        ("nota de subsol nouăzeci", "VI-1"),
        ("footnote #90", "VI-1"),
        ("the two recommendations VI-1 and VI-2", "VI-1 VI-2"),
    ],
)
def test_references_are_read_however_they_are_written(assistant: Assistant, written: str, expected: str):
    assert cited(assistant.ask(written)) == expected


def test_ranges_of_footnotes_and_paragraphs_are_whole(assistant: Assistant):
    numbers = {number for citation in assistant.ask("footnotes 88 to 90").citations for number in citation.record.footnotes}
    assert {88, 89, 90} <= numbers
    paragraphs = {number for citation in assistant.ask("¶ 71-73").citations for number in citation.record.paragraphs}
    assert {71, 73} <= paragraphs


def test_a_number_of_chapters_names_none_of_them(assistant: Assistant):
    chapters = {
        c.record.chapter for c in assistant.ask("the invitations of two chapters: international cooperation and research").citations
    }
    assert chapters == {"V", "XI"}
    assert cited(assistant.ask("Of the five recommendations of chapter X, which are invitations?")) == "X-2 X-3"


@pytest.mark.parametrize(
    "question",
    [
        "When was this factsheet last updated?",
        "What date is the last update?",
        "date of the factsheet",
        "Când a fost actualizată fișa?",
        "Quelle est la dernière mise à jour ?",
    ],
)
def test_the_date_of_the_last_update_is_the_title_blocks(assistant: Assistant, question: str):
    assert "Last update: 25.05.2023" in assistant.ask(question).answer
