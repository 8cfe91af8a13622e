"""The pictures, as inline SVG: no script, and readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.report.markup import Html, join, tag

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 520, 300, 46, 40, 14, 24
_FEW = 0.05
_STEP = 0.1


def risk_coverage_chart(curve: Mapping[str, Any]) -> Html:
    """Draw the risk-coverage curve with the place where the gate stands now."""
    if not curve["coverage"]:
        return tag("p", "Undefined: no question was searched.", class_="note")
    # The share of errors among the first few is noise, and would set the scale.
    points = [point for point in zip(curve["coverage"], curve["risk"], strict=True) if point[0] >= _FEW]
    top = _top(risk for _, risk in points)
    line = " ".join(f"{_x(x):.1f},{_y(min(1.0, y / top)):.1f}" for x, y in points)
    floor = f"{_x(points[-1][0]):.1f},{_y(0):.1f} {_x(points[0][0]):.1f},{_y(0):.1f}"
    parts = [
        tag("title", "Risk-coverage curve"),
        *_grid(top),
        tag("polygon", points=f"{line} {floor}", class_="area"),
        tag("polyline", points=line, class_="curve"),
        *_here(curve["here"], top),
        tag("text", "share of questions answered", x=_x(0.5), y=_HEIGHT - 6, text_anchor="middle"),
    ]
    return tag("svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label="Risk-coverage curve")


def _top(risks: Iterable[float]) -> float:
    """Give the top of the scale: the greatest risk and a little more, in whole tenths."""
    return min(1.0, (int(max(risks, default=1.0) / _STEP) + 2) * _STEP)


def _x(value: float) -> float:
    return _LEFT + value * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float) -> float:
    """Place a share of the scale."""
    return _TOP + (1 - value) * (_HEIGHT - _TOP - _BOTTOM)


def _grid(top: float) -> Sequence[Html]:
    lines: list[Html] = []
    for tenth in range(round(top / _STEP) + 1):
        y = _y(tenth * _STEP / top)
        lines.append(tag("line", x1=_x(0), x2=_x(1), y1=f"{y:.1f}", y2=f"{y:.1f}", class_="grid"))
        lines.append(tag("text", f"{tenth * _STEP:.0%}", x=_LEFT - 8, y=f"{y + 4:.1f}", text_anchor="end"))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        lines.append(tag("text", f"{share:.0%}", x=_x(share), y=_HEIGHT - _BOTTOM + 16, text_anchor="middle"))
    return lines


def _here(here: Mapping[str, float] | None, top: float) -> Sequence[Html]:
    if here is None:
        return ()
    x, y = _x(here["coverage"]), _y(min(1.0, here["risk"] / top))
    right = here["coverage"] < 0.5
    words = f"now: {here['coverage']:.0%} answered, {here['risk']:.0%} wrong"
    return (
        tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=6, class_="here"),
        tag(
            "text",
            words,
            x=x + (10 if right else -10),
            y=y - 12,
            text_anchor="start" if right else "end",
            class_="label",
        ),
    )


def bar(share: float) -> Html:
    """Draw a share of 1 as a thin bar."""
    return tag("span", tag("i", style=f"width:{min(1.0, max(0.0, share)):.1%}"), class_="bar", aria_hidden="true")


def bars(counts: Mapping[str, int]) -> Html:
    """Draw counts as bars with their numbers, the largest first."""
    most = max(counts.values(), default=0)
    rows = [
        tag("tr", tag("th", name, scope="row"), tag("td", count), tag("td", bar(count / most), style="width:60%"))
        for name, count in sorted(counts.items(), key=lambda item: -item[1])
        if count
    ]
    if not rows:
        return tag("p", "Nothing.", class_="note")
    return tag("div", tag("table", tag("tbody", join(rows))), class_="scroll")
