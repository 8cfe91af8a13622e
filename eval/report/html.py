"""The report: one file that asks nothing of the network and needs no script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from eval.figure import Figure
from eval.golden import Reference
from eval.report import tables
from eval.report.charts import bars, risk_coverage_chart
from eval.report.failures import failures
from eval.report.markup import Html, disclosure, join, table, tag
from eval.report.numbers import from_plain
from eval.report.result import Result
from eval.report.style import STYLE
from eval.report.words import OURS, value_label

Plain = Mapping[str, Any]
_TUTORIAL = "langchain-tutorial"
_TITLE = "Is the assistant right?"


def page(results: Sequence[Result], figures: Plain, manifest: Plain, references: Mapping[str, Reference]) -> str:
    """Make the whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
        tag("title", f"{_TITLE} {_scope(manifest)}"),
        tag("style", Html(STYLE)),
    )
    main = tag(
        "main",
        _tiles(figures),
        _section("headline", "The headline", _headline(figures)),
        _section("meaning", "Levels and refusals", _levels(figures)),
        _section("slices", "By language, wording and type", _slices(figures)),
        _section("faults", "Where it goes wrong", _faults(figures)),
        _section("parts", "The parts", _parts(figures)),
        _section("failed", "Every failed item", _failed(results, references)),
    )
    body = tag("body", _header(figures, manifest), main, _footer(manifest))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _scope(manifest: Plain) -> str:
    selection = manifest["selection"]
    parts = [" + ".join(selection["splits"]), *selection["types"], *selection["languages"]]
    return " · ".join([*parts, *([f"{selection['limit']} items"] if selection["limit"] else [])])


def _section(name: str, title: str, *body: object) -> Html:
    return tag("section", tag("h2", title, id=name), *body)


def _header(figures: Plain, manifest: Plain) -> Html:
    index = manifest["indexes"][0] if manifest["indexes"] else {"encoder": "none"}
    links = (
        ("headline", "headline"),
        ("meaning", "levels and refusals"),
        ("slices", "slices"),
        ("faults", "faults"),
        ("parts", "parts"),
        ("failed", "failed items"),
    )
    return tag(
        "header",
        tag(
            "div",
            tag("p", f"Lanzarote assistant · evaluation · {_scope(manifest)}", class_="eyebrow"),
            tag("h1", _TITLE),
            tag(
                "p",
                f"{figures['items']} questions from {figures['clusters']} independent ones, each put to the assistant alone, as "
                f"people ask them; encoder {index['encoder']}; {manifest['created'][:10]}. Every figure is computed from hand-written "
                "gold by fixed rules; no language model judges.",
                class_="lead",
            ),
            tag("nav", *(tag("a", words, href=f"#{name}") for name, words in links)),
        ),
    )


def _ours(figures: Plain, system: str = OURS) -> dict[str, Figure]:
    scopes = figures["headline"]
    rows = scopes[list(scopes)[-1]].get(system, [])
    return {figure.name: figure for figure in map(from_plain, rows)}


def _tiles(figures: Plain) -> Html:
    ours, tutorial = _ours(figures), _ours(figures, _TUTORIAL)
    grave = [ours["fabricated_ids"], ours["invitation_as_obligation"]]
    clean = all(figure.value in (0.0, None) for figure in grave) and not figures["faults"]
    tiles = [
        _tile("first citation right", ours["first_citation"], tutorial.get("first_citation")),
        _tile("of the unanswerable refused", ours["refused_unanswerable"], tutorial.get("refused_unanswerable")),
        tag(
            "div",
            tag("b", "none" if clean else "some"),
            tag("span", "fabricated IDs, invitations given as duties, breakdowns", class_="what"),
            tag("small", f"over {figures['items']} questions"),
            class_=f"tile {'good' if clean else 'bad'}",
        ),
        _tile("for an answer (median)", ours["latency_p50"], tutorial.get("latency_p50")),
    ]
    return tag("div", *tiles, class_="tiles")


def _tile(what: str, figure: Figure, beside: Figure | None) -> Html:
    bounds = tables.interval(figure)
    small = [f"95% interval {bounds}" if bounds else "", f"LangChain tutorial {tables.value(beside)}" if beside else ""]
    return tag(
        "div",
        tag("b", tables.value(figure)),
        tag("span", what, class_="what"),
        *(tag("small", line) for line in small if line),
        class_="tile",
    )


def _headline(figures: Plain) -> Html:
    note = tag(
        "p",
        "Small print: 95% intervals, clustered by base question; n is the number of items a measure is defined for. "
        "† differs from ours with p < .05 (paired randomisation test over all items, Holm-corrected).",
        class_="note",
    )
    scopes = list(figures["headline"].items())
    whole = tables.headline(scopes[-1][1], figures["better_than"])
    # Each split by itself, where there are several; the tests were made over all items.
    rest = [disclosure(f"Split {name}", tables.headline(systems, {})) for name, systems in scopes[:-1]]
    return join([note, whole, *rest])


def _levels(figures: Plain) -> Html:
    curve = figures["risk_coverage"]
    area = "undefined" if curve["area"] is None else f"{curve['area']:.3f}"
    rows = []
    for reason, raw in figures["refusals"].items():
        figure = from_plain(raw)
        rows.append([value_label(reason), tables.value(figure), tables.interval(figure), figure.n])
    left = tag(
        "div",
        tag("h3", "Urgency of the clauses cited"),
        tables.confusion(figures["urgency"]),
        tag("p", "Framed: an invitation given as an obligation. It must be 0.", class_="note"),
        tag("h3", "Questions without an answer: refused, by why there is none"),
        table(["", "refused", "95% interval", "n"], rows) if rows else tag("p", "None was asked.", class_="note"),
    )
    right = tag(
        "div",
        tag("h3", "If it dared more, or less: errors against questions answered"),
        tag("div", risk_coverage_chart(curve), class_="card"),
        tag(
            "p",
            f"Share of wrong answers among those given, from the most confident twentieth on, if every one of {curve['n']} searched "
            f"questions were answered with the best record found. Area {area}; lower is better. The dot is where the gate stands.",
            class_="note",
        ),
    )
    return tag("div", left, right, class_="two")


def _slices(figures: Plain) -> Html:
    slices = figures["slices"]
    parts: list[object] = []
    for name, first in (("language", "Language"), ("variant", "Wording"), ("type", "Type of question")):
        parts += [tag("h3", first), tables.sliced(slices[name], first.lower())]
    return join(parts)


def _faults(figures: Plain) -> Html:
    stages = [name for name, count in figures["blame"].items() if count]
    note = "The first stage that was wrong has the blame: all behind it could only work with what it left."
    by_type = disclosure("By type of question", tables.blame_by_type(figures["blame_by_type"], stages))
    return join([tag("p", note, class_="note"), bars(figures["blame"]), by_type])


def _parts(figures: Plain) -> Html:
    latency = []
    for system, rows in figures["headline"][list(figures["headline"])[-1]].items():
        found = {figure.name: figure for figure in map(from_plain, rows)}
        latency.append([system, *(tables.cell(found[name]) for name in ("latency_p50", "latency_p95"))])
    left = tag(
        "div",
        tag("h3", "Time for an answer, one question after the other"),
        table(["", "median", "95th percentile"], latency),
        tag("h3", "Retrieval, before anything is gated or composed"),
        tables.listed(figures["retrieval"]),
    )
    right = tag("div", tag("h3", "Extraction, against tables written by hand"), tables.extraction(figures["extraction"]))
    every = disclosure("Every measure", tables.listed(figures["every"]))
    return join([tag("div", left, right, class_="two"), every])


def _failed(results: Sequence[Result], references: Mapping[str, Reference]) -> Html:
    wrong = sum(not result.correct for result in results)
    note = f"{wrong} of {len(results)}. Marked: on the left the gold words that were cited, on the right the cited words that are gold."
    return join([tag("p", note, class_="note"), failures(results, references)])


def _footer(manifest: Plain) -> Html:
    return tag(
        "footer",
        disclosure(
            "What this run rests on: data, index, model, code, machine",
            tag("pre", json.dumps(manifest, ensure_ascii=False, indent=1)),
        ),
    )
