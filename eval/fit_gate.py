"""Fit the gate's model: `python -m eval.fit_gate [--risk 0.01]`.

A logistic regression (scikit-learn, L2, balanced classes) over the standardised signals of every
question that reaches the gate, of the calibration split and of `eval/data/gate.jsonl`, questions that
are there for this alone. The threshold is the highest at which at most the stated
share of answerable questions is refused. Writes `assistant/gate/weights.toml`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.gate.patterns import NEVER
from assistant.gate.signals import Signals
from assistant.pipeline import Assistant, open_assistant
from assistant.settings import load_settings
from eval.cases import load_splits
from eval.golden import DATA, load_references

TARGET = Path(__file__).parent.parent / "assistant" / "gate" / "weights.toml"


def gate_questions() -> list[tuple[str, bool]]:
    """Read the questions that are there to fit the gate: each with whether it has an answer."""
    rows = map(json.loads, (DATA / "gate.jsonl").read_text(encoding="utf-8").splitlines())
    return [(str(row["question"]), bool(row["answerable"])) for row in rows]


def gather(assistant: Assistant, questions: Iterable[tuple[str, Sequence[str], bool]]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Measure each question that reaches the gate.

    Args:
        assistant: whose gate it is.
        questions: the question, earlier questions, and whether it has an answer.

    Returns:
        signals, shape (n, number of signals), and whether each question has an answer, shape (n,).

    """
    rows, answerable = [], []
    for question, history, has_answer in questions:
        support = assistant.trace(question, history).support
        if support is not None and not set(support.missing) & set(NEVER):
            rows.append(tuple(support.signals))
            answerable.append(has_answer)
    return np.asarray(rows, dtype=float), np.asarray(answerable, dtype=bool)


def fit(signals: NDArray[np.float64], answerable: NDArray[np.bool_], risk: float) -> str:
    """Fit the model and write it as TOML.

    Args:
        signals: shape (n, number of signals).
        answerable: shape (n,).
        risk: share of answerable questions that may be refused.

    """
    means, deviations = signals.mean(axis=0), signals.std(axis=0).clip(min=1e-6)
    model = LogisticRegression(class_weight="balanced", C=1.0).fit((signals - means) / deviations, answerable)
    probabilities = model.predict_proba((signals - means) / deviations)[:, 1]
    threshold = float(np.quantile(probabilities[answerable], risk))
    refused = float((probabilities[~answerable] < threshold).mean())
    lines = [
        "# Written by `python -m eval.fit_gate`; not by hand.",
        f"# {len(answerable)} questions, {int((~answerable).sum())} without an answer;",
        f"# of these {refused:.0%} are refused at a risk of {risk:.0%}.",
        f"intercept = {model.intercept_[0]:.6f}",
        f"threshold = {threshold:.6f}",
    ]
    for table, values in (("weights", model.coef_[0]), ("means", means), ("deviations", deviations)):
        lines += [
            "",
            f"[{table}]",
            *(f"{name} = {value:.6f}" for name, value in zip(Signals._fields, values, strict=True)),
        ]
    return "\n".join(lines) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.fit_gate", description="Fit the gate on the calibration split and the gate's own questions."
    )
    parser.add_argument("--risk", type=float, default=0.01, help="share of answerable questions that may be refused")
    arguments = parser.parse_args(argv)
    assistant = open_assistant(load_settings())
    cases = [case for case in load_splits(("calibration",), load_references()) if case.party in assistant.catalogue.parties]
    questions = [(case.question, case.history, case.answerable) for case in cases]
    questions += [(question, (), has_answer) for question, has_answer in gate_questions()]
    text = fit(*gather(assistant, questions), arguments.risk)
    TARGET.write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
