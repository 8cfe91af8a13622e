"""Other wordings: every recommendation has some, in three languages, and a faulty file is refused with all its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.aliases import Aliases, load_aliases
from corpus.errors import InputError
from corpus.outside import load_outside
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Kind
from corpus.tables import LANGUAGES
from corpus.text import fold
from tests.golden import SLUGS, SMALL, clause, ids, parsed, table

BUNDLED = load_aliases()


def loaded(folder: Path, **files: str) -> Aliases:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_aliases(folder)


def faults(folder: Path, **files: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        loaded(folder, **files)
    return [line.replace(f"{folder}/", "") for line in str(caught.value).split("\n")]


def test_every_recommendation_of_romania_has_wordings():
    expected = {name for row in table("romania", "clauses") for name in ids(row["ids"])}
    assert len(expected) == 83
    assert expected <= BUNDLED.ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_of_romania_is_worded_in_every_language(language: str):
    for record in parsed("romania").recommendations:
        wordings = BUNDLED.of(record)
        assert len(wordings.terms[language]) >= 5, record.record
        assert len(wordings.questions[language]) >= 3, record.record


@pytest.mark.parametrize("chapter", ["II", "VI", "XI"])
def test_what_is_read_for_some_clauses_holds_all_their_wordings(chapter: str):
    clauses = [c for c in parsed("romania").recommendations if c.chapter == chapter and c.recommendation_ids]
    some = load_aliases(naming=[name for clause in clauses for name in clause.recommendation_ids])
    assert [some.of(clause) for clause in clauses] == [BUNDLED.of(clause) for clause in clauses]
    assert len(some.ids) < len(BUNDLED.ids)


def test_the_clause_without_id_is_found_by_its_words():
    (found,) = [c for c in parsed("romania").recommendations if not c.recommendation_ids]
    assert "grants" in BUNDLED.of(found).terms["en"]


def test_another_partys_clause_without_id_has_only_wordings_that_match():
    for slug in ("valdoria", "republic-of-tamar"):
        (found,) = [c for c in parsed(slug).recommendations if not c.recommendation_ids]
        assert list(BUNDLED.of(found).texts()) == []


def test_wordings_serve_every_party_by_id():
    assert BUNDLED.of(clause(parsed("valdoria"), "VI-1")) == BUNDLED.of(clause(parsed("romania"), "VI-1"))


def test_a_clause_with_several_ids_has_the_wordings_of_all():
    found = clause(parsed("valdoria"), "III-14")
    assert found.recommendation_ids == ("III-14", "III-17", "III-19")
    terms = BUNDLED.of(found).terms["en"]
    romania = parsed("romania")
    assert set(terms) == {t for name in ("III-14", "III-17") for t in BUNDLED.of(clause(romania, name)).terms["en"]}
    assert len(terms) == len(set(terms)), "one table of two IDs counts once"


def test_an_unknown_id_has_no_wordings():
    sheet = parse_factsheet(SMALL.replace("VI-5", "VI-77"), "x")
    assert list(BUNDLED.of(sheet.recommendations[-1]).texts()) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_wordings_are_not_copied_from_the_source(slug: str):
    """They are other words: a question that is the clause itself would test nothing."""
    for record in parsed(slug).recommendations:
        assert not any(fold(text) == fold(record.text) for _, text in BUNDLED.of(record).texts())


def test_statements_have_wordings_by_the_notions_they_speak_of():
    wordings = [list(BUNDLED.of(s).texts()) for s in parsed("romania").statements]
    assert sum(bool(found) for found in wordings) >= 80
    (definition,) = [s for s in parsed("romania").statements if s.kind is Kind.DEFINITION and s.footnotes == (1,)]
    assert list(BUNDLED.of(definition).texts())


# --- files ------------------------------------------------------------------------------------------------------------

VI_1 = '[[recommendation]]\nids = ["VI-1"]\nen.terms = ["hotline"]\nen.questions = ["Who answers?"]\nro.terms = ["telverde"]\n'


def test_a_file_is_read(tmp_path: Path):
    aliases = loaded(tmp_path, vi=VI_1)
    assert aliases.ids == {"VI-1"}
    record = parse_factsheet(SMALL, "x").recommendations[0]
    assert list(aliases.of(record).texts()) == [("en", "hotline"), ("ro", "telverde"), ("en", "Who answers?")]


def test_an_empty_folder_gives_no_wordings(tmp_path: Path):
    assert load_aliases(tmp_path).ids == frozenset()


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(InputError, match="there is no such folder"):
        load_aliases(tmp_path / "none")


def test_concepts_and_passages_apply_to_statements_only(tmp_path: Path):
    concept = '[[concept]]\nmatch = ["helplines", "factsheet"]\nen = ["lines"]\n'
    more = f'{concept}[[passage]]\nmatch = ["runs two"]\nen.questions = ["How many?"]\n'
    aliases = loaded(tmp_path, vi=VI_1, more=more)
    sheet = parse_factsheet(SMALL, "x")
    introduction, observation = sheet.statements
    assert list(aliases.of(introduction).texts()) == [("en", "lines")]
    assert sorted(aliases.of(observation).texts()) == [("en", "How many?"), ("en", "lines")]
    assert list(aliases.of(sheet.recommendations[1]).texts()) == []


def test_words_match_whole_and_in_any_case(tmp_path: Path):
    aliases = loaded(tmp_path, more='[[concept]]\nmatch = ["HELPLINE"]\nen = ["line"]\n')
    assert list(aliases.of(parse_factsheet(SMALL, "x").statements[1]).texts()) == [], "`helplines` is another word"


def test_all_faults_of_all_files_come_at_once(tmp_path: Path):
    found = faults(
        tmp_path,
        a=VI_1,
        b='[[recommendation]]\nids = ["VI-1", "Vl-2"]\nen.terms = ["Hotline"]\nde.terms = ["x"]\n\n[[recommendation]]\nen.terms = ["y"]\n',
        c="[[recommendation\n",
        d='[other]\nx = 1\n\n[[concept]]\nen = ["z"]\nwords = ["z"]\n',
    )
    assert found[:7] == [
        "b.toml: VI-1+Vl-2: 'Vl-2' is no recommendation ID",
        "b.toml: VI-1+Vl-2: unknown key 'de'",
        "b.toml: clause without ID: has neither 'ids' nor 'match'",
        found[3],
        "d.toml: unknown table 'other'",
        "d.toml: concept ?: unknown key 'words'",
        "d.toml: concept ?: has no 'match'",
    ]
    assert found[3].startswith("c.toml: cannot be read as TOML (")
    assert found[7:] == [
        "b.toml: VI-1+Vl-2: VI-1 has a table already, in a.toml: VI-1",
        "b.toml: VI-1+Vl-2: 'hotline' stands twice, first in a.toml: VI-1",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[recommendation]]\nids = "VI-1"\n', "x.toml: recommendation: 'ids' must be a list of texts that are not blank"),
        ('[[recommendation]]\nids = ["VI-1", 2]\n', "x.toml: recommendation: 'ids' must be a list of texts that are not blank"),
        ('[[recommendation]]\nids = ["VI-1"]\nen = "x"\n', "x.toml: VI-1: 'en' must hold 'terms' and 'questions'"),
        ('[[recommendation]]\nids = ["VI-1"]\nen.term = ["x"]\n', "x.toml: VI-1: unknown key 'en.term'"),
        ('[[recommendation]]\nids = ["VI-1"]\nfr.terms = "x"\n', "x.toml: VI-1: fr: 'terms' must be a list of texts that are not blank"),
        ('[[recommendation]]\nids = ["VI-1"]\nfr.terms = [" "]\n', "x.toml: VI-1: fr: 'terms' must be a list of texts that are not blank"),
        ('[[concept]]\nmatch = "word"\nen = ["x"]\n', "x.toml: concept: 'match' must be a list of texts that are not blank"),
        ('[[concept]]\nmatch = ["word"]\nen = "x"\n', "x.toml: concept word: 'en' must be a list of texts that are not blank"),
        ('[recommendation]\nids = ["VI-1"]\n', "x.toml: write each recommendation under [[recommendation]]"),
        ("concept = [1]\n", "x.toml: write each concept under [[concept]]"),
        ('[[concept]]\nmatch = ["a"]\nen = ["x", "X"]\n', "x.toml: concept a: 'x' stands twice, first in x.toml: concept a"),
    ],
)
def test_a_fault_of_a_file(tmp_path: Path, text: str, fault: str):
    assert fault in faults(tmp_path, x=text)


def test_a_file_that_is_not_utf_8(tmp_path: Path):
    (tmp_path / "x.toml").write_bytes("[[concept]]\nmatch = ['fișă']\n".encode("utf-16"))
    with pytest.raises(InputError, match=r"x\.toml: cannot be read as TOML"):
        load_aliases(tmp_path)


# --- questions outside the factsheets ---------------------------------------------------------------------------------


def test_the_bundled_themes_have_a_reason_and_questions():
    themes = load_outside()
    assert {theme.reason for theme in themes} == {"not_in_source", "off_topic"}
    assert all(theme.questions for theme in themes)
    assert len({theme.theme for theme in themes}) == len(themes)


def test_all_faults_of_the_themes_come_at_once(tmp_path: Path):
    path = tmp_path / "o.toml"
    path.write_text('x = 1\n[[outside]]\nreason = "far"\nen = "Who?"\nde = ["Wer?"]\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_outside(tmp_path)
    assert sorted(line.removeprefix(f"{path}: ") for line in str(caught.value).split("\n")) == [
        "theme '?': 'en' must be a list of texts that are not blank",
        "theme '?': 'reason' must be one of not_in_source, off_topic",
        "theme '?': has no 'theme'",
        "theme '?': unknown key 'de'",
        "unknown table 'x'",
    ]


def test_themes_that_are_no_toml(tmp_path: Path):
    (tmp_path / "x.toml").write_text("[[outside", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.toml: cannot be read as TOML"):
        load_outside(tmp_path)


def test_themes_from_nowhere(tmp_path: Path):
    with pytest.raises(InputError, match="there is no such folder"):
        load_outside(tmp_path / "none")
