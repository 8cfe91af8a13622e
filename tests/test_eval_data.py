"""The set itself: large enough, covering, divided cleanly, and as its datasheet says. Shows ids, never questions."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from corpus.aliases import load_aliases
from corpus.outside import load_outside
from corpus.records import Span
from corpus.text import fold, slug
from eval.cases import SPLITS, Case, load_splits
from eval.census import BEGIN, END, census
from eval.golden import DATA, Reference, load_references
from eval.items import HELD_BACK, LANGUAGES, REASONS, TYPES, VARIANTS
from eval.locate import locate_clauses, locate_notes, locate_statements
from eval.metrics.fabricated import ids_in
from eval.metrics.facts import contains, prepared

REFERENCES = load_references()
CASES = load_splits(SPLITS, REFERENCES)
BASES = [case for case in CASES if case.variant_of is None]
FIRST = ("dev", "calibration", "test")
"""The splits that were written together; practice and fresh came later and stand beside them."""
FICTIONAL = {"Norland and Esk", "Republic of Tamar", "Valdoria"}
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """the a an of to in on for and or is are was were be it its that this with by at as from do does did what which
        who whom how many much any there have has had not no one i we our my me you your they their them he she his her
        should would could can may must if so about into than then when where why all each every some such only just
        also more most other another up out over please give tell romania romanian committee recommendation
        recommendations say says said factsheet""",
    )
)


def _ids(cases: Iterable[Case]) -> list[str]:
    return [case.id for case in cases]


def test_it_is_large_enough() -> None:
    refused = [case for case in CASES if not case.answerable]
    assert len(CASES) >= 1000
    assert len(BASES) >= 400
    assert len(refused) >= 250
    assert sum(case.type == "near_miss" for case in refused) >= 120


@pytest.mark.parametrize(("split", "share"), [("dev", 0.4), ("calibration", 0.2), ("test", 0.4)])
def test_the_first_splits_have_their_share(split: str, share: float) -> None:
    together = sum(case.split in FIRST for case in CASES)
    assert abs(sum(case.split == split for case in CASES) / together - share) <= 0.03


@pytest.mark.parametrize(("split", "least"), [("practice", 600), ("fresh", 250)])
def test_the_later_splits_are_large_enough(split: str, least: int) -> None:
    assert sum(case.split == split for case in BASES) >= least


def test_each_file_holds_its_split() -> None:
    for split in SPLITS:
        assert {case.split for case in load_splits([split], REFERENCES)} == {split}


def test_ids_say_nothing_about_the_content() -> None:
    letters = {split: "cal" if split == "calibration" else split for split in SPLITS}
    for case in CASES:
        ending = f"-{case.variant.replace('_', '-')}" if case.variant else ""
        assert re.fullmatch(rf"{letters[case.split]}-\d{{4}}{ending}", case.id), case.id
        assert case.id == (case.variant_of or case.id[: len(case.id) - len(ending)]) + ending


def test_clusters_hold_bases_and_their_variants() -> None:
    by_id = {case.id: case for case in CASES}
    assert not [case.id for case in CASES if case.variant_of and by_id[case.variant_of].cluster != case.cluster]
    splits = defaultdict(set)
    for case in CASES:
        splits[case.cluster].add(case.split)
    assert {len(found) for found in splits.values()} == {1}


@pytest.mark.parametrize("kind", ["followup", "noise"])
def test_follow_ups_and_noise_stand_alone(kind: str) -> None:
    bases = Counter(case.cluster for case in BASES)
    assert not [case.id for case in BASES if case.type == kind and bases[case.cluster] > 1]


def test_everything_occurs_in_every_split() -> None:
    for split in SPLITS:
        cases = [case for case in CASES if case.split == split]
        assert {case.type for case in cases} == set(TYPES)
        assert {case.language for case in cases} == set(LANGUAGES)
        assert {case.variant for case in cases} == {None, *VARIANTS}
        assert {reason for case in cases for reason in case.reasons} == set(REASONS)


def test_each_clause_has_two_questions_of_its_own_one_of_them_secret() -> None:
    asked: dict[str, set[str]] = defaultdict(set)
    for case in BASES:
        if case.type == "topic" and case.party == "Romania" and len(case.gold.units) == 1:
            asked[case.gold.units[0].name].add("test" if case.split == "test" else "dev")
    wanted = {"+".join(clause.ids) or "fn94" for clause in REFERENCES["romania"].clauses}
    assert len(wanted) == 73
    assert {name for name in wanted if asked[name] != {"dev", "test"}} == set()


def test_the_fictional_parties_are_asked_about_in_both_halves() -> None:
    for half in (("dev", "calibration"), ("test",)):
        assert {case.party for case in CASES if case.split in half} >= FICTIONAL
    differing = [
        case.id
        for case in BASES
        for unit in case.gold.units
        for name in unit.recommendation_ids
        if case.party in FICTIONAL and _romanian_urgency(name) not in (None, unit.urgency)
    ]
    assert len(differing) >= 4, "questions whose urgency differs from Romania's"


def _romanian_urgency(name: str) -> str | None:
    clause = REFERENCES["romania"].clause(name)
    return clause.urgency if clause else None


def _places(reference: Reference) -> dict[str, list[tuple[Span, ...]]]:
    """Give, by name of the unit, where the golden tables say that it may stand."""
    places: dict[str, list[tuple[Span, ...]]] = defaultdict(list)
    for clause, spans in locate_clauses(reference):
        places["+".join(clause.ids) or "text"].append(spans)
        for number in clause.footnotes if not clause.ids else ():
            places[f"fn{number}"].append(spans)
    for statement, spans in locate_statements(reference):
        places["text"].append(spans)
        for number in statement.footnotes:
            places[f"fn{number}"].append(spans)
    for note, spans in locate_notes(reference):
        places[f"fn{note.number}"].append(spans)
    return places


def test_gold_stands_where_the_golden_tables_say() -> None:
    """The fictional factsheets have no table of statements: there the words are checked to be whole sentences."""
    places = {name: _places(reference) for name, reference in REFERENCES.items()}
    wrong = []
    for case in CASES:
        party, reference = places[slug(case.party)], REFERENCES[slug(case.party)]
        for unit in case.gold.units:
            name = re.sub(r"^text\d+$", "text", unit.name)
            known = [spans for part in (name.split("+") if name.startswith("fn") else [name]) for spans in party[part]]
            sentence = reference.source[unit.spans[0].start : unit.spans[-1].end].endswith(".")
            if unit.spans not in known and not (case.party in FICTIONAL and unit.urgency is None and sentence):
                wrong.append((case.id, unit.name))
    assert wrong == []


def _words(question: str) -> frozenset[str]:
    return frozenset(
        word[:5] for word in re.findall(r"[a-z0-9]+", fold(question)) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
    )


@pytest.mark.parametrize("split", HELD_BACK)
def test_what_is_held_back_has_no_near_copies(split: str) -> None:
    """Jaccard of content words: a base question below 0.6 with every development wording, a variant below 0.9."""
    known = {_words(case.question) for case in CASES if case.split not in HELD_BACK} - {frozenset()}
    near = []
    for case in CASES:
        words = _words(case.question)
        if case.split == split and case.type != "noise" and words:
            closest = max(len(words & other) / len(words | other) for other in known)
            if closest >= (0.6 if case.variant is None else 0.9):
                near.append(case.id)
    assert near == []


def test_counts_count_what_they_cite() -> None:
    """The number is that of gold IDs, clauses, their points or chapters, or stands in the gold; without gold that of `also`."""
    wrong = []
    for case in BASES:
        if case.type == "count":
            reference = REFERENCES[slug(case.party)]
            sizes = _sizes(case, reference)
            words = prepared(" ".join(reference.source[start:end] for start, end in case.gold.spans), "en")
            if not any((fact.isdigit() and int(fact) in sizes) or contains(words, fact, "en") for fact in case.facts):
                wrong.append(case.id)
    assert wrong == []


def _sizes(case: Case, reference: Reference) -> set[int]:
    gold, also = case.gold, case.also
    if not gold.units:
        clauses = {reference.clause(name) for name in also.recommendation_ids}
        ids = len(also.recommendation_ids)
        return {ids, len(clauses), ids + len(also.footnotes), len(reference.ids), len(reference.numbers)}
    clauses = {reference.clause(name) for name in gold.recommendation_ids}
    of = gold.recommendation_ids or reference.ids
    chapters = {name.split("-")[0] for name in of}
    return {len(gold.recommendation_ids), len(gold.units), len(chapters), sum(clause.points for clause in clauses if clause)}


def test_where_facts_alone_are_the_answer_they_are_true() -> None:
    """Nothing need be cited then: each is a number counted above, a number left out, or words of the source."""
    alone = [case for case in BASES if case.answerable and not case.gold.units]
    assert alone
    wrong = []
    for case in alone:
        reference = REFERENCES[slug(case.party)]
        words, sizes = prepared(reference.source, "en"), _sizes(case, reference)
        for fact in case.facts:
            counted = fact.isdigit() and int(fact) in sizes
            skipped = case.type == "structure" and bool(ids_in(fact)) and fact not in reference.ids
            if not (counted or skipped or contains(words, fact, "en")):
                wrong.append(case.id)
    assert wrong == []


def test_what_is_absent_is_absent() -> None:
    """A question for an ID that is not there must not name one that is, other than in passing."""
    wrong = []
    for case in BASES:
        named = set(re.findall(r"(?<![\w-])[IVX]+-\d+(?!\w)", re.sub("[\u2010-\u2015]", "-", case.question)))
        if case.type == "absent_id" and named & REFERENCES[slug(case.party)].ids:
            wrong.append(case.id)
    assert wrong == []


def test_the_datasheet_is_counted() -> None:
    sheet = (DATA / "DATASHEET.md").read_text(encoding="utf-8")
    assert sheet[sheet.index(BEGIN) : sheet.index(END) + len(END)] == census(CASES)


def test_the_datasheet_shows_no_question_that_is_held_back() -> None:
    sheet = fold((DATA / "DATASHEET.md").read_text(encoding="utf-8"))
    shown = [c for c in CASES if c.split in HELD_BACK and len(_words(c.question)) > 2 and fold(c.question) in sheet]
    assert _ids(shown) == []


def test_no_wording_is_an_evaluation_question_word_for_word() -> None:
    """What the search and the gate learn from was written without them; what coincides is left out. Shows ids only."""
    learned = {_plain(text) for table in load_aliases().tables for _, text in table.texts()}
    learned |= {_plain(text) for theme in load_outside() for _, text in theme.questions}
    assert _ids(case for case in CASES if _plain(case.question) in learned - {""}) == []


def test_no_question_that_is_held_back_fits_the_gate() -> None:
    lines = (DATA / "gate.jsonl").read_text(encoding="utf-8").split("\n")
    fitted = {_plain(json.loads(line)["question"]) for line in lines if line.strip()} - {""}
    assert _ids(case for case in CASES if case.split in HELD_BACK and _plain(case.question) in fitted) == []


def test_no_question_is_in_two_splits_word_for_word() -> None:
    """Whatever its punctuation; what was asked before it belongs to it."""
    homes = defaultdict(set)
    for case in CASES:
        if words := _plain(case.question):
            homes[(case.party, *case.history, words)].add(case.split)
    assert [len(splits) for splits in homes.values() if len(splits) > 1] == []


def _plain(question: str) -> str:
    """Give the words that two equal questions share; empty for fewer than four, which coincide by chance."""
    words = re.findall(r"\w+", fold(question))
    return " ".join(words) if len(words) >= 4 else ""
