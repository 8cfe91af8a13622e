"""How many items there are of what: the tables of the datasheet, always counted and never typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.items import LANGUAGES, REASONS, SPLITS, TYPES, VARIANTS, Case

BEGIN, END = "<!-- counted: begin -->", "<!-- counted: end -->"


def census(cases: Sequence[Case]) -> str:
    """Give the tables as Markdown, between the lines BEGIN and END.

    One column a split and one for all.
    """
    bases = [case for case in cases if case.variant_of is None]
    whole = [("items", cases), ("base questions", bases), ("clusters", _first_of_clusters(cases))]
    parts = [
        _table("", [_row(label, counted) for label, counted in whole]),
        _by("can be answered (items)", cases, lambda case: "yes" if case.answerable else "no"),
        _by("can be answered (base questions)", bases, lambda case: "yes" if case.answerable else "no"),
        _by("type (items)", cases, lambda case: case.type, TYPES),
        _by("type (base questions)", bases, lambda case: case.type, TYPES),
        _by("language (items)", cases, lambda case: case.language, LANGUAGES),
        _by("variant (items)", cases, lambda case: case.variant or "base question", ("base question", *VARIANTS)),
        _by("best reason to refuse (items)", [c for c in cases if c.reasons], lambda case: case.reasons[0], REASONS),
        _by("Party (items)", cases, lambda case: case.party),
    ]
    return "\n\n".join([BEGIN, *parts, END])


def _first_of_clusters(cases: Sequence[Case]) -> list[Case]:
    return list({case.cluster: case for case in reversed(cases)}.values())


def _by(title: str, cases: Sequence[Case], key: Callable[[Case], str], order: Sequence[str] = ()) -> str:
    """Make a table with a row for each value that occurs, in the order given or else the alphabet's."""
    found = {key(case) for case in cases}
    values = [value for value in order if value in found] or sorted(found)
    rows = [_row(value, [case for case in cases if key(case) == value]) for value in values]
    return _table(title, [*rows, _row("**all**", cases)])


def _table(title: str, rows: Sequence[str]) -> str:
    return "\n".join([f"| {title} | {' | '.join(SPLITS)} | all |", f"| --- |{' ---: |' * (len(SPLITS) + 1)}", *rows])


def _row(label: str, cases: Sequence[Case]) -> str:
    counts = [sum(case.split == split for case in cases) for split in SPLITS]
    return f"| {label} | {' | '.join(map(str, counts))} | {len(cases)} |"
