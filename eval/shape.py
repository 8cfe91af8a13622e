"""From one decoded line to a Case: which keys, of which kind, and whether they go together."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

from corpus.records import Addressee, Span, Urgency
from eval.fields import Fields
from eval.items import (
    LANGUAGES,
    REASONS,
    SPLITS,
    TYPES,
    VARIANTS,
    Also,
    Case,
    Gold,
    Unit,
)

_KEYS = tuple(field.name for field in fields(Case))
_GOLD = ("recommendation_ids", "urgency", "addressee", "footnotes", "spans")
_ALSO = ("recommendation_ids", "footnotes")
_TEXT, _NOTE = "text", "fn"


def read_case(raw: object, faults: list[str]) -> Case | None:
    """Read one item; None, and the faults noted, where anything is wrong with it."""
    if not isinstance(raw, dict):
        if not faults:
            faults.append("is no JSON object")
        return None
    line = Fields(raw, faults=faults)
    line.expect(_KEYS)
    case = Case(
        id=line.text("id"),
        # White space alone is a question some people do send.
        question=line.text("question", blank=True),
        language=line.choice("language", LANGUAGES),
        type=line.choice("type", TYPES),
        cluster=line.text("cluster"),
        variant_of=line.optional_text("variant_of"),
        variant=line.choice("variant", VARIANTS, optional=True) or None,
        party=line.text("party"),
        history=line.texts("history"),
        answerable=line.flag("answerable"),
        reasons=line.choices("reasons", REASONS),
        gold=_gold(line.inner("gold")),
        also=_also(line.inner("also")),
        facts=line.texts("facts"),
        must_not=line.texts("must_not"),
        split=line.choice("split", SPLITS),
    )
    faults += _inner_faults(case) if not faults else ()
    return None if faults else case


def _gold(gold: Fields) -> Gold:
    gold.expect(_GOLD)
    urgency, addressee, spans = gold.inner("urgency"), gold.inner("addressee"), gold.inner("spans")
    for other in (urgency, addressee):
        gold.faults.extend(f"{other.where}{name} has no spans" for name in other.raw if name not in spans.raw)
    return Gold(
        recommendation_ids=gold.texts("recommendation_ids"),
        footnotes=gold.numbers("footnotes"),
        units=tuple(_unit(name, urgency, addressee, spans) for name in spans.raw),
    )


def _unit(name: str, urgency: Fields, addressee: Fields, spans: Fields) -> Unit:
    parts = name.split("+")
    notes = tuple(int(part[len(_NOTE) :]) for part in parts if part.startswith(_NOTE) and part[len(_NOTE) :].isdigit())
    is_text = name.startswith(_TEXT)
    return Unit(
        name=name,
        recommendation_ids=() if notes or is_text else tuple(parts),
        footnotes=notes,
        urgency=_urgency(name, urgency),
        addressee=_addressee(name, addressee),
        spans=_spans(name, spans),
    )


def _urgency(name: str, level: Fields) -> Urgency | None:
    word = level.choice(name, tuple(Urgency)) if name in level.raw else ""
    return Urgency(word) if word else None


def _addressee(name: str, whom: Fields) -> Addressee | None:
    word = whom.choice(name, tuple(Addressee)) if name in whom.raw else ""
    return Addressee(word) if word else None


def _spans(name: str, spans: Fields) -> tuple[Span, ...]:
    found = spans.spans(name)
    if name in spans.raw and spans.raw[name] == []:
        spans.wrong(name, "at least one span")
    if any(left.end > right.start for left, right in pairwise(found)):
        spans.wrong(name, "ascending, without overlap")
    return found


def _also(also: Fields) -> Also:
    also.expect(_ALSO)
    return Also(recommendation_ids=also.texts("recommendation_ids"), footnotes=also.numbers("footnotes"))


def _inner_faults(case: Case) -> list[str]:
    """Find what is wrong with an item whose keys are all of the right kind."""
    gold, faults = case.gold, []
    if case.answerable and case.reasons:
        faults.append("is answerable and gives reasons to refuse")
    if case.answerable and not gold.units and not case.facts:
        faults.append("is answerable and has neither gold nor facts")
    if not case.answerable and not case.reasons:
        faults.append("is not answerable and gives no reason")
    if not case.answerable and (gold.units or gold.recommendation_ids or gold.footnotes or case.facts):
        faults.append("is not answerable and has gold or facts")
    ids = [name for unit in gold.units for name in unit.recommendation_ids]
    if sorted(ids) != sorted(gold.recommendation_ids):
        faults.append("gold.recommendation_ids and the names in gold.spans differ")
    notes = [number for unit in gold.units for number in unit.footnotes]
    if sorted(notes) != sorted(gold.footnotes):
        faults.append("gold.footnotes and the names in gold.spans differ")
    both = {*gold.recommendation_ids} & {*case.also.recommendation_ids}, {*gold.footnotes} & {*case.also.footnotes}
    faults += (f"{sorted(twice)} stand in gold and in also" for twice in both if twice)
    if (case.variant is None) != (case.variant_of is None):
        faults.append("variant and variant_of go together")
    if case.variant in LANGUAGES and case.language != case.variant:
        faults.append(f"is the variant {case.variant} in language {case.language}")
    return faults
