"""Ranking through ir_measures, the risk-coverage curve, latency."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import RANKING_METRICS, Ranking, latency, ranking_scores, risk_coverage

# ------------------------------------------------------------------ ranking


def _scores(relevant: str, ranked: str) -> dict[str, float]:
    return ranking_scores({"q": Ranking(tuple(relevant.split()), tuple(ranked.split()))})["q"]


def test_a_perfect_ranking() -> None:
    assert _scores("a", "a x y") == dict.fromkeys(RANKING_METRICS, 1.0)


def test_a_second_place() -> None:
    assert _scores("a", "x a") == pytest.approx(
        {"recall@1": 0.0, "recall@5": 1.0, "recall@10": 1.0, "mrr": 0.5, "ndcg@10": 1 / math.log2(3)}
    )


def test_two_of_three() -> None:
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert _scores("a b c", "a x y z w b") == pytest.approx(
        {
            "recall@1": 1.0,
            "recall@5": 1 / 3,
            "recall@10": 2 / 3,
            "mrr": 1.0,
            "ndcg@10": (1 + 1 / math.log2(7)) / ideal,
        }
    )


def test_recall_is_capped_where_there_is_more_gold_than_places() -> None:
    many = " ".join(f"g{i}" for i in range(16))
    scores = _scores(many, many)
    assert (scores["recall@1"], scores["recall@5"], scores["recall@10"], scores["ndcg@10"]) == pytest.approx((1.0,) * 4)


def test_a_question_with_no_hits_does_not_drop_out() -> None:
    rankings = {"hit": Ranking(("a",), ("a",)), "miss": Ranking(("a",), ()), "none": Ranking((), ("a",))}
    scores = ranking_scores(rankings)
    assert set(scores) == {"hit", "miss"}
    assert scores["miss"] == dict.fromkeys(RANKING_METRICS, 0.0)
    assert ranking_scores({"miss": rankings["miss"]}) == {"miss": dict.fromkeys(RANKING_METRICS, 0.0)}


def test_a_tie_is_impossible() -> None:
    """Places, not scores, are compared: many documents keep their order."""
    ranked = [f"x{i:03d}" for i in range(300)]
    ranked[150] = "a"
    assert _scores("a", " ".join(ranked))["mrr"] == pytest.approx(1 / 151)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.sets(st.sampled_from("abcdefgh"), min_size=1))
def test_ranking_metrics_stay_between_0_and_1(ranked: list[str], relevant: set[str]) -> None:
    scores = ranking_scores({"q": Ranking(tuple(sorted(relevant)), tuple(ranked))})["q"]
    assert all(0 <= value <= 1 + 1e-12 for value in scores.values())
    assert (scores["mrr"] > 0) == (not relevant.isdisjoint(ranked))


# ------------------------------------------------------------------ risk and coverage


def test_the_curve_by_hand() -> None:
    curve = risk_coverage([0.9, 0.8, 0.7, 0.6], [False, True, False, True])
    assert curve.thresholds.tolist() == [0.9, 0.8, 0.7, 0.6]
    assert curve.coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert curve.risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert curve.area == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_equal_confidences_are_one_point_and_their_order_does_not_matter() -> None:
    one = risk_coverage([0.5, 0.5, 0.1], [True, False, True])
    two = risk_coverage([0.5, 0.1, 0.5], [False, True, True])
    assert one.area == two.area == pytest.approx((1 / 2 + 1 / 2 + 2 / 3) / 3)
    assert one.coverage.tolist() == pytest.approx([2 / 3, 1])


def test_knowing_nothing_gives_the_error_rate() -> None:
    curve = risk_coverage([0.5] * 10, [True] * 3 + [False] * 7)
    assert curve.area == pytest.approx(0.3)


def test_sure_and_right_is_0_sure_and_wrong_is_1() -> None:
    assert risk_coverage([1.0, 0.5], [False, False]).area == 0.0
    assert risk_coverage([1.0, 0.5], [True, True]).area == 1.0


def test_no_questions_have_no_area() -> None:
    assert risk_coverage([], []).area is None


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.3, 0.9]), st.booleans()), min_size=1, max_size=30))
def test_separating_wrong_from_right_is_never_worse(rows: list[tuple[float, bool]]) -> None:
    wrong = [bad for _, bad in rows]
    area = risk_coverage([confidence for confidence, _ in rows], wrong).area
    best = risk_coverage([0.0 if bad else 1.0 for bad in wrong], wrong).area
    assert area is not None
    assert best is not None
    assert 0 <= best <= area + 1e-12 <= 1 + 1e-9


# ------------------------------------------------------------------ latency


def test_percentiles() -> None:
    p50, p95 = latency([float(i) for i in range(1, 102)])
    assert (p50.name, p50.value, p50.n) == ("latency_p50", 51.0, 101)
    assert (p95.name, p95.value) == ("latency_p95", 96.0)
    assert p50.interval is not None
    assert p50.interval[0] < 51 < p50.interval[1]


def test_too_few_to_bound_a_percentile() -> None:
    _, p95 = latency([1.0, 2.0, 3.0])
    assert p95.value == pytest.approx(np.percentile([1, 2, 3], 95))
    assert p95.interval is None


def test_no_times() -> None:
    assert [(figure.value, figure.n) for figure in latency([])] == [(None, 0), (None, 0)]
