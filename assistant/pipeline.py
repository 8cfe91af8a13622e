"""The one composition root: corpus, index and stages put together into an Assistant."""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from assistant.answer import Abstention, Answer, Citation, Draft, Reason
from assistant.composing.render import to_markdown
from assistant.factsheets import load_catalogue
from assistant.gate.sense import refuse_long
from assistant.messages import say
from assistant.parts import Parts
from assistant.query import Query
from assistant.reading.follow_up import Earlier
from assistant.reading.read import read_question
from assistant.reading.subjects import SubjectReader
from assistant.recent import read_again
from assistant.settings import Settings
from assistant.several import decide_several
from assistant.stages import Trace, decide
from assistant.verify import verify
from corpus.catalogue import Catalogue, Filters
from corpus.errors import IndexState, IndexStateError, VerificationError
from corpus.subjects import bundled_subjects
from corpus.text import whole

if TYPE_CHECKING:
    from index.build import BuildReport, Progress
    from index.chunks import Chunk
    from index.search import Searcher
    from index.vocabulary import Vocabulary

__all__ = ["Assistant", "Trace", "build", "load_catalogue", "open_assistant", "prepare_chunks"]

_log = logging.getLogger(__name__)
# So many questions of a batch are read before the first of them is answered.
_AHEAD = 64


class Assistant:
    """Answers questions over a catalogue with one index. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, index: Callable[[], tuple[Searcher, Vocabulary]]) -> None:
        """Put the parts together; see `open_assistant` for the usual way, and `Parts` for what they are."""
        self.parts = Parts(catalogue, index, SubjectReader(bundled_subjects, lambda: index()[1]))

    @property
    def catalogue(self) -> Catalogue:
        """The records."""
        return self.parts.catalogue

    @property
    def searcher(self) -> Searcher:
        """The search over them."""
        return self.parts.searcher

    def ask(self, question: str, history: Sequence[str] = (), party: str | None = None, within: Filters | None = None) -> Answer:
        """Answer a question.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            party: restrict to this Party.
            within: search only records that these filters admit; what is named by number is shown all the same.

        Raises:
            UnknownNameError: no factsheet of the Party is loaded.
            VerificationError: the drafted answer did not survive verification; it is logged and withheld.

        """
        started = time.perf_counter()
        question = whole(question)
        trace = self.trace(question, history, party, within)
        return self.answer(question, trace, (time.perf_counter() - started) * 1000)

    def answer(self, question: str, trace: Trace, elapsed: float = 0.0) -> Answer:
        """Give the answer, or refusal, that the trace of a question came to; `elapsed` is in milliseconds."""
        outcome = trace.outcome
        if isinstance(outcome, Abstention):
            return Answer(
                question=question,
                intent=outcome.intent,
                answer=outcome.message,
                reason=outcome.reason,
                suggestions=outcome.suggestions,
                elapsed_ms=elapsed,
                understood=trace.query.carried,
            )
        return Answer(
            question=question,
            intent=outcome.intent,
            answer=to_markdown(outcome, trace.query.language),
            citations=tuple(map(Citation, outcome.cited)),
            elapsed_ms=elapsed,
            understood=trace.query.carried,
        )

    def batch(self, items: Iterable[tuple[str, Sequence[str]]], party: str | None = None) -> Iterator[Answer]:
        """Answer (question, history) pairs, in order; as many at a time as there are processors, a few ahead of what is taken."""
        waiting: deque[Future[Answer]] = deque()
        threads = ThreadPoolExecutor(os.cpu_count())
        try:
            for question, history in items:
                waiting.append(threads.submit(self.ask, question, history, party))
                if len(waiting) == _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            threads.shutdown(cancel_futures=True)

    def trace(self, question: str, history: Sequence[str] = (), party: str | None = None, within: Filters | None = None) -> Trace:
        """Run all stages and keep what each made of the question; the answer is the same as `ask`'s."""
        question, history = whole(question), tuple(map(whole, history))
        trace = self._trace(question, history, party, within)
        if within and isinstance(trace.outcome, Abstention) and isinstance(self._trace(question, history, party).outcome, Draft):
            # Not the factsheet but the filters hold the answer back.
            message = say(trace.query.language, "not_within")
            trace = replace(trace, outcome=replace(trace.outcome, reason=Reason.NOT_IN_SOURCE, message=message))
        return trace

    def _trace(self, question: str, history: Sequence[str], party: str | None = None, within: Filters | None = None) -> Trace:
        refused = refuse_long(question, self.catalogue)
        if refused is not None:
            return Trace(Query(question=question), (), None, refused, "gate: sense")
        earlier = None
        recent = read_again(history)
        if recent:
            before = self._trace(recent[-1], recent[:-1], party, within)
            cited = before.outcome.cited if isinstance(before.outcome, Draft) else ()
            earlier = Earlier(before.query, cited)

        def read(asked: str, before: Earlier | None) -> Query:
            query = read_question(asked, self.catalogue.parties, before, self._knows, self.parts.subjects)
            if party is not None:
                name = self.catalogue.factsheet(party).party
                query = replace(query, parties=(name,), filters=replace(query.filters, parties=(name,)))
            return replace(query, within=within) if within else query

        query = read(question, earlier)
        trace = decide_several(query, earlier, read, self.parts) or decide(query, self.parts)
        if isinstance(trace.outcome, Draft):
            try:
                verify(trace.outcome, self.catalogue)
            except VerificationError as error:
                _log.error("%s", error)
                raise
        return trace

    def _knows(self, word: str) -> bool:
        return self.parts.vocabulary.speller.knows(word)


def prepare_chunks(catalogue: Catalogue) -> list[Chunk]:
    """Make the chunks that an index of this catalogue holds."""
    from corpus.aliases import load_aliases
    from corpus.outside import load_outside
    from index.chunks import chunks_of, outside_chunks

    return [*chunks_of(catalogue, load_aliases()), *outside_chunks(load_outside())]


def digests(catalogue: Catalogue) -> dict[str, str]:
    """Give the SHA-256 of each factsheet's text, by Party slug."""
    return {sheet.slug: sheet.sha256 for sheet in catalogue.factsheets}


def build(
    settings: Settings, catalogue: Catalogue, progress: Progress | None = None, on_wait: Callable[[], None] = lambda: None
) -> BuildReport:
    """Build the index the settings name, if it is not current; `on_wait` is told before waiting for another process that builds it."""
    from index.build import build_index
    from index.sources import sources_digest

    corpus = digests(catalogue)
    return build_index(
        lambda: prepare_chunks(catalogue), sources_digest(corpus), corpus, settings.index_dir,
        encoder_spec=settings.encoder, wanted_engine=settings.engine, progress=progress, on_wait=on_wait,
    )  # fmt: skip


def open_assistant(
    settings: Settings,
    on_rebuild: Callable[[str], Progress] | None = None,
    on_wait: Callable[[], None] = lambda: None,
    *,
    catalogue: Catalogue | None = None,
    thorough: bool = False,
    at_once: bool = True,
) -> Assistant:
    """Open the assistant; an index that is missing or merely stale is built first.

    Args:
        settings: where things lie.
        on_rebuild: is told why the index is built and gives what is to be told its progress.
        on_wait: is told before waiting for another process that builds it.
        catalogue: what is answered from; None loads it.
        thorough: check also very large files of the index from end to end (see `index.store.read_index`).
        at_once: open the index now. Otherwise the first question that is searched opens it, and meets what is wrong with it.

    Raises:
        InputError: a factsheet has faults, or the index is damaged.

    """
    catalogue = catalogue or load_catalogue(settings)
    index = cache(partial(_open_index, settings, catalogue, on_rebuild, on_wait, thorough=thorough))
    if at_once:
        index()
    return Assistant(catalogue, index)


def _open_index(
    settings: Settings,
    catalogue: Catalogue,
    on_rebuild: Callable[[str], Progress] | None,
    on_wait: Callable[[], None],
    *,
    thorough: bool,
) -> tuple[Searcher, Vocabulary]:
    from index.search import Searcher
    from index.sources import sources_digest
    from index.store import read_index
    from index.vocabulary import Vocabulary

    content = sources_digest(digests(catalogue))
    try:
        index = read_index(settings.index_dir, content, thorough=thorough)
    except IndexStateError as error:
        if error.state is IndexState.DAMAGED:
            raise
        build(settings, catalogue, on_rebuild(error.state) if on_rebuild else None, on_wait)
        index = read_index(settings.index_dir, content, thorough=thorough)
    vocabulary = Vocabulary(index.contents.rows, index.contents.lexical.stems, index.contents.words)
    return Searcher(index, vocabulary), vocabulary
