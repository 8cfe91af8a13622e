"""What came of a question, in pieces that are drawn one after the other: an answer, a refusal or an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.composing.escaping import unescaped
from assistant.follow_ups import follow_ups
from assistant.query import Query
from assistant.ui.badges import shape
from assistant.ui.blocks import Block, Cited, Quotation, Text, blocks_of
from assistant.ui.cards import card
from assistant.ui.markup import esc, prose, verbatim
from assistant.ui.understood import understood
from assistant.ui.view import View
from assistant.ui.words import refusal, word
from corpus.records import Record


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of a question, drawn.

    Attributes:
        pieces: HTML, in reading order; the browser shows each as it comes.
        status: one line for a screen reader.
        answered: whether the question counts as an earlier one; one that failed would fail again.
        records: identifiers of the records cited, best first.

    """

    pieces: tuple[str, ...]
    status: str
    answered: bool = True
    records: tuple[str, ...] = ()


def failed_turn(message: str, view: View) -> Turn:
    """Draw an error: one clear line, and the way on."""
    again = f'<button type="button" class="lz-quiet" data-again>{view.word("again")}</button>'
    body = f'<div class="lz-failed"><h3>{view.word("failed")}</h3><p>{esc(message)}</p>{again}</div>'
    return Turn((body,), message, answered=False)


def turn(answer: Answer, query: Query, view: View) -> Turn:
    """Draw an answer or a refusal."""
    # Answers repeat words of the question (a topic, a name); with an asterisk in it, none is taken for emphasis.
    emphasis = "*" not in answer.question
    head = understood(query, view)
    if answer.reason is not None:
        body = _refusal(answer, refusal(view.language, answer.reason), view, emphasis=emphasis)
        widen = f'<button type="button" class="lz-quiet" data-unfiltered>{view.word("unfiltered")}</button>' if query.within else ""
        return Turn((head, body, widen, _tools(answer, view)), word(view.language, "status_refusal", lead=answer.answer))
    blocks, rest = blocks_of(answer)
    lead = next((block.markdown for block in blocks if isinstance(block, Text)), "")
    lead = unescaped(lead).replace("*", "")
    drawn = [_block(block, view, first=block is blocks[0], emphasis=emphasis) for block in blocks]
    records = tuple(citation.record for citation in answer.citations)
    pieces = (
        head,
        *drawn,
        _rest(rest, view),
        _count(len(records), view),
        _next(follow_ups(records, view.catalogue, query.language), view),
        _tools(answer, view),
    )
    names = tuple(record.record for record in records)
    return Turn(tuple(filter(None, pieces)), word(view.language, "status_answer", lead=lead), records=names)


def asking_buttons(questions: Sequence[str]) -> str:
    """Draw questions as buttons that ask them."""
    buttons = "".join(f'<li><button type="button" class="lz-ask" data-ask="{esc(each)}">{esc(each)}</button></li>' for each in questions)
    return f'<ul class="lz-asks">{buttons}</ul>'


def _refusal(answer: Answer, heading: str, view: View, *, emphasis: bool) -> str:
    instead = f"<h4>{view.word('instead')}</h4>{asking_buttons(answer.suggestions)}" if answer.suggestions else ""
    return (
        f'<div class="lz-refusal" data-reason="{esc(answer.reason)}">'
        f"<h3>{esc(heading)}</h3><p>{prose(answer.answer, emphasis=emphasis)}</p>{instead}</div>"
    )


def _block(block: Block, view: View, *, first: bool, emphasis: bool) -> str:
    if isinstance(block, Cited):
        return card(block.record, view)
    if isinstance(block, Quotation):
        return f'<blockquote class="lz-words" lang="en">{verbatim(block.text)}</blockquote>'
    text = prose(block.markdown, emphasis=emphasis)
    if block.level is not None:
        return f'<h3 class="lz-level lz-{block.level}">{shape(block.level)}<span>{text}</span></h3>'
    return f'<p class="{"lz-lead" if first else "lz-prose"}">{text}</p>'


def _rest(records: Sequence[Record], view: View) -> str:
    if not records:
        return ""
    summary = view.word("rest_one") if len(records) == 1 else view.word("rest_many", count=len(records))
    cards = "".join(card(record, view) for record in records)
    return f'<details class="lz-rest"><summary>{summary}</summary>{cards}</details>'


def _count(citations: int, view: View) -> str:
    if not citations:
        return ""
    text = view.word("passages_one") if citations == 1 else view.word("passages_many", count=citations)
    return f'<p class="lz-count">{text}</p>'


def _next(questions: Sequence[str], view: View) -> str:
    return f'<div class="lz-next"><h4>{view.word("next")}</h4>{asking_buttons(questions)}</div>' if questions else ""


def _tools(answer: Answer, view: View) -> str:
    """Draw what can be done with a whole turn, and the explanation, which is fetched when it is unfolded."""
    collect = f'<button type="button" class="lz-tool" data-collect-turn>{view.word("collect_turn")}</button>' if answer.citations else ""
    return (
        f'{_verdict(view) if view.feedback else ""}<div class="lz-tools">{collect}<button type="button" class="lz-tool" '
        f"data-again>{view.word('again')}</button>"
        f'<button type="button" class="lz-tool" data-edit>{view.word("edit")}</button></div>'
        f'<details class="lz-why"><summary>{view.word("why")}</summary><div class="lz-why-body" aria-live="polite"></div></details>'
    )


def _verdict(view: View) -> str:
    """Draw the thumbs; what is kept, and that the question's words are kept only if wanted, stands beside them."""
    thumbs = "".join(
        f'<button type="button" class="lz-tool" data-verdict="{each}" aria-pressed="false">{sign} {view.word(f"verdict_{each}")}</button>'
        for each, sign in (("up", '<span aria-hidden="true">▲</span>'), ("down", '<span aria-hidden="true">▼</span>'))
    )
    return (
        f'<form class="lz-verdict"><span class="lz-tools" role="group" aria-label="{view.word("verdict")}">{thumbs}</span>'
        f'<div class="lz-verdict-more" hidden><label class="lz-field">{view.word("verdict_reason")}<input name="reason" '
        'maxlength="1000"></label>'
        f'<label class="lz-box"><input type="checkbox" name="consent">{view.word("verdict_consent")}</label>'
        f'<p class="lz-hint">{view.word("verdict_note")}</p><button type="submit" '
        f'class="lz-quiet">{view.word("verdict_send")}</button></div>'
        '<p class="lz-made" role="status"></p></form>'
    )
