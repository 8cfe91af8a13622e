"""What a set of cases must be like as a whole, and against the factsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.text import collapse, fold, slug
from eval.golden import GoldenClause, Reference
from eval.items import Case, Placed, Unit


def set_faults(placed: Sequence[Placed], references: Mapping[str, Reference]) -> list[str]:
    """Find everything wrong with the set, one `file:line: fault` each, in the order of the files."""
    found = [
        *_doubled(placed),
        *_crossing(placed, "cluster", lambda case: case.cluster),
        *_crossing(placed, "the question", _wording),
        *_variants(placed),
        *(fault for item in placed for fault in _reference_faults(item, references)),
    ]
    order = {item.place: index for index, item in enumerate(placed)}
    return [f"{place}: {fault}" for place, fault in sorted(found, key=lambda fault: order[fault[0]])]


_Fault = tuple[str, str]


def _wording(case: Case) -> str:
    """Give what makes two questions the same to a reader; empty where it is too little to tell."""
    words = fold(collapse(case.question))
    return f"{fold(case.party)} {' '.join(case.history)} {words}" if any(char.isalpha() for char in words) else ""


def _doubled(placed: Iterable[Placed]) -> Iterable[_Fault]:
    seen: dict[str, str] = {}
    for item in placed:
        if item.case.id in seen:
            yield item.place, f"id {item.case.id} stands in {seen[item.case.id]} too"
        seen.setdefault(item.case.id, item.place)


def _crossing(placed: Iterable[Placed], what: str, key: Callable[[Case], str]) -> Iterable[_Fault]:
    """Find what is in two splits. The value itself is not named: it may be a question that is held back."""
    first: dict[str, Placed] = {}
    for item in placed:
        home = first.setdefault(key(item.case), item) if key(item.case) else item
        if home.case.split != item.case.split:
            yield item.place, f"{what} is in split {item.case.split} here and in {home.case.split} in {home.place}"


def _variants(placed: Sequence[Placed]) -> Iterable[_Fault]:
    by_id = {item.case.id: item.case for item in placed}
    kinds: dict[tuple[str, str], str] = {}
    for place, case in ((item.place, item.case) for item in placed if item.case.variant_of is not None):
        base = by_id.get(case.variant_of or "")
        if base is None:
            yield place, f"is a variant of {case.variant_of}, which is not in the set"
            continue
        if base.variant_of is not None:
            yield place, f"is a variant of {base.id}, which is itself one"
        home = kinds.setdefault((base.id, case.variant or ""), place)
        if home != place:
            yield place, f"is the second variant {case.variant} of {base.id}, after {home}"
        same = replace(case, id=base.id, question=base.question, language=base.language, variant=None, variant_of=None)
        if same != replace(base, variant=None, variant_of=None):
            yield place, f"differs from its base question {base.id} in more than the wording"


def _reference_faults(item: Placed, references: Mapping[str, Reference]) -> Iterable[_Fault]:
    case, reference = item.case, references.get(slug(item.case.party))
    if reference is None:
        yield item.place, f"Party {case.party} has no golden tables; known: {', '.join(sorted(references))}"
        return
    for name in (*case.gold.recommendation_ids, *case.also.recommendation_ids):
        if name not in reference.ids:
            yield item.place, f"{name} is not in the factsheet of {case.party}"
    for number in (*case.gold.footnotes, *case.also.footnotes):
        if number not in reference.numbers:
            yield item.place, f"footnote {number} is not in the factsheet of {case.party}"
    for unit in case.gold.units:
        yield from ((item.place, fault) for fault in _unit_faults(unit, reference))


def _unit_faults(unit: Unit, reference: Reference) -> Iterable[str]:
    if unit.spans and unit.spans[-1].end > len(reference.source):
        yield f"{unit.name} ends at {unit.spans[-1].end}, behind the source's {len(reference.source)} characters"
    row = _row(unit, reference)
    if row is None:
        if unit.recommendation_ids and set(unit.recommendation_ids) <= reference.ids:
            yield f"{unit.name} is not one clause of the factsheet"
        return
    if unit.recommendation_ids and set(unit.recommendation_ids) != set(row.ids):
        yield f"{unit.name} has not all the IDs of its clause: {', '.join(row.ids)}"
    if unit.urgency is not row.urgency:
        yield f"{unit.name} is {row.urgency} in the golden table, not {unit.urgency}"
    if unit.addressee is not row.addressee:
        yield f"{unit.name} is {row.addressee} in the golden table, not {unit.addressee}"


def _row(unit: Unit, reference: Reference) -> GoldenClause | None:
    """Give the clause a unit stands for; a footnote can also be cited as the note it is."""
    if unit.recommendation_ids:
        rows = {reference.clause(name) for name in unit.recommendation_ids}
        return rows.pop() if len(rows) == 1 else None
    found = [reference.unnumbered(number) for number in unit.footnotes] if unit.urgency is not None else []
    return next((row for row in found if row is not None), None)
