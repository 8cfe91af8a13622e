"""A question and what came of it: an answer, a refusal, an error or nothing yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.ui.badges import shape
from assistant.ui.blocks import Block, Cited, Quotation, Text, blocks_of
from assistant.ui.cards import card
from assistant.ui.markup import esc, prose, verbatim
from assistant.ui.words import refusal, word
from corpus.catalogue import Catalogue
from corpus.records import Record


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the conversation, drawn.

    Attributes:
        question: as typed.
        body: HTML of what came of it.
        status: one line for a screen reader.
        answered: whether the question counts as an earlier one; one that failed would fail again.

    """

    question: str
    body: str
    status: str
    answered: bool = True


def pending_turn(question: str) -> Turn:
    """Draw a question that is being answered."""
    return Turn(question, f'<p class="lz-pending">{esc(word("looking"))}</p>', word("looking"), answered=False)


def failed_turn(question: str, message: str) -> Turn:
    """Draw a question that met an error: one clear line."""
    body = f'<div class="lz-failed"><h3>{esc(word("failed"))}</h3><p>{esc(message)}</p></div>'
    return Turn(question, body, message, answered=False)


def turn(answer: Answer, catalogue: Catalogue) -> Turn:
    """Draw an answer or a refusal."""
    # Answers repeat words of the question (a topic, a name); with an asterisk in it, none is taken for emphasis.
    emphasis = "*" not in answer.question
    if answer.reason is not None:
        body = _refusal(answer, refusal(answer.reason), emphasis=emphasis)
        return Turn(answer.question, body, word("status_refusal", lead=answer.answer))
    blocks, rest = blocks_of(answer)
    lead = next((block.markdown for block in blocks if isinstance(block, Text)), "").replace("*", "")
    drawn = "".join(_block(block, catalogue, first=block is blocks[0], emphasis=emphasis) for block in blocks)
    body = f'<div class="lz-answer">{_understood(answer)}{drawn}{_rest(rest, catalogue)}{_count(len(answer.citations))}</div>'
    return Turn(answer.question, body, word("status_answer", lead=lead))


def conversation(turns: Sequence[Turn], empty: str) -> str:
    """Draw all turns, or what stands in place of none, under one line that a screen reader announces."""
    status = turns[-1].status if turns else ""
    drawn = "".join(
        f'<section class="lz-turn" id="lz-turn-{number}"><h2 class="lz-question">'
        f'<span class="lz-unseen">{esc(word("asked"))}</span>{esc(each.question)}</h2>{each.body}</section>'
        for number, each in enumerate(turns, start=1)
    )
    # Only the status is announced: nobody should have seventy cards read out.
    return (
        f'<div class="lz-conversation" role="region" aria-label="{esc(word("conversation"))}">'
        f'<p class="lz-unseen" role="status">{esc(status)}</p>{drawn or empty}</div>'
    )


def asking_buttons(questions: Sequence[str]) -> str:
    """Draw questions as buttons that ask them."""
    buttons = "".join(f'<li><button type="button" class="lz-ask" data-ask="{esc(each)}">{esc(each)}</button></li>' for each in questions)
    return f'<ul class="lz-asks">{buttons}</ul>'


def _refusal(answer: Answer, heading: str, *, emphasis: bool) -> str:
    instead = f"<h4>{esc(word('instead'))}</h4>{asking_buttons(answer.suggestions)}" if answer.suggestions else ""
    return (
        f'<div class="lz-refusal" data-reason="{esc(answer.reason)}">{_understood(answer)}'
        f"<h3>{esc(heading)}</h3><p>{prose(answer.answer, emphasis=emphasis)}</p>{instead}</div>"
    )


def _block(block: Block, catalogue: Catalogue, *, first: bool, emphasis: bool) -> str:
    if isinstance(block, Cited):
        return card(block.record, catalogue)
    if isinstance(block, Quotation):
        return f'<blockquote class="lz-words">{verbatim(block.text)}</blockquote>'
    text = prose(block.markdown, emphasis=emphasis)
    if block.level is not None:
        return f'<h3 class="lz-level lz-{block.level}">{shape(block.level)}<span>{text}</span></h3>'
    return f'<p class="{"lz-lead" if first else "lz-prose"}">{text}</p>'


def _understood(answer: Answer) -> str:
    return f'<p class="lz-understood">{esc(word("understood", what=answer.understood))}</p>' if answer.understood else ""


def _rest(records: Sequence[Record], catalogue: Catalogue) -> str:
    if not records:
        return ""
    summary = word("rest_one") if len(records) == 1 else word("rest_many", count=len(records))
    cards = "".join(card(record, catalogue) for record in records)
    return f'<details class="lz-rest"><summary>{esc(summary)}</summary>{cards}</details>'


def _count(citations: int) -> str:
    if not citations:
        return ""
    text = word("passages_one") if citations == 1 else word("passages_many", count=citations)
    return f'<p class="lz-count">{esc(text)}</p>'
