"""Measuring speed: the fictional corpus is the same each time, costs are fitted right, the table says what was measured."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings
from eval.cli.speed_command import scale_lines
from eval.speed import fiction
from eval.speed.memory import most_memory
from eval.speed.probe import recall
from eval.speed.scale import COSTS, build_fiction, exponents, measure_scale
from index.analysis import analyse, grams
from index.encoders import Vectors
from index.engines.exact import Exact
from index.engines.inverted import Inverted
from index.store import read_index


def unit(rows: int, seed: int = 0) -> Vectors:
    found = np.random.default_rng(seed).standard_normal((rows, 16), dtype=np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def test_fiction_is_the_same_each_time_and_a_longer_one_begins_alike():
    first = list(fiction.clauses(200))
    assert first == list(fiction.clauses(200))
    assert first == list(islice(fiction.clauses(10**9), 200))
    assert len({clause.record for clause in first}) == 200


def test_fiction_says_that_it_is_fiction():
    for clause in fiction.clauses(170):
        assert clause.record.startswith("fictional-")
        assert clause.phrases[0].startswith("Fictional Party ")
    assert {clause.record.split(":")[0] for clause in fiction.clauses(170)} == {fiction.party_of(n) for n in (0, 80, 160)}


def test_terms_of_phrases_are_the_terms_of_the_whole():
    for clause in fiction.clauses(40):
        whole = " ".join(clause.phrases)
        assert clause.terms("stems") == analyse(whole)
        assert clause.terms("grams") == grams(whole)


def test_every_word_of_fiction_is_known():
    known = set(fiction.words())
    for clause in fiction.clauses(160):
        assert {word for phrase in clause.phrases[1:] for word in fiction.content_words(phrase)} <= known


def test_vectors_are_near_the_real_ones_and_come_in_blocks():
    real = unit(5)
    blocks = list(fiction.vectors(real, 25, block=10))
    assert [len(block) for block in blocks] == [10, 10, 5]
    found = np.vstack(blocks)
    np.testing.assert_array_equal(found, np.vstack(list(fiction.vectors(real, 25, block=10))))
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    assert (found @ real.T).max(axis=1).min() > 0.8


def test_an_exponent_is_the_slope_between_the_last_two():
    rows = [{"clauses": 1, "a": 9.0, "b": 1.0}, {"clauses": 100, "a": 1.0, "b": 5.0}, {"clauses": 10_000, "a": 100.0, "b": 5.0}]
    assert exponents(rows, ["a", "b"]) == pytest.approx({"a": 1.0, "b": 0.0})
    assert exponents(rows[:1], ["a"]) == {}


def test_recall_is_against_searching_all(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("eval.speed.probe._BLOCK", 64)
    vectors = unit(500, 1)
    assert recall(Exact.build(vectors), unit(9, 2)) == 1.0
    monkeypatch.setattr("index.engines.inverted._FEWEST", 30)
    assert 0.1 < recall(Inverted.build(vectors), unit(9, 2)) < 1.0


def test_memory_is_that_of_this_process():
    assert 10 < most_memory() < 20_000


@pytest.fixture(scope="module")
def measured(assistant: Assistant, settings: Settings) -> dict[str, object]:
    said: list[str] = []
    found = measure_scale(settings.index_dir, [100, 300], ["Is there a helpline?", "Who trains judges?"], said.append)
    assert said == ["100 fictional clauses", "300 fictional clauses"]
    return found


def test_every_size_is_measured(measured: dict[str, object]):
    rows = measured["sizes"]
    assert isinstance(rows, list)
    assert [(row["clauses"], row["engine"], row["recall_at_10"]) for row in rows] == [(100, "exact", 1.0), (300, "exact", 1.0)]
    assert all(row[cost] > 0 for row in rows for cost in COSTS)
    assert measured["exponents"].keys() == set(COSTS)  # type: ignore[attr-defined]


def test_the_table_has_a_line_a_size(measured: dict[str, object]):
    text = "\n".join(scale_lines(measured))
    assert "100" in text
    assert "300" in text
    assert "exponent" in text
    assert scale_lines({}) == []


def test_a_fictional_index_is_a_whole_one(assistant: Assistant, settings: Settings, tmp_path: Path):
    taken = build_fiction(read_index(settings.index_dir), 90, tmp_path, "inverted")
    assert taken["engine"] == "inverted"
    stored = read_index(tmp_path, "fictional")
    assert stored.contents.rows == [clause.record for clause in fiction.clauses(90)]
    assert stored.manifest.engine == "inverted"
    assert "helpline" in stored.contents.words["en"]
