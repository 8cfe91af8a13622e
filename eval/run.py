"""Questions are asked one by one, as users ask them; each answer is scored and each fault traced to a stage."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from assistant.answer import Draft
from assistant.explain import explanation
from assistant.pipeline import Assistant, Trace, build, load_catalogue, open_assistant
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import IndexStateError
from corpus.records import Record
from corpus.text import slug
from eval.blame import Blame, StageView, blame, viewed_ranking
from eval.contract import ANSWERED, Answer
from eval.golden import DATA, Reference
from eval.items import Case
from eval.metrics import CORRECT
from eval.score import Table, score, score_rankings
from index.build import Progress
from index.engines import AUTO
from index.manifest import Manifest
from index.store import read_manifest

Told = Callable[[str], Progress]
"""Is given a title and gives what is to be told (done, total)."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The assistants that are asked.

    Attributes:
        ordinary: over the factsheets the settings name; Romania's, unless some were added.
        every: over Romania's and the invented ones, for the items about those; None where none is asked.
        indexes: what the index of each remembers.

    """

    ordinary: Assistant
    every: Assistant | None
    indexes: tuple[Manifest, ...] = ()

    def of(self, case: Case) -> Assistant:
        """Give the assistant an item is put to."""
        return self.ordinary if self.every is None or case.party in self.ordinary.catalogue.parties else self.every


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One item and what came back.

    Attributes:
        answer: in the contract's form.
        view: what each stage saw, for the blame; None where the program failed.
        stages: the same for a person, as `lanzarote explain --json` prints it; candidates also say whether they are gold.
        best_is_gold: whether the best record found is gold, whatever the gate said; None where nothing was searched, or no
            record is gold though there is an answer.
        fault: what the program failed with, empty where it did not.

    """

    case: Case
    answer: Answer
    view: StageView | None
    stages: Mapping[str, Any]
    best_is_gold: bool | None
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All items asked, and their scores.

    Attributes:
        asked, blames: in the order of the items.
        table: scores of the answers.
        retrieval: scores of what was found, before anything was gated or composed.
        seconds: spent asking.

    """

    asked: tuple[Asked, ...]
    table: Table
    retrieval: Table
    blames: tuple[Blame, ...]
    seconds: float

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers by item id."""
        return {one.case.id: one.answer for one in self.asked}


def open_bench(settings: Settings, parties: Iterable[str], told: Told | None = None) -> Bench:
    """Open the assistants for items about some Parties; indexes that are missing or stale are built first.

    The user's own index is used where it was built with the encoder and engine that the settings name, and is
    never replaced by one of another kind: such a one, like that with the invented factsheets, lies beside it and
    stays for the next run.
    """
    ordinary, index = _opened(replace(settings, index_dir=ordinary_index(settings)), told)
    every, indexes = None, [index]
    if not set(parties) <= set(ordinary.catalogue.parties):
        # The invented factsheets lie in `data/factsheets`, where Settings look for added ones.
        every, index = _opened(replace(settings, data_dir=DATA, index_dir=_beside(settings, "parties")), told)
        indexes.append(index)
    return Bench(ordinary, every, tuple(indexes))


def _opened(settings: Settings, told: Told | None) -> tuple[Assistant, Manifest]:
    done = build(settings, load_catalogue(settings), _lazily(told, "Building an index") if told else None)
    return open_assistant(settings), done.manifest


def _lazily(told: Told, title: str) -> Progress:
    """Announce only work that is done: a build that finds its index unchanged reports nothing."""
    begun: list[Progress] = []

    def report(done: int, total: int) -> None:
        if not begun:
            begun.append(told(title))
        begun[0](done, total)

    return report


def ordinary_index(settings: Settings) -> Path:
    """Give the folder of the index over the factsheets the settings name, of their encoder and engine."""
    try:
        manifest = read_manifest(settings.index_dir)
    except IndexStateError:
        return settings.index_dir
    same = manifest.encoder == settings.encoder and settings.engine in (AUTO, manifest.engine)
    return settings.index_dir if same else _beside(settings, "ordinary")


def _beside(settings: Settings, what: str) -> Path:
    name = f"{settings.index_dir.name}-eval-{what}-{slug(settings.encoder)}-{slug(settings.engine)}"
    return settings.index_dir.with_name(name)


def warm_up(bench: Bench) -> None:
    """Load the models before the first question, so that it is not charged for them."""
    for assistant in (bench.ordinary, bench.every):
        if assistant is not None:
            assistant.searcher.warm_up()
    one_thread()


def one_thread() -> None:
    """Let torch, if it is there, use one thread: no slower for one question, and on a busy machine far faster."""
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)


def ask_all(bench: Bench, cases: Sequence[Case], progress: Progress | None = None) -> list[Asked]:
    """Ask every item, in order."""
    records = {assistant.catalogue: _by_party(assistant.catalogue) for assistant in (bench.ordinary, bench.every) if assistant is not None}
    asked = []
    for done, case in enumerate(cases, 1):
        assistant = bench.of(case)
        asked.append(ask_one(assistant, case, records[assistant.catalogue].get(case.party, {})))
        if progress and (done % 25 == 0 or done == len(cases)):
            progress(done, len(cases))
    return asked


def ask_one(assistant: Assistant, case: Case, records: Mapping[str, Record]) -> Asked:
    """Ask one item and look at each stage; a fault of the program is an answer too, and a wrong one."""
    try:
        answer = cast("Answer", assistant.ask(case.question, case.history).as_dict())
        trace = assistant.trace(case.question, case.history)
    except Exception as error:  # noqa: BLE001  whatever it is, the other items are still to be asked
        fault = f"{type(error).__name__}: {error}"
        # Not an abstention: a program that breaks down on an unanswerable question did not refuse it.
        nothing = Answer(
            question=case.question, status=ANSWERED, intent="other", answer="", reason=None,
            citations=[], suggestions=[], elapsed_ms=0.0,
        )  # fmt: skip
        return Asked(case=case, answer=nothing, view=None, stages={}, best_is_gold=None, fault=fault)
    view = stage_view(trace, records)
    gold = {unit.name for unit in case.gold.units}
    is_gold = [name in gold for name in viewed_ranking(case, view).ranked]
    stages = explanation(trace)
    stages["candidates"] = [{**row, "gold": right} for row, right in zip(stages["candidates"], is_gold, strict=False)]
    # Where facts alone are the answer no record is the right one, and none the wrong one.
    judged = trace.support and (gold or not case.answerable)
    best = any(is_gold[:1]) if judged else None
    return Asked(case=case, answer=answer, view=view, stages=stages, best_is_gold=best, fault="")


def stage_view(trace: Trace, records: Mapping[str, Record]) -> StageView:
    """Put a Trace into the form that blame is decided on."""
    drafted = tuple(record.record for record in trace.outcome.cited) if isinstance(trace.outcome, Draft) else ()
    found = [candidate.record.record for candidate in trace.candidates]
    return StageView(
        records=records,
        intent=str(trace.query.intent),
        filters=trace.query.filters,
        ids=trace.query.ids,
        ranked=tuple(dict.fromkeys([*found, *drafted])),
        admitted=isinstance(trace.outcome, Draft),
        confidence=trace.support.probability if trace.support else None,
        drafted=drafted,
    )


def evaluate(bench: Bench, cases: Sequence[Case], references: Mapping[str, Reference], progress: Progress | None = None) -> Run:
    """Ask all items and score them."""
    warm_up(bench)
    started = time.perf_counter()
    asked = ask_all(bench, cases, progress)
    seconds = time.perf_counter() - started
    table = score(cases, {one.case.id: one.answer for one in asked}, references)
    rankings = {one.case.id: viewed_ranking(one.case, one.view) for one in asked if one.view is not None}
    correct = table.values[:, table.names.index(CORRECT)]
    return Run(
        asked=tuple(asked),
        table=table,
        retrieval=score_rankings(cases, rankings),
        blames=tuple(_blame(one, correct=bool(right)) for one, right in zip(asked, correct, strict=True)),
        seconds=seconds,
    )


def _blame(asked: Asked, *, correct: bool) -> Blame:
    if asked.view is None:
        return Blame.COMPOSED
    found = blame(asked.case, asked.answer, asked.view, correct=correct)
    # Nothing can be found where a gate refused before anything was searched or looked up.
    refused_first = not asked.view.ranked and not asked.view.admitted
    return Blame.GATED if found is Blame.RETRIEVED and refused_first else found


def _by_party(catalogue: Catalogue) -> dict[str, dict[str, Record]]:
    return {sheet.party: {record.record: record for record in sheet.records} for sheet in catalogue.factsheets}
