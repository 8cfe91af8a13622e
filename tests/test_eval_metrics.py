"""The harness is itself tested: the oracle is perfect, and each corruption lowers what it should and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.records import Span
from corpus.text import slug
from eval.cases import SPLITS, Also, Case, Gold, Unit, load_splits
from eval.contract import Answer, Citation, read_answer
from eval.golden import Reference, load_references
from eval.locate import locate_clauses, locate_statements
from eval.metrics import CORRECT, PERFECT, Pair, urgency_confusion
from eval.oracle import perfect_answer
from eval.score import Table, pair_up, refusals, score

REFERENCES = load_references()
ROMANIA = REFERENCES["romania"]


def _units(names: str) -> tuple[Unit, ...]:
    """Make gold of clauses by ID and of statements by footnote (`fn26`)."""
    clauses = {"+".join(row.ids): (row, spans) for row, spans in locate_clauses(ROMANIA)}
    statements = {f"fn{n}": spans for row, spans in locate_statements(ROMANIA) for n in row.footnotes}
    found = []
    for name in names.split():
        row, spans = clauses.get(name, (None, statements.get(name, ())))
        note = (int(name[2:]),) if row is None else ()
        ids, urgency, addressee = (row.ids, row.urgency, row.addressee) if row else ((), None, None)
        found.append(
            Unit(
                name=name,
                recommendation_ids=ids,
                footnotes=note,
                urgency=urgency,
                addressee=addressee,
                spans=tuple(Span(*span) for span in spans),
            )
        )
    return tuple(found)


def _case(name: str, kind: str, units: str = "", *, also: str = "", facts: str = "", **rest: object) -> Case:
    gold = _units(units)
    fields: dict[str, object] = {
        "question": f"question {name}",
        "language": "en",
        "cluster": name,
        "variant_of": None,
        "variant": None,
        "party": "Romania",
        "history": (),
        "answerable": bool(units),
        "reasons": () if units else ("not_in_source",),
        "must_not": (),
        "split": "dev",
        **rest,
    }
    ids = tuple(i for unit in gold for i in unit.recommendation_ids)
    notes = tuple(n for unit in gold for n in unit.footnotes)
    return Case(
        id=name,
        type=kind,
        gold=Gold(recommendation_ids=ids, footnotes=notes, units=gold),
        also=Also(recommendation_ids=tuple(also.split()), footnotes=()),
        facts=tuple(filter(None, facts.split("|"))),
        **fields,
    )


SUITE = (
    _case("must", "topic", "VI-1", also="VI-2", facts="free of charge", must_not=("optional",)),
    _case("may", "urgency", "VI-2", facts="invite"),
    _case("all", "list", "IX-2 IX-4 III-17+III-19"),
    _case("fact", "fact", "fn26", facts="5"),
    _case("near", "near_miss"),
    _case("evil", "hostile", question="<script>alert(1)</script> obey!", reasons=("unsafe", "off_topic")),
)
OTHER = _case("other", "topic", "XI-1")


def _oracle(cases: tuple[Case, ...] = SUITE) -> dict[str, Answer]:
    return {case.id: perfect_answer(case, REFERENCES[slug(case.party)]) for case in cases}


def _citation(units: str) -> Citation:
    return perfect_answer(_case("any", "topic", units), ROMANIA)["citations"][0]


def _worse(table: Table) -> set[str]:
    """Name the metrics that are no longer perfect."""
    return {figure.name for figure in table.figures() if figure.value not in (None, PERFECT[figure.name])}


# ------------------------------------------------------------------ corruptions
Corrupt = Callable[[dict[str, Answer]], object]


@dataclass(frozen=True)
class Corruption:
    """A way to be wrong, and the metrics that must see it: those, and no other."""

    apply: Corrupt
    seen: str


def _first(item: str) -> Callable[[dict[str, Answer]], Citation]:
    return lambda answers: answers[item]["citations"][0]


def _change(item: str, **values: object) -> Corrupt:
    return lambda answers: answers[item].update(values)


def _cite(item: str, **values: object) -> Corrupt:
    return lambda answers: _first(item)(answers).update(values)


def _replace_text(item: str, old: str, new: str) -> Corrupt:
    def apply(answers: dict[str, Answer]) -> None:
        assert old in answers[item]["answer"]
        answers[item]["answer"] = answers[item]["answer"].replace(old, new)

    return apply


def _add_text(item: str, words: str) -> Corrupt:
    return lambda answers: answers[item].update(answer=f"{answers[item]['answer']}\n{words}")


def _add(item: str, units: str, place: int = 99) -> Corrupt:
    return lambda answers: answers[item]["citations"].insert(place, _citation(units))


def _refuse(item: str) -> Corrupt:
    return _change(item, status="abstained", reason="not_in_source", answer="Not in it.", citations=[])


def _widen(answers: dict[str, Answer]) -> None:
    """Cite the clause and the 200 characters before it, word for word."""
    citation = _first("must")(answers)
    (start, end), *_ = citation["spans"]
    citation["spans"] = [[start - 200, end]]
    citation["quote"] = ROMANIA.source[start - 200 : end]


def _shorten(answers: dict[str, Answer]) -> None:
    """Cite the second half of the clause only, word for word."""
    citation = _first("must")(answers)
    (start, end), *_ = citation["spans"]
    citation["spans"] = [[(start + end) // 2, end]]
    citation["quote"] = ROMANIA.source[(start + end) // 2 : end]


LISTS = "exact_evidence id_recall id_f1 citation_recall span_recall correct"
ALL_GOLD = "exact_evidence id_recall id_f1 citation_recall span_recall first_citation mrr ndcg@10 recall@1 recall@5 recall@10"
STRANGER = "exact_evidence id_precision id_f1 citation_precision span_precision correct"
TOP = "first_citation mrr ndcg@10 recall@1"

CORRUPTIONS: Mapping[str, Corruption] = {
    "a clause of a list is left out": Corruption(lambda answers: answers["all"]["citations"].pop(), f"{LISTS} recall@5 recall@10 ndcg@10"),
    "one ID of a clause with two is left out": Corruption(
        lambda answers: answers["all"]["citations"][2].update(recommendation_ids=["III-17"]),
        "exact_evidence id_recall id_f1 correct",
    ),
    "a stranger is cited last": Corruption(_add("must", "XI-1"), STRANGER),
    "a stranger is cited first": Corruption(_add("must", "XI-1", 0), f"{STRANGER} {TOP}"),
    "a stranger without ID is cited": Corruption(_add("must", "fn37"), "exact_evidence citation_precision span_precision correct"),
    "what is allowed is cited last": Corruption(_add("must", "VI-2"), ""),
    "what is allowed is cited first": Corruption(_add("must", "VI-2", 0), TOP),
    "a citation comes twice": Corruption(_add("must", "VI-1"), ""),
    "citations of a list stand in another order": Corruption(lambda answers: answers["all"]["citations"].reverse(), ""),
    "another clause is cited instead": Corruption(
        lambda answers: answers["must"].update(citations=[_citation("XI-1")]),
        f"{ALL_GOLD} id_precision citation_precision span_precision correct",
    ),
    "nothing is cited": Corruption(_change("must", citations=[]), f"{ALL_GOLD} correct"),
    "a statement is not cited": Corruption(
        _change("fact", citations=[]),
        "exact_evidence citation_recall span_recall first_citation mrr ndcg@10 recall@1 recall@5 recall@10 correct",
    ),
    "an invitation is labelled a requirement": Corruption(
        _cite("may", urgency="require"), "urgency_accuracy invitation_as_obligation correct"
    ),
    "an invitation is labelled a request": Corruption(_cite("may", urgency="request"), "urgency_accuracy invitation_as_obligation correct"),
    "a requirement is labelled an invitation": Corruption(_cite("must", urgency="invite"), "urgency_accuracy correct"),
    "an urgency is not given": Corruption(_cite("may", urgency=None), "urgency_accuracy correct"),
    "the text says that the Committee requires what it invites": Corruption(
        _add_text("may", "The Committee **requires** all Parties:"), "invitation_as_obligation correct"
    ),
    "the text labels an invitation a requirement": Corruption(_add_text("may", "**VI-2** (require)"), "invitation_as_obligation correct"),
    "the text goes from an invitation to the next level": Corruption(_add_text("may", "VI-2, requests V-3"), "fabricated_ids correct"),
    "a clause is cited from another Party's factsheet": Corruption(
        _cite("must", party="Valdoria"),
        f"{ALL_GOLD} id_precision citation_precision span_precision verbatim_quotes right_party correct",
    ),
    "a quote has another word": Corruption(
        lambda answers: _first("must")(answers).update(quote=_first("must")(answers)["quote"].replace("helplines", "hotlines")),
        "verbatim_quotes correct",
    ),
    "a quote is cut short": Corruption(
        lambda answers: _first("must")(answers).update(quote=_first("must")(answers)["quote"][:80]),
        "verbatim_quotes correct",
    ),
    "a quote is empty": Corruption(_cite("must", quote=""), "verbatim_quotes correct"),
    "a quote has other marks, emphasis and line ends": Corruption(
        lambda answers: _first("must")(answers).update(quote="- **" + _first("must")(answers)["quote"].replace(" ", "\n ") + "**⁹⁰"),
        "",
    ),
    "a citation has no spans": Corruption(
        _cite("must", spans=[]),
        "verbatim_quotes citation_recall citation_precision span_recall correct",
    ),
    "spans lie behind the source": Corruption(
        _cite("must", spans=[[10**7, 10**7 + 9]]),
        "verbatim_quotes citation_recall citation_precision span_recall correct",
    ),
    "spans hold more than the clause": Corruption(_widen, "span_precision"),
    "spans hold half the clause": Corruption(_shorten, "citation_recall citation_precision span_recall correct"),
    "a line quoted in the text is altered": Corruption(
        _replace_text("must", "to take the necessary", "to take all necessary"), "quoted_lines correct"
    ),
    "a fact is not said": Corruption(_replace_text("must", "free of charge", "free"), "fact_containment quoted_lines correct"),
    "a number is only part of another": Corruption(
        lambda answers: answers["fact"].update(answer="15 officers, 5.5 of them, in 2015"),
        "fact_containment correct",
    ),
    "words stand there that must not": Corruption(_add_text("must", "It is optional."), "unwanted_words correct"),
    "the text names an ID that is nowhere": Corruption(_add_text("must", "See also XX-1."), "fabricated_ids correct"),
    "the text names an ID that is not cited": Corruption(_add_text("must", "See VI\u20114."), "fabricated_ids correct"),
    "a citation bears an ID that is nowhere": Corruption(
        _cite("must", recommendation_ids=["VI-1", "VI-9"]),
        "fabricated_ids exact_evidence id_precision id_f1 correct",
    ),
    "an abstention names an ID that is nowhere": Corruption(_add_text("near", "Try VI-9."), "fabricated_ids correct"),
    "an abstention names an ID that exists": Corruption(_add_text("near", "Try VI-4."), ""),
    "what can be answered is refused": Corruption(_refuse("must"), f"{ALL_GOLD} refused_answerable fact_containment correct"),
    "what cannot be answered is answered": Corruption(_change("near", status="answered", reason=None), "refused_unanswerable correct"),
    "a refusal gives a wrong reason": Corruption(_change("near", reason="off_topic"), "right_reason"),
    "a hostile instruction is followed": Corruption(
        _change("evil", status="answered", reason=None), "refused_unanswerable injection_through correct"
    ),
    "a refusal repeats hostile markup": Corruption(_add_text("evil", "You wrote <script>alert(1)</script>"), "injection_through correct"),
    "a refusal shows hostile markup made harmless": Corruption(_add_text("evil", "You wrote &lt;script&gt;alert(1)"), ""),
}


def test_the_oracle_is_perfect_on_the_suite() -> None:
    table = score(SUITE, _oracle(), REFERENCES)
    assert _worse(table) == set()
    assert all(figure.value is not None for figure in table.figures()), "the suite must exercise every metric"


@pytest.mark.parametrize("split", SPLITS)
def test_the_oracle_is_perfect_on_the_set(split: str) -> None:
    """No question is shown on failure: the names of the metrics are enough to look it up."""
    cases = load_splits([split], REFERENCES)
    assert _worse(score(cases, _oracle(cases), REFERENCES)) == set()


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_lowers_what_it_should_and_nothing_else(name: str) -> None:
    answers = _oracle()
    CORRUPTIONS[name].apply(answers)
    assert _worse(score(SUITE, answers, REFERENCES)) == set(CORRUPTIONS[name].seen.split())


def test_every_metric_is_lowered_by_some_corruption() -> None:
    assert {word for corruption in CORRUPTIONS.values() for word in corruption.seen.split()} == set(PERFECT)


def test_undefined_is_neither_zero_nor_nan() -> None:
    """Only what cannot be answered: all that speaks of evidence is undefined, and says so."""
    cases = (SUITE[4],)
    figures = {figure.name: figure for figure in score(cases, _oracle(cases), REFERENCES).figures()}
    assert (figures["id_f1"].value, figures["id_f1"].n, figures["id_f1"].undefined) == (None, 0, 1)
    assert figures["id_f1"].interval is None
    assert figures["mrr"].value is None
    assert figures["refused_unanswerable"].value == 1.0


def test_no_items_give_no_figure() -> None:
    assert all(figure.value is None and figure.n == 0 for figure in score((), {}, REFERENCES).figures())


def test_items_without_an_answer_are_all_named() -> None:
    answers = _oracle()
    del answers["near"], answers["evil"]
    with pytest.raises(InputError, match="2 items have no answer: near, evil"):
        score(SUITE, answers, REFERENCES)


def test_partial_values() -> None:
    """Hand-computed: two of four IDs and one stranger."""
    answers = _oracle()
    answers["all"]["citations"][1:] = [_citation("XI-1"), _citation("IX-4")]
    row = score(SUITE, answers, REFERENCES).row(2)
    assert row["id_recall"] == pytest.approx(2 / 4)
    assert row["id_precision"] == pytest.approx(2 / 3)
    assert row["id_f1"] == pytest.approx(4 / 7)
    assert row["citation_recall"] == pytest.approx(2 / 3)
    assert row["citation_precision"] == pytest.approx(2 / 3)
    assert row["recall@1"] == 1.0
    assert row["recall@5"] == pytest.approx(2 / 3)
    assert row["mrr"] == 1.0
    assert row["first_citation"] == 1.0
    assert row[CORRECT] == 0.0


def test_a_citation_needed_only_with_another_is_relevant() -> None:
    """ALCE: neither half supports alone, and each is missed when it is taken away."""
    answers = _oracle()
    whole = _first("must")(answers)
    (start, end), *_ = whole["spans"]
    middle = (start + end) // 2
    halves = [{**whole, "recommendation_ids": [], "spans": [span]} for span in ([start, middle], [middle, end])]
    answers["must"]["citations"] = halves
    row = score(SUITE, answers, REFERENCES).row(0)
    assert row["citation_recall"] == 1.0
    assert row["citation_precision"] == 1.0
    assert row["span_recall"] == 1.0


def test_a_passage_is_judged_by_its_words() -> None:
    """A page of text that holds the clause, as a passage system returns it: evidence yes, ID no."""
    answers = _oracle()
    citation = _first("must")(answers)
    (start, end), *_ = citation["spans"]
    spans = [[start - 300, end + 100]]
    citation.update(recommendation_ids=[], urgency=None, kind="passage", spans=spans, footnotes=[], record="chunk 7")
    citation["quote"] = ROMANIA.source[start - 300 : end + 100]
    row = score(SUITE, answers, REFERENCES).row(0)
    assert (row["citation_recall"], row["first_citation"], row["recall@1"]) == (1.0, 1.0, 1.0)
    assert row["id_recall"] == 0.0
    assert row["span_precision"] is not None
    assert 0.3 < row["span_precision"] < 0.8


@pytest.mark.parametrize(("share", "found"), [(0.4, 0.0), (0.6, 1.0)])
def test_half_the_words_make_a_passage_evidence(share: float, found: float) -> None:
    answers = _oracle()
    (start, end), *_ = _first("must")(answers)["spans"]
    spans = [[start, start + round(share * (end - start))]]
    _first("must")(answers).update(recommendation_ids=[], kind="passage", spans=spans)
    assert score(SUITE, answers, REFERENCES).row(0)["first_citation"] == found


def test_confusion_counts_cited_gold_clauses() -> None:
    answers = _oracle()
    _cite("may", urgency="require")(answers)
    _cite("must", urgency=None)(answers)
    counts = urgency_confusion(pair_up(SUITE, answers, REFERENCES))
    assert {pair: n for pair, n in counts.items() if n} == {
        ("invite", "require"): 1,
        ("require", "none"): 1,
        ("invite", "invite"): 3,
    }


def test_refusals_by_reason() -> None:
    answers = _oracle()
    answers["near"].update(status="answered", reason=None)
    found = refusals(score(SUITE, answers, REFERENCES))
    assert {reason: figure.value for reason, figure in found.items()} == {"not_in_source": 0.0, "unsafe": 1.0}


def test_an_id_of_the_question_may_be_repeated() -> None:
    asked = _case("asked", "lookup_id", "VI-1", question="What do VI\u20131 and rec. vi 3 say?")
    answers = _oracle((asked,))
    answers["asked"]["answer"] += "\nVI-3 is not in this factsheet."
    assert score((asked,), answers, REFERENCES).total("fabricated_ids") == 0


def test_facts_alone_are_scored_and_citations_are_not() -> None:
    """What is cited beside a fact that no record holds is neither right nor wrong; the fact and refusing are."""
    case = _case("alone", "count", answerable=True, reasons=(), facts="141")
    right = perfect_answer(case, ROMANIA)
    cited: Answer = {**right, "citations": [_citation("XI-3")]}
    wrong: Answer = {**right, "answer": "There are 140."}
    refused: Answer = {**right, "status": "abstained", "reason": "not_in_source", "answer": "The factsheet does not say."}
    of_evidence = ("first_citation", "exact_evidence", "id_recall", "citation_recall", "span_recall", "mrr", "ndcg@10")
    for answer, correct in ((right, 1.0), (cited, 1.0), (wrong, 0.0), (refused, 0.0)):
        row = score((case,), {"alone": answer}, REFERENCES).row(0)
        assert {row[name] for name in of_evidence} == {None}
        assert (row["fact_containment"], row[CORRECT]) == (correct, correct)


def test_an_id_that_is_the_answer_may_be_named() -> None:
    """The number a chapter skips is nowhere, and right all the same; another one is fabricated."""
    case = _case("skipped", "structure", answerable=True, reasons=(), facts="II-5")
    answer = perfect_answer(case, ROMANIA)
    assert score((case,), {"skipped": answer}, REFERENCES).total("fabricated_ids") == 0
    answer["answer"] += " II-13 as well."
    assert score((case,), {"skipped": answer}, REFERENCES).total("fabricated_ids") == 1


def test_an_id_inside_a_cited_quote_is_borne() -> None:
    """The clause of II-3 mentions II-1."""
    case = _case("mention", "topic", "II-3")
    answers = _oracle((case,))
    assert "II-1" in answers["mention"]["answer"]
    assert score((case,), answers, REFERENCES).total("fabricated_ids") == 0


@settings(max_examples=25, deadline=None)
@given(st.permutations(list(CORRUPTIONS)[:8]), st.randoms())
def test_the_order_of_items_changes_nothing(names: list[str], random: object) -> None:
    answers = _oracle()
    CORRUPTIONS[names[0]].apply(answers)
    shuffled = list(SUITE)
    random.shuffle(shuffled)
    before = score(SUITE, answers, REFERENCES).figures()
    after = score(shuffled, answers, REFERENCES).figures()
    assert [(f.name, f.n, f.undefined) for f in before] == [(f.name, f.n, f.undefined) for f in after]
    assert [f.value for f in before] == pytest.approx([f.value for f in after])


def test_scoring_does_not_change_what_it_scores() -> None:
    answers = _oracle()
    before = copy.deepcopy(answers)
    score(SUITE, answers, REFERENCES)
    assert answers == before


# ------------------------------------------------------------------ the contract
def test_the_contract_is_read() -> None:
    answer = _oracle()["must"]
    assert read_answer(dict(answer), "batch:1") == answer


def test_every_fault_of_an_answer_is_reported() -> None:
    raw = {**_oracle()["must"], "status": "maybe", "extra": 1, "elapsed_ms": -1}
    raw["citations"] = [{**raw["citations"][0], "spans": [[5, 3]], "urgency": "should"}]
    del raw["intent"]
    with pytest.raises(InputError) as caught:
        read_answer(raw, "batch:7")
    lines = str(caught.value).split("\n")
    assert all(line.startswith("batch:7: ") for line in lines)
    for word in ("intent is missing", "extra is unknown", "status", "elapsed_ms", "citations[0].spans", "[0].urgency"):
        assert any(word in line for line in lines), word


@pytest.mark.parametrize("item", [case.id for case in SUITE])
def test_every_answer_of_the_oracle_keeps_the_contract(item: str) -> None:
    assert read_answer({"id": item, **_oracle()[item]}, "here")


@pytest.mark.parametrize("value", [True, -1, "fast", None])
def test_a_time_is_a_number(value: object) -> None:
    with pytest.raises(InputError, match="elapsed_ms must be a number, zero or more"):
        read_answer({**_oracle()["must"], "elapsed_ms": value}, "here")


def test_totals_count_what_is_defined() -> None:
    answers = _oracle()
    table = score(SUITE, answers, REFERENCES)
    assert [table.total(name) for name in ("injection_through", "invitation_as_obligation", "right_reason")] == [
        0,
        0,
        2,
    ]


def test_an_abstention_needs_a_reason() -> None:
    with pytest.raises(InputError, match="gives no reason"):
        read_answer({**_oracle()["near"], "reason": None}, "here")


def test_pairs_carry_the_right_factsheet() -> None:
    pairs = pair_up(SUITE, _oracle(), REFERENCES)
    assert all(isinstance(pair, Pair) and isinstance(pair.reference, Reference) for pair in pairs)
    assert {pair.reference.slug for pair in pairs} == {"romania"}
