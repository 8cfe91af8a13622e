"""When a citation is a piece of gold evidence, and when it is at least allowed.

A citation that names recommendation IDs is judged by its IDs; one that names none (a statement, the
clause without ID, another system's passage) by its words: it must hold at least half of the
evidence's characters. Numbers of footnotes decide only what is allowed beside the gold, for a clause
bears footnotes that are not what it says.
"""

from __future__ import annotations

from typing import Final

from corpus.text import slug
from eval.contract import Answer, Citation, spans_of
from eval.items import Case, Unit
from eval.solid import intersection

HALF: Final = 0.5


def of_party(case: Case, citation: Citation) -> bool:
    """Say whether a citation is from the factsheet that was asked about."""
    return citation["party"] == case.party or slug(citation["party"]) == slug(case.party)


def is_unit(unit: Unit, citation: Citation, case: Case) -> bool:
    """Say whether a citation is that piece of evidence."""
    if not of_party(case, citation):
        return False
    if citation["recommendation_ids"]:
        return not set(unit.recommendation_ids).isdisjoint(citation["recommendation_ids"])
    whole = sum(span.end - span.start for span in unit.spans)
    held = sum(span.end - span.start for span in intersection(unit.spans, spans_of(citation)))
    return held >= HALF * whole


def units_of(citation: Citation, case: Case) -> list[Unit]:
    """Give the pieces of gold evidence that a citation is; several for a long passage."""
    return [unit for unit in case.gold.units if is_unit(unit, citation, case)]


def is_allowed(citation: Citation, case: Case) -> bool:
    """Say whether a citation, gold or not, may stand under the answer.

    Beside the gold that is what `also` names, and the note or the words that a gold footnote joins.
    """
    if not of_party(case, citation):
        return False
    if citation["recommendation_ids"]:
        return {*citation["recommendation_ids"]} <= {*case.gold.recommendation_ids, *case.also.recommendation_ids}
    notes = {*case.gold.footnotes, *case.also.footnotes}
    return not notes.isdisjoint(citation["footnotes"]) or bool(units_of(citation, case))


def beside_gold(citation: Citation, case: Case) -> bool:
    """Say whether a citation is allowed and yet no gold: it is neither rewarded nor punished."""
    return is_allowed(citation, case) and not units_of(citation, case)


def cited_units(answer: Answer, case: Case) -> set[str]:
    """Name the pieces of gold evidence that an answer cites."""
    return {unit.name for citation in answer["citations"] for unit in units_of(citation, case)}
