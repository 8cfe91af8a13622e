"""The systems that always run beside ours, on the same questions: one table, one row each.

Those over sources divide and index the same factsheets as ours does: Romania's for the items about it, all four for
the items about the invented Parties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from corpus.catalogue import Catalogue
from eval.baselines.evidence import score_passages, with_evidence
from eval.baselines.minilm import MiniLm
from eval.baselines.passages import with_printed_ids
from eval.baselines.policies import AlwaysAnswer, AlwaysRefuse, OracleRetrieval
from eval.baselines.retrieval import Bm25Paragraphs, DenseOnly, LangchainTutorial
from eval.contract import Answer
from eval.golden import Reference
from eval.items import Case
from eval.run import Bench, warm_up
from eval.score import Table, score
from index.build import Progress


class System(Protocol):
    """Whatever answers items."""

    def answer(self, case: Case) -> Answer:
        """Answer one."""
        ...


class Ground(NamedTuple):
    """What a baseline is made from; `ours` are our answers by item id, empty where we were not asked."""

    catalogue: Catalogue
    model: MiniLm
    bench: Bench
    ours: Mapping[str, Answer]
    references: Mapping[str, Reference]


class Baseline(NamedTuple):
    """A row: how it is made, what it is in a few words, whether it returns passages, whether its time means anything."""

    make: Callable[[Ground], System]
    what: str
    passages: bool = False
    timed: bool = True


BASELINES: Mapping[str, Baseline] = {
    "langchain-tutorial": Baseline(
        lambda g: LangchainTutorial(g.catalogue, g.model), "1,000/200 splitter, all-MiniLM-L6-v2, FAISS, best 4", passages=True
    ),
    "bm25-paragraphs": Baseline(lambda g: Bm25Paragraphs(g.catalogue), "BM25 over paragraphs, best 4", passages=True),
    "dense-only": Baseline(lambda g: DenseOnly(g.catalogue, g.model), "our records, MiniLM alone, best 4"),
    "always-answer": Baseline(lambda g: AlwaysAnswer(g.bench, g.ours), "ours without its gate"),
    "always-refuse": Baseline(lambda _: AlwaysRefuse(), "says nothing", timed=False),
    "oracle-retrieval": Baseline(lambda g: OracleRetrieval(g.references), "quotes exactly the gold: upper bound", timed=False),
}


def run_baselines(
    bench: Bench,
    cases: Sequence[Case],
    ours: Mapping[str, Answer],
    references: Mapping[str, Reference],
    progress: Progress | None = None,
) -> dict[str, tuple[Table, list[Answer]]]:
    """Put all items to all baselines, each item to all of them in turn.

    Returns:
        for each baseline its table of scores, with the measures of evidence, and its answers in the order of items.

    """
    model = MiniLm()
    warm_up(bench)
    grounds = [
        Ground(assistant.catalogue, model, bench, ours, references) for assistant in (bench.ordinary, bench.every) if assistant is not None
    ]
    systems = [{name: row.make(ground) for name, row in BASELINES.items()} for ground in grounds]
    answers: dict[str, list[Answer]] = {name: [] for name in BASELINES}
    for done, case in enumerate(cases, 1):
        over_all = bench.of(case) is not bench.ordinary
        for name, system in systems[-1 if over_all else 0].items():
            answers[name].append(system.answer(case))
        if progress and (done % 25 == 0 or done == len(cases)):
            progress(done, len(cases))
    return {name: (_scored(name, cases, given, references), given) for name, given in answers.items()}


def times(name: str, answers: Iterable[Answer]) -> list[float]:
    """Give the milliseconds of a system's answers; none where it does no work that could be timed."""
    return [answer["elapsed_ms"] for answer in answers] if name not in BASELINES or BASELINES[name].timed else []


def _scored(name: str, cases: Sequence[Case], given: Sequence[Answer], references: Mapping[str, Reference]) -> Table:
    answers = {case.id: answer for case, answer in zip(cases, given, strict=True)}
    if BASELINES[name].passages:
        numbered = {item: with_printed_ids(answer) for item, answer in answers.items()}
        return with_evidence(score_passages(cases, answers, numbered, references), answers, references)
    return with_evidence(score(cases, answers, references), answers, references)
