"""The perfect oracle: an answer without fault, made from the gold.

Every metric must be perfect on it, or the metric is wrong; and what it scores is the most any system can.
"""

from __future__ import annotations

from corpus.records import Kind
from corpus.text import collapse
from eval.contract import ABSTAINED, ANSWERED, Answer, Citation
from eval.golden import GoldenClause, Reference
from eval.items import Case, Unit
from eval.solid import MARKS

_DROP_MARKS = str.maketrans("", "", MARKS)


def perfect_answer(case: Case, reference: Reference) -> Answer:
    """Answer a case as the gold says, in the time of 1 ms; refuse it with its best reason where that is right."""
    citations = [_citation(unit, case, reference) for unit in case.gold.units]
    quotes = "\n\n".join(f"> {citation['quote']}" for citation in citations)
    return Answer(
        question=case.question,
        status=ANSWERED if case.answerable else ABSTAINED,
        intent="other",
        answer=f"{'; '.join(case.facts)}\n\n{quotes}" if case.answerable else "The factsheet does not say.",
        reason=None if case.answerable else case.reasons[0],
        citations=citations,
        suggestions=[],
        elapsed_ms=1.0,
    )


def _citation(unit: Unit, case: Case, reference: Reference) -> Citation:
    row = _row(unit, reference)
    words = " ".join(reference.source[start:end] for start, end in unit.spans)
    return Citation(
        record=f"{reference.slug}:{unit.name}",
        party=case.party,
        chapter=row.chapter if row else "",
        kind=str(Kind.RECOMMENDATION if unit.urgency else Kind.OBSERVATION),
        recommendation_ids=list(unit.recommendation_ids),
        urgency=unit.urgency and str(unit.urgency),
        addressee=unit.addressee and str(unit.addressee),
        footnotes=list(row.footnotes if row else unit.footnotes),
        paragraphs=[],
        quote=collapse(words.translate(_DROP_MARKS)),
        spans=[list(span) for span in unit.spans],
    )


def _row(unit: Unit, reference: Reference) -> GoldenClause | None:
    named = (reference.clause(name) for name in unit.recommendation_ids)
    noted = (reference.unnumbered(number) for number in unit.footnotes if unit.urgency)
    return next((row for row in (*named, *noted) if row is not None), None)
