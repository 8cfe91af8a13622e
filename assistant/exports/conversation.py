"""A conversation saved: each question, its answer as it was shown, and what the answer cites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.citing import citation, permalink, source_line
from assistant.exports.about import LIMITS
from assistant.exports.markdown import cited_line, escape
from assistant.exports.selection import latest
from assistant.exports.text import printable
from corpus.catalogue import Catalogue
from corpus.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from docx.document import Document

Turn = tuple[str, Answer]
_TITLE = "Conversation with the Lanzarote Assistant"
_SOURCES, _INSTEAD = "Cited", "You can ask instead"


def conversation_bytes(turns: Sequence[Turn], catalogue: Catalogue, format_name: str, address: str = "") -> bytes:
    """Make the file of a conversation.

    Args:
        turns: questions as asked, each with its answer.
        catalogue: of the records the answers cite.
        format_name: one of CONVERSATION_FORMATS.
        address: of the page, for links to the records.

    Raises:
        InputError: there are no turns.
        UnknownNameError: there is no such format; lists the known ones.

    """
    if format_name not in CONVERSATION_FORMATS:
        raise UnknownNameError("format", format_name, CONVERSATION_FORMATS)
    if not turns:
        msg = "there is no conversation to save; ask something first"
        raise InputError(msg)
    return CONVERSATION_FORMATS[format_name](turns, catalogue, address)


def _markdown(turns: Sequence[Turn], catalogue: Catalogue, address: str) -> bytes:
    blocks = [f"# {_TITLE}"]
    for question, answer in turns:
        blocks += [f"## {escape(' '.join(question.split()))}", answer.answer]
        if answer.suggestions:
            blocks += [f"{_INSTEAD}:", "\n".join(f"- {escape(suggestion)}" for suggestion in answer.suggestions)]
        if answer.citations:
            lines = (cited_line(cited, link) for cited, link in _cited(answer, catalogue, address))
            blocks += [f"### {_SOURCES}", "\n".join(f"- {line}" for line in lines)]
    return printable("\n\n".join([*blocks, "---", LIMITS]) + "\n").encode()


def _word(turns: Sequence[Turn], catalogue: Catalogue, address: str) -> bytes:
    from assistant.exports.word import SMALL, add_cited, add_link, document_bytes, new_document

    sheets = {citation.record.party: catalogue.factsheet(citation.record.party) for _, answer in turns for citation in answer.citations}
    date = latest(sheets.values())
    document = new_document(_TITLE, printable("; ".join(map(source_line, sheets.values()))), date)
    document.add_heading(_TITLE, level=0)
    document.add_paragraph(LIMITS, style=SMALL)
    for question, answer in turns:
        _add_turn(document, question, answer)
        for cited, link in _cited(answer, catalogue, address):
            line = document.add_paragraph(style=SMALL)
            add_cited(line, f"{printable(cited)} · ")
            add_link(line, link)
    return document_bytes(document, date)


def _add_turn(document: Document, question: str, answer: Answer) -> None:
    from assistant.exports.prose import add_markdown

    document.add_heading(printable(" ".join(question.split())), level=2)
    add_markdown(document, printable(answer.answer))
    if answer.suggestions:
        document.add_paragraph(f"{_INSTEAD}:")
        for suggestion in answer.suggestions:
            document.add_paragraph(printable(suggestion), style="List Bullet")
    if answer.citations:
        document.add_paragraph().add_run(f"{_SOURCES}:").bold = True


def _cited(answer: Answer, catalogue: Catalogue, address: str) -> list[tuple[str, str]]:
    records = [cited.record for cited in answer.citations]
    return [(citation(record, catalogue.factsheet(record.party)), permalink(record, address)) for record in records]


CONVERSATION_FORMATS: Mapping[str, Callable[[Sequence[Turn], Catalogue, str], bytes]] = MappingProxyType({"md": _markdown, "docx": _word})
