"""An answer's Markdown becomes Word paragraphs: emphasis, quotations and lists, which is all it holds."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.exports.word import POINT, QUOTE

_READER = MarkdownIt("commonmark")


def add_markdown(document: WordDocument, text: str) -> None:
    """Add paragraphs, quotations and lists; what is no emphasis stays as it is written."""
    quoted = listed = 0
    for token in _READER.parse(text):
        quoted += token.nesting if token.type.startswith("blockquote") else 0
        listed += token.nesting if token.type.startswith("list_item") else 0
        if token.type == "inline":
            style = (POINT if listed else QUOTE) if quoted else ("List Bullet" if listed else "Normal")
            _add_inline(document.add_paragraph(style=style), token.children or [])
        elif token.content:
            document.add_paragraph(token.content.rstrip("\n"))


def _add_inline(paragraph: Paragraph, tokens: Sequence[Token]) -> None:
    bold = italic = 0
    for token in tokens:
        bold += token.nesting if token.type.startswith("strong") else 0
        italic += token.nesting if token.type.startswith("em_") else 0
        text = " " if token.type == "softbreak" else token.content
        if text:
            run = paragraph.add_run(text)
            run.bold, run.italic = bool(bold) or None, bool(italic) or None
