"""Drafts that set things side by side: how many of each, which clause is stricter, which numbers are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Draft, Part, Prose
from assistant.composing.labels import by_level, filters_text, short_name, short_names
from assistant.messages import join, say
from assistant.query import Counted, Grouped, Query, Relation
from corpus.records import Record, Urgency

# Levels from the strictest on.
_ORDER = tuple(Urgency)

Group = tuple[str, tuple[Record, ...]]


def compose_tally(query: Query, groups: Sequence[Group]) -> Draft:
    """Give the number of clauses of each group, and say which of two is the larger."""
    language = query.language
    records = tuple(dict.fromkeys(record for _, found in groups for record in found))
    lead = say(language, "tally", count=len(records), filters=filters_text(query))
    parts: list[Part] = [Prose(text) for text in (_verdict(query, groups), lead) if text]
    parts += [Prose(_row(query, name, found)) for name, found in groups]
    return Draft(query.intent, (*parts, *_larger(query, groups)), records)


def compose_gaps(query: Query, party: str, missing: Mapping[str, Sequence[str]], records: Sequence[Record]) -> Draft:
    """Say for each chapter which numbers are missing, and cite the clauses that carry the others."""
    language = query.language
    absent = tuple(name for names in missing.values() for name in names)
    rows = [
        say(language, "gaps_in" if names else "no_gaps_in", chapter=chapter, ids=join(language, list(names)))
        for chapter, names in missing.items()
    ]
    verdict = [_answered(query, yes=bool(absent))] if query.yes_no else []
    note = [say(language, "gaps_note", party=party)] if absent else []
    return Draft(query.intent, tuple(map(Prose, (*verdict, "\n".join(rows), *note))), tuple(records), absent)


def strictness_of(query: Query, records: Sequence[Record]) -> list[Part]:
    """Say which of several clauses is the strictest, or that all are on one level; with a yes or no where that is asked."""
    levels = by_level(records)
    if not query.strictness or not levels:
        return []
    language = query.language
    named = [say(language, "levels_of", verb=say(language, str(level)), records=short_names(found, language)) for level, found in levels]
    sentence = say(language, "same_level" if len(levels) == 1 else "strictest_first", levels="; ".join(named))
    ranks = [-_ORDER.index(record.urgency) for record in records if record.urgency]
    holds = _holds(query.relation, ranks[0], ranks[-1])
    return [Prose(f"{_answered(query, yes=holds)} {sentence}" if query.yes_no else sentence)]


def _row(query: Query, name: str, found: Sequence[Record]) -> str:
    language = query.language
    ids = sum(len(record.recommendation_ids) for record in found)
    return say(language, "tally_row", group=_group(query, name), count=len(found), ids=ids, names=short_names(found, language) or "–")


def _group(query: Query, name: str) -> str:
    if query.grouped is Grouped.CHAPTER:
        return say(query.language, "filter_chapter", numerals=name)
    return say(query.language, f"group_{name}")


def _larger(query: Query, groups: Sequence[Group]) -> list[Part]:
    """Name the larger of groups that are compared."""
    counts = [_count(query, found) for _, found in groups]
    if query.relation is None or not counts:
        return []
    most = [_group(query, name) for (name, _), count in zip(groups, counts, strict=True) if count == max(counts)]
    key = "tally_same" if len(most) == len(groups) else "tally_most"
    return [Prose(say(query.language, key, groups=join(query.language, most), count=max(counts)))]


def _verdict(query: Query, groups: Sequence[Group]) -> str:
    if not query.yes_no or query.relation is None or len(groups) < 2:
        return ""
    first, second = (_count(query, found) for _, found in groups[:2])
    return _answered(query, yes=_holds(query.relation, first, second))


def _count(query: Query, found: Sequence[Record]) -> int:
    return sum(len(record.recommendation_ids) for record in found) if query.counted is Counted.IDS else len(found)


def _holds(relation: Relation | None, first: int, second: int) -> bool:
    if relation is Relation.SAME:
        return first == second
    return first > second if relation is Relation.MORE else first < second


def _answered(query: Query, *, yes: bool) -> str:
    return f"**{say(query.language, 'yes' if yes else 'no')}.**"


def numbers_of(records: Sequence[Record], language: str) -> list[Part]:
    """Say of each clause how many numbers it carries."""
    return [
        Prose(say(language, "numbers_of", record=short_name(record, language), count=len(record.recommendation_ids)))
        for record in records
        if record.urgency
    ]
