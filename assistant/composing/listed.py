"""Drafts of what the filters of a question list or count: clauses, chapters, groups, missing numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Draft, Prose
from assistant.composing.chapters import chapter_title, compose_chapters, compose_contents
from assistant.composing.comparing import compose_gaps, compose_tally
from assistant.composing.compose import compose_count, compose_list, judged
from assistant.finding.structure import chapters_with, gaps, grouped_by, verdict_on
from assistant.gate.exists import party_of
from assistant.messages import say
from assistant.query import Counted, Having, Intent, Query
from corpus.catalogue import Catalogue
from corpus.records import Kind, Record


def compose_listed(query: Query, records: Sequence[Record], catalogue: Catalogue) -> Draft:
    """List or count records in the form that is asked; a question whether it is so begins with yes or no."""
    draft = _compose_structure(query, records, catalogue)
    return judged(draft, verdict_on(query, records, catalogue), query.language)


def _compose_structure(query: Query, records: Sequence[Record], catalogue: Catalogue) -> Draft:
    if query.gaps:
        party = party_of(query, catalogue)
        chapters = tuple(dict.fromkeys(record.chapter for record in records))
        return compose_gaps(query, party, gaps(party, chapters, catalogue), records)
    if query.grouped is not None and (query.indexed or not query.topic):
        tally = compose_tally(query, grouped_by(query, records))
        plain = query.intent is Intent.COMPARE and query.relation is None
        return replace(tally, parts=(*tally.parts, *compose_list(query, records).parts)) if plain else tally
    if query.counted is Counted.CHAPTERS:
        beside_clauses = query.filters.kinds != (Kind.RECOMMENDATION,)
        narrowed = (
            query.topic
            or query.bounds
            or beside_clauses
            or query.having is not Having.SOME
            or query.filters.urgencies
            or query.filters.addressees
        )
        if not narrowed:
            return compose_contents(query, catalogue.factsheet(party_of(query, catalogue)), records)
        return compose_chapters(query, *chapters_with(query, records, catalogue))
    draft = (compose_count if query.intent is Intent.COUNT else compose_list)(query, records)
    if query.place and len(query.filters.chapters) == 1:
        [chapter] = query.filters.chapters
        title = chapter_title(party_of(query, catalogue), chapter, catalogue)
        draft = replace(draft, parts=(Prose(say(query.language, "chapter_called", chapter=chapter, title=title)), *draft.parts))
    return draft
