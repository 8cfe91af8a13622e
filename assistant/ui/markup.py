"""Text becomes HTML. Every word that is not ours passes through `esc`, here or at its caller."""

from __future__ import annotations

import html
import re
from itertools import groupby

from assistant.composing.escaping import unescaped

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])")

# A number such as "VI-1" is never broken at its hyphen.
_NUMBER = re.compile(r"\b[A-Z]+-\d+\b")


def esc(text: object) -> str:
    """Escape text for use between tags and in quoted attributes."""
    return html.escape(str(text), quote=True)


def prose(text: str, *, emphasis: bool = True) -> str:
    """Render prose of ours: escaped, its `**bold**` and `*italic*` as elements.

    Args:
        text: Markdown with nothing but emphasis.
        emphasis: False where asterisks may come from a user and must stay what they are.

    """
    escaped = esc(unescaped(text))
    if emphasis:
        escaped = _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", escaped))
    return _NUMBER.sub(r'<span class="lz-number">\g<0></span>', escaped).replace("\n", "<br>")


def verbatim(text: str, lead_in: str = "") -> str:
    """Render a record's words: the lead-in they depend on, the words, the sub-points as a list."""
    rendered: list[str] = []
    for is_list, rows in groupby(text.split("\n"), key=lambda row: row.startswith("- ")):
        if is_list:
            rendered.append(f"<ul>{''.join(f'<li>{esc(row[2:])}</li>' for row in rows)}</ul>")
        else:
            rendered += [f"<p>{esc(row)}</p>" for row in rows]
    if lead_in:
        led = f'<span class="lz-lead-in">{esc(lead_in)}</span> '
        first = rendered[0] if rendered else "<p></p>"
        # Beside a clause the lead-in opens its sentence; before a bare list it is a line of its own.
        rendered[:1] = [f"<p>{led}{first.removeprefix('<p>')}"] if first.startswith("<p>") else [f"<p>{led}</p>", first]
    return "".join(rendered)
