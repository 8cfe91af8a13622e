"""Fabricated IDs: a recommendation number that is nowhere, or that nothing cited bears out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text import HYPHENS
from eval.matching import of_party
from eval.metrics.pair import Pair

_ID = re.compile(r"(?<![\w-])[IVX]+-\d+(?!\w)")
_LOOSE = re.compile(r"(?<![a-z])([ivx]+)[\W_]{0,3}(\d+)", re.IGNORECASE)
_PART = re.compile(r"(?<!\w)(?:([ivx]+)|(\d+))(?!\w)", re.IGNORECASE)


def ids_in(text: str) -> list[str]:
    """Find the ID-shaped words of a text, whatever their hyphen (hyphen, dash, non-breaking hyphen)."""
    return _ID.findall(HYPHENS.sub("-", text))


def _asked(texts: Iterable[str]) -> set[str]:
    """Give the IDs a question may mean: `iii 31`, `X5`, "recommendation 5 of chapter IX"."""
    found: set[str] = set()
    for text in texts:
        words = HYPHENS.sub("-", text)
        found |= {f"{numeral.upper()}-{int(number)}" for numeral, number in _LOOSE.findall(words)}
        numerals = [numeral for numeral, _ in _PART.findall(words) if numeral]
        numbers = [number for _, number in _PART.findall(words) if number]
        found |= {f"{numeral.upper()}-{int(number)}" for numeral in numerals for number in numbers}
    return found


def fabricated_ids(pair: Pair) -> float | None:
    """Count the distinct IDs that are fabricated; it must be 0 everywhere.

    Fabricated is an ID (a) in a citation from the Party that was asked about, when its factsheet has none
    such (citing another Party is the business of `right_party`); (b) in the text of an answer, when no
    citation bears it and no cited quote contains it; (c) in the text of an abstention, when the factsheet has
    none such. An ID that the question or the history names may be repeated, one that is itself the answer
    (a fact: the number that a chapter skips) may be named, and an abstention because of an absent ID may name
    absent ones.
    """
    case, answer, known = pair.case, pair.answer, pair.reference.ids
    cited = {name for c in answer["citations"] for name in c["recommendation_ids"]}
    ours = {name for c in answer["citations"] if of_party(case, c) for name in c["recommendation_ids"]}
    invented = ours - known
    named = {*ids_in(answer["answer"])}
    text = named - _asked((case.question, *case.history)) - {*ids_in(" ".join(case.facts))}
    if pair.is_answered:
        quoted = {name for c in answer["citations"] for name in ids_in(c["quote"])}
        unborne = text - cited - quoted
    else:
        unborne = set() if answer["reason"] == "absent_id" else text - known
    return float(len(invented) + len(unborne))
