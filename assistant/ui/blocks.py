"""An Answer's Markdown becomes the blocks the page draws: prose, headings of levels, cards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from assistant.answer import Answer, Quoted
from assistant.composing.escaping import unescaped
from assistant.composing.labels import label
from assistant.composing.render import quotation
from assistant.messages import LANGUAGES, say
from corpus.records import Record, Urgency


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the program, in Markdown; `level` where they head a level of urgency."""

    markdown: str
    level: Urgency | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quote that is no citation's words as the page knows them: drawn as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, where the answer quotes it."""

    record: Record


Block = Text | Quotation | Cited


def blocks_of(answer: Answer) -> tuple[list[Block], list[Record]]:
    """Divide an answer at its quotations, each recognised by its exact words.

    Returns:
        The blocks in reading order, and the cited records that the answer stands on without quoting them.

    """
    waiting: dict[str, list[Record]] = defaultdict(list)
    for citation in answer.citations:
        waiting[quotation(Quoted(citation.record, ""))].append(citation.record)
    blocks: list[Block] = []
    for block in answer.answer.split("\n\n"):
        found = waiting.get(block)
        if found:
            record = found.pop(0)
            # The card says itself what the label above a quotation says.
            if blocks and isinstance(blocks[-1], Text) and blocks[-1].markdown in _labels(record):
                blocks.pop()
            blocks.append(Cited(record))
        elif block.startswith(">"):
            blocks.append(Quotation(unescaped("\n".join(row.removeprefix(">").strip() for row in block.split("\n")))))
        elif block.strip():
            blocks.append(Text(block, _level(block)))
    left = {record.record for records in waiting.values() for record in records}
    return blocks, [citation.record for citation in answer.citations if citation.record.record in left]


def _labels(record: Record) -> set[str]:
    return {label(record, language) for language in LANGUAGES}


def _level(block: str) -> Urgency | None:
    for level in Urgency:
        if any(block.startswith(say(language, f"{level}_heading")) for language in LANGUAGES):
            return level
    return None
