"""Records become chunks: one text to search for each clause, statement or note, and its other wordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.aliases import LANGUAGES, Aliases
from corpus.catalogue import Catalogue
from corpus.records import Factsheet, Footnote, Kind, Recommendation, Record, Statement

_MIN_NOTE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is searched for one record.

    Attributes:
        record: identifier of the record.
        header: where the record stands: Party › chapter › section › urgency or kind › ID.
        text: its words, with the lead-in they depend on.
        wordings: other wordings of it, each with its language.
        phrases: the wordings that are encoded as vectors of their own.

    """

    record: str
    header: str
    text: str
    wordings: tuple[tuple[str, str], ...] = ()
    phrases: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """Header and words."""
        return f"{self.header}\n{self.text}"

    @property
    def passages(self) -> tuple[str, ...]:
        """Everything of it that gets a vector."""
        return (self.full, self.text, *self.phrases)


def chunks_of(catalogue: Catalogue, aliases: Aliases) -> list[Chunk]:
    """Make a chunk of every clause and statement, and of footnotes that explain something."""
    return [
        _chunk(sheet, record, aliases)
        for sheet in catalogue.factsheets
        for record in sheet.records
        if not isinstance(record, Footnote) or is_note(record)
    ]


def _chunk(sheet: Factsheet, record: Record, aliases: Aliases) -> Chunk:
    wordings = aliases.of(record)
    terms = (", ".join(wordings.terms.get(language, ())) for language in LANGUAGES) if record.urgency else ()
    questions = (text for texts in wordings.questions.values() for text in texts)
    phrases = tuple(text for text in (*questions, *terms) if text)
    return Chunk(record.record, _header(sheet, record), _text(record), tuple(wordings.texts()), phrases)


def is_note(footnote: Footnote) -> bool:
    """Say whether a footnote explains something instead of naming IDs, paragraphs or an address."""
    names = footnote.recommendation_ids or footnote.paragraphs
    return not names and len(footnote.text.split()) >= _MIN_NOTE_WORDS


def _header(sheet: Factsheet, record: Record) -> str:
    titles = dict(sheet.chapters)
    chapter = f"{record.chapter}. {titles.get(record.chapter, '')}"
    level = record.urgency or record.kind.replace("_", " ")
    ids = ", ".join(record.recommendation_ids) if record.kind is Kind.RECOMMENDATION else ""
    parts: Iterable[str] = (record.party, chapter, record.section, str(level), ids)
    return " › ".join(dict.fromkeys(part for part in parts if part))


def _text(record: Record) -> str:
    if isinstance(record, Recommendation | Statement) and record.lead_in:
        return f"{record.lead_in} {record.text}"
    return record.text
