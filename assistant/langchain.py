"""The assistant as LangChain parts: a Runnable that answers, and a retriever over its search.

Imported only by those who use it; LangChain costs seconds to import.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import ConfigDict, Field

from assistant.answer import Answer, Citation
from assistant.pipeline import Assistant
from assistant.reading.language import detect_language
from corpus.records import Record

Question = str | dict[str, Any]


class LanzaroteRunnable(Runnable[Question, Answer]):
    """A question in, an Answer out.

    The input is a text, or `{"question": …, "history": [earlier questions], "party": …}`.
    """

    def __init__(self, assistant: Assistant) -> None:
        """Wrap an assistant."""
        self._assistant = assistant

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002
        """Answer one question; callbacks of `config` see it."""
        return self._call_with_config(self._answer, input, config, **kwargs)

    def stream(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Answer]:  # noqa: A002
        """Give the answer as one chunk: it is verified whole before any of it is shown."""
        yield self.invoke(input, config, **kwargs)

    def _answer(self, asked: Question) -> Answer:
        if isinstance(asked, str):
            return self._assistant.ask(asked)
        return self._assistant.ask(asked["question"], asked.get("history", ()), asked.get("party"))


class LanzaroteRetriever(BaseRetriever):
    """The assistant's search; each Document is a record with its metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = Field(default=4, ge=1, description="how many documents")

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        hits = self.assistant.searcher.search(query, self.k, None, detect_language(query))
        found: Sequence[tuple[float, Record | None]] = [(hit.score, self.assistant.catalogue.get(hit.record)) for hit in hits]
        return [
            Document(page_content=record.text, metadata={**Citation(record).as_dict(), "score": score}, id=record.record)
            for score, record in found
            if record is not None
        ]
