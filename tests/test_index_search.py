"""Search: the order is the same everywhere, filters hold, other languages and wordings are found, scores are fused fairly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from corpus.aliases import load_aliases
from corpus.catalogue import Catalogue
from corpus.errors import IndexState, IndexStateError
from index.build import build_index
from index.chunks import Chunk, chunks_of
from index.encoders import Vectors
from index.fuse import Weights, best_first, fuse, top_rows, z_scores
from index.lexical import Lexical
from index.search import Searcher
from index.store import read_index
from index.vocabulary import Vocabulary
from tests.golden import FakeEncoder, FakeFamily, content_hash, made_up_lessons, parsed


class LevelEncoder(FakeEncoder):
    """An Encoder to which all texts are alike, so that letters alone decide."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Give the same vector for every text."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        vectors[:, 0] = 1
        return vectors


def searcher(
    folder: Path, chunks: Sequence[Chunk], monkeypatch: pytest.MonkeyPatch, encodes: FakeEncoder | None = None, name: str = "faiss-flat"
) -> Searcher:
    fake = encodes or LevelEncoder()
    monkeypatch.setattr("index.build.family", lambda spec: FakeFamily(fake))
    build_index(lambda: chunks, content_hash(chunks), {}, folder, encoder_spec="fake", wanted_engine=name)
    inside = [chunk for chunk in chunks if not chunk.record.startswith("outside:")]
    return Searcher(read_index(folder), Vocabulary.of(inside), lambda spec, folder: fake)


@pytest.fixture(scope="module")
def romania(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Give a search over the real clauses and their real wordings, by letters alone."""
    chunks = chunks_of(Catalogue([parsed("romania")]), load_aliases())
    with pytest.MonkeyPatch.context() as patch:
        return searcher(tmp_path_factory.mktemp("romania"), chunks, patch)


def found(hits: Sequence[object]) -> list[str]:
    return [hit.record.split(":")[1] for hit in hits]  # type: ignore[attr-defined]


SMALL = [
    Chunk("a:3", "Arcadia", "to set up a helpline"),
    Chunk("a:1", "Arcadia", "to train the police", (("ro", "instruirea polițiștilor"),)),
    Chunk("a:2", "Arcadia", "to set up a helpline"),
    Chunk("a:4", "Arcadia", "to fund research", (("en", "money for studies"),)),
    Chunk("outside:off_topic:weather", "", "", (("en", "Will it rain tomorrow?"),)),
    Chunk("outside:not_in_source:fines", "", "", (("en", "How high is the fine?"), ("fr", "Quelle amende ?"))),
]


@pytest.fixture(params=["faiss-flat", "exact"])
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Searcher:
    return searcher(tmp_path, SMALL, monkeypatch, name=request.param)


# --- order and choice -------------------------------------------------------------------------------------------------


def test_ties_are_broken_by_record(small: Searcher):
    hits = small.search("helpline")
    assert found(hits)[:2] == ["2", "3"]
    assert hits[0].score == hits[1].score
    assert hits[1].score > hits[2].score


def test_a_query_that_nothing_shares_ranks_all_by_name(small: Searcher):
    hits = small.search("zzzzz qqqqq")
    assert found(hits) == ["1", "2", "3", "4"]
    assert {(hit.score, hit.stems, hit.grams) for hit in hits} == {(0.0, 0.0, 0.0)}


@pytest.mark.parametrize("query", ["", " ", "\n\t"])
def test_an_empty_query_finds_nothing(small: Searcher, query: str):
    assert small.search(query) == []
    assert small.nearest_outside(query) is None


@pytest.mark.parametrize(("k", "count"), [(1, 1), (3, 3), (4, 4), (99, 4), (0, 0)])
def test_at_most_k(small: Searcher, k: int, count: int):
    assert len(small.search("helpline", k)) == count


@pytest.mark.parametrize("among", [{"a:1", "a:4"}, ["a:4", "a:1"], ("a:1", "a:4", "a:9", "outside:off_topic:weather")])
def test_only_the_chosen_records_are_found(small: Searcher, among):
    assert sorted(found(small.search("helpline research", among=among))) == ["1", "4"]
    assert found(small.search("helpline research", among=among))[0] == "4"


@pytest.mark.parametrize("among", [set(), ["a:9"]])
def test_no_chosen_record_finds_nothing(small: Searcher, among):
    assert small.search("helpline", among=among) == []


def test_questions_outside_are_never_hits(small: Searcher):
    assert not any(hit.record.startswith("outside:") for hit in small.search("Will it rain tomorrow?", 99))


def test_what_is_nearest_outside(small: Searcher):
    nearest = small.nearest_outside("Is there a fine?")
    assert nearest is not None
    assert nearest.record == "outside:not_in_source:fines"
    assert nearest.stems > 0
    rain = small.nearest_outside("rain")
    assert rain is not None
    assert rain.record == "outside:off_topic:weather"
    french = small.nearest_outside("une amende", "fr")
    assert french is not None
    assert french.record == "outside:not_in_source:fines"


def test_without_questions_outside_nothing_is_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert searcher(tmp_path, SMALL[:4], monkeypatch).nearest_outside("rain") is None


def test_scores_are_explained(small: Searcher):
    hit = small.search("helpline")[0]
    assert hit.stems > 0
    assert hit.grams > 0
    assert hit.dense == pytest.approx(1.0)
    assert small.search("polițiști", language="ro")[0].record == "a:1"


def test_vectors_decide_where_letters_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    search = searcher(tmp_path, SMALL, monkeypatch, FakeEncoder())
    for chunk in SMALL[:4]:
        hits = search.search(chunk.text, 99)
        assert chunk.text in {c.text for c in SMALL if c.record == hits[0].record}
        by_record = {hit.record: hit.dense for hit in hits}
        assert by_record[chunk.record] == pytest.approx(1.0, abs=1e-5)
        assert max(by_record.values()) == by_record[hits[0].record]


def test_the_cosines_are_the_records_own_also_among_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fake = FakeEncoder()
    search = searcher(tmp_path, SMALL, monkeypatch, fake)
    question = fake.queries(["what about it"])[0]
    expected = {chunk.record: float(fake.queries([chunk.text])[0] @ question) for chunk in SMALL[:4]}
    for among in (None, {"a:2", "a:4"}, {"a:1"}):
        for hit in search.search("what about it", 99, among):
            assert hit.dense == pytest.approx(expected[hit.record], abs=1e-5)


def test_the_same_question_gives_the_same_hits(romania: Searcher):
    assert romania.search("helplines for children", 20) == romania.search("helplines for children", 20)


# --- the model --------------------------------------------------------------------------------------------------------


def test_the_encoder_is_loaded_at_the_first_search_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    searcher(tmp_path, SMALL, monkeypatch)
    loaded: list[str] = []

    def load(spec: str, folder: Path) -> FakeEncoder:
        loaded.append(spec)
        return LevelEncoder()

    search = Searcher(read_index(tmp_path), Vocabulary.of(SMALL[:4]), load)
    assert loaded == []
    search.search("helpline")
    search.search("police")
    assert loaded == ["fake"]


@pytest.mark.parametrize("change", [{"checksum": "1" * 64}, {"dimension": 9}])
def test_another_model_under_the_same_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]):
    searcher(tmp_path, SMALL, monkeypatch)
    other = LevelEncoder()
    for name, value in change.items():
        setattr(other, name, value)
    with pytest.raises(IndexStateError) as caught:
        Searcher(read_index(tmp_path), Vocabulary.of(SMALL[:4]), lambda spec, folder: other).search("helpline")
    assert caught.value.state is IndexState.STALE
    assert "lanzarote index build" in str(caught.value)


# --- languages, by letters alone --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "language", "record"),
    [
        ("Do we have to set up a helpline?", "en", "VI-1"),
        ("hotline opening hours", "en", "VI-1"),
        ("Trebuie o linie telefonică gratuită pentru copii?", "ro", "VI-1"),
        ("linii telefonice gratuite", "ro", "VI-1"),
        ("linie telefonica gratuita", "ro", "VI-1"),
        ("numéro vert pour enfants", "fr", "VI-1"),
        ("lignes d'ecoute gratuites", "fr", "VI-1"),
        ("finanțarea ONG-urilor", "ro", "VII-fn94"),
        ("finanţarea ONG-urilor", "ro", "VII-fn94"),
        ("subventions aux associations", "fr", "VII-fn94"),
        ("principiul personalității pasive", "ro", "IV-9"),
        ("Câți adolescenți trimit nuduri?", "ro", "XI-1"),
        ("Combien d'adolescents envoient des nudes ?", "fr", "XI-1"),
        ("hleplines free of charge", "en", "VI-1"),
    ],
)
def test_other_wordings_find_the_clause_in_every_language(romania: Searcher, query: str, language: str, record: str):
    assert record in found(romania.search(query, 3, language=language))


def test_the_language_of_the_question_chooses_the_stemmer(romania: Searcher):
    right, wrong = (romania.search("finanțării proiectelor", 1, language=language)[0].stems for language in ("ro", "en"))
    assert right > wrong


# --- BM25 -------------------------------------------------------------------------------------------------------------

DOCUMENTS = [["help", "line"], ["help", "help", "judg"], [], ["polic"]]


def test_bm25_prefers_rare_and_repeated_terms(tmp_path: Path):
    lexical = Lexical.build(DOCUMENTS)
    scores = lexical.scores(["help"])
    assert (scores.shape, scores.dtype) == ((4,), np.dtype(np.float32))
    assert scores[1] > scores[0] > 0 == scores[2] == scores[3]
    assert lexical.scores(["polic"])[3] > lexical.scores(["help"]).max()
    assert lexical.scores(["elephant"]).tolist() == lexical.scores([]).tolist() == [0.0] * 4
    lexical.save(tmp_path / "bm25")
    np.testing.assert_array_equal(Lexical.load(tmp_path / "bm25").scores(["help", "polic"]), lexical.scores(["help", "polic"]))


def test_bm25_is_lucenes(tmp_path: Path):
    """Recompute one score by the formula: idf · tf / (tf + k1 (1 - b + b · length / mean length))."""
    length = sum(map(len, DOCUMENTS)) / 4
    idf = np.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    expected = idf * 2 / (2 + 1.5 * (1 - 0.75 + 0.75 * 3 / length))
    assert Lexical.build(DOCUMENTS).scores(["help"])[1] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_bm25_over_nothing(tmp_path: Path, documents: list[list[str]]):
    lexical = Lexical.build(documents)
    lexical.save(tmp_path / "bm25")
    for one in (lexical, Lexical.load(tmp_path / "bm25")):
        assert one.size == len(documents)
        assert one.scores(["help"]).tolist() == [0.0] * len(documents)


# --- fusion -----------------------------------------------------------------------------------------------------------

finite = st.floats(-1000, 1000, width=32)
scores = arrays.arrays(np.float32, st.integers(0, 12), elements=finite)
triples = st.integers(1, 12).flatmap(lambda n: st.tuples(*(arrays.arrays(np.float32, n, elements=finite) for _ in range(4))))
quickly = settings(max_examples=80, derandomize=True, deadline=None, database=None)


def spread(values: Vectors) -> bool:
    return bool(values.size) and float(np.ptp(values)) > 1e-2


@given(values=scores)
@quickly
def test_z_scores_have_mean_0_and_deviation_1(values: Vectors):
    standard = z_scores(values)
    assert (standard.shape, standard.dtype) == (values.shape, np.dtype(np.float32))
    assert np.isfinite(standard).all()
    if spread(values):
        assert float(standard.mean()) == pytest.approx(0, abs=1e-2)
        assert float(standard.std()) == pytest.approx(1, abs=1e-2)


@given(values=scores, scale=st.floats(0.1, 10), shift=st.floats(-10, 10))
@quickly
def test_z_scores_do_not_depend_on_the_scale(values: Vectors, scale: float, shift: float):
    if spread(values):
        moved = np.asarray(values * scale + shift, dtype=np.float32)
        np.testing.assert_allclose(z_scores(moved), z_scores(values), atol=5e-2)


@pytest.mark.parametrize("values", [[], [3.0], [2.0, 2.0, 2.0], [0.0, 0.0]])
def test_equal_scores_say_nothing(values: list[float]):
    assert z_scores(np.asarray(values, dtype=np.float32)).tolist() == [0.0] * len(values)


@given(parts=triples)
@quickly
def test_who_is_ahead_everywhere_is_ahead(parts: tuple[Vectors, Vectors, Vectors, Vectors]):
    fused = fuse(*parts)
    assert (fused.shape, fused.dtype) == (parts[0].shape, np.dtype(np.float32))
    for one in range(len(fused)):
        for other in range(len(fused)):
            if all(part[one] >= part[other] for part in parts):
                assert fused[one] >= fused[other] - 1e-5


@given(parts=triples, data=st.data())
@quickly
def test_fusion_does_not_depend_on_the_order_of_records(parts: tuple[Vectors, Vectors, Vectors, Vectors], data: st.DataObject):
    order = data.draw(st.permutations(range(len(parts[0]))))
    shuffled = fuse(*(part[order] for part in parts))
    np.testing.assert_allclose(shuffled, fuse(*parts)[order], atol=1e-2)


@pytest.mark.parametrize(("weights", "part"), [((1, 0, 0, 0), 0), ((0, 1, 0, 0), 1), ((0, 0, 1, 0), 2), ((0, 0, 0, 1), 3)])
def test_a_weight_of_1_is_that_part_alone(weights: tuple[float, float, float, float], part: int):
    parts = [np.asarray(p, dtype=np.float32) for p in ([1, 2, 3], [5, 1, 1], [0, 9, 1], [4, 4, 9])]
    np.testing.assert_allclose(fuse(*parts, Weights(*weights)), z_scores(parts[part]))


def test_what_tells_nothing_apart_leaves_its_weight_to_the_rest():
    ahead, level = np.asarray([3, 1, 2], dtype=np.float32), np.zeros(3, dtype=np.float32)
    np.testing.assert_allclose(fuse(ahead, level, level, level), z_scores(ahead), rtol=1e-6)
    assert fuse(level, level, level, level).tolist() == [0.0, 0.0, 0.0]


def test_the_weights_add_up_to_1():
    assert sum(Weights()) == pytest.approx(1)
    assert min(Weights()) >= 0


@given(values=scores)
@quickly
def test_best_first_is_descending_and_whole(values: Vectors):
    names = [f"r{i:02}" for i in range(len(values))]
    order = best_first(values, names)
    assert sorted(order) == list(range(len(values)))
    ranked = [(-float(values[i]), names[i]) for i in order]
    assert ranked == sorted(ranked)


def test_best_first_breaks_ties_by_name():
    assert best_first(np.asarray([1, 2, 1, 2], dtype=np.float32), ["d", "c", "a", "b"]) == [3, 1, 2, 0]


def test_types_of_callbacks_are_plain_functions():
    """`Searcher` takes any function that gives an encoder, so that tests need no model."""
    load: Callable[[str], FakeEncoder] = FakeEncoder
    assert load("fake").spec == "fake"


# --- large indexes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("learned", [False, True], ids=["nothing learned", "learned"])
@pytest.mark.parametrize("name", ["exact", "inverted"])
def test_a_large_index_gives_what_searching_all_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, learned: bool):
    words = ["helpline", "police", "school", "court", "judge", "parents", "images", "research", "prison", "lawyer"]
    chunks = [Chunk(f"a:{i:03}", "h", f"{words[i % 10]} {words[i // 10 % 10]} {words[i // 40 % 10]}") for i in range(400)]
    lessons = made_up_lessons({}) if learned else None
    monkeypatch.setattr("index.build.load_lessons", lambda checksum: lessons)
    search = searcher(tmp_path, chunks, monkeypatch, FakeEncoder(), name)
    questions = ["helpline for parents", "court and judge", "research in prison", "nothing of it"]
    exhaustive = [search.search(question, 20) for question in questions]
    monkeypatch.setattr("index.search.EXHAUSTIVE", 100)
    for question, all_of_it in zip(questions, exhaustive, strict=True):
        hits = search.search(question, 20)
        assert found(hits) == found(all_of_it)
        assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in all_of_it], abs=1e-3)
        assert any(hit.learned for hit in hits) is learned


@given(arrays.arrays(np.float32, st.integers(0, 40), elements=st.sampled_from([0, 0.5, 1, 2, 3])), st.integers(1, 10))
def test_top_rows_are_the_highest_above_nothing(scores: Vectors, k: int):
    rows = top_rows(scores, k).tolist()
    expected = [row for row in sorted(range(len(scores)), key=lambda row: (-scores[row], row)) if scores[row] > 0][:k]
    assert sorted(rows) == sorted(expected)


@given(arrays.arrays(np.float32, st.integers(1, 40), elements=st.sampled_from([0, 0.5, 1, 2, 3])), st.integers(1, 50))
def test_the_best_are_the_first_of_all(scores: Vectors, k: int):
    names = [f"r{i * 7 % 41:02}" for i in range(len(scores))]
    assert best_first(scores, names, k) == best_first(scores, names)[:k]


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=6), min_size=1, max_size=300), st.lists(st.sampled_from("abcdex"), max_size=5))
def test_a_few_rows_score_as_they_do_among_all(documents: list[list[str]], terms: list[str]):
    index = Lexical.build(documents)
    for rows in (np.arange(0, len(documents), 7), np.asarray([len(documents) - 1]), np.arange(0)):
        np.testing.assert_array_equal(index.scores(terms, rows), index.scores(terms)[rows])


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=6), min_size=1, max_size=30).filter(any), st.sampled_from("abcde"))
def test_scores_are_those_of_a_well_known_library(documents: list[list[str]], term: str):
    known = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    known.index(documents, show_progress=False)
    theirs = known.get_scores([term]) if term in known.vocab_dict else np.zeros(len(documents))
    np.testing.assert_allclose(Lexical.build(documents).scores([term]), theirs, atol=1e-5)


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=6), min_size=1, max_size=60), st.lists(st.sampled_from("abcdex"), max_size=5))
def test_many_rows_score_as_few_do(documents: list[list[str]], terms: list[str]):
    index = Lexical.build(documents)
    together = index.scores(terms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.lexical._SMALL", 0)
        np.testing.assert_array_equal(index.scores(terms), together)
