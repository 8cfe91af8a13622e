"""The explanation of an answer as a person reads it: what was found, what was taken, what decided."""

from __future__ import annotations

from typing import Any

from assistant.explain import explanation
from assistant.stages import Trace
from assistant.ui.cards import full_name, show_button
from assistant.ui.markup import esc
from assistant.ui.view import View

_ROWS = 12
_FIGURES = ("score", "stems", "grams", "dense", "learned")


def explained(trace: Trace, view: View) -> str:
    """Draw an explanation: how it was decided, what the search found, what the gate measured."""
    data = explanation(trace)
    stage = str(data["outcome"]["decided_by"]).replace(": ", "_")
    parts = [f"<p>{view.word(f'decided_{stage}')}</p>"]
    if data["candidates"]:
        parts.append(_candidates(data["candidates"][:_ROWS], view))
    if data["gate"]:
        parts.append(_gate(data["gate"], view))
    return "".join(parts)


def _candidates(rows: list[dict[str, Any]], view: View) -> str:
    heads = "".join(f'<th scope="col">{view.word(f"why_{key}")}</th>' for key in ("record", "taken", *_FIGURES))
    drawn = []
    for row in rows:
        record = view.catalogue.get(str(row["record"]))
        if record is None:
            continue
        taken = view.word("yes" if row["taken"] else "no")
        figures = "".join(f"<td>{row[key]:.2f}</td>" for key in _FIGURES)
        named = f"{esc(full_name(record, view))}<br>{show_button(record, view)}"
        drawn.append(f'<tr><th scope="row">{named}</th><td>{taken}</td>{figures}</tr>')
    return (
        f'<div class="lz-scroll" tabindex="0" role="region" aria-label="{view.word("why_candidates")}"><table class="lz-table">'
        f"<caption>{view.word('why_candidates')}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(drawn)}</tbody></table></div>"
    )


def _gate(measured: dict[str, Any], view: View) -> str:
    share = round(100 * float(measured["probability"]))
    line = view.word("why_gate", share=share)
    missing = [str(attribute) for attribute in measured["missing"]]
    return f"<p>{line}{' ' + view.word('why_missing', what=', '.join(missing)) if missing else ''}</p>"
