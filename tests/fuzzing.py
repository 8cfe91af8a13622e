"""Generated input: questions of every kind, JSON of every shape, and a check of answers that shares no code with the program's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.damage import golden_facts
from tests.golden import ROOT, source

_MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹*_\\s]")
_ID = re.compile(r"(?<![\w-])[IVXL]+-\d+(?!\w)")

# What readers stumble over: marks of direction, blanks of no width, hyphens and letters that only look like others, halves
# of characters, control codes, characters that grow when they are folded, numbers out of range, templates, markup.
PIECES = tuple(
    "\u202e|\u2066|\u2069|\u200b|\u200d|\ufeff|\u2011|\u00ad|\u2010|\u2212|\ud800|\udfff|\0|😀|👩‍👩‍👧|²³|⁹⁴|Ⅵ|VІ-1|\u0301\u0301\u0301|ﷺ|ß|İ|ı|ﬃ|"
    "\x1b[31m|\x85|\u2028|\t|\r\n|`|<b>|**|[x](javascript:alert(1))|<script>|{0}|%s|{party}|$|\\|\"|'|«|’|VI-1|VI‑2|vi 4|III-16|X.5|XI–9|"
    "fn 90|footnote 94|footnote 9999999999999999|para 71|§ 288|chapter XX|chapter 6|IVXLIVXL-999|٣|१|VI-١|rec 6-1|rec 0-0|chapter 0|-|--|"
    "1e9|∞|½|=1+1|all recommendations|how many|compare|and|or|not|only|vs|Romania|France|Valdoria|is it binding?|what about|the second one|"
    "List|require|requests|invited|must|chapter|generic|specific|ce spune|combien|care|definiți|helplines|grooming|training".split("|")
)


def fuzz(check: Callable[..., None], *strategies: st.SearchStrategy[Any], cases: int, seed: int = 0) -> None:
    """Run a check on so many generated cases, the same for the same seed; what fails is made as small as can be."""
    chosen = settings(
        max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate, Phase.shrink), print_blob=False,
    )  # fmt: skip

    @hypothesis.seed(seed)
    @chosen
    @given(st.tuples(*strategies))
    def run(values: tuple[Any, ...]) -> None:
        check(*values)

    run()


@cache
def asked() -> tuple[str, ...]:
    """Give the questions of the development split."""
    lines = (ROOT / "eval" / "data" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["question"] for line in lines)


@st.composite
def damaged_questions(draw: st.DrawFn) -> str:
    """Real questions, with characters lost, doubled, exchanged or put in."""
    text = draw(st.sampled_from(asked()))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        put = draw(st.sampled_from(["", *PIECES]))
        text = text[:at] + put + text[at + draw(st.integers(0, 6)) :]
    return draw(st.sampled_from([str, str.upper, str.title, lambda t: t + t, lambda t: t[::-1]]))(text)


def questions() -> st.SearchStrategy[str]:
    """Give questions: real ones damaged, pieces in any order, any characters, one thing many times."""
    pieces = st.one_of(st.sampled_from(PIECES), st.sampled_from(asked()).flatmap(lambda text: st.sampled_from(text.split() or [""])))
    anything = st.text(st.characters(), max_size=120)
    repeated = st.builds(lambda piece, times: piece * times, st.sampled_from(PIECES), st.integers(0, 2500))
    return st.one_of(
        damaged_questions(), damaged_questions(), st.lists(pieces, max_size=25).map(" ".join), st.lists(pieces, max_size=12).map("".join),
        anything, repeated,
    )  # fmt: skip


def json_values(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Give any JSON value with such texts in it."""
    plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts)
    return st.recursive(plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=8)


def unverified(answer: dict[str, Any], asked_for: Sequence[str] = ()) -> list[str]:
    """Say what in an Answer's JSON is not as it stands in Romania's factsheet, by the tables written by hand and by the text.

    `asked_for` are IDs that may be named though they are not there: the question names them.
    """
    golden, text = golden_facts("romania"), source("romania")
    faults = []
    json.dumps(answer, ensure_ascii=False).encode()
    if (answer["status"] == "answered") != (answer["reason"] is None) or not answer["answer"].strip():
        faults.append("status, reason and answer do not agree")
    if answer["status"] == "abstained" and answer["citations"]:
        faults.append("a refusal cites")
    for citation in answer["citations"]:
        words = "".join(text[start:end] for start, end in citation["spans"])
        if not words or _bare(words) != _bare(citation["quote"]):
            faults.append(f"{citation['record']}: the quote is not at its place")
        if citation["party"] != "Romania" or not citation["record"].startswith("romania:"):
            faults.append(f"{citation['record']}: of another Party")
        for name in citation["recommendation_ids"] if citation["kind"] == "recommendation" else ():
            if name not in golden or golden[name][:2] != (citation["urgency"], citation["addressee"]):
                faults.append(f"{name}: level or addressee are not the factsheet's")
    invented = set(_ID.findall(answer["answer"])) - set(golden) - set(asked_for)
    if answer["status"] == "answered" and invented:
        faults.append(f"{sorted(invented)}: in the answer and not in the factsheet")
    return faults


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
