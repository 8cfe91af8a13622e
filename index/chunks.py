"""Records become chunks: one text to search for each clause, statement or note, and its other wordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from corpus.aliases import Aliases, together
from corpus.catalogue import Catalogue
from corpus.outside import Outside
from corpus.records import Factsheet, Footnote, Kind, Recommendation, Record, Statement

OUTSIDE = "outside:"
_MIN_NOTE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is searched for one record.

    Attributes:
        record: identifier of the record.
        header: where the record stands: Party › chapter › section › urgency or kind › ID › lead-in.
        text: its words, which are what is encoded: the header, alike for many records, blurs vectors.
        wordings: other wordings of it, each with its language; they are searched by letters.
        tables: keys of the tables that hold them; what was learned of a table is found by its key.

    """

    record: str
    header: str
    text: str
    wordings: tuple[tuple[str, str], ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """Header and words."""
        return f"{self.header}\n{self.text}"


def chunks_of(catalogue: Catalogue, aliases: Aliases) -> list[Chunk]:
    """Make a chunk of every clause and statement, and of footnotes that explain something."""
    return [
        _chunk(sheet, record, aliases)
        for sheet in catalogue.factsheets
        for record in sheet.records
        if not isinstance(record, Footnote) or is_note(record)
    ]


def _chunk(sheet: Factsheet, record: Record, aliases: Aliases) -> Chunk:
    tables = aliases.tables_of(record)
    keys = tuple(table.key for table in tables)
    return Chunk(record.record, _header(sheet, record), record.text, tuple(together(tables).texts()), keys)


def outside_chunks(themes: Iterable[Outside]) -> list[Chunk]:
    """Make a chunk of every question outside the factsheets; its record is `outside:REASON:THEME`."""
    return [
        Chunk(f"{OUTSIDE}{theme.reason}:{theme.theme}", "", "", ((language, question),))
        for theme in themes
        for language, question in theme.questions
    ]


def terms_of(chunk: Chunk, terms: Callable[[str, str], list[str]]) -> list[str]:
    """Give the terms of a chunk's words and of its other wordings, each in its language."""
    return [*terms(chunk.full, "en"), *chain.from_iterable(terms(text, language) for language, text in chunk.wordings)]


def is_note(footnote: Footnote) -> bool:
    """Say whether a footnote explains something instead of naming IDs, paragraphs or an address."""
    names = footnote.recommendation_ids or footnote.paragraphs
    words = [word for word in footnote.text.split() if "://" not in word and not word.startswith("www.")]
    return not names and len(words) > _MIN_NOTE_WORDS and not footnote.text.rstrip(">.;").endswith((".pdf", "/"))


def _header(sheet: Factsheet, record: Record) -> str:
    titles = dict(sheet.chapters)
    chapter = f"{record.chapter}. {titles.get(record.chapter, '')}"
    level = record.urgency or record.kind.replace("_", " ")
    ids = ", ".join(record.recommendation_ids) if record.kind is Kind.RECOMMENDATION else ""
    lead_in = record.lead_in if isinstance(record, Recommendation | Statement) else ""
    parts: Iterable[str] = (record.party, chapter, record.section, str(level), ids, lead_in)
    return " › ".join(dict.fromkeys(part for part in parts if part))
