"""The subject index: every clause is in it, its names tell subjects apart, and a faulty file is refused with all its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.subjects import bundled_subjects, load_subjects
from tests.golden import SLUGS, clause, parsed

INDEX = bundled_subjects()
BY_KEY = {subject.key: subject for subject in INDEX.all}


def clauses_of(key: str, slug: str = "romania") -> list[str]:
    return ["+".join(record.recommendation_ids) for record in parsed(slug).recommendations if BY_KEY[key].holds(record)]


def written(folder: Path, text: str) -> Path:
    path = folder / "subjects.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_clause_of_romania_is_in_the_index_by_each_of_its_numbers():
    records = parsed("romania").recommendations
    assert len(records) == 73
    assert [record.record for record in records if not INDEX.knows(record)] == []


# By hand from the factsheet.
@pytest.mark.parametrize(
    ("key", "clauses"),
    [
        ("parents", ["VIII-6", "VIII-7", "IX-8"]),
        ("helplines", ["VI-1", "VI-2"]),
        ("dual-criminality", ["IV-7", "IV-8"]),
        ("children-with-disabilities", ["VIII-4"]),
        ("prosecutors", ["III-11", "III-17+III-19", "III-21", "III-16+III-18", "III-3+III-7"]),
        ("databases", ["III-24", "III-25+III-29", "V-14+V-16"]),
        ("research", ["XI-1", "XI-2", "XI-3"]),
        ("funding", ["III-3+III-7", "III-24", "III-32", ""]),
        ("jurisdiction", ["IV-9", "IV-7", "IV-8"]),
    ],
)
def test_a_subject_holds_the_clauses_that_name_it(key: str, clauses: list[str]):
    assert clauses_of(key) == clauses


def test_the_clause_without_a_number_belongs_to_subjects_by_its_words():
    [record] = [record for record in parsed("romania").recommendations if not record.recommendation_ids]
    assert {"civil-society", "funding", "programmes"} <= {subject.key for subject in INDEX.of(record)}


def test_a_statement_belongs_to_no_subject():
    assert [INDEX.of(record) for record in parsed("romania").statements if INDEX.of(record)] == []


def test_another_partys_clause_of_the_same_number_belongs_to_the_same_subjects():
    for slug in SLUGS:
        for record in parsed(slug).recommendations:
            for name in record.recommendation_ids:
                romanian = [other for other in parsed("romania").recommendations if name in other.recommendation_ids]
                assert set(map(id, INDEX.of(romanian[0]))) <= set(map(id, INDEX.of(record))) if romanian else True


def test_a_clause_that_was_not_read_for_the_index_is_not_known(tmp_path: Path):
    small = load_subjects(written(tmp_path, '[[subject]]\nkey = "a"\nen = ["a"]\nro = ["b"]\nfr = ["c"]\nids = ["III-16", "VI-1"]\n'))
    sheet = parsed("romania")
    assert small.knows(clause(sheet, "VI-1"))
    assert not small.knows(clause(sheet, "VI-2"))
    # It carries III-16 too, but whoever reads III-18 has not been asked.
    assert not small.knows(clause(sheet, "III-18"))


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path):
    path = written(
        tmp_path,
        "\n".join(
            [
                "general = 1",
                "[[topic]]",
                '[[subject]]\nkey = "a"\nen = ["same", "other"]\nro = ["x"]\nfr = "y"\nids = ["3.1"]\ncolour = 1',
                '[[subject]]\nkey = "a"\nen = ["Same"]\nro = ["z"]\nfr = ["w"]',
                '[[subject]]\nen = ["third"]\nro = ["q"]\nfr = ["r"]\nids = ["VI-1"]',
            ]
        ),
    )
    with pytest.raises(InputError) as caught:
        load_subjects(path)
    told = str(caught.value)
    for fault in (
        "unknown table 'topic'",
        "'general' must hold",
        "unknown key 'colour'",
        "'fr' must be a list",
        "'3.1' is no recommendation ID",
        "has no name in 'fr'",
        "has neither 'ids' nor 'match'",
        "a subject has no 'key'",
        "there are 2 subjects 'a'",
        "'same' stands 2 times in 'en'",
    ):
        assert fault in told
    assert all(line.startswith(str(path)) for line in told.splitlines())


def test_a_missing_file_is_one_line(tmp_path: Path):
    with pytest.raises(InputError, match=r"cannot be read as TOML"):
        load_subjects(tmp_path / "none.toml")
