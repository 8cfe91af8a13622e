"""Blame: the first stage that is wrong has it, and one that is right never."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.catalogue import Filters
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Addressee, Record, Span, Urgency
from eval.blame import Blame, StageView, blame, viewed_ranking
from eval.cases import Case, load_splits
from eval.contract import Answer
from eval.golden import load_references
from eval.metrics import ranking_scores
from eval.oracle import perfect_answer
from eval.score import score_rankings

REFERENCES = load_references()
SHEET = parse_factsheet(REFERENCES["romania"].source, "romania")
RECORDS = {record.record: record for record in SHEET.records}
CASES = load_splits(["dev"], REFERENCES)


def _find(kind: str, *names: str) -> Case:
    """Take the first development item of a type, and of these pieces of gold where they are named."""
    return next(
        case
        for case in CASES
        if case.type == kind and case.party == "Romania" and (not names or {*names} == {unit.name for unit in case.gold.units})
    )


TOPIC = next(
    case
    for case in CASES
    if case.type == "topic" and len(case.gold.units) == 1 and case.also.recommendation_ids and case.gold.recommendation_ids
)
GOLD = f"romania:{TOPIC.gold.units[0].name}"
ALSO = next(
    name for name, record in RECORDS.items() if set(record.recommendation_ids) & set(TOPIC.also.recommendation_ids) and record.urgency
)
STRANGER = next(
    name
    for name, record in RECORDS.items()
    if record.urgency and not set(record.recommendation_ids) & {*TOPIC.gold.recommendation_ids, *TOPIC.also.recommendation_ids}
)
ANSWER = perfect_answer(TOPIC, REFERENCES["romania"])
REFUSAL: Answer = {**ANSWER, "status": "abstained", "reason": "not_in_source", "citations": []}
RIGHT = StageView(
    records=RECORDS,
    intent="topic",
    filters=Filters(),
    ids=(),
    ranked=(GOLD, STRANGER),
    admitted=True,
    confidence=0.9,
    drafted=(GOLD,),
)


def _blame(answer: Answer = ANSWER, *, case: Case = TOPIC, **changes: object) -> Blame:
    return blame(case, answer, replace(RIGHT, **changes), correct=False)


def _with(record: Record) -> dict[str, Record]:
    return {**RECORDS, record.record: record}


def test_nothing_is_at_fault_in_what_is_right() -> None:
    assert blame(TOPIC, ANSWER, RIGHT, correct=True) is Blame.NONE
    assert blame(TOPIC, REFUSAL, replace(RIGHT, records={}, ranked=()), correct=True) is Blame.NONE


# ------------------------------------------------------------------ parsed
def test_a_record_that_is_not_there_was_parsed_wrong() -> None:
    assert _blame(records={name: record for name, record in RECORDS.items() if name != GOLD}) is Blame.PARSED


@pytest.mark.parametrize(
    "changes",
    [
        {"urgency": None},
        {"addressee": None},
        {"spans": (Span(0, 10),)},
        {"recommendation_ids": ("XX-1",)},
    ],
)
def test_a_record_that_is_otherwise_was_parsed_wrong(changes: dict[str, object]) -> None:
    assert _blame(records=_with(replace(RECORDS[GOLD], **changes))) is Blame.PARSED


def test_a_statement_is_found_by_its_place() -> None:
    case = next(c for c in CASES if c.type == "fact" and c.gold.footnotes and len(c.gold.units) == 1)
    number = case.gold.footnotes[0]
    record = next(r for r in SHEET.statements if number in r.footnotes)
    view = {"ranked": (record.record,), "drafted": (record.record,), "intent": "fact"}
    assert _blame(case=case, **view) is Blame.COMPOSED
    without = {name: other for name, other in RECORDS.items() if name != record.record}
    assert _blame(case=case, records=without, **view) is Blame.PARSED


# ------------------------------------------------------------------ read
def test_filters_that_shut_out_the_gold_were_read_wrong() -> None:
    record = RECORDS[GOLD]
    other = next(level for level in Urgency if level is not record.urgency)
    assert _blame(filters=Filters(urgencies=(other,))) is Blame.READ
    assert _blame(filters=Filters(chapters=("XI",))) is Blame.READ
    assert _blame(filters=Filters(parties=("Valdoria",))) is Blame.READ
    addressee = next(one for one in Addressee if one is not record.addressee)
    assert _blame(filters=Filters(addressees=(addressee,))) is Blame.READ


def test_filters_that_let_the_gold_in_were_not() -> None:
    assert _blame(filters=Filters(chapters=(RECORDS[GOLD].chapter,), parties=("Romania",))) is Blame.COMPOSED


def test_another_id_than_the_gold_was_read_wrong() -> None:
    assert _blame(ids=RECORDS[STRANGER].recommendation_ids) is Blame.READ
    assert _blame(ids=TOPIC.gold.recommendation_ids) is not Blame.READ


def test_a_list_taken_for_a_topic_was_read_wrong() -> None:
    case = _find("list")
    names = tuple(f"romania:{unit.name}" if unit.recommendation_ids else "romania:VII-fn94" for unit in case.gold.units)
    view = {"ranked": names, "drafted": names[:1]}
    assert _blame(case=case, intent="topic", **view) is Blame.READ
    assert _blame(case=case, intent="list", **view) is Blame.COMPOSED


# ------------------------------------------------------------------ retrieved, ranked, gated, composed
def test_gold_that_is_no_candidate_was_not_retrieved() -> None:
    assert _blame(ranked=(STRANGER,), drafted=(STRANGER,)) is Blame.RETRIEVED
    assert _blame(REFUSAL, ranked=(), drafted=(), admitted=False) is Blame.RETRIEVED


def test_gold_behind_what_was_taken_was_ranked_low() -> None:
    assert _blame(ranked=(STRANGER, GOLD), drafted=(STRANGER,)) is Blame.RANKED
    assert _blame(ranked=(STRANGER, GOLD), drafted=(STRANGER, GOLD)) is Blame.RANKED


def test_gold_out_of_reach_was_ranked_low() -> None:
    assert _blame(ranked=(ALSO, STRANGER, GOLD), drafted=(ALSO,)) is Blame.RANKED


def test_gold_behind_what_is_allowed_was_not_ranked_low() -> None:
    assert _blame(ranked=(ALSO, GOLD), drafted=(ALSO,)) is Blame.COMPOSED


def test_a_refusal_with_gold_on_top_was_gated_wrong() -> None:
    assert _blame(REFUSAL, admitted=False, drafted=()) is Blame.GATED


def test_a_refusal_with_a_stranger_on_top_was_ranked_low() -> None:
    assert _blame(REFUSAL, ranked=(STRANGER, GOLD), admitted=False, drafted=()) is Blame.RANKED


def test_a_refusal_behind_the_gate_was_composed_wrong() -> None:
    assert _blame(REFUSAL, admitted=True) is Blame.COMPOSED


def test_a_stranger_taken_behind_gold_was_composed_wrong() -> None:
    assert _blame(ranked=(GOLD, STRANGER), drafted=(GOLD, STRANGER)) is Blame.COMPOSED


def test_the_right_draft_and_a_wrong_answer_was_composed_wrong() -> None:
    assert _blame() is Blame.COMPOSED


# ------------------------------------------------------------------ what cannot be answered
def test_what_cannot_be_answered() -> None:
    near, absent = _find("near_miss"), _find("absent_id")
    assert _blame(case=near) is Blame.GATED
    assert _blame(case=absent, intent="topic") is Blame.READ
    assert _blame(case=absent, intent="lookup", ids=("VI-3",)) is Blame.GATED
    assert _blame(REFUSAL, case=near) is Blame.COMPOSED


@pytest.mark.parametrize("answer", [ANSWER, REFUSAL])
def test_everything_that_is_wrong_has_a_stage_at_fault(answer: Answer) -> None:
    views = [
        replace(RIGHT, ranked=ranked, drafted=drafted, admitted=admitted)
        for ranked in ((), (GOLD,), (STRANGER, GOLD))
        for drafted in ((), (GOLD,), (STRANGER,), ("romania:unknown",))
        for admitted in (True, False)
    ]
    for case in CASES:
        if case.party == "Romania":
            assert all(blame(case, answer, view, correct=False) is not Blame.NONE for view in views), case.id


# ------------------------------------------------------------------ the ranking seen
def test_the_candidates_are_a_ranking() -> None:
    ranking = viewed_ranking(TOPIC, replace(RIGHT, ranked=(STRANGER, GOLD)))
    assert ranking.relevant == (TOPIC.gold.units[0].name,)
    assert ranking.ranked[1] == TOPIC.gold.units[0].name
    assert ranking_scores({"q": ranking})["q"]["mrr"] == 0.5
    table = score_rankings([TOPIC], {TOPIC.id: ranking})
    assert table.row(0)["recall@1"] == 0.0
    assert table.row(0)["recall@5"] == 1.0
