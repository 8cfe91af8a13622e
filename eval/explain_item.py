"""One item under the glass: gold, answer, what each stage saw, and which was at fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.errors import InputError
from corpus.text import collapse, slug
from eval.blame import viewed_ranking
from eval.cases import load_splits
from eval.golden import Reference
from eval.items import SPLITS, Case
from eval.report.junit import shortfalls
from eval.report.result import Result, is_withheld, results_of
from eval.run import Bench, Run, evaluate
from eval.solid import MARKS

_DROP_MARKS = str.maketrans("", "", MARKS)
_RANKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemExplanation:
    """All there is to know of one item.

    Attributes:
        result: scores, blame and answer.
        gold: each piece of evidence with its words.
        ranks: place of each piece among what was found, from 1; None where it was not found.
        stages: what each stage saw.

    """

    case: Case
    result: Result
    gold: Mapping[str, str]
    ranks: Mapping[str, int | None]
    stages: Mapping[str, Any]


def find_case(name: str, references: Mapping[str, Reference], *, reveal: bool) -> Case:
    """Find an item by its id.

    Raises:
        InputError: there is none, or its split is held back and it is not to be revealed.

    """
    found = next((case for case in load_splits(SPLITS, references) if case.id == name), None)
    if found is None:
        msg = f"no item has the id {name!r}; `lanzarote-eval list` shows which there are"
        raise InputError(msg)
    if is_withheld(found.split, reveal=reveal):
        msg = f"{name} is of the {found.split} split, which nobody who tunes the assistant may see; --reveal shows it all the same"
        raise InputError(msg)
    return found


def explain_item(bench: Bench, case: Case, references: Mapping[str, Reference]) -> ItemExplanation:
    """Ask one item and gather what became of it."""
    run = evaluate(bench, [case], references)
    (result,) = results_of(run, references, reveal=True)
    source = references[slug(case.party)].source
    words = {
        unit.name: collapse(" ".join(source[start:end] for start, end in unit.spans).translate(_DROP_MARKS)) for unit in case.gold.units
    }
    return ItemExplanation(case=case, result=result, gold=words, ranks=_ranks(run), stages=run.asked[0].stages)


def _ranks(run: Run) -> dict[str, int | None]:
    (one,) = run.asked
    ranked = viewed_ranking(one.case, one.view).ranked if one.view else ()
    return {unit.name: ranked.index(unit.name) + 1 if unit.name in ranked else None for unit in one.case.gold.units}


def as_data(found: ItemExplanation) -> dict[str, Any]:
    """Give it as JSON."""
    return {
        "id": found.case.id,
        "type": found.case.type,
        "party": found.case.party,
        "correct": found.result.correct,
        "blame": found.result.blame,
        "item": found.result.item,
        "gold": [{"name": name, "rank": found.ranks[name], "text": text} for name, text in found.gold.items()],
        "scores": found.result.scores,
        "answer": found.result.answer,
        "stages": found.stages,
    }


def as_text(found: ItemExplanation) -> str:
    """Give it for a terminal."""
    case, result = found.case, found.result
    verdict = "right" if result.correct else f"wrong: {result.blame}"
    lines = [f"{case.id}  {case.type}  {case.language}  {case.party}  {verdict}", ""]
    lines += [f"Before:   {question}" for question in case.history]
    lines += [f"Question: {case.question}", ""]
    lines += _gold_lines(found)
    lines += ["", *_answer_lines(result), ""]
    lines += ["Not perfect: " + (", ".join(shortfalls(result)) or "nothing"), ""]
    return "\n".join([*lines, *_stage_lines(found.stages)])


def _gold_lines(found: ItemExplanation) -> list[str]:
    case = found.case
    if not case.answerable:
        return [f"Gold: refuse ({', '.join(case.reasons)})"]
    lines = ["Gold:"]
    for unit in case.gold.units:
        rank = found.ranks[unit.name]
        place = f"found at place {rank}" if rank else "not found"
        lines.append(f"  {unit.name}  {unit.urgency or ''}  ({place})")
        lines.append(f"    {found.gold[unit.name]}")
    lines += [f"  fact: {fact}" for fact in case.facts]
    also = [*case.also.recommendation_ids, *(f"fn{number}" for number in case.also.footnotes)]
    return [*lines, *([f"  allowed as well: {', '.join(also)}"] if also else [])]


def _answer_lines(result: Result) -> list[str]:
    if result.fault:
        return [f"The program failed: {result.fault}"]
    cited = [c["record"] for c in result.answer["citations"]] if result.answer else []
    lines = [f"Answer: {result.status}{f' ({result.reason})' if result.reason else ''}, cites {', '.join(cited) or 'nothing'}"]
    words = result.answer["answer"] if result.answer else ""
    return [*lines, *(f"  | {line}" for line in words.splitlines())]


def _stage_lines(stages: Mapping[str, Any]) -> list[str]:
    if not stages:
        return []
    lines = ["Read as:"]
    lines += [f"  {key}: {value}" for key, value in stages["understood"].items() if value not in (None, "", [], {}, False)]
    if stages["candidates"]:
        lines.append("Found:")
        for rank, row in enumerate(stages["candidates"][:_RANKS], 1):
            marks = f"{'taken' if row['taken'] else '':5}  {'gold' if row['gold'] else ''}"
            lines.append(f"  {rank:2}  {row['record']:32}  {row['score']:7.3f}  {marks}".rstrip())
    if stages["gate"]:
        lines.append("Gate: " + ", ".join(f"{key} {value}" for key, value in stages["gate"].items()))
    outcome = stages["outcome"]
    return [*lines, f"Outcome: {outcome['status']}, decided by {outcome['decided_by']}"]
