"""The one composition root: corpus, index and stages put together into an Assistant."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Abstention, Answer, Citation, Counted, Draft, Intent, Query, Reason
from assistant.composing.compose import (
    compose_chapters,
    compose_compare,
    compose_count,
    compose_list,
    compose_lookup,
    compose_topic,
)
from assistant.composing.render import to_markdown
from assistant.finding.exact import filtered_records, named_records
from assistant.finding.topic import Candidate, candidates_for, cut
from assistant.gate.exists import refuse_absent, refuse_other_party
from assistant.gate.sense import refuse_empty, refuse_unsafe
from assistant.gate.signals import measure, missing_attributes
from assistant.gate.support import Support, gate_model, refuse_unsupported
from assistant.reading import read_question
from assistant.reading.follow_up import Earlier
from assistant.settings import Settings
from assistant.verify import verify
from corpus.aliases import load_aliases
from corpus.catalogue import Catalogue
from corpus.errors import IndexState, IndexStateError, VerificationError
from corpus.load import SUFFIX, bundled, load_all
from corpus.outside import load_outside
from corpus.records import Kind, Record
from index.analysis import analyse
from index.build import BuildReport, Progress, build_index
from index.chunks import OUTSIDE, Chunk, chunks_of, outside_chunks
from index.search import Searcher
from index.store import content_hash, read_index
from index.vocabulary import Vocabulary

_log = logging.getLogger(__name__)
# Share of a list question's left-over words that the best record must hold for them to be a topic.
_TOPIC_COVERAGE = 0.5


@dataclass(frozen=True, slots=True)
class Trace:
    """What each stage made of a question.

    Attributes:
        query: the question as read.
        candidates: what the search found, best first, with what was taken; empty where nothing was searched.
        support: what the gate measured; None where it had nothing to measure.
        outcome: what was drafted, or why nothing was.
        decided_by: the stage that decided.

    """

    query: Query
    candidates: tuple[Candidate, ...]
    support: Support | None
    outcome: Draft | Abstention
    decided_by: str


class Assistant:
    """Answers questions over a catalogue with one index. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, searcher: Searcher, vocabulary: Vocabulary) -> None:
        """Put the parts together; see `open_assistant` for the usual way."""
        self.catalogue = catalogue
        self.searcher = searcher
        self._vocabulary = vocabulary

    def ask(self, question: str, history: Sequence[str] = (), party: str | None = None) -> Answer:
        """Answer a question.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            party: restrict to this Party.

        Raises:
            UnknownNameError: no factsheet of the Party is loaded.
            VerificationError: the drafted answer did not survive verification; it is logged and withheld.

        """
        started = time.perf_counter()
        trace = self.trace(question, history, party)
        outcome = trace.outcome
        elapsed = (time.perf_counter() - started) * 1000
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
        """Answer (question, history) pairs, in order."""
        for question, history in items:
            yield self.ask(question, history, party)

    def trace(self, question: str, history: Sequence[str] = (), party: str | None = None) -> Trace:
        """Run all stages and keep what each made of the question; the answer is the same as `ask`'s."""
        earlier = None
        if history:
            before = self.trace(history[-1], history[:-1], party)
            cited = before.outcome.cited if isinstance(before.outcome, Draft) else ()
            earlier = Earlier(before.query, cited)
        query = read_question(question, self.catalogue.parties, earlier)
        if party is not None:
            name = self.catalogue.factsheet(party).party
            query = replace(query, parties=(name,), filters=replace(query.filters, parties=(name,)))
        trace = self._decide(query)
        if isinstance(trace.outcome, Draft):
            try:
                verify(trace.outcome, self.catalogue)
            except VerificationError as error:
                _log.error("%s", error)
                raise
        return trace

    def _decide(self, query: Query) -> Trace:
        for stage, refuse in (("sense", refuse_unsafe), ("party", refuse_other_party), ("sense", refuse_empty)):
            refused = refuse(query, self.catalogue)
            if refused is not None:
                return Trace(query, (), None, refused, f"gate: {stage}")
        if query.ids or query.footnotes or query.paragraphs or (query.only_records and query.intent is Intent.LOOKUP):
            return self._named(query)
        if query.intent in (Intent.LIST, Intent.COUNT) or (query.intent is Intent.COMPARE and query.filters.chapters):
            return self._listed(query)
        return self._searched(query)

    def _named(self, query: Query) -> Trace:
        named = named_records(query, self.catalogue)
        refused = refuse_absent(query, named, self.catalogue)
        if refused is not None:
            return Trace(query, (), None, refused, "gate: existence")
        compose = compose_compare if query.intent is Intent.COMPARE else compose_lookup
        return Trace(query, (), None, compose(query, named.records), "catalogue")

    def _listed(self, query: Query) -> Trace:
        records = filtered_records(query, self.catalogue)
        candidates: list[Candidate] = []
        if query.topic and not query.only_records:
            candidates = cut(
                candidates_for(query, self.searcher, self.catalogue, {record.record for record in records}), self.catalogue, exhaustive=True
            )
            on_topic = self._is_topic(query, candidates)
            if on_topic:
                taken = {candidate.record.record for candidate in candidates if candidate.taken}
                records = tuple(record for record in records if record.record in taken)
            elif query.filters == replace(query.filters, chapters=(), urgencies=(), addressees=()):
                return self._searched(query)
            else:
                query = replace(query, topic="")
        if query.counted is Counted.CHAPTERS:
            return Trace(query, tuple(candidates), None, self._chapters(query, records), "catalogue")
        compose = compose_count if query.intent is Intent.COUNT else compose_list
        return Trace(query, tuple(candidates), None, compose(query, records), "catalogue")

    def _is_topic(self, query: Query, candidates: list[Candidate]) -> bool:
        """Say whether the words left over in a list question are a topic the records speak of."""
        best = [candidate.record.record for candidate in candidates[:1]]
        return self._vocabulary.coverage(analyse(query.topic, query.language), best) >= _TOPIC_COVERAGE

    def _chapters(self, query: Query, records: Sequence[Record]) -> Draft:
        sheet = self.catalogue.factsheet(query.parties[0] if query.parties else self.catalogue.parties[0])
        having = {record.chapter for record in records}
        thematic = [chapter.numeral for chapter in sheet.chapters if self.catalogue.ids(sheet.party, chapter.numeral)]
        chosen = [numeral for numeral in thematic if (numeral in having) is not query.without]
        return compose_chapters(query, chosen, () if query.without else records)

    def _searched(self, query: Query) -> Trace:
        among = None
        if query.parties or query.filters.chapters:
            among = {record.record for record in self.catalogue.records if query.filters.admit(record)}
        candidates = cut(candidates_for(query, self.searcher, self.catalogue, among), self.catalogue, exhaustive=query.exhaustive)
        outside = self.searcher.nearest_outside(query.question, query.language)
        signals = measure(query, candidates, outside, self._vocabulary)
        missing = missing_attributes(query.question, candidates)
        found = Support(signals, gate_model().probability(signals), missing, outside.record if outside else "")
        refused = refuse_unsupported(query, found, outside, [candidate.record for candidate in candidates], self.catalogue)
        if refused is not None:
            return Trace(query, tuple(candidates), found, refused, "gate: support")
        records = [candidate.record for candidate in candidates if candidate.taken]
        if not records:
            return Trace(query, (), found, Abstention(Reason.NOT_IN_SOURCE, "", (), query.intent), "gate: support")
        lead = records[0]
        same_kind = [r for r in records if (r.kind is Kind.RECOMMENDATION) is (lead.kind is Kind.RECOMMENDATION)]
        compose = compose_compare if query.intent is Intent.COMPARE else compose_topic
        return Trace(query, tuple(candidates), found, compose(query, same_kind), "composition")


def load_catalogue(settings: Settings) -> Catalogue:
    """Load the bundled factsheets and the ones the user added.

    Raises:
        InputError: one line for each fault in an added factsheet.

    """
    added = sorted(settings.factsheets_dir.glob(f"*{SUFFIX}")) if settings.factsheets_dir.is_dir() else []
    return Catalogue(load_all([*bundled(), *added]))


def prepare_chunks(catalogue: Catalogue) -> list[Chunk]:
    """Make the chunks that an index of this catalogue holds."""
    return [*chunks_of(catalogue, load_aliases()), *outside_chunks(load_outside())]


def build(settings: Settings, catalogue: Catalogue, progress: Progress | None = None) -> BuildReport:
    """Build the index the settings name, if it is not current."""
    corpus = {sheet.slug: sheet.sha256 for sheet in catalogue.factsheets}
    return build_index(
        prepare_chunks(catalogue), corpus, settings.index_dir,
        encoder_spec=settings.encoder, engine_name=settings.engine, progress=progress,
    )  # fmt: skip


def open_assistant(settings: Settings, on_rebuild: Callable[[str], Progress] | None = None) -> Assistant:
    """Open the assistant; an index that is missing or merely stale is built first.

    Args:
        settings: where things lie.
        on_rebuild: is told why the index is built and gives what is to be told its progress.

    Raises:
        InputError: a factsheet has faults, or the index is damaged.

    """
    catalogue = load_catalogue(settings)
    chunks = prepare_chunks(catalogue)
    try:
        index = read_index(settings.index_dir, content_hash(chunks))
    except IndexStateError as error:
        if error.state is IndexState.DAMAGED:
            raise
        build(settings, catalogue, on_rebuild(error.state) if on_rebuild else None)
        index = read_index(settings.index_dir)
    vocabulary = Vocabulary.of([chunk for chunk in chunks if not chunk.record.startswith(OUTSIDE)])
    return Assistant(catalogue, Searcher(index, vocabulary), vocabulary)
