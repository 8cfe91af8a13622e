"""The measurements: a cold process, warm questions one by one, many at once, and the scoring itself."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from assistant.settings import Settings
from corpus.load import bundled
from corpus.text import slug
from eval.baselines.minilm import MiniLm
from eval.baselines.retrieval import LangchainTutorial
from eval.cases import load_splits
from eval.golden import Reference, load_references
from eval.items import Case
from eval.manifest import code, machine, versions
from eval.oracle import perfect_answer
from eval.run import Bench, open_bench, ordinary_index
from eval.score import score
from eval.speed.clock import Spread, calls, percentile, processes

OURS: Final = "lanzarote ask"
TUTORIAL: Final = "LangChain tutorial"
SAVED: Final = "LangChain tutorial, index saved"
AS_WRITTEN: Final = "LangChain tutorial, as written"
_QUESTION: Final = "Which helplines does the Committee require for child victims?"
_SCORED: Final = 1000
Plain = dict[str, Any]


def measure(settings: Settings, rounds: int, questions: int, said: Callable[[str], None]) -> Plain:
    """Measure everything.

    Args:
        settings: where the index lies; it is built first where it has to be.
        rounds: how often each thing is measured, at least 1.
        questions: how many are asked a round.
        said: is told what is measured next.

    """
    references = load_references()
    cases = [case for case in load_splits(["dev"], references) if case.party == "Romania" and not case.history]
    bench = open_bench(settings, {"Romania"})
    said("cold processes")
    cold = _cold(settings, rounds)
    said("warm questions")
    asked = cases[:: max(1, len(cases) // questions)][:questions]
    warm, batch = _warm(bench, asked, rounds)
    said("scoring")
    return {
        "machine": machine(),
        "packages": versions(),
        "code": code(),
        "cold_s": cold,
        "warm_ms": warm,
        "batch_per_s": batch,
        "scoring_s": {f"{_SCORED} items": asdict(_scoring(references, rounds))},
    }


def _cold(settings: Settings, rounds: int) -> Plain:
    (source,) = (path for path in bundled() if path.stem == "romania")
    script = ["-m", "eval.speed.tutorial", str(source), _QUESTION]
    ask = ["-m", "assistant", "ask", _QUESTION, "--json", "--data-dir", str(settings.data_dir)]
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            OURS: [*ask, "--index-dir", str(ordinary_index(settings))],
            SAVED: [*script, "--index", folder],
            AS_WRITTEN: script,
        }
        # Files are read once before the clock starts, and the tutorial's index is saved.
        processes(commands, 1)
        return _against_ours(processes(commands, rounds))


def _against_ours(taken: Mapping[str, Sequence[float]]) -> Plain:
    """Give each system's spread and how many times our time it took, round by round."""
    found: Plain = {}
    for name, values in taken.items():
        ratios = [theirs / ours for theirs, ours in zip(values, taken[OURS], strict=True)]
        found[name] = {**asdict(Spread.of(values)), "times_ours": asdict(Spread.of(ratios))}
    return found


def _warm(bench: Bench, cases: Sequence[Case], rounds: int) -> tuple[Plain, Plain]:
    tutorial = LangchainTutorial(bench.ordinary.catalogue, MiniLm())
    by_text = {case.question: case for case in cases}
    singles: dict[str, dict[str, list[float]]] = {part: {OURS: [], TUTORIAL: []} for part in ("p50", "p95")}
    many: dict[str, list[float]] = {OURS: [], TUTORIAL: []}
    for number in range(rounds):
        # Blanks at the end change no answer, and keep a question of an earlier round from being remembered.
        ours = [f"{question}{' ' * (2 * number)}" for question in by_text]
        for name, taken in ((OURS, calls(bench.ordinary.ask, ours)), (TUTORIAL, _asked(tutorial, by_text))):
            singles["p50"][name].append(percentile(taken, 50))
            singles["p95"][name].append(percentile(taken, 95))
        started = time.perf_counter()
        list(bench.ordinary.batch((f"{question} ", ()) for question in ours))
        many[OURS].append(len(ours) / (time.perf_counter() - started))
        started = time.perf_counter()
        tutorial.batch(list(by_text))
        many[TUTORIAL].append(len(by_text) / (time.perf_counter() - started))
    return {part: _against_ours(taken) for part, taken in singles.items()}, _against_ours(many)


def _asked(tutorial: LangchainTutorial, by_text: Mapping[str, Case]) -> list[float]:
    return calls(lambda question: tutorial.answer(by_text[question]), by_text)


def _scoring(references: Mapping[str, Reference], rounds: int) -> Spread:
    """Time the scoring of 1,000 items that were all answered perfectly; items are taken again where there are fewer."""
    cases = load_splits(["dev", "calibration"], references)
    cases = tuple((cases * (1 + _SCORED // len(cases)))[:_SCORED])
    answers = {case.id: perfect_answer(case, references[slug(case.party)]) for case in cases}
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        score(cases, answers, references).figures()
        taken.append(time.perf_counter() - started)
    return Spread.of(taken)
