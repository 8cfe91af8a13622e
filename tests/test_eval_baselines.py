"""The systems beside ours: what they return, and how they are scored."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from assistant.pipeline import Assistant
from corpus.catalogue import Catalogue
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Span
from eval.baselines.evidence import evidence
from eval.baselines.minilm import MiniLm
from eval.baselines.passages import K, Passage, paragraphs, passage_answer, with_printed_ids
from eval.baselines.splitter import OVERLAP, SIZE, split
from eval.baselines.table import BASELINES, run_baselines, times
from eval.cases import Case, load_splits
from eval.contract import Answer, read_answer
from eval.figure import Figure
from eval.golden import load_references
from eval.oracle import perfect_answer
from eval.run import Bench
from eval.score import Table

REFERENCES = load_references()
ROMANIA = REFERENCES["romania"]
SHEET = parse_factsheet(ROMANIA.source, "romania")
CASES = [case for case in load_splits(["dev"], REFERENCES) if case.party == "Romania"][::18]
Found = dict[str, tuple[Table, list[Answer]]]


@pytest.fixture(scope="module")
def found(assistant: Assistant) -> Found:
    bench = Bench(assistant, None)
    ours: dict[str, Answer] = {case.id: assistant.ask(case.question, case.history).as_dict() for case in CASES}  # type: ignore[misc]
    return run_baselines(bench, CASES, ours, REFERENCES)


def _figure(found: Found, system: str, name: str) -> Figure:
    return next(figure for figure in found[system][0].figures() if figure.name == name)


# ------------------------------------------------------------------ all of them
def test_every_baseline_answers_every_item(found: Found) -> None:
    assert list(found) == list(BASELINES)
    for system, (table, answers) in found.items():
        assert len(table.cases) == len(answers) == len(CASES)
        for case, answer in zip(CASES, answers, strict=True):
            assert answer["question"] == case.question
            read_answer(answer, system)


def test_always_refuse(found: Found) -> None:
    assert _figure(found, "always-refuse", "refused_unanswerable").value == 1.0
    assert _figure(found, "always-refuse", "refused_answerable").value == 1.0
    assert _figure(found, "always-refuse", "urgency_accuracy").value is None


def test_always_answer(found: Found) -> None:
    assert _figure(found, "always-answer", "refused_unanswerable").value == 0.0
    assert _figure(found, "always-answer", "refused_answerable").value == 0.0
    assert _figure(found, "always-answer", "verbatim_quotes").value == 1.0


def test_oracle_retrieval_is_the_upper_bound_of_retrieval(found: Found) -> None:
    for name in ("first_citation", "id_f1", "exact_evidence", "citation_recall", "span_recall", "evidence@1", "evidence@4"):
        assert _figure(found, "oracle-retrieval", name).value == 1.0, name
    facts = _figure(found, "oracle-retrieval", "fact_containment").value
    assert facts is not None
    assert facts < 1.0  # counts and yes or no are not in the quotes


@pytest.mark.parametrize("system", ["langchain-tutorial", "bm25-paragraphs", "dense-only"])
def test_searching_baselines_find_something_and_never_refuse(found: Found, system: str) -> None:
    value = _figure(found, system, "evidence@4").value
    assert value is not None
    assert 0.05 < value < 0.95
    assert _figure(found, system, "refused_unanswerable").value == 0.0
    assert all(len(answer["citations"]) <= K for answer in found[system][1])
    assert _figure(found, system, "verbatim_quotes").value in (1.0, pytest.approx(1.0, abs=0.05))


def test_time_is_given_only_for_work(found: Found) -> None:
    assert times("oracle-retrieval", found["oracle-retrieval"][1]) == []
    assert all(time > 0 for time in times("langchain-tutorial", found["langchain-tutorial"][1]))


def test_passages_are_scored_by_words_and_by_ids(found: Found) -> None:
    table, answers = found["langchain-tutorial"]
    assert all(citation["recommendation_ids"] == [] for answer in answers for citation in answer["citations"])
    recall = _figure(found, "langchain-tutorial", "id_recall").value
    assert recall is not None
    assert recall > 0.0  # from the IDs that are printed in the passages
    assert "evidence@1" in table.names


# ------------------------------------------------------------------ passages
def test_printed_ids_are_read_off_a_passage() -> None:
    answer = passage_answer("?", [Passage("Romania", "… ⁹⁰ Recommendation VI-1. and again VI-1, VI‑2", Span(0, 10))], 1.0)
    assert with_printed_ids(answer)["citations"][0]["recommendation_ids"] == ["VI-1", "VI-2"]
    assert answer["citations"][0]["recommendation_ids"] == []


def test_paragraphs_are_where_they_say() -> None:
    found = paragraphs(SHEET)
    assert len(found) > 100
    assert all(SHEET.source[p.span.start : p.span.end] == p.text and p.text == p.text.strip() for p in found)


def test_chunks_are_where_langchain_cuts() -> None:
    """Counted with langchain-text-splitters 1.1.3."""
    chunks = split(SHEET.source)
    assert len(chunks) == 74
    assert all(0 < chunk.end - chunk.start <= SIZE for chunk in chunks)
    assert all(left.start < right.start and left.end - right.start <= OVERLAP for left, right in itertools.pairwise(chunks))


@pytest.mark.parametrize("slug", sorted(REFERENCES))
def test_chunks_are_the_same_as_those_of_langchain(slug: str) -> None:
    import langchain_text_splitters as package

    source = REFERENCES[slug].source
    theirs = package.RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP).split_text(source)
    assert [source[start:end] for start, end in split(source)] == theirs


@pytest.mark.parametrize("text", ["", " \n\n ", "a", "word " * 500, "x" * 2500, "\n\n".join(["line\nline"] * 200)])
def test_odd_texts_are_split_without_loss(text: str) -> None:
    chunks = split(text)
    kept = {at for start, end in chunks for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in kept)


# ------------------------------------------------------------------ evidence
LIST = max((case for case in load_splits(["dev"], REFERENCES) if case.party == "Romania"), key=lambda case: len(case.gold.units))
ONE = next(case for case in CASES if len(case.gold.units) == 1)


def _cut(case: Case, answer: Answer) -> Answer:
    start, end = answer["citations"][0]["spans"][0]
    citation = {**answer["citations"][0], "spans": [[start, end - 20]]}
    return {**answer, "citations": [citation]}  # type: ignore[typeddict-item, list-item]


def test_evidence_of_the_oracle_is_perfect_even_where_there_is_more_than_four() -> None:
    assert len(LIST.gold.units) > 4
    for case in (ONE, LIST):
        assert evidence(case, perfect_answer(case, ROMANIA), ROMANIA) == {"evidence@1": 1.0, "evidence@4": 1.0}


def test_evidence_has_to_be_whole() -> None:
    cut = _cut(ONE, perfect_answer(ONE, ROMANIA))
    assert evidence(ONE, cut, ROMANIA) == {"evidence@1": 0.0, "evidence@4": 0.0}


def test_evidence_of_a_whole_page_counts_once() -> None:
    page = Passage("Romania", ROMANIA.source, Span(0, len(ROMANIA.source)))
    assert evidence(LIST, passage_answer("?", [page], 1.0), ROMANIA) == {"evidence@1": 1.0, "evidence@4": 1.0}


def test_evidence_from_another_party_is_none() -> None:
    page = Passage("Valdoria", ROMANIA.source, Span(0, len(ROMANIA.source)))
    assert evidence(ONE, passage_answer("?", [page], 1.0), ROMANIA) == {"evidence@1": 0.0, "evidence@4": 0.0}


def test_evidence_is_undefined_without_gold() -> None:
    refused = next(case for case in load_splits(["dev"], REFERENCES) if not case.answerable)
    assert evidence(refused, perfect_answer(refused, ROMANIA), ROMANIA) == {"evidence@1": None, "evidence@4": None}


# ------------------------------------------------------------------ ground
def test_a_question_is_encoded_once_for_all() -> None:
    class Counting:
        spec, dimension, checksum = "counting", 2, ""

        def __init__(self) -> None:
            self.asked: list[str] = []

        def passages(self, texts, progress=None):
            return []

        def queries(self, texts):
            self.asked += texts
            return texts

    model = Counting()
    shared = MiniLm(model)
    assert shared.question("a") is shared.question("a")
    assert model.asked == ["a"]


def test_always_answer_does_without_our_answers(assistant: Assistant) -> None:
    from eval.baselines.policies import AlwaysAnswer

    case = replace(ONE, question="What is the capital of Peru?")
    answer = AlwaysAnswer(Bench(assistant, None), {}).answer(case)
    assert answer["status"] == "answered"
    assert Catalogue([SHEET]).get(answer["citations"][0]["record"]) is not None
