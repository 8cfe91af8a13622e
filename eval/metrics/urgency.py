"""Urgency: `require`, `request`, `invite` must never be blurred, above all not upwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from corpus.records import Urgency
from corpus.text import HYPHENS
from eval.contract import Citation
from eval.golden import GoldenClause, Reference
from eval.matching import is_unit, of_party
from eval.metrics.pair import Pair, share

NONE: Final = "none"
_CLAIM = re.compile(r"\bCommittee (?:also |thus |therefore |further )?(require|request)s\b")
_LABEL = re.compile(r"\b([IVX]+-\d+)[^\w\n,;]{1,6}(require|request)")


def _given(pair: Pair) -> list[tuple[Urgency, str]]:
    """Pair the true urgency of each gold clause that is cited with the one its first citation gives."""
    found = []
    for unit in pair.case.gold.units:
        first = next((c for c in pair.answer["citations"] if is_unit(unit, c, pair.case)), None)
        if unit.urgency is not None and first is not None:
            found.append((unit.urgency, first["urgency"] or NONE))
    return found


def urgency_accuracy(pair: Pair) -> float | None:
    """Give the share of cited gold clauses whose citation gives the right urgency.

    Clauses that are not cited are the business of recall. Undefined where no gold clause is cited.
    """
    given = _given(pair)
    return share(sum(gold == said for gold, said in given), len(given))


def urgency_confusion(pairs: Iterable[Pair]) -> dict[tuple[str, str], int]:
    """Count (true urgency, given urgency) over cited gold clauses; a citation without one is `none`."""
    counts = Counter((str(gold), said) for pair in pairs for gold, said in _given(pair))
    return {(gold, said): counts[gold, said] for gold in Urgency for said in (*Urgency, NONE)}


def invitation_as_obligation(pair: Pair) -> float | None:
    """Give 1 where an invitation is given as a requirement or a request, else 0; it must be 0 everywhere.

    That is so where (a) a cited clause that invites is labelled `require` or `request`; (b) the text
    labels it so next to its ID; or (c) the text says "the Committee requires/requests" and no cited
    clause does. (b) and (c) read English only, the language of the source and of all quotes; words in
    Romanian and French are covered by (a). Undefined for abstentions.
    """
    if not pair.is_answered:
        return None
    rows = [(c, _row(c, pair.reference)) for c in pair.answer["citations"] if of_party(pair.case, c)]
    strong = {Urgency.REQUIRE, Urgency.REQUEST}
    labelled = any(row and row.urgency is Urgency.INVITE and c["urgency"] in strong for c, row in rows)
    text = HYPHENS.sub("-", pair.answer["answer"]).replace("*", "").replace("_", "")
    said = any(_invites(name, pair.reference) for name, _ in _LABEL.findall(text))
    levels = {row.urgency for _, row in rows if row}
    claimed = bool(levels) and any(Urgency(verb) not in levels for verb in _CLAIM.findall(text))
    return float(labelled or said or claimed)


def _row(citation: Citation, reference: Reference) -> GoldenClause | None:
    named = (reference.clause(name) for name in citation["recommendation_ids"])
    noted = (reference.unnumbered(number) for number in citation["footnotes"] if citation["urgency"])
    return next((row for row in (*named, *noted) if row is not None), None)


def _invites(recommendation_id: str, reference: Reference) -> bool:
    row = reference.clause(recommendation_id)
    return row is not None and row.urgency is Urgency.INVITE
