"""A conversation as a file: the questions, the answers as they were given, and what they cite."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.citing import citation
from corpus.catalogue import Catalogue

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

TITLE = "Conversation with the Lanzarote Assistant"
_CITED = "Cited"
_EMPHASIS = re.compile(r"(\*\*.+?\*\*|(?<![\w*])\*[^\s*][^*]*\*(?![\w*]))")
# Characters that begin Markdown of their own in a question that somebody typed.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")

Transcribe = Callable[[Sequence[Answer], Catalogue], bytes]


def as_markdown(answers: Sequence[Answer], catalogue: Catalogue) -> bytes:
    """Write a conversation as Markdown, in UTF-8."""
    blocks = [f"# {TITLE}"]
    for answer in answers:
        question = _SPECIAL.sub(r"\\\1", " ".join(answer.question.split()))
        blocks += [f"## {question}", answer.answer]
        cited = "\n".join(f"- {line}" for line in _citations(answer, catalogue))
        blocks += [f"{_CITED}:", cited] if cited else []
    return ("\n\n".join(blocks) + "\n").encode()


def as_document(answers: Sequence[Answer], catalogue: Catalogue) -> bytes:
    """Write a conversation as a Word document."""
    import docx

    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    for answer in answers:
        document.add_heading(" ".join(answer.question.split()), 1)
        for style, text in _paragraphs(answer.answer):
            _emphasised(document.add_paragraph(style=style), text)
        for number, line in enumerate(_citations(answer, catalogue)):
            if not number:
                document.add_paragraph(f"{_CITED}:")
            _emphasised(document.add_paragraph(style="List Bullet"), line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


TRANSCRIPTS: Mapping[str, tuple[Transcribe, str]] = MappingProxyType(
    {
        "md": (as_markdown, "text/markdown"),
        "docx": (as_document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    }
)


def _citations(answer: Answer, catalogue: Catalogue) -> list[str]:
    return [citation(each.record, catalogue.factsheet(each.record.party)) for each in answer.citations]


def _paragraphs(markdown: str) -> Iterator[tuple[str, str]]:
    """Give the style and the words of each paragraph of an answer."""
    for block in markdown.split("\n\n"):
        if not block.startswith(">"):
            yield "Normal", block.replace("\n", " ")
            continue
        for row in block.split("\n"):
            text = row.removeprefix(">").strip()
            if text:
                yield ("List Bullet", text[2:]) if text.startswith("- ") else ("Quote", text)


def _emphasised(paragraph: Paragraph, text: str) -> None:
    for piece in _EMPHASIS.split(text):
        bare = piece.strip("*") if _EMPHASIS.fullmatch(piece) else piece
        run = paragraph.add_run(bare)
        run.bold = piece.startswith("**") and bare != piece or None
        run.italic = not piece.startswith("**") and bare != piece or None
