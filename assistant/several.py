"""Several questions in one: each is answered by itself, the second as a follow-up to the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Abstention, Draft, Part, Prose, Quoted
from assistant.composing.escaping import escaped_echo
from assistant.gate.sense import refuse_unsafe
from assistant.messages import LANGUAGES, say
from assistant.parts import Parts
from assistant.query import Intent, Query
from assistant.reading.earlier import Earlier
from assistant.reading.questions import questions_in
from assistant.stages import Trace, decide
from corpus.records import Record, Urgency

# Answered from the catalogue alone. A search finds what two topics have in common, and is left whole.
_EXACT = (Intent.LOOKUP, Intent.LIST, Intent.COUNT, Intent.COMPARE, Intent.DEFINITION)
_AT_MOST = 4

Reader = Callable[[str, Earlier | None], Query]


def decide_several(query: Query, earlier: Earlier | None, read: Reader, parts: Parts) -> Trace | None:
    """Answer each question of several; None where there is one, or where it is one search that they ask for.

    Args:
        query: the whole, as read.
        earlier: the question before it.
        read: reads one question after another.
        parts: what the stages work with.

    """
    pieces = questions_in(query.question)
    whole = query.grouped is not None or query.intent is Intent.COMPARE or query.footnotes or query.paragraphs
    if not 1 < len(pieces) <= _AT_MOST or whole or refuse_unsafe(query, parts.catalogue) is not None:
        return None
    traces: list[Trace] = []
    before = earlier
    for piece in pieces:
        asked = read(piece, before)
        traces.append(decide(asked, parts))
        cited = traces[-1].outcome.cited if isinstance(traces[-1].outcome, Draft) else ()
        before = Earlier(asked, cited)
    answered = [trace for trace in traces if isinstance(trace.outcome, Draft)]
    if not answered or not any(_is_exact(trace) for trace in answered) or not _differ(traces):
        return None
    return _joined(query, pieces, traces)


def _is_exact(trace: Trace) -> bool:
    named = trace.query.intent in (Intent.LOOKUP, Intent.DEFINITION)
    return trace.decided_by == "catalogue" and trace.query.intent in _EXACT and (named or not trace.query.topic)


def _differ(traces: Sequence[Trace]) -> bool:
    """Say whether the parts are answered differently."""
    return len({trace.outcome.parts if isinstance(trace.outcome, Draft) else () for trace in traces}) > 1


def _joined(query: Query, pieces: Sequence[str], traces: Sequence[Trace]) -> Trace:
    said: list[Part] = []
    cited: dict[Record, None] = {}
    absent: dict[str, None] = {}
    beyond: list[str] = []
    for piece, trace in zip(pieces, traces, strict=True):
        if isinstance(trace.outcome, Abstention):
            beyond.append(piece)
            continue
        said += [part for part in trace.outcome.parts if part not in said or (isinstance(part, Prose) and _is_heading(part))]
        cited |= dict.fromkeys(trace.outcome.cited)
        absent |= dict.fromkeys(trace.outcome.absent)
    if beyond:
        said.append(Prose(say(query.language, "partly", parts=escaped_echo("; ".join(beyond)))))
    draft = Draft(
        traces[0].query.intent, tuple(_without_bare_headings(said)), tuple(cited), tuple(name for name in absent if not _borne(name, cited))
    )
    return replace(traces[0], query=query, outcome=draft)


def _borne(name: str, cited: dict[Record, None]) -> bool:
    return any(name in record.recommendation_ids for record in cited)


def _is_heading(part: Prose) -> bool:
    return any(part.text == say(language, f"{level}_heading") for language in LANGUAGES for level in Urgency)


def _without_bare_headings(said: Sequence[Part]) -> list[Part]:
    """Drop a level's heading whose quotations stand above already."""
    return [
        part
        for part, following in zip(said, [*said[1:], None], strict=True)
        if isinstance(part, Quoted) or not _is_heading(part) or isinstance(following, Quoted)
    ]
