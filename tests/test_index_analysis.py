"""Words as the index sees them: folded whatever the keyboard, without stop words, stemmed by language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.words import content_words, words
from index.analysis import analyse, grams, stem
from index.chunks import Chunk, chunks_of
from index.spelling import Speller
from index.vocabulary import Vocabulary
from tests.golden import parsed


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Fișă", ["fisa"]),  # comma below, as Romanian has it
        ("Fişă", ["fisa"]),  # cedilla, as old keyboards have it
        ("Fis\u0326a\u0306", ["fisa"]),  # combining marks
        ("FIȘĂ", ["fisa"]),
        ("fisa", ["fisa"]),
        ("protecția și ÎNȚELEGEREA", ["protectia", "si", "intelegerea"]),
        ("Ce protecţie", ["ce", "protectie"]),
        ("À l’école, où", ["a", "l", "ecole", "ou"]),
        ("Œuvre NAÏVE cœur", ["oeuvre", "naive", "coeur"]),
        ("children's self-generated", ["children", "s", "self", "generated"]),
        ("co‑operation co–operation", ["co", "operation", "co", "operation"]),
        ("explo\u00aditation zero\u200bwidth", ["exploitation", "zerowidth"]),
        ("VI-1, 116 111!", ["vi", "1", "116", "111"]),
        ("snake_case", ["snake", "case"]),
        ("ﬁle Ｒｏｍａｎｉａ", ["file", "romania"]),
        ("", []),
        (" –…?! ", []),
    ],
)
def test_words_are_folded(written: str, expected: list[str]):
    assert words(written) == expected


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("finanțarea proiectelor", "finantarea proiectelor", "ro"),
        ("finanțarea", "finanţarea", "ro"),
        ("linii telefonice", "LINII TELEFONICE", "ro"),
        ("école", "ecole", "fr"),
        ("helplines", "helpline", "en"),
        ("requiring requires required", "require require require", "en"),
        ("awareness‑raising", "awareness-raising", "en"),
    ],
)
def test_analysis_does_not_depend_on_the_keyboard_or_the_ending(one: str, other: str, language: str):
    assert analyse(one, language) == analyse(other, language) != []


def test_each_language_has_its_own_stemmer():
    assert stem("investigations", "en") == "investig"
    assert stem("anchetele", "ro") != stem("anchetele", "en")
    assert stem("sexuelles", "fr") != stem("sexuelles", "en")
    assert analyse("copiilor copii", "ro")[0] == analyse("copiilor copii", "ro")[1]


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        ("What must the Committee do about helplines?", "en", ["committee", "helplines"]),
        ("Ce trebuie pentru copii în școală?", "ro", ["copii", "scoala"]),
        ("Que doit l'État pour les enfants ?", "fr", ["etat", "enfants"]),
        ("to be or not to be", "en", []),
    ],
)
def test_stop_words_are_dropped_by_language(text: str, language: str, kept: list[str]):
    assert content_words(text, language) == kept


def test_an_unknown_language_is_no_silent_english():
    with pytest.raises(KeyError):
        content_words("Kinder", "de")


@given(text=st.text(max_size=60))
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
def test_composed_and_decomposed_texts_are_the_same_words(text: str):
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(text=st.text(max_size=60))
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
def test_analysis_gives_nonempty_stems(text: str):
    for language in ("en", "ro", "fr"):
        assert all(found and not found.isspace() for found in analyse(text, language))


def test_grams_are_padded_pieces_of_content_words():
    assert grams("the child") == ["_chi", "chil", "hild", "ild_"]
    assert grams("ab x") == ["_ab_", "_x_"]
    assert grams("child", size=6) == ["_child", "child_"]
    assert grams("the of") == []


# --- what is made of them ---------------------------------------------------------------------------------------------

SPELLER = Speller({"en": ["helpline", "child", "report", "police"], "ro": ["copil", "anchete"]})


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("helplne", "en", "helpline"),
        ("hleplnie", "en", "helpline"),
        ("chidl", "en", "child"),
        ("helpline", "en", None),
        ("elephant", "en", None),
        ("copli", "ro", "copil"),
        ("copli", "en", None),
        ("copil", "en", None),  # known in another language
        ("chi", "en", None),
        ("rep0rt", "en", None),
        ("", "en", None),
        ("word", "de", None),
    ],
)
def test_misspelt_words_are_read_as_the_nearest_known_one(word: str, language: str, expected: str | None):
    assert SPELLER.correct(word, language) == expected


CHUNKS = [
    Chunk("x:1", "Arcadia", "to set up a helpline", (("ro", "linie telefonică"), ("fr", "ligne d'écoute"))),
    Chunk("x:2", "Arcadia", "to train the police"),
]


def test_a_vocabulary_weighs_rare_words_more():
    vocabulary = Vocabulary.of(CHUNKS)
    assert vocabulary.weight("helplin") > vocabulary.weight("arcadia") > 0
    assert "helplin" in vocabulary
    assert "elephant" not in vocabulary
    assert stem("telefonica", "ro") in vocabulary


def test_coverage_is_the_share_of_weight_that_records_hold():
    vocabulary = Vocabulary.of(CHUNKS)
    stems = analyse("helpline police")
    assert vocabulary.coverage(stems, ["x:1"]) == pytest.approx(0.5)
    assert vocabulary.coverage(stems, ["x:1", "x:2"]) == pytest.approx(1.0)
    assert vocabulary.coverage(stems, ["x:3"]) == vocabulary.coverage([], ["x:1"]) == 0.0
    assert vocabulary.coverage(["elephant", "helplin"], ["x:1"]) < 0.5
    assert vocabulary.coverage([*stems, *stems[:1] * 5], ["x:1"]) == pytest.approx(0.5), "repeating a word adds nothing"


def test_a_chunk_a_record_and_a_header_that_says_where_it_stands():
    from corpus.aliases import Aliases
    from corpus.catalogue import Catalogue

    sheet = parsed("romania")
    chunks = {chunk.record: chunk for chunk in chunks_of(Catalogue([sheet]), Aliases())}
    # Notes that explain something: 1, 3, 8, 11, 41, 43, 94, 102, 130; 134 and 136 only give addresses.
    assert len(chunks) == 73 + 84 + 9
    found = chunks["romania:VI-1"]
    assert found.header == (
        "Romania › VI. Assistance to victims › Observations and recommendations of the Committee on assistance to victims "
        "specific to Romania › require › VI-1 › To improve the effective implementation of the Convention, the Committee requires Romania"
    )
    assert found.text.startswith("to take the necessary legislative or other measures")
    assert "romania:fn94" in chunks
    assert "romania:fn90" not in chunks
    assert "romania:fn68" not in chunks, "an address explains nothing"
