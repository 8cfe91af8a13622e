"""What a question takes over from the one before: its records, its filters or its topic."""

from __future__ import annotations

from dataclasses import replace

from assistant.query import Intent, Query
from assistant.reading import leaning, lexicon
from assistant.reading.concerned import instead
from assistant.reading.earlier import Earlier
from assistant.reading.narrowing import counted, narrowed, other_chapters, other_numbers, picked, turned
from assistant.reading.parties import without_parties
from assistant.reading.pointing import against_cited, by_order, by_reference, by_strictness
from assistant.reading.restrictions import addressees_named, asks_which_level, levels_named
from assistant.reading.topic_words import own_words
from corpus.records import Kind
from corpus.text import fold

__all__ = ["Earlier", "resolve"]

_FEW_WORDS = 5
_FRAGMENT = 4


def resolve(query: Query, earlier: Earlier, parties: tuple[str, ...]) -> Query:
    """Complete a question that leans on the one before; a new topic stands alone."""
    text = without_parties(" ".join(fold(query.question).replace("’", "'").split()), parties)
    beside = against_cited(query, text, earlier)
    if beside is not None:
        return beside
    if leaning.NEW_SUBJECT.search(text) or query.ids or query.footnotes or query.paragraphs or query.foreign_parties:
        return query
    own = own_words(text)
    ordered = by_order(query, text, own, earlier)
    if ordered is not None:
        return ordered
    compared = by_strictness(query, text, earlier) if len(own) <= _FEW_WORDS and not query.filters.chapters else None
    again = compared or other_chapters(query, text, own, earlier) or other_numbers(query, text, own, earlier)
    if again is not None:
        return again
    refers = bool(leaning.ANAPHORA.search(text))
    # Nothing but words of form is left: "what footnote?", "how strong is that?".
    asks_place = query.place and not query.filters.chapters
    clauses = any(record.kind is Kind.RECOMMENDATION for record in earlier.cited)
    counts_others = query.intent is Intent.COUNT and bool(query.filters.urgencies) and not clauses
    points = not own and not counts_others and (asks_place or not _names_things(text)) and not query.filters.chapters
    fragment = len(own) <= 1 and len(text.split()) <= _FRAGMENT and not query.parties
    leans = any(pattern.search(text) for pattern in (leaning.CONTINUES, leaning.WHICH_ONES, leaning.OF_THEM))
    if not (leans or refers or fragment or points):
        return query
    leaning_on = _on_cited(query, text, own, earlier, refers=refers or points) if earlier.cited else None
    return leaning_on or narrowed(query, text, own, earlier) or _carried(query, own, earlier, refers=refers)


def _on_cited(query: Query, text: str, own: list[str], earlier: Earlier, *, refers: bool) -> Query | None:
    """Read a follow-up about the records cited before; None where it is about something else."""
    levels = levels_named(text)
    if leaning.WHICH_ONES.search(text):
        return replace(counted(query, text, earlier), intent=Intent.LIST)
    if asks_which_level(text) and not own:
        return by_reference(query, text, own, earlier)
    if lexicon.COUNT.search(text) and not own and not query.filters.chapters:
        return counted(query, text, earlier)
    if leaning.OF_THEM.search(text) and own and len(earlier.cited) > 1 and not levels:
        return picked(query, own, earlier)
    if refers and len(own) <= _FEW_WORDS and (about := turned(query, text, earlier)):
        return about
    restricts = query.filters.chapters or addressees_named(text) or (levels and not query.yes_no)
    if not refers or (restricts and not leaning.WHOM.search(text)):
        return None
    return by_reference(query, text, own, earlier) if not (levels and leaning.PLURAL.search(text)) else None


def _carried(query: Query, own: list[str], earlier: Earlier, *, refers: bool) -> Query:
    """Carry the topic before over to a question that adds a few words to it."""
    before = earlier.query
    if len(own) <= 1 and (before.defines or any(record.kind is Kind.DEFINITION for record in earlier.cited[:1])):
        return replace(query, intent=Intent.DEFINITION, defines=" ".join(own) or query.topic or query.question, carried=earlier.subject)
    if len(own) > _FEW_WORDS and not refers:
        return query
    return replace(
        query,
        topic=" ".join(dict.fromkeys([*own, *instead(own, before.topic.split())])),
        parties=query.parties or before.parties,
        filters=query.filters.or_else(before.filters) if query.filters.chapters or not own else query.filters,
        stress=query.stress or before.stress,
        wants=query.wants or before.wants,
        focus=" ".join(own),
        carried=before.topic,
    )


def _names_things(text: str) -> bool:
    kinds = (pattern for kind, pattern in lexicon.KINDS.items() if kind is not Kind.FOOTNOTE)
    return any(pattern.search(text) for pattern in (lexicon.RECOMMENDATIONS, lexicon.CHAPTERS, *kinds))
