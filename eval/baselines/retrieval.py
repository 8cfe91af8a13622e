"""Baselines that search and return the best four, whatever is asked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import cast

import bm25s
import faiss
import numpy as np
import Stemmer

from assistant.answer import Citation as RecordCitation
from corpus.catalogue import Catalogue
from corpus.records import Kind, Record, Span
from eval.baselines.minilm import MiniLm
from eval.baselines.passages import K, Passage, asked_text, paragraphs, passage_answer
from eval.baselines.splitter import split
from eval.contract import ANSWERED, Answer, Citation
from eval.items import Case


class LangchainTutorial:
    """The tutorial: RecursiveCharacterTextSplitter 1,000/200, all-MiniLM-L6-v2, FAISS, the four nearest chunks.

    Chunks are those of LangChain's splitter (see `splitter`); the index is the one that
    `langchain_community.vectorstores.FAISS` makes by default, a flat one by Euclidean distance. Neither package
    comes with `langchain`, so neither is needed. Without a language model: what it would be given is scored.
    """

    def __init__(self, catalogue: Catalogue, model: MiniLm) -> None:
        """Divide and index all sources."""
        self._passages = [
            Passage(sheet.party, sheet.source[start:end], Span(start, end))
            for sheet in catalogue.factsheets
            for start, end in split(sheet.source)
        ]
        self._model = model
        vectors = model.passages([passage.text for passage in self._passages])
        self._index = faiss.IndexFlatL2(vectors.shape[1])
        self._index.add(vectors)

    def answer(self, case: Case) -> Answer:
        """Return the four nearest chunks."""
        question = self._model.question(asked_text(case.question, case.history))
        started = time.perf_counter()
        _, found = self._index.search(question.vector, K)
        passages = [self._passages[i] for i in found[0].tolist() if i >= 0]
        elapsed = (time.perf_counter() - started) * 1000 + question.elapsed_ms
        return passage_answer(case.question, passages, elapsed)

    def batch(self, questions: Sequence[str]) -> list[list[Passage]]:
        """Return the four nearest chunks of each question, all encoded together."""
        _, found = self._index.search(self._model.questions(questions), K)
        return [[self._passages[i] for i in row if i >= 0] for row in found.tolist()]


class Bm25Paragraphs:
    """BM25 (bm25s, Lucene's variant, its defaults) over paragraphs, with English stop words and Snowball stems."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Divide and index all sources."""
        self._passages = [passage for sheet in catalogue.factsheets for passage in paragraphs(sheet)]
        self._stemmer = Stemmer.Stemmer("english")
        self._retriever = bm25s.BM25()
        self._retriever.index(self._terms([passage.text for passage in self._passages]), show_progress=False)

    def answer(self, case: Case) -> Answer:
        """Return the four best paragraphs that share a word with the question; ties in the order of the source."""
        started = time.perf_counter()
        (terms,) = self._terms([asked_text(case.question, case.history)])
        known = [term for term in terms if term in self._retriever.vocab_dict]
        scores = self._retriever.get_scores(known) if known else np.zeros(len(self._passages))
        best = [i for i in np.argsort(-scores, kind="stable")[:K].tolist() if scores[i] > 0]
        return passage_answer(case.question, [self._passages[i] for i in best], (time.perf_counter() - started) * 1000)

    def _terms(self, texts: Sequence[str]) -> list[list[str]]:
        found = bm25s.tokenize(list(texts), stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False)
        return cast("list[list[str]]", found)


class DenseOnly:
    """Our records, one MiniLM vector each; no other wordings, no words matched, no reading, no gate."""

    def __init__(self, catalogue: Catalogue, model: MiniLm) -> None:
        """Encode all records but the footnotes."""
        self._records = [record for record in catalogue.records if record.kind is not Kind.FOOTNOTE]
        self._model = model
        vectors = model.passages([record.text for record in self._records])
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def answer(self, case: Case) -> Answer:
        """Return the four nearest records."""
        question = self._model.question(asked_text(case.question, case.history))
        started = time.perf_counter()
        _, found = self._index.search(question.vector, K)
        records = [self._records[i] for i in found[0].tolist() if i >= 0]
        elapsed = (time.perf_counter() - started) * 1000 + question.elapsed_ms
        return records_answer(case.question, records, elapsed)


def records_answer(question: str, records: Sequence[Record], elapsed_ms: float) -> Answer:
    """Answer with records, each quoted whole."""
    return Answer(
        question=question,
        status=ANSWERED,
        intent="other",
        answer="\n\n".join(f"> {' '.join(record.quote.split())}" for record in records),
        reason=None,
        citations=[cast("Citation", RecordCitation(record).as_dict()) for record in records],
        suggestions=[],
        elapsed_ms=elapsed_ms,
    )
