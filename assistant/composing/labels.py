"""How records are named and described in prose."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composing.escaping import escaped_echo
from assistant.messages import join, say
from assistant.query import Groups, Query
from corpus.records import Addressee, Footnote, Kind, Recommendation, Record, Urgency


def name(record: Record, language: str) -> str:
    """Name a record for reading: its IDs, or what it is and where."""
    if isinstance(record, Footnote):
        return say(language, "note", number=record.number)
    if record.recommendation_ids:
        return "/".join(record.recommendation_ids)
    if record.kind is Kind.RECOMMENDATION:
        return say(language, "no_number", chapter=record.chapter)
    return say(language, str(record.kind), chapter=record.chapter)


def short_names(records: Sequence[Record], language: str) -> str:
    """Enumerate records in the flow of a sentence; of several Parties, each with its own."""
    several = len({record.party for record in records}) > 1
    return join(
        language, [f"{record.party} {short_name(record, language)}" if several else short_name(record, language) for record in records]
    )


def short_name(record: Record, language: str) -> str:
    """Name a record in the flow of a sentence."""
    if record.kind is Kind.RECOMMENDATION and not record.recommendation_ids:
        return say(language, "no_number_short", chapter=record.chapter, numbers=_numbers(record.footnotes))
    return name(record, language)


def label(record: Record, language: str, *, with_party: bool = False) -> str:
    """Describe a record: name, level, addressee, footnote, paragraph; its Party where several are cited."""
    parts = [f"**{name(record, language)}**", *([record.party] if with_party else [])]
    if record.urgency:
        parts.append(say(language, str(record.urgency)))
    if record.addressee:
        parts.append(addressee(record, language))
    numbers = carried_by(record)
    if numbers and not isinstance(record, Footnote):
        parts.append(say(language, "footnote" if len(numbers) == 1 else "footnotes", numbers=_numbers(numbers)))
    if record.paragraphs:
        key = "paragraph" if len(record.paragraphs) == 1 else "paragraphs"
        parts.append(say(language, key, numbers=_numbers(record.paragraphs)))
    return " · ".join(parts)


def carried_by(record: Record) -> tuple[int, ...]:
    """Give the footnote that carries a clause's ID, or all footnotes of another record."""
    if isinstance(record, Recommendation) and record.footnote is not None:
        return (record.footnote,)
    return record.footnotes


def addressee(record: Record, language: str) -> str:
    """Say whom a clause addresses, by its heading, and by name where the two differ."""
    if record.addressee is Addressee.SPECIFIC:
        return say(language, "specific", party=record.party)
    if isinstance(record, Recommendation) and record.addressed_to.casefold() == record.party.casefold():
        return say(language, "named_generic", party=record.party)
    return say(language, "generic")


def by_level(records: Sequence[Record]) -> list[tuple[Urgency, list[Record]]]:
    """Group clauses by urgency, strongest first."""
    grouped = [(level, [record for record in records if record.urgency is level]) for level in Urgency]
    return [(level, found) for level, found in grouped if found]


def levels_sentence(records: Sequence[Record], language: str) -> str:
    """Say what the Committee requires, requests and invites, by name."""
    parts = [
        say(language, "levels_of", verb=say(language, str(level)), records=short_names(found, language))
        for level, found in by_level(records)
    ]
    return say(language, "on_this", levels=join(language, parts))


def filters_text(query: Query) -> str:
    """Say what was restricted, in brackets; empty if nothing was."""
    filters, language = query.filters, query.language
    parts = [say(language, "filter_party", party=party) for party in filters.parties]
    if filters.chapters:
        parts.append(say(language, "filter_chapter", numerals=join(language, list(filters.chapters))))
    parts += [say(language, str(level)) for level in filters.urgencies]
    for whom in filters.addressees:
        named = join(language, list(filters.parties))
        key = "generic" if whom is Addressee.GENERIC else "specific" if named else "filter_specific"
        parts.append(say(language, key, party=named))
    if query.indexed:
        parts.append(say(language, "filter_subject", subject=subjects_text(query.subjects, language)))
    elif query.topic:
        parts.append(say(language, "filter_topic", topic=escaped_echo(query.topic)))
    return f"{say(language, 'filter_open')}{', '.join(parts)}{say(language, 'filter_close')}" if parts else ""


def subjects_text(groups: Groups, language: str) -> str:
    """Name subjects of the index: one of each group is wanted."""
    return " + ".join(" / ".join(subject.names[language][0] for subject in group) for group in groups)


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
