"""Baselines that retrieve nothing of their own: always answer, always refuse, and perfect retrieval."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from assistant.reading.language import detect_language
from corpus.text import slug
from eval.baselines.passages import asked_text
from eval.baselines.retrieval import records_answer
from eval.contract import ABSTAINED, Answer, is_answered
from eval.golden import Reference
from eval.items import Case
from eval.oracle import perfect_answer
from eval.run import Bench


class AlwaysAnswer:
    """Ours without a gate: where ours refuses, the best record our search finds is shown all the same."""

    def __init__(self, bench: Bench, ours: Mapping[str, Answer]) -> None:
        """Keep what ours answered, by item id; what it did not is asked again here."""
        self._bench = bench
        self._ours = ours

    def answer(self, case: Case) -> Answer:
        """Give ours where it answers, else the first hit."""
        assistant = self._bench.of(case)
        started = time.perf_counter()
        ours = self._ours.get(case.id)
        if ours is None:
            found = assistant.ask(case.question, case.history)
            ours = Answer(**found.as_dict())  # type: ignore[typeddict-item]
        if is_answered(ours):
            return ours
        words = asked_text(case.question, case.history)
        hits = assistant.searcher.search(words, 1, None, detect_language(case.question))
        records = [record for hit in hits if (record := assistant.catalogue.get(hit.record)) is not None]
        return records_answer(case.question, records, ours["elapsed_ms"] + (time.perf_counter() - started) * 1000)


class AlwaysRefuse:
    """Says nothing, ever."""

    def answer(self, case: Case) -> Answer:
        """Abstain."""
        return Answer(
            question=case.question,
            status=ABSTAINED,
            intent="other",
            answer="The factsheet does not say.",
            reason="not_in_source",
            citations=[],
            suggestions=[],
            elapsed_ms=0.0,
        )


class OracleRetrieval:
    """Upper bound of retrieval: exactly the gold evidence is quoted, and nothing is said beside it.

    What it lacks of the facts is what quoting alone cannot give: counts, comparisons, yes or no.
    """

    def __init__(self, references: Mapping[str, Reference]) -> None:
        """Keep the factsheets by slug."""
        self._references = references

    def answer(self, case: Case) -> Answer:
        """Quote the gold."""
        return perfect_answer(replace(case, facts=()), self._references[slug(case.party)])
