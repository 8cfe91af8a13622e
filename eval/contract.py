"""The Answer as every front door gives it (`--json`, API, batch), and its strict reader.

Metrics take this and nothing of the system's own types, so that a baseline, another program or a
file from last year can be scored just as well.
"""

from __future__ import annotations

from typing import Final, TypedDict, cast

from corpus.errors import InputError
from corpus.records import Addressee, Kind, Span, Urgency
from eval.fields import Fields

ANSWERED: Final = "answered"
ABSTAINED: Final = "abstained"


class Citation(TypedDict):
    """One record that the answer stands on; `spans` are offsets into the source text of its Party."""

    record: str
    party: str
    chapter: str
    kind: str
    recommendation_ids: list[str]
    urgency: str | None
    addressee: str | None
    footnotes: list[int]
    paragraphs: list[int]
    quote: str
    spans: list[list[int]]


class _Always(TypedDict):
    question: str
    status: str
    intent: str
    answer: str
    reason: str | None
    citations: list[Citation]
    suggestions: list[str]
    elapsed_ms: float


class Answer(_Always, total=False):
    """What came back for one question; citations best first. `id` is there in a batch only."""

    # Not `NotRequired`: annotations are text here, in which a TypedDict cannot see it.
    id: str


def read_answer(raw: object, origin: str) -> Answer:
    """Check that decoded JSON is an Answer.

    Raises:
        InputError: everything that is not, one `origin: fault` a line.

    """
    if not isinstance(raw, dict):
        msg = f"{origin}: is no JSON object; give an Answer as `ask --json` prints it"
        raise InputError(msg)
    line = Fields(raw)
    line.expect(sorted(Answer.__required_keys__), sorted(Answer.__optional_keys__))
    for key in ("question", "intent", "answer"):
        line.text(key, blank=True)
    status = line.choice("status", (ANSWERED, ABSTAINED))
    reason = line.optional_text("reason")
    if status == ABSTAINED and reason is None:
        line.faults.append("abstains and gives no reason")
    line.texts("suggestions")
    line.number("elapsed_ms")
    for citation in line.objects("citations"):
        _read_citation(citation)
    if line.faults:
        raise InputError("\n".join(f"{origin}: {fault}" for fault in line.faults))
    return cast("Answer", raw)


def _read_citation(citation: Fields) -> None:
    citation.expect(sorted(Citation.__required_keys__))
    for key in ("record", "party", "chapter", "quote"):
        citation.text(key, blank=True)
    # Other systems' passages are of no kind we know.
    citation.choice("kind", (*Kind, "passage"))
    citation.choice("urgency", tuple(Urgency), optional=True)
    citation.choice("addressee", tuple(Addressee), optional=True)
    citation.texts("recommendation_ids")
    citation.numbers("footnotes")
    citation.numbers("paragraphs")
    citation.spans("spans")


def is_answered(answer: Answer) -> bool:
    """Say whether it answers; if not, it abstains."""
    return answer["status"] == ANSWERED


def spans_of(citation: Citation) -> list[Span]:
    """Give a citation's places in the source."""
    return [Span(start, end) for start, end in citation["spans"]]
