"""How answers and records look in a terminal: 80 columns, colour only where there is a screen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer
from assistant.cli.shown import shown
from assistant.composing.escaping import unescaped
from corpus.records import Footnote, Recommendation, Record, Statement, Urgency

_WIDTH = 80
_COLOURS = {Urgency.REQUIRE: "bold red", Urgency.REQUEST: "bold yellow", Urgency.INVITE: "bold green"}


def console() -> Console:
    """Give a console as wide as the terminal, at most 100 columns, and 80 where there is none."""
    width = min(100, Console().width) if sys.stdout.isatty() else _WIDTH
    # What is shown is words, never rich's own markup.
    return Console(width=width, highlight=False, soft_wrap=False, markup=False, emoji=False)


def print_answer(answer: Answer) -> None:
    """Write an answer for a person."""
    out = console()
    if answer.understood:
        out.print(Text(f"(understood with: {shown(answer.understood)})", style="dim"))
    if not answer.answered:
        out.print(Text(f"No answer – {str(answer.reason).replace('_', ' ')}.", style="bold"))
    for block in _blocks(shown(answer.answer)):
        out.print(block)
        out.print()
    if answer.suggestions:
        out.print("You can ask:")
        for suggestion in answer.suggestions:
            out.print(Padding(Text(f"• {shown(suggestion)}"), (0, 0, 0, 2)))


def _blocks(markdown: str) -> Iterable[Any]:
    """Render our small part of Markdown: quotations indented behind a bar, the rest by rich."""
    from rich.markdown import Markdown

    for block in re.split(r"\n\n(?!>)|\n\n(?=>)", markdown):
        if not block.startswith(">"):
            yield Markdown(block, hyperlinks=False)
            continue
        rows = [row.removeprefix(">").strip() for row in block.split("\n")]
        yield Padding(Text("\n").join(_quoted(unescaped(row)) for row in rows if row), (0, 2, 0, 4))


def _quoted(row: str) -> Text:
    lead = re.match(r"\*(?P<lead>[^*]+)\*\s?(?P<rest>.*)$", row, re.DOTALL)
    if lead is None:
        return Text(f"  {row}" if row.startswith("- ") else row)
    return Text.assemble((f"{lead['lead']} ", "italic dim"), lead["rest"])


def print_record(record: Record, wordings: Sequence[str] = (), subjects: Sequence[str] = ()) -> None:
    """Write one record whole, with its other wordings and its subjects in the index."""
    out = console()
    level = str(record.urgency) if record.urgency else str(record.kind).replace("_", " ")
    style = _COLOURS.get(record.urgency, "bold") if record.urgency else "bold"
    heading = " + ".join(record.recommendation_ids) or record.record
    out.print(Text.assemble((heading, "bold"), "  ", (level, style), f"  {record.addressee or ''}"))
    rows = [("Record", record.record), ("Party", record.party), ("Chapter", record.chapter), ("Section", record.section)]
    if isinstance(record, Recommendation | Statement):
        rows.append(("Lead-in", record.lead_in))
    if isinstance(record, Footnote):
        rows.append(("Belongs to", ", ".join(record.refers_to)))
    rows += [
        ("Words", record.text),
        ("Footnotes", ", ".join(map(str, record.footnotes))),
        ("Paragraphs", ", ".join(map(str, record.paragraphs))),
        ("In the source", ", ".join(f"{start}–{end}" for start, end in record.spans)),
        ("Subjects", " · ".join(subjects)),
        ("Found by", " · ".join(wordings)),
    ]
    for name, value in rows:
        if value:
            out.print(Padding(Text.assemble((f"{name}: ", "dim"), shown(value)), (0, 0, 0, 2)))
