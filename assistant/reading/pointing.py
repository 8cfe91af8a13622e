"""Which of the records cited before a follow-up points at: "the second one", "is it binding?", "list them"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.query import Intent, Query
from assistant.reading import leaning, lexicon
from assistant.reading.comparing import extreme, strictness
from assistant.reading.earlier import Earlier, label
from assistant.reading.position import step_on
from assistant.reading.restrictions import levels_named
from corpus.catalogue import Filters
from corpus.records import Kind, Record

_FEW_WORDS = 5
_SEVERAL = 2
_ORDINAL = re.compile(rf"\b(?P<which>{'|'.join(lexicon.ORDINALS)})\b(?!\s+(?:chapter|round|time|capitol|chapitre))")
_ELSEWHERE = re.compile(r"\b(?:in there|what about|how about|and for|same)\b")


def by_order(query: Query, text: str, own: Sequence[str], earlier: Earlier) -> Query | None:
    """Point at a record by its place in the answer before, or beside it: "the second one", "the next one"."""
    if not earlier.cited:
        return None
    onward = step_on(text)
    if onward:
        last = earlier.cited[-1 if onward > 0 else 0]
        return replace(pointing_at(query, (last,)), step=onward)
    match = _ORDINAL.search(text) if len(own) <= _FEW_WORDS and not query.filters.chapters else None
    if match is None:
        return None
    position = lexicon.ORDINALS[match["which"]]
    index = position - 1 if position > 0 else len(earlier.cited) - 1
    return pointing_at(query, (earlier.cited[index],)) if index < len(earlier.cited) else None


def against_cited(query: Query, text: str, earlier: Earlier) -> Query | None:
    """Compare a clause cited before with one that is named: "compare it with II-8", "is it stricter than II-3?"."""
    stricter = strictness(text)
    before = [name for record in earlier.cited[:1] for name in record.recommendation_ids[:1]]
    pointed = (stricter or leaning.ANAPHORA.search(text)) and before and not set(before) & set(query.ids)
    if len(query.ids) != 1 or not pointed or not (stricter or lexicon.COMPARE.search(text)):
        return None
    return replace(
        query, intent=Intent.COMPARE, ids=(*before, *query.ids), relation=stricter, strictness=stricter is not None, carried=before[0]
    )


def by_strictness(query: Query, text: str, earlier: Earlier) -> Query | None:
    """Compare the clauses cited before by how strict they are: "which of the two is stricter?", or pick "the strictest"."""
    compared, most = strictness(text), extreme(text)
    clauses = [record for record in earlier.cited if record.kind is Kind.RECOMMENDATION]
    if most and clauses and leaning.CHOICE.search(text):
        names = tuple(record.record for record in clauses)
        filters = Filters(kinds=(Kind.RECOMMENDATION,))
        return replace(query, intent=Intent.LIST, topic="", filters=filters, extreme=most, only_records=names, carried=earlier.subject)
    asked = leaning.CHOICE.search(text) or leaning.PLURAL.search(text) or lexicon.COMPARE.search(text)
    if compared is None or len(clauses) < _SEVERAL or not asked:
        return None
    return replace(pointing_at(query, clauses), relation=compared, strictness=True)


def by_reference(query: Query, text: str, own: Sequence[str], earlier: Earlier) -> Query | None:
    """Point at what was cited: all of it for "them", else the best, or the one that holds the follow-up's own words."""
    if not earlier.cited or _ELSEWHERE.search(text):
        return None
    if not own:
        # Only clauses have a level.
        clauses = [record for record in earlier.cited if record.kind is Kind.RECOMMENDATION]
        cited = clauses if clauses and (lexicon.BINDING.search(text) or levels_named(text)) else earlier.cited
        return pointing_at(query, cited if leaning.PLURAL.search(text) else cited[:1])
    from index.analysis import analyse

    holding = next((record for record in earlier.cited if set(analyse(" ".join(own))) <= set(analyse(record.text))), None)
    return pointing_at(query, (holding,)) if holding is not None else None


def pointing_at(query: Query, records: Sequence[Record]) -> Query:
    """Make a query for certain records cited before."""
    return replace(
        query,
        intent=Intent.LOOKUP,
        only_records=tuple(record.record for record in records),
        carried=", ".join(map(label, records)),
    )
