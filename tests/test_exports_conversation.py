"""A conversation saved: every question, every answer as shown, every citation."""

from __future__ import annotations

import io

import docx
import pytest

from assistant.answer import Answer, Citation, Reason
from assistant.exports.conversation import conversation_bytes
from assistant.query import Intent
from corpus.catalogue import Catalogue
from corpus.errors import InputError, UnknownNameError
from corpus.text import collapse
from tests.golden import parsed

ONE = Catalogue([parsed("romania")])
VI_1, X_6 = ONE.by_id("VI-1")[0], ONE.by_id("X-6")[0]
TURNS = [
    ("What about *helplines*?", Answer(
        question="What about *helplines*?", intent=Intent.TOPIC, citations=(Citation(VI_1),),
        answer=f"On this the Committee **requires** VI-1.\n\n**VI-1** · requires\n\n> *{VI_1.lead_in}* {VI_1.text}",
    )),
    ("And X-6?", Answer(
        question="And X-6?", intent=Intent.LOOKUP, citations=(Citation(X_6),),
        answer="> " + X_6.text.replace("\n- ", "\n> - ").replace("\n", "\n>\n", 1),
    )),
    ("VI-3", Answer(
        question="VI-3", intent=Intent.LOOKUP, reason=Reason.ABSENT_ID,
        answer="VI-3 is not there.", suggestions=("What does VI-1 say?",),
    )),
]  # fmt: skip


def paragraphs(address: str = "") -> list[tuple[str, str]]:
    document = docx.Document(io.BytesIO(conversation_bytes(TURNS, ONE, "docx", address)))
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def test_the_document_has_each_turn():
    found = paragraphs()
    assert [text for style, text in found if style == "Heading 2"] == ["What about *helplines*?", "And X-6?", "VI-3"]
    text = collapse(" ".join(text for _, text in found))
    assert collapse(f"{VI_1.lead_in} {VI_1.text}") in text
    assert ("Committee Point", "in the health sector") in found
    assert ("Committee Point", "in the social protection sector.") in found
    assert ("Normal", "VI-3 is not there.") in found
    assert ("List Bullet", "What does VI-1 say?") in found
    assert "Lanzarote Committee, Factsheet Romania (25.05.2023), Recommendation VI-1, requires · ?record=romania:VI-1" in text


def test_emphasis_is_emphasis():
    document = docx.Document(io.BytesIO(conversation_bytes(TURNS, ONE, "docx")))
    (line,) = [paragraph for paragraph in document.paragraphs if paragraph.text == "On this the Committee requires VI-1."]
    assert [run.text for run in line.runs if run.bold] == ["requires"]


def test_the_markdown_has_each_turn():
    text = conversation_bytes(TURNS, ONE, "md").decode()
    assert "## What about \\*helplines\\*?" in text
    assert TURNS[0][1].answer in text
    assert "Recommendation X-6, *requires* · `?record=romania:X-6`" in text
    assert "- What does VI-1 say?" in text


@pytest.mark.parametrize("name", ["md", "docx"])
def test_the_same_conversation_gives_the_same_bytes(name: str):
    assert conversation_bytes(TURNS, ONE, name) == conversation_bytes(TURNS, ONE, name)


def test_what_cannot_be_saved():
    with pytest.raises(UnknownNameError, match="md, docx"):
        conversation_bytes(TURNS, ONE, "pptx")
    with pytest.raises(InputError, match="no conversation"):
        conversation_bytes([], ONE, "md")
