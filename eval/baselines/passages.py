"""Passages, what systems without records return, and the Answer made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from corpus.records import Factsheet, Span
from eval.contract import ANSWERED, Answer, Citation
from eval.metrics.fabricated import ids_in

K = 4
"""How many passages a system returns; LangChain's default."""


class Passage(NamedTuple):
    """A stretch of a factsheet's source."""

    party: str
    text: str
    span: Span


def asked_text(question: str, history: Sequence[str]) -> str:
    """Put earlier questions before the question: these systems have no memory, and without it no chance."""
    return "\n".join((*history, question))


def passage_answer(question: str, passages: Sequence[Passage], elapsed_ms: float) -> Answer:
    """Answer with passages, best first, as a retrieval chain hands them on; it never abstains."""
    return Answer(
        question=question,
        status=ANSWERED,
        intent="other",
        answer="\n\n".join(passage.text for passage in passages),
        reason=None,
        citations=[_citation(passage) for passage in passages],
        suggestions=[],
        elapsed_ms=elapsed_ms,
    )


def _citation(passage: Passage) -> Citation:
    """Cite a passage by its words; it bears no IDs of its own (see `with_printed_ids`)."""
    return Citation(
        record=f"{passage.party} {passage.span.start}-{passage.span.end}",
        party=passage.party,
        chapter="",
        kind="passage",
        recommendation_ids=[],
        urgency=None,
        addressee=None,
        footnotes=[],
        paragraphs=[],
        quote=passage.text,
        spans=[list(passage.span)],
    )


def with_printed_ids(answer: Answer) -> Answer:
    """Give each passage the IDs that are printed in it, which is all a reader could cite it by."""
    citations = [
        cast("Citation", {**citation, "recommendation_ids": list(dict.fromkeys(ids_in(citation["quote"])))})
        for citation in answer["citations"]
    ]
    return cast("Answer", {**answer, "citations": citations})


def paragraphs(sheet: Factsheet) -> list[Passage]:
    """Divide a source at blank lines."""
    found: list[Passage] = []
    start = 0
    for part in sheet.source.split("\n\n"):
        words = part.strip()
        if words:
            at = start + part.index(words)
            found.append(Passage(sheet.party, words, Span(at, at + len(words))))
        start += len(part) + 2
    return found
