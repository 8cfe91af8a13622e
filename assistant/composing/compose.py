"""Drafts for each kind of question. Every sentence about a level takes its verb from the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Draft, Part, Prose, Quoted
from assistant.composing.comparing import numbers_of, strictness_of
from assistant.composing.labels import addressee, by_level, filters_text, label, levels_sentence, short_name, short_names
from assistant.messages import say
from assistant.query import Counted, Intent, Query
from corpus.records import Kind, Recommendation, Record, Urgency


def compose_topic(query: Query, records: Sequence[Record]) -> Draft:
    """Answer a topic: what is required, requested, invited, then what was observed."""
    language = query.language
    clauses = [record for record in records if record.kind is Kind.RECOMMENDATION]
    statements = [record for record in records if record.kind is not Kind.RECOMMENDATION]
    facts_first = bool(statements) and records[0] is statements[0]
    parts: list[Part] = [*_verdict(query, clauses[:1]), *_whom(query, clauses)] if not facts_first else []
    if facts_first:
        parts.append(Prose(say(language, "statement_answer")))
        parts += _quoted(statements, language)
    if clauses:
        parts.append(Prose(levels_sentence(clauses, language)))
        parts += _by_level(clauses, language, first=clauses[0].urgency if _asks_verdict(query) else None)
    if statements and not facts_first:
        parts.append(Prose(say(language, "related")))
        parts += _quoted(statements, language)
    return Draft(query.intent, tuple(parts), tuple(records))


def chosen_first(query: Query, records: Sequence[Record]) -> tuple[Record, ...]:
    """Put those of several records first that are on the level asked after: "which of IX-2 and IX-3 is mandatory?"."""
    levels = query.asks_level if not query.yes_no else ()
    return tuple(sorted(records, key=lambda record: bool(levels) and record.urgency not in levels))


def compose_lookup(query: Query, records: Sequence[Record], places: Sequence[Prose] = ()) -> Draft:
    """Show named records, after where they stand if that is asked; a question whether one is binding begins with yes or no."""
    language = query.language
    parts: list[Part] = [*places, *_whom(query, records)]
    if len(records) == 1 and records[0].urgency is not None:
        record = records[0]
        parts += _verdict(query, records) or [*_whom_verdict(query, records), Prose(levels_sentence([record], language))]
    elif any(record.urgency for record in records):
        clauses = [record for record in records if record.urgency]
        parts += [*_verdict_on_all(query, clauses), Prose(levels_sentence(clauses, language))]
    if query.counts and query.counted is Counted.IDS:
        parts += numbers_of(records, language)
    elif query.counts:
        parts += [
            Prose(say(language, "points_of", record=short_name(record, language), count=len(record.points)))
            for record in records
            if isinstance(record, Recommendation) and record.points
        ]
    return Draft(query.intent, (*parts, *_quoted(records, language)), tuple(records))


def compose_list(query: Query, records: Sequence[Record]) -> Draft:
    """List all records that match, N of N, grouped by level within the order of the source.

    A list on a topic was searched, and says so: only the catalogue's are known to be whole.
    """
    language = query.language
    filters = filters_text(query)
    clauses = all(record.kind is Kind.RECOMMENDATION for record in records)
    if not records:
        return Draft(query.intent, (Prose(say(language, "list_none", filters=filters)),), ())
    if query.topic and not query.indexed:
        lead = say(language, f"list_{_found(len(records), clauses=clauses)}", count=len(records), filters=filters)
    elif len(records) == 1:
        lead = say(language, "list_one" if clauses else "list_one_record", filters=filters)
    else:
        lead = say(language, "list_clauses" if clauses else "list_records", count=len(records), filters=filters)
    body = _by_level(records, language) if clauses else _quoted(records, language)
    return Draft(query.intent, (Prose(lead), *body), tuple(records))


def _found(count: int, *, clauses: bool) -> str:
    """Name the ending of a message on what a search found."""
    return f"found{'' if clauses else '_records'}{'_one' if count == 1 else ''}"


def compose_count(query: Query, records: Sequence[Record]) -> Draft:
    """Count, and show what was counted."""
    language = query.language
    filters = filters_text(query)
    ids = [recommendation_id for record in records for recommendation_id in record.recommendation_ids]
    if query.topic and not query.indexed:
        clauses = all(record.kind is Kind.RECOMMENDATION for record in records)
        lead = say(language, f"count_{_found(len(records), clauses=clauses)}", count=len(records), filters=filters)
    elif query.counted is Counted.IDS:
        lead = say(language, "count_ids", count=len(ids), clauses=len(records), filters=filters)
    elif any(record.kind is not Kind.RECOMMENDATION for record in records):
        lead = say(language, "count_records", count=len(records), filters=filters)
    elif len(records) == 1:
        lead = say(language, "count_one", filters=filters)
    else:
        lead = say(language, "count_clauses", count=len(records), filters=filters)
    parts: list[Part] = [Prose(lead)]
    for level, found in by_level(records):
        names = short_names(found, language)
        parts.append(Prose(f"{say(language, f'{level}_heading')} ({len(found)}): {names}"))
    return Draft(query.intent, tuple(parts), tuple(records))


def judged(draft: Draft, verdict: str, language: str) -> Draft:
    """Put a yes, a no or an "in part" before a list that is asked for so."""
    return replace(draft, parts=(Prose(f"**{say(language, verdict)}.**"), *draft.parts)) if verdict else draft


def compose_compare(query: Query, records: Sequence[Record]) -> Draft:
    """Put records side by side: levels first, then the words."""
    language = query.language
    clauses = [record for record in records if record.urgency]
    lead = strictness_of(query, clauses) or ([Prose(levels_sentence(clauses, language))] if clauses else [])
    return Draft(Intent.COMPARE, (*lead, *_quoted(records, language)), tuple(records))


def _verdict(query: Query, records: Sequence[Record]) -> list[Part]:
    """Begin a yes/no question about a level with yes or no, and with the record's level."""
    if not _asks_verdict(query) or not records or records[0].urgency is None:
        return []
    level = records[0].urgency
    verdict = say(query.language, "yes" if level in query.asks_level else "no")
    return [Prose(say(query.language, f"verdict_{level}", verdict=verdict))]


def _verdict_on_all(query: Query, clauses: Sequence[Record]) -> list[Part]:
    """Begin a yes/no question about the level, or the addressee, of several clauses with yes, no or in part."""
    if _asks_verdict(query):
        holding = [clause for clause in clauses if clause.urgency in query.asks_level]
    elif query.yes_no and query.asks_addressee:
        holding = [clause for clause in clauses if clause.addressee in query.asks_addressee]
    else:
        return []
    key = "no" if not holding else "yes" if len(holding) == len(clauses) else "in_part"
    return [Prose(f"**{say(query.language, key)}.**")]


def _whom_verdict(query: Query, records: Sequence[Record]) -> list[Part]:
    """Begin a yes/no question about whom a clause addresses with yes or no, and with whom it does."""
    if not (query.yes_no and query.asks_addressee):
        return []
    [record] = records
    verdict = say(query.language, "yes" if record.addressee in query.asks_addressee else "no")
    return [Prose(f"**{verdict}** – {addressee(record, query.language)}.")]


def _whom(query: Query, records: Sequence[Record]) -> list[Part]:
    """Say whom clauses are addressed to, where that is asked."""
    clauses = [record for record in records if record.addressee is not None]
    if not query.whom or not clauses:
        return []
    language = query.language
    known = dict.fromkeys(addressee(clause, language) for clause in clauses)
    rows = [
        say(
            language,
            "whom",
            records=short_names([clause for clause in clauses if addressee(clause, language) == whom], language),
            whom=whom,
        )
        for whom in known
    ]
    return [Prose("\n\n".join(rows))]


def _asks_verdict(query: Query) -> bool:
    return query.yes_no and bool(query.asks_level)


def _by_level(records: Sequence[Record], language: str, first: Urgency | None = None) -> list[Part]:
    """Quote clauses under the headings of their levels: the strongest first, or the one a verdict was given on."""
    parts: list[Part] = []
    for level, found in sorted(by_level(records), key=lambda group: group[0] is not first):
        parts.append(Prose(say(language, f"{level}_heading")))
        parts += _quoted(found, language)
    return parts


def _quoted(records: Sequence[Record], language: str) -> list[Part]:
    several = len({record.party for record in records}) > 1
    return [Quoted(record, label(record, language, with_party=several)) for record in records]
