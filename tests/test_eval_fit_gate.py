"""The gate's fit: what it writes can be read, and its threshold keeps the stated risk."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from assistant.gate.signals import Signals
from assistant.gate.support import Model
from eval.fit_gate import fit


@pytest.mark.parametrize("risk", [0.0, 0.05, 0.2])
def test_the_threshold_refuses_the_stated_share(risk: float) -> None:
    random = np.random.default_rng(7)
    answerable = np.arange(200) % 4 != 0
    signals = random.normal(size=(200, len(Signals._fields))) + answerable[:, None] * 0.8
    data = tomllib.loads(fit(signals, answerable, risk))
    model = Model(data["intercept"], data["weights"], data["means"], data["deviations"], data["threshold"])
    probabilities = np.array([model.probability(Signals(*row)) for row in signals])
    assert abs((probabilities[answerable] < model.threshold).mean() - risk) <= 0.02
    assert (probabilities[~answerable] < model.threshold).mean() >= risk
