"""What a question takes over from the one before: its records, its filters or its topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answer import Intent, Query
from assistant.reading import leaning, lexicon
from assistant.reading.position import step_on
from corpus.catalogue import Filters
from corpus.records import Kind, Record, Urgency
from corpus.text import fold

_FEW_WORDS = 5
_FRAGMENT = 4
# Characters of a record that say what it is about.
_ENOUGH = 200
# What a chapter holds beside its clauses.
_BESIDE_CLAUSES = {
    Kind.OBSERVATION: re.compile(
        rf"{lexicon.KINDS[Kind.OBSERVATION].pattern}|\b(?:observed?|found|noted?|constat\w*|observ\w*|relev\w*)\b"
    ),
    Kind.PRACTICE: lexicon.KINDS[Kind.PRACTICE],
    Kind.DIFFICULTY: lexicon.KINDS[Kind.DIFFICULTY],
}
_ORDINAL = re.compile(rf"\b(?P<which>{'|'.join(lexicon.ORDINALS)})\b(?!\s+(?:chapter|round|time|capitol|chapitre))")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The question before: how it was read, and what its answer cited."""

    query: Query
    cited: tuple[Record, ...]


def resolve(query: Query, earlier: Earlier) -> Query:
    """Complete a question that leans on the one before; a new topic stands alone."""
    text = fold(query.question).strip()
    if leaning.NEW_SUBJECT.search(text) or query.ids or query.footnotes or query.paragraphs or query.foreign_parties:
        return query
    leans = bool(leaning.CONTINUES.match(text))
    refers = bool(leaning.ANAPHORA.search(text))
    words = query.topic.split()
    own = [word for word in words if not leaning.ANAPHORA.fullmatch(word) and not lexicon.MUST.fullmatch(word)]
    fragment = len(own) <= 1 and len(text.split()) <= _FRAGMENT and not query.parties
    onward = step_on(text)
    if onward and earlier.cited:
        last = earlier.cited[-1 if onward > 0 else 0]
        return replace(query, intent=Intent.LOOKUP, only_records=(last.record,), step=onward, carried=_label(last))
    chosen = _ordinal(text, earlier) if len(own) <= _FEW_WORDS else None
    if chosen is not None:
        return replace(query, intent=Intent.LOOKUP, only_records=(chosen.record,), carried=_label(chosen))
    if not (leans or refers or fragment):
        return query
    if leaning.WHICH_ONES.search(text) and earlier.cited:
        return replace(_counted(query, text, earlier), intent=Intent.LIST)
    if lexicon.COUNT.search(text) and len(own) <= 1 and earlier.cited:
        return _counted(query, text, earlier)
    if leaning.OF_THEM.search(text) and own and len(earlier.cited) > 1 and not levels_named(text):
        return _picked(query, own, earlier)
    about = _observed(query, earlier) if refers and len(own) <= 2 and earlier.cited else None
    if about is not None:
        return about
    pointed = refers and len(own) <= 2 and bool(earlier.cited) and not _asks_elsewhere(text)
    if pointed and (query.yes_no or not levels_named(text)):
        records = earlier.cited if re.search(r"\b(?:those|these|them|they|acestea|acelea|ele|elles|ils)\b", text) else earlier.cited[:1]
        return replace(
            query,
            intent=Intent.LOOKUP,
            only_records=tuple(record.record for record in records),
            carried=", ".join(map(_label, records)),
        )
    narrowed = _narrowed(query, text, earlier, own)
    if narrowed is not None:
        return narrowed
    if len(own) > _FEW_WORDS and not refers:
        return query
    topic = " ".join(dict.fromkeys([*own, *earlier.query.topic.split()]))
    return replace(
        query,
        topic=topic,
        parties=query.parties or earlier.query.parties,
        filters=_inherited(query.filters, earlier.query.filters) if query.filters.chapters or not own else query.filters,
        stress=query.stress or earlier.query.stress,
        wants=query.wants or earlier.query.wants,
        focus=" ".join(own),
        carried=earlier.query.topic,
    )


def _counted(query: Query, text: str, earlier: Earlier) -> Query:
    """Count what was cited before, or those of it on a level: "how many of them are binding?"."""
    filters = Filters(parties=query.parties, urgencies=levels_named(text), kinds=(Kind.RECOMMENDATION,))
    return replace(
        query,
        intent=Intent.COUNT,
        topic="",
        filters=filters,
        only_records=tuple(record.record for record in earlier.cited),
        carried=earlier.query.topic or earlier.query.question,
    )


def _picked(query: Query, own: list[str], earlier: Earlier) -> Query:
    """Pick from what was cited what is about something: "which of them concern teachers?"."""
    return replace(
        query,
        intent=Intent.COUNT if query.intent is Intent.COUNT else Intent.LIST,
        topic=" ".join(own),
        on_topic=True,
        exhaustive=True,
        filters=Filters(kinds=tuple(dict.fromkeys(record.kind for record in earlier.cited))),
        only_records=tuple(record.record for record in earlier.cited),
        carried=earlier.query.topic or earlier.query.question,
    )


def _observed(query: Query, earlier: Earlier) -> Query | None:
    """Turn from a recommendation to what was observed on it: "and what did the Committee observe about this?"."""
    kinds = tuple(kind for kind, pattern in _BESIDE_CLAUSES.items() if pattern.search(fold(query.question)))
    if not kinds:
        return None
    best = earlier.cited[0]
    return replace(
        query,
        intent=Intent.FACT,
        topic=earlier.query.topic or best.text[:_ENOUGH],
        filters=Filters(parties=(best.party,), chapters=(best.chapter,), kinds=kinds),
        carried=_label(best),
    )


def _ordinal(text: str, earlier: Earlier) -> Record | None:
    """Give the record that "the second one" points to, in the order cited."""
    match = _ORDINAL.search(text)
    if match is None or not earlier.cited:
        return None
    position = lexicon.ORDINALS[match["which"]]
    index = position - 1 if position > 0 else len(earlier.cited) - 1
    return earlier.cited[index] if index < len(earlier.cited) else None


def _narrowed(query: Query, text: str, earlier: Earlier, own: list[str]) -> Query | None:
    """Restrict or shift the question before: "only the binding ones", "same for chapter V"."""
    level = levels_named(text)
    chapters = query.filters.chapters
    addressees = tuple(whom for whom, pattern in lexicon.ADDRESSEES.items() if pattern.search(text))
    if not (level or chapters or addressees) or len(own) > 2:
        return None
    before = earlier.query
    filters = Filters(
        parties=query.parties or before.filters.parties,
        chapters=chapters or before.filters.chapters or _chapters_of(earlier),
        urgencies=level or before.filters.urgencies,
        addressees=addressees or before.filters.addressees,
        kinds=(Kind.RECOMMENDATION,),
    )
    # "Only the binding ones" picks from what was cited; "and the requests?" after "list the requirements" does not.
    switches = chapters or (level and before.filters.urgencies) or (addressees and before.filters.addressees)
    only = () if switches else tuple(record.record for record in earlier.cited if record.kind is Kind.RECOMMENDATION)
    return replace(
        query,
        intent=before.intent if before.intent is Intent.COUNT else Intent.LIST,
        topic="" if only or not before.topic or chapters else before.topic,
        filters=replace(filters, chapters=() if only else filters.chapters),
        only_records=only,
        parties=query.parties or before.parties,
        carried=before.topic or before.question,
    )


def _chapters_of(earlier: Earlier) -> tuple[str, ...]:
    """Give the one chapter that all records cited before are in, if there is one."""
    chapters = {record.chapter for record in earlier.cited}
    return tuple(chapters) if len(chapters) == 1 and earlier.query.filters.chapters else ()


def _inherited(own: Filters, before: Filters) -> Filters:
    return Filters(
        parties=own.parties or before.parties,
        chapters=own.chapters or before.chapters,
        urgencies=own.urgencies or before.urgencies,
        addressees=own.addressees or before.addressees,
        kinds=own.kinds or before.kinds,
    )


def _asks_elsewhere(text: str) -> bool:
    return bool(re.search(r"\b(?:in there|what about|how about|and for|same)\b", text))


def _label(record: Record) -> str:
    return " and ".join(record.recommendation_ids) or record.record.split(":", 1)[1]


def levels_named(text: str) -> tuple[Urgency, ...]:
    """Give the levels a text names; "binding" means the two that are obligations of the Convention."""
    if lexicon.NOT_INVITED.search(text):
        return (Urgency.REQUIRE, Urgency.REQUEST)
    named = tuple(level for level, pattern in lexicon.LEVELS.items() if pattern.search(text))
    if not named and lexicon.BINDING.search(text):
        return (Urgency.REQUIRE, Urgency.REQUEST)
    return named if len(named) < len(Urgency) else ()
