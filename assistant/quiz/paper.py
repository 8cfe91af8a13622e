"""DOCX: the questions, and on a new page the key with its citations."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt

from assistant.citing import citation, permalink
from assistant.exports.about import LIMITS, sources
from assistant.exports.card import meaning
from assistant.exports.selection import count
from assistant.exports.text import printable
from assistant.exports.word import OPTION, QUOTE, SMALL, add_cited, add_link, document_bytes, new_document
from assistant.quiz.questions import Question, Quiz, letter


def paper(quiz: Quiz) -> bytes:
    """Make the file."""
    selection = quiz.selection
    document = new_document(quiz.heading, sources(selection), selection.date)
    document.add_heading(quiz.heading, level=0)
    document.add_paragraph(
        f"{count(len(quiz.questions), 'question')}, difficulty {quiz.difficulty}, seed {quiz.seed}. Each has exactly one right answer."
    )
    document.add_paragraph(LIMITS, style=SMALL)
    for number, question in enumerate(quiz.questions, 1):
        _add_question(document, number, question)
    document.add_heading("Key", level=1).paragraph_format.page_break_before = True
    for number, question in enumerate(quiz.questions, 1):
        _add_answer(document, number, question, selection.address)
    return document_bytes(document, selection.date)


def _add_question(document: WordDocument, number: int, question: Question) -> None:
    document.add_heading(printable(f"{number}. {question.stem}"), level=2)
    lines = question.quote.split("\n") if question.quote else []
    for line in lines:
        document.add_paragraph(printable(line), style=QUOTE).paragraph_format.keep_with_next = True
    for place, option in enumerate(question.options):
        paragraph = document.add_paragraph(printable(f"☐ {letter(place)}\t{option}"), style=OPTION)
        paragraph.paragraph_format.keep_with_next = place + 1 < len(question.options)
        paragraph.paragraph_format.keep_together = True


def _add_answer(document: WordDocument, number: int, question: Question, address: str) -> None:
    answer = document.add_paragraph()
    answer.add_run(f"{number}. {question.letter}").bold = True
    answer.add_run(printable(f" – {question.answer}"))
    answer.paragraph_format.keep_with_next = True
    answer.paragraph_format.space_before = Pt(10)
    proof = document.add_paragraph(style=SMALL)
    add_cited(proof, printable(f"{citation(question.item.record, question.item.factsheet)} · "))
    add_link(proof, permalink(question.item.record, address))
    defined = meaning(question.item)
    if defined:
        proof.paragraph_format.keep_with_next = True
        document.add_paragraph(style=SMALL).add_run(defined).italic = True
