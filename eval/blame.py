"""Which stage was at fault when an item is not right: a pure function of what each stage saw.

The stages come in this order, and the first that is wrong has the blame, since all behind it could only
work with what it left: parsing, reading the question, retrieving, ranking, gating, composing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.catalogue import Filters
from corpus.records import Kind, Record, Span
from eval.contract import Answer, is_answered
from eval.items import Case, Unit
from eval.metrics.ranking import Ranking
from eval.solid import intersection


class Blame(StrEnum):
    """The stage at fault."""

    PARSED = "parsed wrong"
    READ = "read wrong"
    RETRIEVED = "not retrieved"
    RANKED = "ranked low"
    GATED = "gated wrong"
    COMPOSED = "composed wrong"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """What each stage saw and said; filled by the runner from the assistant's explanation.

    Attributes:
        records: all records of the Party's factsheet as parsed, by identifier.
        intent: as in the Answer.
        filters: what records have to be, as understood; an empty one asks for nothing.
        ids: recommendation IDs understood to be asked for.
        ranked: identifiers of all candidates that were found or looked up, best first.
        admitted: whether the gate let the question be answered.
        confidence: the gate's score, None where it has none; for the risk-coverage curve.
        drafted: identifiers of the records the draft stands on, best first.

    """

    records: Mapping[str, Record]
    intent: str
    filters: Filters
    ids: tuple[str, ...]
    ranked: tuple[str, ...]
    admitted: bool
    confidence: float | None
    drafted: tuple[str, ...]


_INTENTS: Final[Mapping[str, frozenset[str]]] = {
    "list": frozenset({"list"}),
    "enumeration": frozenset({"list", "topic"}),
    "count": frozenset({"count"}),
    "compare": frozenset({"compare", "lookup", "topic", "list"}),
    "lookup_id": frozenset({"lookup", "fact", "topic"}),
    "lookup_footnote": frozenset({"lookup", "fact"}),
    "lookup_paragraph": frozenset({"lookup", "fact"}),
}
"""Intents under which questions of a type can be answered in full; other types fit any."""


def blame(case: Case, answer: Answer, view: StageView, *, correct: bool) -> Blame:
    """Name the stage at fault.

    Args:
        case: the item.
        answer: what came back.
        view: what each stage saw.
        correct: whether the answer is right (`metrics.is_correct`); nothing is at fault then.

    """
    if correct or not case.answerable:
        return Blame.NONE if correct else _of_unanswerable(case, answer, view)
    gold = [_record_of(unit, view.records) for unit in case.gold.units]
    names = [record.record for record in gold if record is not None]
    if len(names) < len(gold):
        return Blame.PARSED
    if _is_misread(case, view, [record for record in gold if record is not None]):
        return Blame.READ
    if not set(names) <= set(view.ranked):
        return Blame.RETRIEVED
    return _of_draft(case, names, view) if is_answered(answer) else _of_refusal(names, view)


def viewed_ranking(case: Case, view: StageView) -> Ranking:
    """Give the candidates as a ranking of the gold evidence, for `score_rankings`."""
    names = {}
    for unit in case.gold.units:
        record = _record_of(unit, view.records)
        if record is not None:
            names[record.record] = unit.name
    ranked = dict.fromkeys(names.get(record, f"other {record}") for record in view.ranked)
    return Ranking(tuple(unit.name for unit in case.gold.units), tuple(ranked))


def _of_unanswerable(case: Case, answer: Answer, view: StageView) -> Blame:
    """Answered, or refused in words that are wrong. The ID or Party that is not there has to be read."""
    if not is_answered(answer):
        return Blame.COMPOSED
    if case.type == "absent_id" and not view.ids and view.intent != "lookup":
        return Blame.READ
    return Blame.GATED


def _record_of(unit: Unit, records: Mapping[str, Record]) -> Record | None:
    """Find the record that is a piece of evidence, whole and with the right urgency; None where none is."""
    for record in records.values():
        if unit.recommendation_ids:
            same = {*unit.recommendation_ids} == {*record.recommendation_ids} and record.kind is not Kind.FOOTNOTE
        else:
            # A footnote's record of another number may hold the same words; its place tells.
            same = not record.recommendation_ids and _covers(record.spans, unit.spans)
        if same:
            whole = _covers(record.spans, unit.spans)
            right = record.urgency == unit.urgency and record.addressee == unit.addressee
            return record if whole and right else None
    return None


def _covers(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    held = sum(span.end - span.start for span in intersection(outer, inner))
    return held == sum(span.end - span.start for span in inner)


def _is_misread(case: Case, view: StageView, gold: Sequence[Record]) -> bool:
    """Say whether the question was understood as one whose answer cannot be the gold."""
    if not all(view.filters.admit(record) for record in gold):
        return True
    if view.intent not in _INTENTS.get(case.type, {view.intent}):
        return True
    known = {*case.gold.recommendation_ids, *case.also.recommendation_ids}
    asked = {*view.ids}
    return bool(asked) and bool(known) and asked.isdisjoint(known)


def _of_refusal(gold: Sequence[str], view: StageView) -> Blame:
    """Refused with the evidence at hand: was the best candidate right, or did the gate look at a wrong one?"""
    if gold and view.ranked[0] not in gold:
        return Blame.RANKED
    return Blame.COMPOSED if view.admitted else Blame.GATED


def _of_draft(case: Case, gold: Sequence[str], view: StageView) -> Blame:
    """Answered with the evidence among the candidates.

    Ranked low: a draft has a record that is not allowed, or lacks gold, because that record stands before
    gold. Otherwise the ranking was right and it was composed wrong.
    """
    allowed = {*gold, *(name for name in view.drafted if _is_allowed(case, view.records.get(name)))}
    strangers = [name for name in view.drafted if name not in allowed]
    lacking = [name for name in gold if name not in view.drafted]
    place = {name: index for index, name in enumerate(view.ranked)}
    last_gold = max((place[name] for name in gold), default=-1)
    before = any(place.get(name, len(place)) < last_gold for name in strangers)
    if lacking and not strangers:
        # Nothing wrong was taken: was gold too far down to be reached, behind what is neither gold nor allowed?
        ahead = view.ranked[: max(place[name] for name in lacking)]
        before = any(name not in gold and not _is_allowed(case, view.records.get(name)) for name in ahead)
    return Blame.RANKED if before else Blame.COMPOSED


def _is_allowed(case: Case, record: Record | None) -> bool:
    if record is None:
        return False
    if record.recommendation_ids:
        return {*record.recommendation_ids} <= {*case.gold.recommendation_ids, *case.also.recommendation_ids}
    return not {*record.footnotes}.isdisjoint({*case.gold.footnotes, *case.also.footnotes})
