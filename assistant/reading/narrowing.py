"""How a follow-up restricts, counts or turns what was answered before: "only the binding ones", "same for chapter V"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.query import Counted, Having, Intent, Numbering, Quantifier, Query, Relation
from assistant.reading import leaning, lexicon
from assistant.reading.comparing import relation
from assistant.reading.earlier import Earlier, label
from assistant.reading.lexicon import NUMBERS
from assistant.reading.pointing import pointing_at
from assistant.reading.restrictions import addressees_named, levels_named
from assistant.reading.structure import having
from assistant.reading.verdicts import asks_existence
from corpus.catalogue import Filters
from corpus.records import Kind

_FEW_WORDS = 2
_SEVERAL = 2
_EITHER = re.compile(r"\b(?:n?either|nor|nici|non plus|ni)\b")
# Characters of a record that say what it is about.
_ENOUGH = 200
# What a chapter holds beside its clauses.
_BESIDE_CLAUSES = {
    Kind.OBSERVATION: re.compile(rf"{lexicon.KINDS[Kind.OBSERVATION].pattern}|\b(?:observed?|found|noted|constat\w*|observ\w*|relev\w*)\b"),
    Kind.PRACTICE: lexicon.KINDS[Kind.PRACTICE],
    Kind.DIFFICULTY: lexicon.KINDS[Kind.DIFFICULTY],
}


def counted(query: Query, text: str, earlier: Earlier) -> Query:
    """Count what was cited before, or those of it on a level: "how many of them are binding?"."""
    filters = Filters(parties=query.parties, urgencies=levels_named(text), addressees=addressees_named(text), kinds=(Kind.RECOMMENDATION,))
    return replace(query, intent=Intent.COUNT, topic="", filters=filters, only_records=earlier.names, carried=earlier.subject)


def picked(query: Query, own: Sequence[str], earlier: Earlier) -> Query:
    """Pick from what was cited what is about something: "which of them concern teachers?"."""
    return replace(
        query,
        intent=Intent.COUNT if query.intent is Intent.COUNT else Intent.LIST,
        topic=" ".join(own),
        on_topic=True,
        exhaustive=True,
        filters=Filters(kinds=tuple(dict.fromkeys(record.kind for record in earlier.cited))),
        only_records=earlier.names,
        carried=earlier.subject,
    )


def turned(query: Query, text: str, earlier: Earlier) -> Query | None:
    """Turn from a recommendation to what was observed on it, or from an observation to what is recommended on it."""
    best = earlier.cited[0]
    kinds = tuple(kind for kind, pattern in _BESIDE_CLAUSES.items() if pattern.search(text))
    recommended = lexicon.RECOMMENDATIONS.search(text) or lexicon.WANT.search(text)
    clauses = [record for record in earlier.cited if record.kind is Kind.RECOMMENDATION]
    if best.kind is not Kind.RECOMMENDATION and recommended and clauses:
        return pointing_at(query, clauses)
    if best.kind is not Kind.RECOMMENDATION and recommended:
        kinds = (Kind.RECOMMENDATION,)
    elif best.kind is not Kind.RECOMMENDATION or not kinds:
        return None
    return replace(
        query,
        intent=Intent.TOPIC if Kind.RECOMMENDATION in kinds else Intent.FACT,
        topic=earlier.query.topic or best.text[:_ENOUGH],
        filters=Filters(parties=(best.party,), chapters=(best.chapter,), kinds=kinds),
        carried=label(best),
    )


def narrowed(query: Query, text: str, own: Sequence[str], earlier: Earlier) -> Query | None:
    """Restrict or shift the question before: "only the binding ones", "same for chapter V"."""
    levels, addressees, chapters = levels_named(text), addressees_named(text), query.filters.chapters
    before = earlier.query
    if not (levels or chapters or addressees) or len(own) > _FEW_WORDS:
        return None
    filters = Filters(
        parties=query.parties or before.filters.parties,
        chapters=chapters or before.filters.chapters or _chapters_of(earlier),
        urgencies=levels or before.filters.urgencies,
        addressees=addressees or before.filters.addressees,
        kinds=(Kind.RECOMMENDATION,),
    )
    if before.grouped is not None and not chapters and (sizes := relation(text) or _most(text)):
        return replace(
            query,
            intent=Intent.COMPARE,
            topic="",
            filters=filters,
            grouped=before.grouped,
            groups=before.groups,
            relation=sizes,
            carried=earlier.subject,
        )
    # "Only the binding ones" picks from what was cited; "and the requests?" after "list the requirements" does not.
    among = bool(leaning.OF_THEM.search(text))
    switches = bool(chapters) or (not among and bool((levels and before.filters.urgencies) or (addressees and before.filters.addressees)))
    clauses = [record for record in earlier.cited if record.kind is Kind.RECOMMENDATION]
    none = clauses and not any(filters.admit(record) for record in clauses)
    if none and (among or (query.yes_no and leaning.ANAPHORA.search(text))):
        # "Are any of those binding?" None is: their levels say so.
        return replace(pointing_at(query, clauses), yes_no=True)
    wider = () if chapters else before.only_of
    picked_from = wider if switches else tuple(record.record for record in clauses)
    # Where nothing cited is like that, the factsheet may still hold it.
    only = picked_from if switches or any(filters.admit(record) for record in clauses) else ()
    return replace(
        query,
        intent=Intent.COUNT if query.counts or before.intent is Intent.COUNT else Intent.LIST,
        quantifier=Quantifier.SOME if asks_existence(text) or (before.quantifier is Quantifier.SOME and not query.counts) else None,
        topic="" if only or not before.topic or chapters else before.topic,
        filters=replace(filters, chapters=() if only else filters.chapters),
        only_records=only,
        only_of=wider or only,
        parties=query.parties or before.parties,
        carried=earlier.subject,
    )


def other_chapters(query: Query, text: str, own: Sequence[str], earlier: Earlier) -> Query | None:
    """Ask a question on chapters again, with another restriction: "and which have none?"; None where it asks for something else."""
    before = earlier.query
    asked = leaning.CHOICE.search(text) or having(f"{text} chapters") is not Having.SOME
    if before.counted is not Counted.CHAPTERS or before.intent is not Intent.LIST or query.filters.chapters or own or not asked:
        return None
    levels = levels_named(f"{text} chapters")
    also = before.filters.urgencies if _EITHER.search(text) else ()
    return replace(
        query,
        intent=Intent.LIST,
        topic="",
        filters=replace(
            before.filters,
            urgencies=tuple(dict.fromkeys((*also, *levels))) or before.filters.urgencies,
            addressees=addressees_named(text) or before.filters.addressees,
        ),
        counted=Counted.CHAPTERS,
        having=having(f"{text} chapters"),
        parties=query.parties or before.parties,
        carried=earlier.subject,
    )


def other_numbers(query: Query, text: str, own: Sequence[str], earlier: Earlier) -> Query | None:
    """Ask for clauses with another number of numbers: "and exactly three?"; None where it asks for something else."""
    before = earlier.query
    number = next((NUMBERS[word] for word in text.strip(" ?.!").split() if word in NUMBERS), 0)
    if before.numbering is not Numbering.SEVERAL or own or number < _SEVERAL or query.filters.chapters:
        return None
    return replace(
        query, intent=before.intent, filters=before.filters, numbering=before.numbering, numbers_each=number, carried=earlier.subject
    )


def _most(text: str) -> Relation | None:
    if lexicon.FEWEST.search(text):
        return Relation.LESS
    return Relation.MORE if lexicon.MOST.search(text) else None


def _chapters_of(earlier: Earlier) -> tuple[str, ...]:
    """Give the one chapter that all records cited before are in, if it was asked for."""
    chapters = {record.chapter for record in earlier.cited}
    return tuple(chapters) if len(chapters) == 1 and earlier.query.filters.chapters else ()
