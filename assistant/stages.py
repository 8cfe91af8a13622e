"""From a Query to a Draft or a refusal: which stage decides, and what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answer import Abstention, Draft, Prose
from assistant.composing.chapters import place_of
from assistant.composing.compose import (
    chosen_first,
    compose_compare,
    compose_lookup,
    compose_topic,
)
from assistant.composing.escaping import escaped_echo
from assistant.composing.listed import compose_listed
from assistant.finding.definitions import defined_records
from assistant.finding.exact import filtered_records, named_records
from assistant.finding.structure import beside, extremes, nth, numbered_as
from assistant.finding.subjects import of_subjects, with_small_subject, with_subjects
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
from assistant.messages import say
from assistant.parts import Parts
from assistant.query import Intent, Numbering, Query
from corpus.catalogue import Catalogue, Filters
from corpus.records import Kind, Record

if TYPE_CHECKING:
    from assistant.finding.topic import Candidate
    from assistant.gate.support import Support

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
    records = numbered_as(admitted, query)
    if not records and query.topic and Kind.RECOMMENDATION not in query.filters.kinds:
        # What was read as a restriction names nothing: it is part of the topic.
        return _searched(replace(query, filters=Filters(parties=query.parties)), parts)
    indexed = _indexed(query, records, parts) if query.indexed else None
    query = replace(query, indexed=indexed is not None)
    records = extremes(records if indexed is None else indexed, query)
    if indexed is None and query.topic and (query.on_topic or not query.only_records) and query.numbering is Numbering.ANY:
        trace = _searched(query, parts, records)
        restricts = own != replace(own, chapters=(), urgencies=(), addressees=())
        if query.on_topic or not restricts or _is_topic(query, trace.candidates, parts):
            return trace
    query = query if indexed is not None else replace(query, topic="")
    if query.position:
        chosen = nth(records, query.position)
        if not chosen:
            return Trace(query, (), None, refuse_position(query, len(records), parts.catalogue), "gate: existence")
        return Trace(query, (), None, compose_lookup(replace(query, intent=Intent.LOOKUP), chosen), "catalogue")
    return Trace(query, (), None, compose_listed(query, records, parts.catalogue), "catalogue")


def _indexed(query: Query, records: Sequence[Record], parts: Parts) -> tuple[Record, ...] | None:
    """Give those of some clauses that belong to the subjects; None where the index cannot say, or knows none of them at all."""
    subjects = parts.subjects.subjects
    clauses = parts.catalogue.select(Filters(parties=query.parties, kinds=(Kind.RECOMMENDATION,)))
    if not of_subjects(clauses, query.subjects, subjects):
        return None
    return of_subjects(records, query.subjects, subjects)


def _is_topic(query: Query, candidates: Sequence[Candidate], parts: Parts) -> bool:
    from index.analysis import analyse

    best = [candidate.record.record for candidate in candidates[:1]]
    return parts.vocabulary.coverage(analyse(query.topic, query.language), best) >= _TOPIC_COVERAGE


def _searched(query: Query, parts: Parts, records: Sequence[Record] | None = None) -> Trace:
    """Search a topic, among some records where they are to be listed or counted."""
    # What the catalogue answers starts without NumPy and the index.
    from assistant.finding.topic import candidates_for, cut, with_named
    from assistant.gate.signals import measure, missing_attributes
    from assistant.gate.support import Support, gate_model, refuse_unsupported

    catalogue = parts.catalogue
    listed = records is not None
    among = {record.record for record in records} if records is not None else None
    if among is None and query.filters:
        among = {record.record for record in catalogue.records if query.filters.admit(record)}
    admitted = [found for found in candidates_for(query, parts.searcher, catalogue, among) if query.within.admit(found.record)]
    wants = query.wants and query.intent is Intent.TOPIC
    exhaustive = query.exhaustive or query.intent is Intent.COUNT
    candidates = cut(admitted, catalogue, exhaustive=exhaustive, compares=query.intent is Intent.COMPARE, wants=wants)
    if candidates and candidates[0].record.kind is Kind.RECOMMENDATION:
        if exhaustive:
            candidates = with_subjects(candidates, query.subjects) or with_named(candidates, query.topic, query.language)
        elif query.indexed:
            candidates = with_small_subject(candidates, query.subjects)
    outside = parts.searcher.nearest_outside(query.words, query.language)
    signals = measure(query, candidates, outside, parts.vocabulary, parts.searcher.answerable(query.words))
    missing = missing_attributes(query, candidates)
    found = Support(signals, gate_model().probability(signals), missing, outside.record if outside else "")
    refused = refuse_unsupported(query, found, outside, [candidate.record for candidate in candidates], catalogue)
    if refused is not None:
        return Trace(query, tuple(candidates), found, refused, "gate: support")
    taken = [candidate.record for candidate in candidates if candidate.taken]
    if listed:
        return Trace(query, tuple(candidates), found, compose_listed(query, taken, catalogue), "catalogue")
    compose = compose_compare if query.intent is Intent.COMPARE else compose_topic
    return Trace(query, tuple(candidates), found, compose(query, taken), "composition")
