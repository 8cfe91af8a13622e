"""Evidence: are the gold clause's words in what was returned, whoever it is attributed to?

The fair measure between systems that cite records and systems that return stretches of text: no ID is asked for,
only words. `evidence@1`: some piece of gold evidence stands whole in the first thing returned. `evidence@4`: share
of the pieces that the first four hold whole together, of as many as four can be expected to hold. Words are
compared by their place in the source (see `solid`); undefined without gold evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.text import slug
from eval.contract import Answer, spans_of
from eval.golden import Reference
from eval.items import Case
from eval.matching import of_party
from eval.score import Row, Table, score
from eval.solid import intersection

FIRST, FOUR = "evidence@1", "evidence@4"
EVIDENCE = (FIRST, FOUR)
_BY_ID = ("id_precision", "id_recall", "id_f1", "fabricated_ids")


def evidence(case: Case, answer: Answer, reference: Reference) -> Row:
    """Give both measures for one answer."""
    units = case.gold.units
    if not units:
        return {FIRST: None, FOUR: None}
    first, four = _held(case, answer, reference, 1), _held(case, answer, reference, 4)
    return {FIRST: float(first > 0), FOUR: min(1.0, four / min(len(units), 4))}


def _held(case: Case, answer: Answer, reference: Reference, depth: int) -> int:
    spans = [span for c in answer["citations"][:depth] if of_party(case, c) for span in spans_of(c)]
    count = reference.solid_count
    return sum(count(intersection(spans, unit.spans)) == count(unit.spans) for unit in case.gold.units)


def with_evidence(table: Table, answers: Mapping[str, Answer], references: Mapping[str, Reference]) -> Table:
    """Add both measures to a table of scores."""
    rows = [
        {**table.row(index), **evidence(case, answers[case.id], references[slug(case.party)])} for index, case in enumerate(table.cases)
    ]
    return Table.of(table.cases, rows, (*table.names, *EVIDENCE))


def score_passages(
    cases: Sequence[Case],
    answers: Mapping[str, Answer],
    numbered: Mapping[str, Answer],
    references: Mapping[str, Reference],
) -> Table:
    """Score systems that return passages twice, each time to their advantage: by words, and by the IDs in them.

    Args:
        cases: the items.
        answers: by item id, passages without IDs; citations are judged by their words.
        numbered: the same with the IDs that are printed in them; the measures of IDs are taken from here.
        references: the factsheets by slug.

    """
    words, ids = score(cases, answers, references), score(cases, numbered, references)
    rows = [
        {**words.row(index), **{name: value for name, value in ids.row(index).items() if name in _BY_ID}} for index in range(len(cases))
    ]
    return Table.of(cases, rows, words.names)
