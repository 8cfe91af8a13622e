"""The contract of vector engines, over the whole table: a new row is tested at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import UnknownNameError
from index.encoders import Vectors
from index.engines import ENGINES, Engine, engine, engine_name

pytestmark = pytest.mark.parametrize("name", ENGINES)
DIMENSION = 24


def unit(seed: int, rows: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(rows, DIMENSION)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


VECTORS, QUERIES = unit(1, 200), unit(2, 7)


def built(name: str, vectors: Vectors = VECTORS) -> Engine:
    return engine(name).build(vectors)


def reference(queries: Vectors, rows: list[int]) -> list[list[int]]:
    """Rank by inner product, worked out one pair at a time."""
    scores = [[(float(np.dot(query, VECTORS[row])), row) for row in rows] for query in queries]
    return [[row for _, row in sorted(found, key=lambda pair: (-pair[0], pair[1]))] for found in scores]


def test_shapes_and_types(name: str):
    scores, rows = built(name).search(QUERIES, 5)
    assert (scores.shape, rows.shape) == ((7, 5), (7, 5))
    assert (scores.dtype, rows.dtype) == (np.dtype(np.float32), np.dtype(np.int64))
    assert built(name).size == 200


def test_the_nearest_rows_come_first_with_their_cosines(name: str):
    scores, rows = built(name).search(QUERIES, 10)
    assert rows.tolist() == [found[:10] for found in reference(QUERIES, list(range(200)))]
    for query, found, cosines in zip(QUERIES, rows, scores, strict=True):
        np.testing.assert_allclose(cosines, VECTORS[found] @ query, atol=1e-5)
    assert np.all(np.diff(scores, axis=1) <= 0)


def test_a_vector_is_nearest_to_itself(name: str):
    scores, rows = built(name).search(VECTORS[:20], 1)
    assert rows[:, 0].tolist() == list(range(20))
    np.testing.assert_allclose(scores[:, 0], 1.0, atol=1e-5)


@pytest.mark.parametrize("chosen", [[3], [5, 60, 7], [199, 0, 100, 42, 17], list(range(0, 200, 3))])
def test_only_the_chosen_rows_are_searched(name: str, chosen: list[int]):
    scores, rows = built(name).search(QUERIES, 200, np.asarray(chosen, dtype=np.int64))
    assert rows.tolist() == reference(QUERIES, chosen)
    assert scores.shape == (7, len(chosen))


def test_a_choice_may_repeat_itself_and_be_unordered(name: str):
    repeated = built(name).search(QUERIES, 5, np.asarray([9, 4, 9, 2, 4], dtype=np.int64))
    once = built(name).search(QUERIES, 5, np.asarray([2, 4, 9], dtype=np.int64))
    assert repeated[1].tolist() == once[1].tolist()
    np.testing.assert_array_equal(repeated[0], once[0])


def test_no_chosen_row_finds_nothing(name: str):
    scores, rows = built(name).search(QUERIES, 5, np.zeros(0, dtype=np.int64))
    assert (scores.shape, rows.shape, rows.dtype) == ((7, 0), (7, 0), np.dtype(np.int64))


def test_fewer_rows_than_asked_for(name: str):
    scores, rows = built(name, VECTORS[:3]).search(QUERIES, 10)
    assert (scores.shape, rows.shape) == ((7, 3), (7, 3))
    assert sorted(rows[0].tolist()) == [0, 1, 2]


@pytest.mark.parametrize(("count", "k"), [(0, 5), (200, 0)])
def test_nothing_to_find(name: str, count: int, k: int):
    scores, rows = built(name, VECTORS[:count]).search(QUERIES, k)
    assert (scores.shape, rows.shape) == ((7, 0), (7, 0))


def test_no_queries(name: str):
    scores, rows = built(name).search(QUERIES[:0], 4)
    assert (scores.shape, rows.shape) == ((0, 4), (0, 4))


def test_equal_vectors_have_equal_scores_and_all_are_found(name: str):
    scores, rows = built(name, np.repeat(VECTORS[:1], 6, axis=0)).search(VECTORS[:1], 6)
    assert sorted(rows[0].tolist()) == [0, 1, 2, 3, 4, 5]
    np.testing.assert_allclose(scores[0], 1.0, atol=1e-5)


def test_the_same_search_gives_the_same(name: str):
    chosen = np.arange(0, 200, 2, dtype=np.int64)
    first, second = (built(name).search(QUERIES, 50, chosen) for _ in range(2))
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[1], second[1])


def test_a_search_leaves_its_arguments_alone(name: str):
    chosen, queries, vectors = np.asarray([9, 4, 2], dtype=np.int64), QUERIES.copy(), VECTORS.copy()
    engine(name).build(vectors).search(queries, 2, chosen)
    assert chosen.tolist() == [9, 4, 2]
    np.testing.assert_array_equal(queries, QUERIES)
    np.testing.assert_array_equal(vectors, VECTORS)


@pytest.mark.parametrize("make", [lambda v: v.astype(np.float64), np.asfortranarray, lambda v: np.repeat(v, 2, axis=0)[::2]])
def test_any_layout_of_the_same_vectors(name: str, make):
    assert built(name, make(VECTORS)).search(QUERIES, 9)[1].tolist() == built(name).search(QUERIES, 9)[1].tolist()


def test_saved_and_loaded_it_finds_the_same(name: str, tmp_path: Path):
    built(name).save(tmp_path / "vectors")
    assert [path.name for path in tmp_path.iterdir()] == ["vectors"], "one file, under the given name"
    loaded = engine(name).load(tmp_path / "vectors")
    assert loaded.size == 200
    before, after = built(name).search(QUERIES, 20), loaded.search(QUERIES, 20)
    np.testing.assert_array_equal(before[0], after[0])
    np.testing.assert_array_equal(before[1], after[1])


def test_an_empty_index_can_be_saved(name: str, tmp_path: Path):
    built(name, VECTORS[:0]).save(tmp_path / "vectors")
    assert engine(name).load(tmp_path / "vectors").size == 0


def test_what_is_saved_is_the_same_each_time_and_no_pickle(name: str, tmp_path: Path):
    for file in ("one", "two"):
        built(name).save(tmp_path / file)
    one, two = (_contents(tmp_path / file) for file in ("one", "two"))
    assert one == two
    for data in one.values():
        assert not data.startswith(b"\x80")
        assert b"numpy.core" not in data
        assert b"numpy._core" not in data


def _contents(path: Path) -> dict[str, bytes]:
    """Give the bytes of a file, or of each file in a folder."""
    return {file.name if path.is_dir() else "": file.read_bytes() for file in (path.iterdir() if path.is_dir() else [path])}


def test_a_pickle_is_refused(name: str, tmp_path: Path):
    built(name).save(tmp_path / "vectors")
    files = list((tmp_path / "vectors").iterdir()) if (tmp_path / "vectors").is_dir() else [tmp_path / "vectors"]
    with files[0].open("wb") as file:
        np.save(file, np.asarray([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises((ValueError, RuntimeError)):
        engine(name).load(tmp_path / "vectors")


def test_an_unknown_engine_lists_the_known_ones(name: str):
    with pytest.raises(UnknownNameError, match=rf"^unknown vector engine '{name}x'; known: .*{name}"):
        engine(f"{name}x")


@pytest.mark.parametrize("rows", [None, [3], [60, 7, 5, 199]])
def test_cosines_are_those_of_the_rows_asked_for(name: str, rows: list[int] | None):
    chosen = None if rows is None else np.asarray(rows, dtype=np.int64)
    cosines = built(name).cosines(QUERIES[0], chosen)
    assert cosines.dtype == np.float32
    np.testing.assert_allclose(cosines, (VECTORS if rows is None else VECTORS[rows]) @ QUERIES[0], atol=1e-5)


def test_the_spread_is_that_of_all_cosines(name: str):
    mean, deviation = built(name).spread(QUERIES[0])
    cosines = VECTORS @ QUERIES[0]
    assert (mean, deviation) == pytest.approx((float(cosines.mean()), float(cosines.std())), abs=1e-4)


def test_vectors_are_given_back(name: str, tmp_path: Path):
    built(name).save(tmp_path / "vectors")
    rows = np.asarray([7, 199, 0, 7], dtype=np.int64)
    for found in (built(name), engine(name).load(tmp_path / "vectors")):
        np.testing.assert_array_equal(found.vectors(rows), VECTORS[rows])


def test_clusters_are_searched_until_enough_rows_were(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.engines.inverted._FEWEST", 150)
    clustered = np.repeat(unit(3, 20), 50, axis=0) + 0.1 * unit(4, 1000)
    clustered = np.asarray(clustered / np.linalg.norm(clustered, axis=1, keepdims=True), dtype=np.float32)
    queries = clustered[::50]
    found = built(name, clustered).search(queries, 10)[1]
    best = np.argsort(-(queries @ clustered.T), axis=1, kind="stable")[:, :10]
    recall = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(found.tolist(), best.tolist(), strict=True)])
    assert recall >= 0.95


@pytest.mark.parametrize(("rows", "chosen"), [(0, "exact"), (166, "exact"), (100_000, "exact"), (100_001, "inverted"), (10**6, "inverted")])
def test_the_engine_follows_from_the_size(name: str, rows: int, chosen: str):
    assert engine_name("auto", rows) == chosen
    assert engine_name(name, rows) == name
    with pytest.raises(UnknownNameError, match="known: auto, exact, faiss-flat, inverted"):
        engine_name("hnsw", rows)
