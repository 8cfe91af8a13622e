"""Drafts about chapters: which there are, which have what, where a record stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answer import Draft, Part, Prose
from assistant.composing.labels import by_level, filters_text, short_name, short_names
from assistant.messages import join, say
from assistant.query import Having, Query
from corpus.catalogue import Catalogue
from corpus.records import Factsheet, Record

_CHAPTERS = {
    Having.SOME: "count_chapters",
    Having.NONE: "chapters_without",
    Having.ONLY: "chapters_only",
    Having.EACH: "chapters_each",
    Having.MOST: "chapters_most",
    Having.FEWEST: "chapters_fewest",
}


def compose_chapters(query: Query, chapters: Sequence[str], records: Sequence[Record]) -> Draft:
    """Name chapters that have, or have not, what the filters admit."""
    language = query.language
    filters = filters_text(query)
    key = _CHAPTERS[query.having] if chapters else "chapters_none"
    first = [record for record in records if record.chapter in chapters[:1]]
    ids = sum(len(record.recommendation_ids) for record in first)
    lead = say(language, key, count=len(chapters), chapters=join(language, list(chapters)), filters=filters, each=len(first), ids=ids)
    parts: list[Part] = [Prose(lead)]
    for level, found in by_level(records):
        names = short_names(found, language)
        parts.append(Prose(f"{say(language, f'{level}_heading')}: {names}"))
    return Draft(query.intent, tuple(parts), tuple(records))


def compose_contents(query: Query, sheet: Factsheet, records: Sequence[Record]) -> Draft:
    """Name all chapters of a factsheet, and how many clauses each holds."""
    language = query.language
    held = Counter(record.chapter for record in records)
    lead = say(language, "all_chapters", count=len(sheet.chapters), holding=len(held), party=sheet.party)
    rows = [
        say(language, "chapter_row", numeral=chapter.numeral, title=chapter.title, clauses=held[chapter.numeral])
        for chapter in sheet.chapters
    ]
    return Draft(query.intent, (Prose(lead), Prose("\n".join(rows))), tuple(records))


def place_of(record: Record, catalogue: Catalogue, language: str) -> Prose:
    """Say in which chapter a record stands."""
    title = chapter_title(record.party, record.chapter, catalogue)
    return Prose(say(language, "stands_in", record=short_name(record, language), chapter=record.chapter, title=title))


def chapter_title(party: str, numeral: str, catalogue: Catalogue) -> str:
    """Give a chapter's title as printed, empty where the factsheet has no such chapter."""
    return next((chapter.title for chapter in catalogue.factsheet(party).chapters if chapter.numeral == numeral), "")
