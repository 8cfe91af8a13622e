"""Facts: whole words and whole numbers, in digits or in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import facts
from eval.metrics.fabricated import ids_in
from eval.metrics.numerals import digits_for_words, join_thousands

IN = [
    ("5", "It has 5 dedicated officers."),
    ("5", "It has five dedicated officers."),
    ("7", "**Seven** recommendations are requirements."),
    ("7", "There are\u00a07."),
    ("three", "It set up 3 hearing rooms."),
    ("83", "eighty-three IDs"),
    ("83", "Eighty three IDs"),
    ("8,700", "about 8,700 teachers"),
    ("8,700", "about 8700 teachers"),
    ("8,700", "8\u202f700 teachers"),
    ("8,700", "8.700 teachers"),
    ("4,310", "received 4310 calls"),
    ("14", "children below the age of criminal responsibility (14) and"),
    ("9 prosecutors", "There are also nine prosecutors"),
    ("10 Parties", "306 children in 10\nParties"),
    ("free of charge", "and it is **free of\ncharge**.⁹⁰"),
    ("Free Of Charge", "free of charge"),
    ("request", "The Committee **requests** Romania"),
    ("request", "requested"),
    ("invite", "an invitation"),
    ("invite", "the Committee invites"),
    ("require", "a requirement"),
    ("example", "example(s) of how"),
    ("agencies", "co-ordination between the agencies"),
    ("third States", "for the benefit of third States."),
    ("Article 20(2)", "within Article 20(2) of the Convention"),
    ("Article 8(4)", "Article 8(4)."),
    ("2012/29", "Directive 2012/29 of"),
    ("II-3", "filed under II\u20113."),
    ("VI", "chapters VI, VIII and IX"),
    ("No", "**No.** It is invited."),
    ("Terre des Hommes", "[Terre des Hommes](https://example.org) works"),
    ("lanzarote.committee@coe.int", "write to <lanzarote.committee@coe.int>"),
    ("“reasonable grounds”", 'they have "reasonable grounds"'),
    ("Combatting the Sexual", 'course "Combatting the _Sexual_ Exploitation'),
]
NOT_IN = [
    ("5", "It has 15 officers."),
    ("5", "It has 50 officers."),
    ("5", "5.5 of them"),
    ("5", "see V-5"),
    ("5", "see III\u20135"),
    ("5", "5. the fifth item of a list"),
    ("5", "fifty-five"),
    ("5", "in 1995"),
    ("8,700", "18,700 teachers"),
    ("306", "in 2019 1306 children"),
    ("2019", "in 20190"),
    ("VI", "VIII"),
    ("VI", "see VI-1"),
    ("II-3", "see II-31"),
    ("II-3", "see III-3"),
    ("No", "Nothing is known; not now."),
    ("health", "unhealth"),
    ("free of charge", "free of any charge"),
    ("weekly", "biweekly"),
]

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _holds(text: str, fact: str, language: str = "en") -> bool:
    return facts.contains(facts.prepared(text, language), fact, language)


@pytest.mark.parametrize(("fact", "text"), IN)
def test_it_is_in(fact: str, text: str) -> None:
    assert _holds(text, fact)


@pytest.mark.parametrize(("fact", "text"), NOT_IN)
def test_it_is_not_in(fact: str, text: str) -> None:
    assert not _holds(text, fact)


@pytest.mark.parametrize(
    ("fact", "text", "language"),
    [
        ("7", "Sunt șapte cerințe.", "ro"),
        ("2", "două recomandări", "ro"),
        ("21", "douăzeci și unu", "ro"),
        ("9", "neuf recommandations", "fr"),
        ("17", "dix-sept", "fr"),
        ("83", "quatre-vingt-trois", "fr"),
        ("75", "soixante-quinze", "fr"),
        ("99", "quatre-vingt-dix-neuf", "fr"),
        ("80", "quatre-vingts enfants", "fr"),
        ("71", "soixante et onze", "fr"),
        ("31", "trente et un", "fr"),
        ("42", "patruzeci și două", "ro"),
        ("No", "Nu, este o invitație.", "ro"),
        ("No", "Non, c'est une invitation.", "fr"),
        ("Yes", "Da.", "ro"),
        ("invite", "Comitetul invită România", "ro"),
        ("request", "Comitetul solicită", "ro"),
        ("require", "Le Comité requiert", "fr"),
        ("request", "Le Comité demande", "fr"),
        ("three", "three hearing rooms", "fr"),
    ],
)
def test_other_languages(fact: str, text: str, language: str) -> None:
    assert _holds(text, fact, language)


@pytest.mark.parametrize(("fact", "text"), [("9", "neuf"), ("No", "Nu, deloc"), ("1", "un comité")])
def test_another_language_is_not_taken_for_english(fact: str, text: str) -> None:
    assert not _holds(text, fact)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_number_is_in_its_own_text_and_in_no_other(wanted: int, said: int) -> None:
    assert _holds(f"There are {said:,} of them.", str(wanted)) == (wanted == said)


@given(st.integers(0, 99))
def test_number_words_up_to_99(number: int) -> None:
    word = ONES[number] if number < 20 else TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    assert digits_for_words(f"there are {word} of them", "en") == f"there are {number} of them"


def test_thousands_are_joined_and_lists_are_not() -> None:
    assert join_thousands("8,700 and 1.234.567, paras 98,100 and 2.5") == "8700 and 1234567, paras 98100 and 2.5"
    assert join_thousands("Paras. 71, 73") == "Paras. 71, 73"


def test_ids_in_text() -> None:
    assert ids_in("VI-1, VI\u20132 and (X\u20115); article 25-1, III-17/III-19, XX-1, COVID-19, SIV-2") == [
        "VI-1",
        "VI-2",
        "X-5",
        "III-17",
        "III-19",
        "XX-1",
    ]


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(_holds(text, "5"), bool)
    assert isinstance(_holds("five of them", text), bool)
