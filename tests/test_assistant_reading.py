"""What the reader takes from a question: names, restrictions, the form of answer, what is carried over."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipeline import Assistant
from assistant.query import Counted, Having, Intent, Numbering, Query
from assistant.reading import parties as party_names
from assistant.reading.read import read_question
from corpus.records import Addressee, Kind, Urgency
from corpus.text import fold

ROMANIA = ("Romania",)
BOTH = ("Republic of Tamar", "Romania")
REQUIRE, REQUEST, INVITE = Urgency.REQUIRE, Urgency.REQUEST, Urgency.INVITE


def read(question: str, parties: tuple[str, ...] = ROMANIA) -> Query:
    return read_question(question, parties)


# ------------------------------------------------------------------ recommendation IDs
ONE_ID = {
    "VI-1": "VI-1",
    "vi-1": "VI-1",
    "Vi-1?": "VI-1",
    "VI 1": "VI-1",
    "VI.1": "VI-1",
    "VI/1": "VI-1",
    "VI1": "VI-1",
    "X5": "X-5",
    "vi 1": "VI-1",
    "“VI-1”": "VI-1",
    "(VI-1)": "VI-1",
    "VI\u20111": "VI-1",  # non-breaking hyphen
    "VI\u20101": "VI-1",  # hyphen
    "VI\u20131": "VI-1",  # en dash
    "VI\u20141": "VI-1",  # em dash
    "VI\u22121": "VI-1",  # minus sign
    "VI\uff0d1": "VI-1",  # full-width hyphen
    "VI--1": "VI-1",
    "VI - 1": "VI-1",
    "\u2165-1": "VI-1",  # the single character "roman numeral six"
    "rec vi 1": "VI-1",
    "rec. VI.1": "VI-1",
    "Rec VIII-9, please": "VIII-9",
    "recommendation vi-1": "VI-1",
    "recommendation no. VI-1": "VI-1",
    "R. X-4": "X-4",
    "recommendation 6-1": "VI-1",
    "rec 10.4": "X-4",
    "recommendation 6 of chapter X": "X-6",
    "recommendation 6 in chapter 10": "X-6",
    "recommendation no. 6 of chapter ten": "X-6",
    "the sixth recommendation of chapter X": "X-6",
    "the 6th recommendation of chapter X": "X-6",
    "point 4 of the tenth chapter": "X-4",
    "recommendation number six of the tenth chapter": "X-6",
    "chapter X, recommendation 6": "X-6",
    "chapter IX, rec. 3": "IX-3",
    "What does IX-3 oblige schools to do?": "IX-3",
    "Does iii-30 speak of delays?": "III-30",
    "recomandarea VI-1": "VI-1",
    "Ce prevede recomandarea vi-1?": "VI-1",
    "recomandarea 1 din capitolul VI": "VI-1",
    "recomandarea nr. 1 din capitolul 6": "VI-1",
    "recommandation VI-1": "VI-1",
    "la recommandation n° VI-1": "VI-1",
    "recommandation 1 du chapitre VI": "VI-1",
    "Que dit la recommandation 4 du chapitre dix ?": "X-4",
    "XI-4 – whom does it address?": "XI-4",
    "Is VI-1. binding": "VI-1",
    "show me IV–9 in full": "IV-9",
    "Is V-18 about complaints?": "V-18",
    "VI-3": "VI-3",
    "XIV-2": "XIV-2",
    "VI-01": "VI-1",
}


@pytest.mark.parametrize(("question", "expected"), ONE_ID.items())
def test_one_id(question: str, expected: str) -> None:
    assert read(question).ids == (expected,)


SEVERAL_IDS = {
    "VI-1 and VI-2": ("VI-1", "VI-2"),
    "Compare X-4 with X-5": ("X-4", "X-5"),
    "VI-2 or II-6?": ("VI-2", "II-6"),
    "VI-1, 2 and 4": ("VI-1", "VI-2", "VI-4"),
    "VI-1, VI-2, VI-4": ("VI-1", "VI-2", "VI-4"),
    "VI-1/VI-2": ("VI-1", "VI-2"),
    "recommendations X-4, 5 and 6": ("X-4", "X-5", "X-6"),
    "rec. X-4 & 5": ("X-4", "X-5"),
    "VI-1 to VI-4": ("VI-1", "VI-2", "VI-3", "VI-4"),
    "VI-1 to 4": ("VI-1", "VI-2", "VI-3", "VI-4"),
    "VI-1 through VI-4": ("VI-1", "VI-2", "VI-3", "VI-4"),
    "VI-1 – VI-4": ("VI-1", "VI-2", "VI-3", "VI-4"),
    "VIII-1 to VIII-3": ("VIII-1", "VIII-2", "VIII-3"),
    "recomandările X-4 și X-6": ("X-4", "X-6"),
    "X-4, 5 și 6": ("X-4", "X-5", "X-6"),
    "X-4 până la X-6": ("X-4", "X-5", "X-6"),
    "les recommandations X-4 et X-6": ("X-4", "X-6"),
    "X-4 à X-6": ("X-4", "X-5", "X-6"),
    "III-16 and III-18 versus III-30": ("III-16", "III-18", "III-30"),
    "X-6, X-4, X-6": ("X-6", "X-4"),
}


@pytest.mark.parametrize(("question", "expected"), SEVERAL_IDS.items())
def test_several_ids(question: str, expected: tuple[str, ...]) -> None:
    assert read(question).ids == expected


NO_ID = (
    "I 5 times asked this",
    "I rang the helpline 5 times, what must follow?",
    "Solve x² - 5x + 6 = 0",
    "Does COVID-19 appear in the factsheet?",
    "What does Article 20(2) say?",
    "Article 25(1)(a-c) of the Convention",
    "in 2019-2021",
    "between 2019 - 2021",
    "MP3 or MP4 recordings of victims",
    "a C-3 visa",
    "version 2.1",
    "Directive 2012/29",
    "EU Kids Online 2020 Report",
    "children aged 12-14",
    "children of 5 to 7",
    "24/7 helpline",
    "a 6-1 vote",
    "Rule 30",
    "a mix-5 drink",
    "is it 3-5 pages?",
    "10.5 million children",
    "dl-5 formula",
    "116 111",
    "I, 5 of my friends and a teacher",
    "V 2.0 of the program",
    "Pope Leo XIV 2025",
)


@pytest.mark.parametrize("question", NO_ID)
def test_no_id(question: str) -> None:
    assert read(question).ids == ()


@given(st.sampled_from(["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"]), st.integers(1, 60), st.sampled_from("-‐‑–—−"))
def test_any_id_is_read_with_any_hyphen(chapter: str, number: int, hyphen: str) -> None:
    for question in (f"{chapter}{hyphen}{number}", f"what does {chapter.lower()}{hyphen}{number} say?"):
        assert read(question).ids == (f"{chapter}-{number}",)


@given(st.text(max_size=60))
def test_any_text_can_be_read(question: str) -> None:
    query = read(question)
    assert query.question == question
    assert query.language in {"en", "ro", "fr"}


# ------------------------------------------------------------------ footnotes and paragraphs
FOOTNOTES = {
    "footnote 90": (90,),
    "Footnote no. 90": (90,),
    "foot-note 90": (90,),
    "fn 94": (94,),
    "fn. 94": (94,),
    "What does footnote 11 explain?": (11,),
    "footnotes 8 and 11": (8, 11),
    "footnotes 8, 11 and 41": (8, 11, 41),
    "What is behind mark ⁹⁰?": (90,),
    "free of charge.⁹⁰": (90,),
    "nota de subsol 102": (102,),
    "Ce spune nota 94?": (94,),
    "notele de subsol 8 și 11": (8, 11),
    "note de bas de page 3": (3,),
    "Que dit la note 94 ?": (94,),
    "notes 8 et 11": (8, 11),
    "footnote 150": (150,),
}


@pytest.mark.parametrize(("question", "expected"), FOOTNOTES.items())
def test_footnotes(question: str, expected: tuple[int, ...]) -> None:
    query = read(question)
    assert query.footnotes == expected
    assert query.ids == ()


PARAGRAPHS = {
    "paragraph 296": (296,),
    "para 296": (296,),
    "para. 296 of the report": (296,),
    "Para.307": (307,),
    "paras 71 and 73": (71, 73),
    "paras. 156, 157 and 167": (156, 157, 167),
    "§ 214": (214,),
    "paragraful 296": (296,),
    "paragrafele 71 și 73": (71, 73),
    "paragraphe 296": (296,),
    "les paragraphes 71 et 73": (71, 73),
    "What was noted in paragraph 331 of the implementation report?": (331,),
    "paragraph 999": (999,),
}


@pytest.mark.parametrize(("question", "expected"), PARAGRAPHS.items())
def test_paragraphs(question: str, expected: tuple[int, ...]) -> None:
    query = read(question)
    assert query.paragraphs == expected
    assert query.ids == ()
    assert query.footnotes == ()


@pytest.mark.parametrize("question", ["x² is no footnote", "the note to parents", "a footnote about grooming", "two paragraphs long"])
def test_no_number_no_place(question: str) -> None:
    query = read(question)
    assert query.footnotes == query.paragraphs == ()


# ------------------------------------------------------------------ chapters
CHAPTERS = {
    "List the recommendations of chapter VI": ("VI",),
    "List the recommendations of chapter vi": ("VI",),
    "List the recommendations of chapter 6": ("VI",),
    "List the recommendations of Chapter six": ("VI",),
    "List the recommendations of the sixth chapter": ("VI",),
    "List the recommendations of the 6th chapter": ("VI",),
    "All recommendations in ch. 6": ("VI",),
    "All recommendations in chap. VI": ("VI",),
    "All recommendations under VI": ("VI",),
    "How many recommendations are in chapter XI?": ("XI",),
    "How many recommendations are there in chapters V and VI?": ("V", "VI"),
    "All recommendations of chapters II to IV": ("II", "III", "IV"),
    "All recommendations of chapters IX, X and XI": ("IX", "X", "XI"),
    "Compare chapters V and X": ("V", "X"),
    "How many recommendations are there on international cooperation (whole chapter)?": ("V",),
    "List all recommendations of the chapter on research": ("XI",),
    "List the recommendations of the civil society chapter": ("VII",),
    "How many recommendations does the chapter on jurisdiction rules have?": ("IV",),
    "Listează recomandările din capitolul VI": ("VI",),
    "Listează recomandările din capitolul 6": ("VI",),
    "Listează recomandările din capitolul șase": ("VI",),
    "Liste des recommandations du chapitre VI": ("VI",),
    "Liste des recommandations du chapitre 6": ("VI",),
    "Combien de recommandations dans le sixième chapitre ?": ("VI",),
    "Combien de recommandations dans les chapitres V et VI ?": ("V", "VI"),
    "How many recommendations are there?": (),
    "I want all recommendations": (),
    "List what I must know": (),
}


@pytest.mark.parametrize(("question", "expected"), CHAPTERS.items())
def test_chapters(question: str, expected: tuple[str, ...]) -> None:
    query = read(question)
    assert query.filters.chapters == expected
    assert query.ids == ()


# ------------------------------------------------------------------ levels, addressee, kind
LEVELS = {
    "List all requirements": (REQUIRE,),
    "List the recommendations that are required": (REQUIRE,),
    "How many recommendations does the Committee require in chapter X?": (REQUIRE,),
    "List all requests in chapter II": (REQUEST,),
    "How many requests are there?": (REQUEST,),
    "Which recommendations are only invitations?": (INVITE,),
    "How many invitations does chapter V hold?": (INVITE,),
    "List the voluntary recommendations of chapter X": (INVITE,),
    "List the non-binding recommendations of chapter X": (INVITE,),
    "List the binding recommendations of chapter X": (REQUIRE, REQUEST),
    "List all obligations": (REQUIRE, REQUEST),
    "Which recommendations are mandatory?": (REQUIRE, REQUEST),
    "How many mandatory recommendations are in chapter III?": (REQUIRE, REQUEST),
    "List requirements and requests of chapter III": (REQUIRE, REQUEST),
    "Câte solicitări sunt în capitolul II?": (REQUEST,),
    "Câte invitații sunt în capitolul V?": (INVITE,),
    "Listează recomandările obligatorii din capitolul X": (REQUIRE, REQUEST),
    "Listează recomandările facultative din capitolul X": (INVITE,),
    "Liste de toutes les exigences": (REQUIRE,),
    "Combien d'invitations dans le chapitre V ?": (INVITE,),
    "Liste des recommandations contraignantes du chapitre X": (REQUIRE, REQUEST),
    "Liste des recommandations facultatives du chapitre X": (INVITE,),
    "How many recommendations are there in chapter V?": (),
    "List all recommendations of chapter VI": (),
}


@pytest.mark.parametrize(("question", "expected"), LEVELS.items())
def test_levels(question: str, expected: tuple[Urgency, ...]) -> None:
    query = read(question)
    assert query.intent in (Intent.LIST, Intent.COUNT)
    assert query.filters.urgencies == expected


ADDRESSEES = {
    "List the recommendations specific to Romania": Addressee.SPECIFIC,
    "How many Romania-specific recommendations are in chapter III?": Addressee.SPECIFIC,
    "How many country-specific recommendations are there?": Addressee.SPECIFIC,
    "List the generic recommendations of chapter III": Addressee.GENERIC,
    "How many recommendations are addressed to all Parties?": Addressee.GENERIC,
    "List the recommendations to every State": Addressee.GENERIC,
    "Câte recomandări sunt adresate tuturor Părților?": Addressee.GENERIC,
    "Listează recomandările specifice României": Addressee.SPECIFIC,
    "Combien de recommandations sont adressées à toutes les Parties ?": Addressee.GENERIC,
    "Liste des recommandations spécifiques à la Roumanie": Addressee.SPECIFIC,
    "List all recommendations of chapter VI": None,
    "How many recommendations are there?": None,
}


@pytest.mark.parametrize(("question", "expected"), ADDRESSEES.items())
def test_addressees(question: str, expected: Addressee | None) -> None:
    query = read(question)
    assert query.intent in (Intent.LIST, Intent.COUNT)
    assert query.filters.addressees == ((expected,) if expected else ())


KINDS = {
    "List all promising practices": Kind.PRACTICE,
    "How many observations are in chapter XI?": Kind.OBSERVATION,
    "What are the key findings?": Kind.KEY_FINDING,
    "List the difficulties in implementing the Convention": Kind.DIFFICULTY,
    "Which good practices are named?": Kind.PRACTICE,
    "Listează practicile promițătoare": Kind.PRACTICE,
    "Câte observații sunt în capitolul XI?": Kind.OBSERVATION,
    "Liste des bonnes pratiques": Kind.PRACTICE,
    "Liste des pratiques prometteuses": Kind.PRACTICE,
    "How many recommendations are there?": Kind.RECOMMENDATION,
    "How many footnotes are there?": Kind.FOOTNOTE,
    "List all invitations": Kind.RECOMMENDATION,
}


@pytest.mark.parametrize(("question", "expected"), KINDS.items())
def test_kinds(question: str, expected: Kind) -> None:
    query = read(question)
    assert query.intent in (Intent.LIST, Intent.COUNT)
    assert query.filters.kinds == (expected,)


# ------------------------------------------------------------------ Parties and other countries
OURS = (
    "What must Romania do on helplines?",
    "what must romania do on helplines?",
    "What must Romanian schools teach?",
    "Ce trebuie să facă România?",
    "Que doit faire la Roumanie ?",
    "Les écoles roumaines",
    "Școlile românești",
    "Romania's obligations",
)


@pytest.mark.parametrize("question", OURS)
def test_the_party_loaded(question: str) -> None:
    query = read(question)
    assert query.parties == ROMANIA
    assert query.foreign_parties == ()


FOREIGN = {
    "What must France do on helplines?": "France",
    "what must france do on helplines?": "France",
    "What must French schools teach?": "France",
    "Germany's obligations": "Germany",
    "German law on grooming": "Germany",
    "Does the Netherlands have helplines?": "Netherlands",
    "Dutch helplines": "Netherlands",
    "Is Türkiye required to fund helplines?": "Türkiye",
    "Turkish courts": "Türkiye",
    "What must Turkey do?": "Türkiye",
    "What about the United Kingdom?": "United Kingdom",
    "the UK helpline": "United Kingdom",
    "Moldova's helplines": "Moldova",
    "Spanish prosecutors": "Spain",
    "Ce trebuie să facă Franța?": "France",
    "Școlile franceze": "France",
    "Ce trebuie să facă Germania pentru victime?": "Germany",
    "Instanțele germane": "Germany",
    "Ce face Bulgaria?": "Bulgaria",
    "Poliția ungară": "Hungary",
    "Ce obligații are Ungaria?": "Hungary",
    "Que doit faire l'Allemagne ?": "Germany",
    "Les écoles allemandes": "Germany",
    "Que doit faire l'Italie ?": "Italy",
    "La police italienne": "Italy",
    "Les Pays-Bas ont-ils des lignes d'écoute ?": "Netherlands",
    "Que fait la Bulgarie ?": "Bulgaria",
    "La Suisse et les victimes": "Switzerland",
    "Is Ireland asked anything on helplines?": "Ireland",
    "Greek judges": "Greece",
    "Polish teachers": "Poland",
    "What must Georgia do?": "Georgia",
    "Ukrainian children": "Ukraine",
    "Serbian law": "Serbia",
    "Bosnia and Herzegovina": "Bosnia and Herzegovina",
    "North Macedonia": "North Macedonia",
    "Czech police": "Czechia",
    "the Czech Republic": "Czechia",
    "What must Cyprus do?": "Cyprus",
    "Swedish schools": "Sweden",
}


@pytest.mark.parametrize(("question", "expected"), FOREIGN.items())
def test_another_country(question: str, expected: str) -> None:
    query = read(question)
    assert len(query.foreign_parties) == 1
    assert query.parties == ()
    assert _same_country(query.foreign_parties[0], expected)


def _same_country(found: str, expected: str) -> bool:
    also = {
        "Türkiye": {"Turkey"},
        "Moldova": {"Republic of Moldova"},
        "Czechia": {"Czech Republic"},
        "Bosnia and Herzegovina": {"Bosnia & Herzegovina"},
    }
    return found in {expected} | also.get(expected, set())


NO_COUNTRY = (
    "What must be done on helplines?",
    "Should teachers polish their lessons?",
    "a jersey for the school team",
    "Is the man from the helpline trained?",
    "tell us about helplines",
    "What must the Party do?",
    "turkey for dinner",
    "Do parents have a say?",
    "The Council of Europe",
    "the Lanzarote Convention",
    "European Union member States",
    "Which chapter is about jurisdiction?",
    "Ce trebuie făcut pentru copii?",
    "Que faut-il faire pour les enfants ?",
)


@pytest.mark.parametrize("question", NO_COUNTRY)
def test_no_country(question: str) -> None:
    query = read(question)
    assert query.parties == ()
    assert query.foreign_parties == ()


@pytest.mark.parametrize(
    ("question", "parties"),
    [
        ("What must Tamar do?", ("Republic of Tamar",)),
        ("What must the Republic of Tamar do?", ("Republic of Tamar",)),
        ("Compare Romania and the Republic of Tamar", ("Republic of Tamar", "Romania")),
        ("What must Romania do?", ("Romania",)),
        ("What must be done?", ()),
    ],
)
def test_two_parties_loaded(question: str, parties: tuple[str, ...]) -> None:
    query = read(question, BOTH)
    assert sorted(query.parties) == sorted(parties)
    assert query.foreign_parties == ()


# ------------------------------------------------------------------ what form of answer
INTENTS = {
    "What does VI-1 say?": Intent.LOOKUP,
    "footnote 94": Intent.LOOKUP,
    "paragraph 296": Intent.LOOKUP,
    "Is VI-2 binding?": Intent.LOOKUP,
    "Ce spune X-5?": Intent.LOOKUP,
    "Que dit X-5 ?": Intent.LOOKUP,
    "List all requests": Intent.LIST,
    "Give me every recommendation of chapter VIII": Intent.LIST,
    "Which recommendations of chapter III are generic?": Intent.LIST,
    "Liste toutes les exigences": Intent.LIST,
    "Which chapters have no request?": Intent.LIST,
    "How many recommendations are there?": Intent.COUNT,
    "How many requests are in chapter II?": Intent.COUNT,
    "Number of invitations in chapter V": Intent.COUNT,
    "Câte recomandări sunt în capitolul V?": Intent.COUNT,
    "Combien de recommandations y a-t-il ?": Intent.COUNT,
    "Compare VI-1 and VI-2": Intent.COMPARE,
    "What is the difference between X-5 and X-6?": Intent.COMPARE,
    "VI-1 versus VI-2": Intent.COMPARE,
    "Compară X-5 și X-6": Intent.COMPARE,
    "Quelle différence entre X-5 et X-6 ?": Intent.COMPARE,
    "What does CSGSIV mean?": Intent.DEFINITION,
    "Define “require”": Intent.DEFINITION,
    "What is the meaning of 'invite'?": Intent.DEFINITION,
    "Ce înseamnă CSGSIV?": Intent.DEFINITION,
    "Que signifie « inviter » ?": Intent.DEFINITION,
    "What must be done on helplines?": Intent.TOPIC,
    "helplines": Intent.TOPIC,
    "Ce trebuie făcut pentru liniile de asistență?": Intent.TOPIC,
    "How many teachers have been trained?": Intent.FACT,
    "When were teachers first trained by Save the Children?": Intent.FACT,
    "Who organises art therapy workshops?": Intent.FACT,
    "Câți profesori au fost formați?": Intent.FACT,
    "Combien d'enseignants ont été formés ?": Intent.FACT,
}


@pytest.mark.parametrize(("question", "expected"), INTENTS.items())
def test_intent(question: str, expected: Intent) -> None:
    assert read(question).intent is expected


YES_NO = (
    "Is VI-1 binding?",
    "Must schools teach this?",
    "Does Romania have to set up helplines?",
    "Are helplines free of charge?",
    "Should training be compulsory?",
    "And is VI-2 binding?",
    "Este VI-1 obligatorie?",
    "Trebuie România să înființeze linii de asistență?",
    "Est-ce que VI-1 est contraignante ?",
    "Doit-on former les juges ?",
    "Faut-il former les juges ?",
    "VI-1 is binding, right?",
)
OPEN = (
    "What does VI-1 say?",
    "Which recommendations are binding?",
    "Who trains teachers?",
    "helplines",
    "How many requests are there?",
    "Ce spune VI-1?",
    "Que dit VI-1 ?",
    "Quels sont les exigences ?",
)


@pytest.mark.parametrize("question", YES_NO)
def test_can_be_answered_by_yes_or_no(question: str) -> None:
    assert read(question).yes_no


@pytest.mark.parametrize("question", OPEN)
def test_cannot_be_answered_by_yes_or_no(question: str) -> None:
    assert not read(question).yes_no


COUNTED = {
    "How many recommendations are there?": Counted.CLAUSES,
    "How many recommendation IDs are there?": Counted.IDS,
    "How many distinct IDs does chapter V have?": Counted.IDS,
    "How many chapters have a requirement?": Counted.CHAPTERS,
    "Which chapters have requests?": Counted.CHAPTERS,
    "Which chapters have no request?": Counted.CHAPTERS,
    "Câte capitole au cerințe?": Counted.CHAPTERS,
    "Combien de chapitres contiennent des exigences ?": Counted.CHAPTERS,
    "How many requests are in chapter II?": Counted.CLAUSES,
}


@pytest.mark.parametrize(("question", "expected"), COUNTED.items())
def test_counted(question: str, expected: Counted) -> None:
    assert read(question).counted is expected


HAVING = {
    "Which chapters have no request?": Having.NONE,
    "Which chapters are without requirements?": Having.NONE,
    "Which chapter lacks a requirement?": Having.NONE,
    "Which chapters contain neither a requirement nor a request?": Having.NONE,
    "Care capitole nu au nicio cerință?": Having.NONE,
    "Ce capitole nu au cerințe?": Having.NONE,
    "Quels chapitres ne contiennent aucune exigence ?": Having.NONE,
    "Which chapters have requests?": Having.SOME,
    "Care capitole au cerințe?": Having.SOME,
    "Quels chapitres contiennent des exigences ?": Having.SOME,
    "Which chapters have only invitations?": Having.ONLY,
    "Which chapters have both requirements and requests?": Having.EACH,
}


@pytest.mark.parametrize(("question", "expected"), HAVING.items())
def test_which_chapters(question: str, expected: Having) -> None:
    query = read(question)
    assert query.having is expected
    assert query.counted is Counted.CHAPTERS


NUMBERED = {
    "Which clauses carry two or more numbers?": Numbering.SEVERAL,
    "Find the recommendations that share several IDs": Numbering.SEVERAL,
    "Is there a clause without a number?": Numbering.NONE,
    "Care clauze sunt fără număr?": Numbering.NONE,
    "List chapter VII, including the clause that has no number": Numbering.ANY,
    "What does VI-1 say?": Numbering.ANY,
}


@pytest.mark.parametrize(("question", "expected"), NUMBERED.items())
def test_clauses_by_their_numbers(question: str, expected: Numbering) -> None:
    assert read(question).numbering is expected


DEFINES = {
    "What does CSGSIV mean?": "csgsiv",
    "What does “grooming” mean?": "grooming",
    "What is meant by 'sextortion'?": "sextortion",
    "Define CSAM": "csam",
    "What does ICT stand for?": "ict",
    "definition of request": "request",
    "Ce înseamnă „invite”?": "invite",
    "Que signifie « require » ?": "require",
}


@pytest.mark.parametrize(("question", "expected"), DEFINES.items())
def test_term_defined(question: str, expected: str) -> None:
    assert expected in read(question).defines.casefold()


@pytest.mark.parametrize("question", ["What does VI-1 say?", "What must be done on helplines?", "List all requests"])
def test_nothing_defined(question: str) -> None:
    assert read(question).defines == ""


LANGUAGES = {
    "What must Romania do on helplines?": "en",
    "helplines": "en",
    "VI-1": "en",
    "grooming": "en",
    "Ce trebuie să facă România pentru copii?": "ro",
    "Cate recomandari sunt?": "ro",
    "formarea judecătorilor și a procurorilor": "ro",
    "Que doit faire la Roumanie pour les enfants ?": "fr",
    "Que dit VI-1 ?": "fr",
    "Combien de recommandations y a-t-il ?": "fr",
    "la formation des juges": "fr",
}


@pytest.mark.parametrize(("question", "expected"), LANGUAGES.items())
def test_language(question: str, expected: str) -> None:
    assert read(question).language == expected


def test_must_is_a_preference_and_no_restriction() -> None:
    query = read("What must Romania do on helplines?")
    assert query.stress is REQUIRE
    assert query.filters.urgencies == ()


def test_reading_is_pure() -> None:
    questions = [*ONE_ID, *CHAPTERS, *INTENTS]
    assert [read(question) for question in questions] == [read(question) for question in reversed(questions)][::-1]


# ------------------------------------------------------------------ follow-ups, over real answers
def _ids(assistant: Assistant, question: str, *history: str) -> set[str]:
    return set(_in_order(assistant, question, *history))


def _in_order(assistant: Assistant, question: str, *history: str) -> list[str]:
    found: Iterable[tuple[str, ...]] = (c.record.recommendation_ids for c in assistant.ask(question, history).citations)
    return [name for names in found for name in names]


FOLLOW_UPS = (
    (("List all recommendations of chapter X",), "only the binding ones", {"X-4", "X-5", "X-6"}),
    (("List all recommendations of chapter X",), "And only the invitations?", {"X-2", "X-3"}),
    (("List all recommendations of chapter X",), "the generic ones only", {"X-2", "X-3"}),
    (("How many requests are in chapter II?",), "And in chapter III?", {"III-16", "III-18", "III-3", "III-7"}),
    (("List the requirements of chapter X",), "same for chapter IX", {"IX-3"}),
    (("List all recommendations of chapter VI",), "Only the requirements", {"VI-1"}),
    (("List all requirements of chapter X", "Only X-5"), "What does VI-1 say?", {"VI-1"}),
    (("What does VI-1 say?",), "And VI-2?", {"VI-2"}),
    (("List all recommendations of chapter VI",), "tell me more about the second", {"VI-2"}),
    (("Listează recomandările din capitolul X",), "doar cele obligatorii", {"X-4", "X-5", "X-6"}),
    (("Liste des recommandations du chapitre X",), "seulement les obligatoires", {"X-4", "X-5", "X-6"}),
)


@pytest.mark.parametrize(("history", "question", "expected"), FOLLOW_UPS)
def test_follow_up(assistant: Assistant, history: tuple[str, ...], question: str, expected: set[str]) -> None:
    assert _ids(assistant, question, *history) == expected


def test_the_second_is_the_second_cited(assistant: Assistant) -> None:
    earlier = "List all recommendations of chapter VIII"
    listed = _in_order(assistant, earlier)
    assert _in_order(assistant, "Tell me more about the second one", earlier) == [listed[1]]
    assert _in_order(assistant, "What about the last one?", earlier) == [listed[-1]]


@pytest.mark.parametrize("question", ["What does X-4 say?", "Should awareness-raising for children be led by their peers?"])
def test_a_question_that_stands_alone_carries_nothing_over(assistant: Assistant, question: str) -> None:
    alone = assistant.ask(question)
    after = assistant.ask(question, ["What must Romania do on helplines?"])
    assert after.answer == alone.answer
    assert after.understood == ""


def test_what_was_carried_over_is_said(assistant: Assistant) -> None:
    assert "VI-2" in assistant.ask("tell me more about the second", ["List all recommendations of chapter VI"]).understood
    assert assistant.ask("Is VI-1 binding?").understood == ""


def test_no_country_is_passed_over() -> None:
    """Only countries of which a name could begin as a word of the question does are looked for."""
    loaded = ("Romania", "Republic of Atlantis")
    countries = party_names._countries(loaded)
    for word in (fold(word) for country in countries for word in (*country.names, *country.adjectives)):
        for text in (word, f"what does l'{word}'s law", f"{word}n courts"):
            found = {country.name for country in countries if country.pattern.search(text)}
            assert found <= {country.name for country in party_names._possible(text, loaded)}, text
