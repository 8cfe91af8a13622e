"""Every failed item: question, gold and answer side by side, with the evidence they share marked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from corpus.records import Span
from corpus.text import slug
from eval.blame import Blame
from eval.contract import Answer, Citation, spans_of
from eval.golden import Reference
from eval.metrics.facts import contains, prepared
from eval.report.highlight import marked, spans
from eval.report.junit import shortfalls
from eval.report.markup import Html, disclosure, join, table, tag
from eval.report.result import Result

_SHOWN: Final = 6
_STAGES: Final = tuple(str(stage) for stage in Blame if stage is not Blame.NONE)


def failures(results: Sequence[Result], references: Mapping[str, Reference]) -> Html:
    """Show all items that are wrong; of withheld ones the id and the scores only."""
    wrong = [result for result in results if not result.correct]
    shown = [result for result in wrong if result.item is not None and result.answer is not None]
    hidden = [result for result in wrong if result.item is None or result.answer is None]
    if not wrong:
        return tag("p", "None.", class_="note")
    parts: list[Html] = []
    if shown:
        parts.append(_filters(shown))
        parts += [_item(result, result.item, result.answer, references) for result in shown if result.item and result.answer]
    if hidden:
        rows = [[result.id, result.type.replace("_", " "), result.blame, _left(", ".join(shortfalls(result)))] for result in hidden]
        note = tag("p", "Items of splits held back: their words are withheld.", class_="note")
        parts.append(tag("div", note, table(["", "type", "at fault", "not perfect"], rows)))
    return tag("div", *parts, class_="failures")


def _left(words: str) -> Html:
    return tag("td", words, class_="left")


def _filters(shown: Sequence[Result]) -> Html:
    """Let the reader pick a stage, by style sheet alone."""
    counts = {stage: sum(result.blame == stage for result in shown) for stage in _STAGES}
    rules = "".join(f".failures:has(#only-{slug(stage)}:checked)>.item:not(.{slug(stage)}){{display:none}}" for stage in counts)
    parts = [_choice("all", f"all {len(shown)}", checked=True)]
    parts += [_choice(slug(stage), f"{stage} {count}") for stage, count in counts.items() if count]
    style = tag("style", Html(f"@media screen{{{rules}}}"))
    return tag("div", style, *parts, class_="filters", role="radiogroup", aria_label="Show only items with this stage at fault")


def _choice(name: str, words: str, *, checked: bool = False) -> Html:
    choice = tag("input", type="radio", name="only", id=f"only-{name}", checked=checked)
    return join([choice, tag("label", words, for_=f"only-{name}")])


def _item(result: Result, item: Mapping[str, Any], answer: Answer, references: Mapping[str, Reference]) -> Html:
    question = " ".join(item["question"].split()) or "(white space)"
    head = join([
        tag("code", result.id),
        tag("span", result.type.replace("_", " "), class_="badge"),
        tag("span", result.blame, class_="badge bad"),
        tag("span", question),
    ])  # fmt: skip
    earlier = tag("p", "Asked before: ", " · ".join(item["history"]), class_="note") if item["history"] else ""
    sides = tag("div", _gold(result, item, answer, references), _given(result, item, answer, references), class_="two sides")
    return disclosure(head, earlier, sides, _stages(result), class_=f"item {slug(result.blame)}", lang=result.language)


def _gold(result: Result, item: Mapping[str, Any], answer: Answer, references: Mapping[str, Reference]) -> Html:
    reference = references[slug(result.party)]
    cited = [span for c in answer["citations"] if slug(c["party"]) == reference.slug for span in spans_of(c)]
    parts: list[object] = [tag("h4", "Right")]
    if not item["answerable"]:
        parts.append(tag("p", "Refuse: ", tag("strong", " or ".join(item["reasons"]).replace("_", " "))))
    for unit in item["gold"][:_SHOWN]:
        whole = spans(unit["spans"])
        shown = marked(reference.source, whole, cited)
        parts.append(_evidence(unit["name"], unit["urgency"], shown, "right" if "<mark>" in shown else "wrong"))
    parts.append(_more(item["gold"][_SHOWN:], "name"))
    words = prepared(answer["answer"], result.language)
    facts = [(fact, contains(words, fact, result.language)) for fact in item["facts"]]
    if facts:
        rows = (tag("li", "✓ " if said else "✗ ", fact, tag("small", "" if said else " (not said)")) for fact, said in facts)
        parts.append(tag("ul", *rows, class_="facts"))
    if item["also"]:
        parts.append(tag("p", "Allowed as well: ", ", ".join(item["also"]), class_="note"))
    return tag("div", *parts)


def _given(result: Result, item: Mapping[str, Any], answer: Answer, references: Mapping[str, Reference]) -> Html:
    gold = [span for unit in item["gold"] for span in spans(unit["spans"])]
    why = f" ({answer['reason']})" if answer["reason"] else ""
    parts: list[object] = [tag("h4", f"Given: {answer['status']}{why}".replace("_", " "))]
    if result.fault:
        parts.append(tag("p", tag("strong", "The program failed: "), result.fault))
    parts.append(tag("p", _lead(answer["answer"]), class_="said"))
    for citation in answer["citations"][:_SHOWN]:
        parts.append(_citation(citation, result.party, gold, item["also"], references))
    parts.append(_more(answer["citations"][_SHOWN:], "record"))
    parts.append(disclosure("The answer in full", tag("pre", answer["answer"])))
    return tag("div", *parts)


def _lead(words: str) -> str:
    """Take the first paragraph of an answer that quotes, and all of one that does not."""
    lead = words.partition("\n\n")[0] if "\n>" in words else words
    return lead.removeprefix(">").replace("**", "").strip()


def _citation(citation: Citation, party: str, gold: Sequence[Span], also: Sequence[str], references: Mapping[str, Reference]) -> Html:
    reference = references.get(slug(citation["party"]))
    names = citation["recommendation_ids"] or [f"fn{number}" for number in citation["footnotes"]]
    name = "+".join(citation["recommendation_ids"]) or citation["record"].partition(":")[2] or citation["record"]
    ours = slug(citation["party"]) == slug(party)
    label = name if ours else f"{citation['party']}: {name}"
    shown = marked(reference.source, spans_of(citation), gold if ours else ()) if reference else tag("span", citation["quote"])
    found = "right" if "<mark>" in shown else "allowed" if ours and {*names} & {*also} else "wrong"
    return _evidence(label, citation["urgency"], shown, found)


def _evidence(name: str, urgency: str | None, words: Html, found: str) -> Html:
    head = join([tag("strong", name), " ", tag("span", urgency, class_=f"badge {urgency}") if urgency else ""])
    return tag("div", head, tag("p", words), class_=f"evidence {found}")


def _more(rest: Sequence[Mapping[str, Any]], key: str) -> Html:
    return tag("p", f"… and {len(rest)} more: ", ", ".join(str(one[key]) for one in rest), class_="note") if rest else Html("")


def _stages(result: Result) -> Html:
    """Show what each stage saw, and what is not perfect."""
    parts: list[object] = [tag("p", "Not perfect: ", ", ".join(shortfalls(result)) or "nothing")]
    stages = result.stages
    if stages:
        understood = [f"{key}: {_plain(said)}" for key, said in stages["understood"].items() if said not in (None, "", [], False)]
        parts.append(tag("p", tag("strong", "Read as "), " · ".join(understood)))
        if stages["candidates"]:
            rows = (
                join(
                    [
                        tag("code", row["record"]),
                        f" {row['score']:.2f}",
                        " ✓ gold" if row["gold"] else "",
                        " · taken" if row["taken"] else "",
                    ]
                )
                for row in stages["candidates"]
            )
            parts.append(tag("p", tag("strong", "Found "), join(rows, " → ")))
        if stages["gate"]:
            parts.append(
                tag(
                    "p",
                    tag("strong", "Gate "),
                    " · ".join(f"{key} {_plain(said)}" for key, said in stages["gate"].items()),
                )
            )
        parts.append(tag("p", tag("strong", "Decided by "), stages["outcome"]["decided_by"]))
    return tag("div", tag("h4", "Stages"), *parts, class_="stages")


def _plain(said: object) -> str:
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
