"""The title block: Party, date of the last update, title of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.blocks import Line
from corpus.text import fold, plain

_SMALL_WORDS = frozenset("and of the".split())
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_REPORT_TITLE = re.compile(r"^[“\"].{20,}[”\"]$")


class Title(NamedTuple):
    """What the title block says; empty where it is silent."""

    party: str
    updated: str
    report: str


def read_title(lines: Sequence[Line]) -> Title:
    """Read the lines before the first chapter."""
    named = dated = report = ""
    for line in lines:
        if grammar.CHAPTER.match(line.text) and named:
            break
        party, date = grammar.TITLE.match(line.text), grammar.UPDATED.match(line.text)
        if party and not named:
            named = _ARTICLE.sub("", party["party"].strip())
        elif date and not dated:
            dated = date["date"]
        elif _REPORT_TITLE.match(line.text) and not report:
            report = line.text.strip('“”"')
    return Title(_printed_name(named, lines), dated, report)


def _printed_name(capitals: str, lines: Sequence[Line]) -> str:
    """Write a Party's name as the headings do; the title prints it in capitals."""
    for line in lines:
        named = grammar.specific_to(line.text)
        if named and fold(named) == fold(capitals):
            return named
    if not capitals.isupper():
        return capitals
    words = plain(capitals.lower()).split()
    return " ".join(w if i and w in _SMALL_WORDS else w.capitalize() for i, w in enumerate(words))
