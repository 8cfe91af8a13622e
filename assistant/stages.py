"""From a Query to a Draft or a refusal: which stage decides, and what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Abstention, Draft, Prose
from assistant.composing.chapters import chapter_title, compose_chapters, compose_contents, place_of
from assistant.composing.comparing import compose_gaps, compose_tally
from assistant.composing.compose import (
    chosen_first,
    compose_compare,
    compose_count,
    compose_list,
    compose_lookup,
    compose_topic,
    judged,
)
from assistant.composing.escaping import escaped_echo
from assistant.finding.definitions import defined_records
from assistant.finding.exact import filtered_records, named_records
from assistant.finding.structure import beside, chapters_with, extremes, gaps, grouped_by, nth, numbered_as, verdict_on
from assistant.finding.topic import Candidate, candidates_for, cut, with_named
from assistant.gate.absurd import refuse_absurd
from assistant.gate.exists import (
    party_of,
    refuse_absent,
    refuse_absent_chapter,
    refuse_beside,
    refuse_beyond,
    refuse_other_party,
    refuse_position,
)
from assistant.gate.parts import split_attributes, split_parts
from assistant.gate.sense import refuse_empty, refuse_unsafe
from assistant.gate.signals import measure, missing_attributes
from assistant.gate.support import Support, gate_model, refuse_unsupported
from assistant.messages import say
from assistant.query import Counted, Having, Intent, Numbering, Query
from corpus.catalogue import Catalogue, Filters
from corpus.records import Kind, Record
from index.analysis import analyse
from index.search import Searcher
from index.vocabulary import Vocabulary

# Share of a list question's left-over words that the best record must hold for them to be a topic.
_TOPIC_COVERAGE = 0.5


@dataclass(frozen=True, slots=True)
class Parts:
    """What the stages work with."""

    catalogue: Catalogue
    searcher: Searcher
    vocabulary: Vocabulary


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


def decide(query: Query, parts: Parts) -> Trace:
    """Answer a query, or refuse it; of a query of several parts, answer those that can be answered."""
    answered, unanswered = split_parts(query, parts.catalogue)
    trace = _decide_whole(answered, parts)
    if isinstance(trace.outcome, Abstention) and not unanswered and trace.support is not None and trace.support.missing:
        answered, unanswered = split_attributes(query, trace.support.missing)
        without = _decide_whole(answered, parts) if unanswered else trace
        trace = trace if isinstance(without.outcome, Abstention) else without
    if isinstance(trace.outcome, Abstention) or not unanswered:
        return trace
    missing = Prose(say(query.language, "partly", parts=escaped_echo("; ".join(unanswered))))
    return replace(trace, outcome=replace(trace.outcome, parts=(*trace.outcome.parts, missing)))


def _decide_whole(query: Query, parts: Parts) -> Trace:
    for stage, refuse in (("sense", refuse_unsafe), ("party", refuse_other_party), ("sense", refuse_empty), ("sense", refuse_absurd)):
        refused = refuse(query, parts.catalogue)
        if refused is not None:
            return Trace(query, (), None, refused, f"gate: {stage}")
    if query.ids or query.footnotes or query.paragraphs or (query.only_records and query.intent is Intent.LOOKUP):
        return _named(query, parts)
    if query.updated:
        return _updated(query, parts.catalogue)
    defined = (
        defined_records(query, parts.catalogue)
        if not (query.grouped or query.described or (query.intent is Intent.COUNT and query.filters.urgencies))
        else ()
    )
    if defined:
        return Trace(query, (), None, compose_topic(query, defined), "catalogue")
    if query.intent in (Intent.LIST, Intent.COUNT) or (query.intent is Intent.COMPARE and (query.filters.chapters or query.grouped)):
        return _listed(query, parts)
    return _searched(query, parts)


def _named(query: Query, parts: Parts) -> Trace:
    named = named_records(query, parts.catalogue)
    refused = refuse_absent(query, named, parts.catalogue)
    if refused is not None:
        return Trace(query, (), None, refused, "gate: existence")
    refused = refuse_beyond(query, named.records, parts.catalogue)
    if refused is not None:
        return Trace(query, (), None, refused, "gate: support")
    records = named.records
    if query.step and records:
        other = beside(records[-1], query.step, parts.catalogue)
        if other is None:
            return Trace(query, (), None, refuse_beside(query, records[-1], parts.catalogue), "gate: existence")
        records = (other,)
    if query.intent is Intent.COMPARE:
        draft = compose_compare(query, records)
    else:
        places = [place_of(record, parts.catalogue, query.language) for record in records if record.chapter] if query.place else []
        draft = compose_lookup(query, chosen_first(query, records), places)
    if named.absent:
        party = party_of(query, parts.catalogue)
        notes = [Prose(say(query.language, "absent_short", what=what, party=party)) for what in named.absent]
        draft = replace(draft, parts=(*draft.parts, *notes), absent=named.absent)
    return Trace(query, (), None, draft, "catalogue")


def _updated(query: Query, catalogue: Catalogue) -> Trace:
    """Say when a factsheet was last updated, as its title block does."""
    sheet = catalogue.factsheet(party_of(query, catalogue))
    key = "updated" if sheet.updated else "not_updated"
    dated = Prose(say(query.language, key, party=sheet.party, date=sheet.updated))
    return Trace(query, (), None, Draft(Intent.FACT, (dated,), ()), "catalogue")


def _listed(query: Query, parts: Parts) -> Trace:
    """List or count what the filters admit; words left over narrow it if they are a topic."""
    refused = refuse_absent_chapter(query, parts.catalogue)
    if refused is not None:
        return Trace(query, (), None, refused, "gate: existence")
    # Clauses cited before can be counted by level; whoever else is counted is not in the factsheet.
    if query.only_records and not (query.intent is Intent.COUNT and not query.topic):
        before = [record for name in query.only_records if (record := parts.catalogue.get(name)) is not None]
        refused = refuse_beyond(query, before, parts.catalogue)
        if refused is not None:
            return Trace(query, (), None, refused, "gate: support")
    own, query = query.filters, replace(query, filters=query.filters.or_else(query.within))
    admitted = tuple(record for record in filtered_records(query, parts.catalogue) if query.within.admit(record))
    records = extremes(numbered_as(admitted, query), query)
    if not records and query.topic and Kind.RECOMMENDATION not in query.filters.kinds:
        # What was read as a restriction names nothing: it is part of the topic.
        return _searched(replace(query, filters=Filters(parties=query.parties)), parts)
    if query.topic and (query.on_topic or not query.only_records) and query.numbering is Numbering.ANY:
        trace = _searched(query, parts, records)
        restricts = own != replace(own, chapters=(), urgencies=(), addressees=())
        if query.on_topic or not restricts or _is_topic(query, trace.candidates, parts.vocabulary):
            return trace
    query = replace(query, topic="")
    if query.position:
        chosen = nth(records, query.position)
        if not chosen:
            return Trace(query, (), None, refuse_position(query, len(records), parts.catalogue), "gate: existence")
        return Trace(query, (), None, compose_lookup(replace(query, intent=Intent.LOOKUP), chosen), "catalogue")
    return Trace(query, (), None, _compose_listed(query, records, parts.catalogue), "catalogue")


def _compose_listed(query: Query, records: Sequence[Record], catalogue: Catalogue) -> Draft:
    draft = _compose_structure(query, records, catalogue)
    return judged(draft, verdict_on(query, records, catalogue), query.language)


def _compose_structure(query: Query, records: Sequence[Record], catalogue: Catalogue) -> Draft:
    if query.gaps:
        party = party_of(query, catalogue)
        chapters = tuple(dict.fromkeys(record.chapter for record in records))
        return compose_gaps(query, party, gaps(party, chapters, catalogue), records)
    if query.grouped is not None and not query.topic:
        tally = compose_tally(query, grouped_by(query, records))
        plain = query.intent is Intent.COMPARE and query.relation is None
        return replace(tally, parts=(*tally.parts, *compose_list(query, records).parts)) if plain else tally
    if query.counted is Counted.CHAPTERS:
        beside_clauses = query.filters.kinds != (Kind.RECOMMENDATION,)
        narrowed = (
            query.topic
            or query.bounds
            or beside_clauses
            or query.having is not Having.SOME
            or query.filters.urgencies
            or query.filters.addressees
        )
        if not narrowed:
            return compose_contents(query, catalogue.factsheet(party_of(query, catalogue)), records)
        return compose_chapters(query, *chapters_with(query, records, catalogue))
    draft = (compose_count if query.intent is Intent.COUNT else compose_list)(query, records)
    if query.place and len(query.filters.chapters) == 1:
        [chapter] = query.filters.chapters
        title = chapter_title(party_of(query, catalogue), chapter, catalogue)
        draft = replace(draft, parts=(Prose(say(query.language, "chapter_called", chapter=chapter, title=title)), *draft.parts))
    return draft


def _is_topic(query: Query, candidates: Sequence[Candidate], vocabulary: Vocabulary) -> bool:
    best = [candidate.record.record for candidate in candidates[:1]]
    return vocabulary.coverage(analyse(query.topic, query.language), best) >= _TOPIC_COVERAGE


def _searched(query: Query, parts: Parts, records: Sequence[Record] | None = None) -> Trace:
    """Search a topic, among some records where they are to be listed or counted."""
    catalogue = parts.catalogue
    listed = records is not None
    among = {record.record for record in records} if records is not None else None
    if among is None and query.filters:
        among = {record.record for record in catalogue.records if query.filters.admit(record)}
    admitted = [found for found in candidates_for(query, parts.searcher, catalogue, among) if query.within.admit(found.record)]
    wants = query.wants and query.intent is Intent.TOPIC
    exhaustive = query.exhaustive or query.intent is Intent.COUNT
    candidates = cut(admitted, catalogue, exhaustive=exhaustive, wants=wants)
    if exhaustive and candidates and candidates[0].record.kind is Kind.RECOMMENDATION:
        candidates = with_named(candidates, query.topic, query.language)
    outside = parts.searcher.nearest_outside(query.words, query.language)
    signals = measure(query, candidates, outside, parts.vocabulary, parts.searcher.answerable(query.words))
    missing = missing_attributes(query, candidates)
    found = Support(signals, gate_model().probability(signals), missing, outside.record if outside else "")
    refused = refuse_unsupported(query, found, outside, [candidate.record for candidate in candidates], catalogue)
    if refused is not None:
        return Trace(query, tuple(candidates), found, refused, "gate: support")
    taken = [candidate.record for candidate in candidates if candidate.taken]
    if listed:
        return Trace(query, tuple(candidates), found, _compose_listed(query, taken, catalogue), "catalogue")
    compose = compose_compare if query.intent is Intent.COMPARE else compose_topic
    return Trace(query, tuple(candidates), found, compose(query, taken), "composition")
