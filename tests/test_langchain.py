"""The assistant as LangChain parts."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.prompts import PromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ValidationError

from assistant.answer import Answer
from assistant.langchain import LanzaroteRetriever, LanzaroteRunnable
from assistant.pipeline import Assistant
from corpus.errors import UnknownNameError

METADATA = {
    "record", "party", "chapter", "kind", "recommendation_ids", "urgency", "addressee", "footnotes", "paragraphs", "quote", "spans",
    "score",
}  # fmt: skip


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own: the browser tests leave an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def ids(answer: Answer) -> list[str]:
    return [name for citation in answer.citations for name in citation.record.recommendation_ids]


@pytest.fixture
def ask(assistant: Assistant) -> LanzaroteRunnable:
    return LanzaroteRunnable(assistant)


@pytest.fixture
def retriever(assistant: Assistant) -> LanzaroteRetriever:
    return LanzaroteRetriever(assistant=assistant, k=3)


# ------------------------------------------------------------------ Runnable
def test_invoke(ask: LanzaroteRunnable, assistant: Assistant) -> None:
    assert isinstance(ask, Runnable)
    answer = ask.invoke("What does VI-1 say?")
    assert isinstance(answer, Answer)
    assert answer.citations == assistant.ask("What does VI-1 say?").citations


def test_invoke_with_history_and_party(ask: LanzaroteRunnable) -> None:
    earlier = "List all recommendations of chapter X"
    assert set(ids(ask.invoke({"question": "only the binding ones", "history": [earlier]}))) == {"X-4", "X-5", "X-6"}
    assert ids(ask.invoke({"question": "What does VI-1 say?", "party": "Romania"})) == ["VI-1"]
    assert ids(ask.invoke({"question": "What does VI-1 say?"})) == ["VI-1"]


def test_a_refusal_is_an_answer_too(ask: LanzaroteRunnable) -> None:
    answer = ask.invoke("What does VI-3 say?")
    assert not answer.answered
    assert answer.as_dict()["reason"] == "absent_id"


def test_an_unknown_party_is_our_error(ask: LanzaroteRunnable) -> None:
    with pytest.raises(UnknownNameError, match="Atlantis"):
        ask.invoke({"question": "What does VI-1 say?", "party": "Atlantis"})


def test_batch_keeps_the_order(ask: LanzaroteRunnable) -> None:
    questions = [f"What does {name} say?" for name in ("XI-4", "VI-1", "X-5", "II-6", "IX-3", "V-18")]
    assert [ids(answer) for answer in ask.batch(questions)] == [["XI-4"], ["VI-1"], ["X-5"], ["II-6"], ["IX-3"], ["V-18"]]


def test_batch_can_hand_back_errors(ask: LanzaroteRunnable) -> None:
    found = ask.batch(["VI-1", {"question": "VI-1", "party": "Atlantis"}], return_exceptions=True)
    assert isinstance(found[0], Answer)
    assert isinstance(found[1], UnknownNameError)


def test_stream_gives_the_whole_verified_answer_as_one_chunk(ask: LanzaroteRunnable) -> None:
    (chunk,) = ask.stream("What does VI-1 say?")
    assert ids(chunk) == ["VI-1"]


def test_async(ask: LanzaroteRunnable) -> None:
    assert ids(_run(ask.ainvoke("What does VI-1 say?"))) == ["VI-1"]


# ------------------------------------------------------------------ composition
def test_composed_with_a_function_behind(ask: LanzaroteRunnable) -> None:
    chain = ask | ids
    assert chain.invoke("What does X-5 say?") == ["X-5"]
    assert chain.batch(["What does VI-1 say?", "What does X-5 say?"]) == [["VI-1"], ["X-5"]]
    assert list(chain.stream("What does X-5 say?")) == [["X-5"]]


def test_composed_with_a_function_before(ask: LanzaroteRunnable) -> None:
    chain = RunnableLambda(lambda name: f"What does {name} say?") | ask | RunnableLambda(ids)
    assert chain.invoke("IX-3") == ["IX-3"]


def test_side_by_side(ask: LanzaroteRunnable) -> None:
    chain = {"answer": ask, "question": RunnableLambda(str)} | RunnableLambda(lambda found: (found["question"], ids(found["answer"])))
    assert chain.invoke("What does VI-1 say?") == ("What does VI-1 say?", ["VI-1"])


def test_callbacks_see_a_question(ask: LanzaroteRunnable) -> None:
    seen: list[str] = []
    ask.with_listeners(on_end=lambda run: seen.append(run.outputs["output"].question)).invoke("What does VI-1 say?")
    assert seen == ["What does VI-1 say?"]


# ------------------------------------------------------------------ retriever
def test_documents_carry_the_records_metadata(retriever: LanzaroteRetriever, assistant: Assistant) -> None:
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("telephone helplines for child victims")
    assert len(documents) == 3
    for document in documents:
        assert isinstance(document, Document)
        assert set(document.metadata) >= METADATA
        record = assistant.catalogue.get(document.metadata["record"])
        assert record is not None
        assert document.page_content == record.text
        assert document.metadata["quote"] == record.quote
        assert document.metadata["urgency"] == (str(record.urgency) if record.urgency else None)
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)
    assert "romania:VI-1" in [document.metadata["record"] for document in documents]


def test_the_number_of_documents(assistant: Assistant) -> None:
    assert len(LanzaroteRetriever(assistant=assistant).invoke("training")) == 4
    assert len(LanzaroteRetriever(assistant=assistant, k=7).invoke("training")) == 7
    with pytest.raises(ValidationError):
        LanzaroteRetriever(assistant=assistant, k=0)


def test_a_retriever_in_a_chain(retriever: LanzaroteRetriever) -> None:
    def joined(documents: list[Document]) -> dict[str, str]:
        return {"context": "\n".join(document.page_content for document in documents)}

    chain = retriever | joined | PromptTemplate.from_template("Context:\n{context}")
    assert "telephone or internet helplines" in chain.invoke("telephone helplines for child victims").to_string()


def test_an_empty_query_finds_nothing(retriever: LanzaroteRetriever) -> None:
    assert retriever.invoke("") == []
