"""Intervals, the randomisation test and Holm's correction, against references and hand computation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as reference

from eval.figure import Figure
from eval.stats import bootstrap, cluster_sums, figures, holm, paired_test, wilson


def _column(values: list[float]) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def test_wilson_as_published() -> None:
    """Newcombe 1998, table I: 81 of 263, and none of 20."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)


def test_cluster_sums() -> None:
    values = np.array([[1.0, 5.0], [2.0, 7.0], [4.0, 9.0]])
    defined = np.array([[True, False], [True, True], [True, True]])
    sums, counts = cluster_sums(values, defined, np.array([0, 1, 0]))
    assert sums.tolist() == [[5.0, 9.0], [2.0, 7.0]]
    assert counts.tolist() == [[2.0, 1.0], [1.0, 1.0]]


def test_the_bootstrap_agrees_with_scipy_where_clusters_are_single() -> None:
    values = np.random.default_rng(7).random(120)
    ours = bootstrap(values[:, None], np.ones((120, 1)), resamples=9999)[:, 0]
    theirs = reference.bootstrap((values,), np.mean, method="percentile", rng=np.random.default_rng(1))
    assert ours == pytest.approx([theirs.confidence_interval.low, theirs.confidence_interval.high], abs=0.01)


def test_variants_of_one_question_do_not_narrow_the_interval() -> None:
    """Seven copies of each answer are still one question each: as wide as without copies."""
    once = np.random.default_rng(7).integers(0, 2, 60).astype(float)
    seven = np.repeat(once, 7)
    everything = np.ones((420, 1), dtype=bool)
    single = figures(["x"], _column(list(once)), np.ones((60, 1), dtype=bool), np.arange(60))[0].interval
    copied = figures(["x"], _column(list(seven)), everything, np.repeat(np.arange(60), 7))[0].interval
    naive = figures(["x"], _column(list(seven)), everything, np.arange(420))[0].interval
    assert single is not None
    assert copied is not None
    assert naive is not None
    assert copied == pytest.approx(single)
    assert naive[1] - naive[0] < 0.6 * (copied[1] - copied[0])


def test_equal_seeds_give_equal_intervals() -> None:
    sums, counts = np.random.default_rng(7).random((50, 3)), np.ones((50, 3))
    assert np.array_equal(bootstrap(sums, counts), bootstrap(sums, counts))
    assert not np.array_equal(bootstrap(sums, counts), bootstrap(sums, counts, seed=1))


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Clusters of five that share their answer, true mean 0.7: 95% intervals, 200 trials."""
    random = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        values = np.repeat((random.random(80) < 0.7).astype(float), 5)
        interval = figures(["x"], values[:, None], np.ones((400, 1), dtype=bool), np.repeat(np.arange(80), 5))[0].interval
        held += interval is not None and interval[0] <= 0.7 <= interval[1]
    assert 180 <= held <= 199


def test_a_figure_says_what_it_rests_on() -> None:
    values = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]])
    defined = np.array([[True, False, False], [True, False, False], [True, False, False], [False, True, False]])
    mean, one, none = figures(["mean", "one", "none"], values, defined, np.arange(4))
    assert (mean.value, mean.n, mean.undefined) == (pytest.approx(2 / 3), 3, 1)
    assert one == Figure("one", 1.0, 1, 3, wilson(1, 1))
    assert none == Figure("none", None, 0, 4, None)
    assert str(none) == "none undefined n=0 (4 undefined)"


def test_values_that_are_all_equal_still_have_an_interval_with_a_width() -> None:
    """Ten clusters of three, all right: Wilson on ten, not on thirty."""
    figure = figures(["x"], np.ones((30, 1)), np.ones((30, 1), dtype=bool), np.repeat(np.arange(10), 3))[0]
    assert figure.interval == wilson(10, 10)


def test_a_resample_without_a_defined_item_is_passed_over() -> None:
    """One defined cluster among thirty: a third of all resamples have none of it."""
    defined = np.zeros((30, 1), dtype=bool)
    defined[3] = True
    found = figures(["x"], np.full((30, 1), 0.5), defined, np.arange(30))[0]
    assert found.interval == (0.5, 0.5)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(0, 5)), min_size=1, max_size=40))
def test_no_figure_is_ever_nan(rows: list[tuple[float, bool, int]]) -> None:
    values = _column([value for value, _, _ in rows])
    defined = np.array([[some] for _, some, _ in rows])
    figure = figures(["x"], values, defined, np.array([cluster for _, _, cluster in rows]))[0]
    assert figure.n + figure.undefined == len(rows)
    if figure.value is None:
        assert figure.n == 0
        assert figure.interval is None
    else:
        assert figure.interval is not None
        assert all(map(math.isfinite, (figure.value, *figure.interval)))


# ------------------------------------------------------------------ the paired test
def test_the_paired_test_agrees_with_scipy() -> None:
    """Twelve questions: scipy goes through all 4,096 signs."""
    random = np.random.default_rng(5)
    first, second = random.random(12), random.random(12) + 0.15
    (ours,) = paired_test(first[:, None], second[:, None], np.ones((12, 1), dtype=bool), np.arange(12))
    theirs = reference.permutation_test((first - second,), np.sum, permutation_type="samples", n_resamples=np.inf)
    assert 0.02 < theirs.pvalue < 0.9
    assert ours == pytest.approx(theirs.pvalue, abs=0.015)


def test_the_paired_test_by_hand() -> None:
    """Three clusters that all got better: only all signs equal are as extreme, 2 of 8."""
    (p,) = paired_test(np.zeros((3, 1)), np.ones((3, 1)), np.ones((3, 1), dtype=bool), np.arange(3))
    assert p == pytest.approx(0.25, abs=0.02)


def test_copies_of_a_question_are_no_evidence() -> None:
    """One question that got better, in seven wordings: p must stay 1."""
    first, second, defined = np.zeros((7, 1)), np.ones((7, 1)), np.ones((7, 1), dtype=bool)
    assert paired_test(first, second, defined, np.zeros(7, dtype=int)) == [1.0]
    (naive,) = paired_test(first, second, defined, np.arange(7))
    assert naive is not None
    assert naive < 0.05


def test_equal_runs_do_not_differ() -> None:
    values = np.random.default_rng(7).random((30, 2))
    assert paired_test(values, values, np.ones((30, 2), dtype=bool), np.arange(30)) == [1.0, 1.0]


def test_where_nothing_is_defined_there_is_no_test() -> None:
    values, defined = np.random.default_rng(7).random((5, 2)), np.array([[True, False]] * 5)
    assert paired_test(values, values[::-1], defined, np.arange(5))[1] is None
    assert paired_test(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2), dtype=bool), np.zeros(0, dtype=int)) == [
        None,
        None,
    ]


# ------------------------------------------------------------------ Holm
def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, None, 0.9]) == [1.0, None, 1.0]
    assert holm([]) == []


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20))
def test_holm_never_lowers_and_keeps_the_order(p_values: list[float | None]) -> None:
    adjusted = holm(p_values)
    pairs = sorted((p, q) for p, q in zip(p_values, adjusted, strict=True) if p is not None and q is not None)
    assert [q is None for q in adjusted] == [p is None for p in p_values]
    assert all(p <= q <= 1 for p, q in pairs)
    assert [q for _, q in pairs] == sorted(q for _, q in pairs)
