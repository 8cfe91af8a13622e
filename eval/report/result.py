"""One item of a run as `results.jsonl` keeps it, and its strict reader.

A line holds all that `compare` and the report need, so that a run can be read when the set has moved on. Of an
item of a split held back it holds no words and no records, unless they were to be revealed: ids and scores only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from corpus.errors import InputError
from eval.baselines.evidence import with_evidence
from eval.contract import Answer
from eval.golden import Reference
from eval.items import HELD_BACK, Case
from eval.metrics import CORRECT
from eval.run import Asked, Run
from eval.score import Row

_CANDIDATES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One item.

    Attributes:
        id, split, type, language, variant, cluster, party: of the item.
        status, reason: of the answer.
        scores: by metric; None where not defined.
        blame: stage at fault, `none` for a right answer.
        elapsed_ms: time taken.
        fault: what the program failed with, else empty; withheld items say only that it did.
        item: question, history and gold; None where withheld.
        answer: in the contract's form; None where withheld.
        stages: of a wrong answer, what each stage saw; None where withheld.

    """

    id: str
    split: str
    type: str
    language: str
    variant: str | None
    cluster: str
    party: str
    status: str
    reason: str | None
    scores: Row
    blame: str
    elapsed_ms: float
    fault: str
    item: Mapping[str, Any] | None
    answer: Answer | None
    stages: Mapping[str, Any] | None

    @property
    def correct(self) -> bool:
        """Say whether the item is right as a whole."""
        return self.scores.get(CORRECT) == 1.0


def is_withheld(split: str, *, reveal: bool) -> bool:
    """Say whether the words of a split's items stay unseen."""
    return split in HELD_BACK and not reveal


def results_of(run: Run, references: Mapping[str, Reference], *, reveal: bool) -> list[Result]:
    """Turn a run into what is kept of it, with the measures of evidence."""
    table = with_evidence(run.table, run.answers, references)
    rows = zip(run.asked, run.blames, range(len(run.asked)), strict=True)
    return [_result(one, str(blame), table.row(index), reveal=reveal) for one, blame, index in rows]


def _result(one: Asked, blame: str, scores: Row, *, reveal: bool) -> Result:
    case, hidden = one.case, is_withheld(one.case.split, reveal=reveal)
    wrong = scores[CORRECT] != 1.0
    return Result(
        id=case.id,
        split=case.split,
        type=case.type,
        language=case.language,
        variant=case.variant,
        cluster=case.cluster,
        party=case.party,
        status=one.answer["status"],
        reason=one.answer["reason"],
        scores=scores,
        blame=blame,
        elapsed_ms=one.answer["elapsed_ms"],
        fault=one.fault.split(":")[0] if hidden else one.fault,
        item=None if hidden else item_of(case),
        answer=None if hidden else one.answer,
        stages=None if hidden or not wrong else _shortened(one.stages),
    )


def item_of(case: Case) -> dict[str, Any]:
    """Give what is asked and what is right, JSON-ready."""
    return {
        "question": case.question,
        "history": list(case.history),
        "answerable": case.answerable,
        "reasons": list(case.reasons),
        "gold": [
            {"name": u.name, "urgency": u.urgency and str(u.urgency), "spans": [list(span) for span in u.spans]} for u in case.gold.units
        ],
        "also": [*case.also.recommendation_ids, *(f"fn{number}" for number in case.also.footnotes)],
        "facts": list(case.facts),
        "must_not": list(case.must_not),
    }


def _shortened(stages: Mapping[str, Any]) -> dict[str, Any]:
    return {**stages, "candidates": [*stages.get("candidates", [])][:_CANDIDATES]}


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Write one line an item."""
    lines = (json.dumps(asdict(result), ensure_ascii=False) for result in results)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_results(path: Path) -> list[Result]:
    """Read what `write_results` wrote.

    Raises:
        InputError: the file is not there, or a line is not what this version writes; every such line.

    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: cannot be read; name a folder that `run` wrote"
        raise InputError(msg) from error
    faults: list[str] = []
    found = [_read(line, f"{path}:{number}", faults) for number, line in enumerate(lines, 1) if line.strip()]
    if faults:
        raise InputError("\n".join(faults))
    return [result for result in found if result is not None]


def _read(line: str, place: str, faults: list[str]) -> Result | None:
    try:
        raw = json.loads(line)
    except ValueError as error:
        faults.append(f"{place}: is no JSON ({error})")
        return None
    known = {field.name for field in fields(Result)}
    if not isinstance(raw, dict) or set(raw) != known or not isinstance(raw["scores"], dict):
        faults.append(f"{place}: is no result of this version; run it again")
        return None
    return Result(**raw)


def metric_names(results: Sequence[Result]) -> tuple[str, ...]:
    """Give the metrics of a run, in their order."""
    return tuple(dict.fromkeys(name for result in results for name in result.scores))
