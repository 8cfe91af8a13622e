"""The question reader: one question, and what went before, becomes one Query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Counted, Having, Intent, Numbering, Query
from assistant.reading import lexicon, references
from assistant.reading.chapters import CHAPTER_NAMES, named_chapters
from assistant.reading.follow_up import Earlier, levels_named, resolve
from assistant.reading.form_words import is_ask_word, is_form_word
from assistant.reading.language import detect_language
from assistant.reading.parties import named_parties, without_parties
from assistant.reading.position import position, step, without_position, without_step
from assistant.reading.structure import counted, having, is_count, is_list, is_on_topic, numbering
from corpus.catalogue import Filters
from corpus.records import Kind, Urgency
from corpus.text import fold

_SPACE = re.compile(r"[^\w']+")
_TERM = re.compile(r"[\"“«„]([^\"”»“]{2,60})[\"”»“]")


def read_question(question: str, parties: Sequence[str], earlier: Earlier | None = None) -> Query:
    """Read a question.

    Args:
        question: as asked.
        parties: names of the Parties whose factsheets are loaded.
        earlier: the question before, read and answered, if any.

    """
    query = _read_alone(question, parties)
    return resolve(query, earlier) if earlier is not None else query


def _read_alone(question: str, parties: Sequence[str]) -> Query:
    named = named_parties(question, parties)
    bare = references.without_references(question)
    text = without_parties(" ".join(fold(bare).replace("’", "'").split()), parties)
    ids = references.recommendation_ids(question)
    footnotes = references.footnote_numbers(question)
    paragraphs = references.paragraph_numbers(question)
    exact = bool(ids or footnotes or paragraphs)
    chapters = () if exact else references.chapter_numerals(question)
    counts = is_count(text)
    structured = is_list(text, has_chapter=bool(chapters)) or _names_only_structure(text, chapters)
    nth = 0 if exact else position(text)
    lists = not exact and (counts or structured or bool(nth) or numbering(text) is not Numbering.ANY)
    names = named_chapters(text) if lists and not chapters else ()
    rest = _without_structure(text, keep_levels=not lists, chapters=names or (chapters if lists else ()))
    if names and not _is_whole_chapter(text, rest):
        names, rest = (), _without_structure(text, keep_levels=False)
    filters = _filters(text, named.loaded, chapters or names) if lists else Filters(parties=named.loaded, chapters=chapters)
    query = Query(
        question=question,
        language=detect_language(question),
        topic=rest,
        ids=ids,
        footnotes=footnotes,
        paragraphs=paragraphs,
        parties=named.loaded,
        foreign_parties=named.foreign,
        filters=filters,
        stress=_stress(text),
        yes_no=bool(lexicon.YES_NO.search(text.strip(" ,.?!"))),
        asks_level=_asked_levels(text),
        counted=counted(text, question) if numbering(text) is Numbering.ANY else Counted.CLAUSES,
        having=having(text) if lists else Having.SOME,
        numbering=numbering(text),
        position=nth,
        step=step(text) if len(ids) == 1 and not _content_left(without_step(text)) else 0,
        place=bool(lexicon.PLACE.search(text)),
        on_topic=is_on_topic(text, rest),
        exhaustive=bool(lexicon.EXHAUSTIVE.search(text)),
        defines=_defined(text, question),
        wants=bool(lexicon.WANT.search(text)),
        seeks_fact=bool(lexicon.FACT.search(text)) and not (lexicon.WANT.search(text) or lexicon.BINDING.search(text)),
    )
    return replace(query, intent=_intent(query, text, counts=counts, lists=lists))


def _intent(query: Query, text: str, *, counts: bool, lists: bool) -> Intent:
    if len(query.ids) > 1 and lexicon.COMPARE.search(text):
        return Intent.COMPARE
    if query.ids or query.footnotes or query.paragraphs:
        return Intent.LOOKUP
    if query.defines:
        return Intent.DEFINITION
    if counts:
        return Intent.COUNT
    if len(query.filters.chapters) > 1 and lexicon.COMPARE.search(text):
        return Intent.COMPARE
    if lists:
        return Intent.LIST
    if lexicon.COMPARE.search(text) and not query.yes_no:
        return Intent.COMPARE
    return Intent.FACT if query.seeks_fact else Intent.TOPIC


def _names_only_structure(text: str, chapters: tuple[str, ...]) -> bool:
    """Say whether nothing but a chapter or a level is asked after: "what does the Committee require?"."""
    named = bool(chapters) or (bool(levels_named(text)) and bool(lexicon.WANT.search(text)))
    return named and not _without_structure(text, keep_levels=False).strip() and not lexicon.DEFINE.search(text)


def _content_left(text: str) -> bool:
    """Say whether a question has words left besides what only says what form the answer should have."""
    return bool(_without_structure(lexicon.PLACE.sub(" ", text), keep_levels=False))


def _filters(text: str, parties: tuple[str, ...], chapters: tuple[str, ...]) -> Filters:
    urgencies = levels_named(text)
    kept = lexicon.EXCLUDED.sub(" ", text)
    addressees = tuple(whom for whom, pattern in lexicon.ADDRESSEES.items() if pattern.search(kept))
    kinds = tuple(kind for kind, pattern in lexicon.KINDS.items() if pattern.search(text))
    if Kind.KEY_FINDING in kinds:
        kinds = (Kind.KEY_FINDING,)
    if urgencies or lexicon.RECOMMENDATIONS.search(text) or not kinds:
        kinds = (Kind.RECOMMENDATION,)
    return Filters(
        parties=parties,
        chapters=chapters,
        urgencies=urgencies,
        addressees=addressees if len(addressees) == 1 else (),
        kinds=kinds,
    )


def _is_whole_chapter(text: str, rest: str) -> bool:
    """Say whether a chapter is meant by its name, and not only a topic that shares the word."""
    named = [match[0] for pattern in CHAPTER_NAMES.values() if (match := pattern.search(text))]
    return bool(lexicon.CHAPTERS.search(text)) or not rest.strip() or any(" " in name for name in named)


def _without_structure(text: str, *, keep_levels: bool, chapters: tuple[str, ...] = ()) -> str:
    """Drop the words that say what form the answer should have; what is left is the topic."""
    patterns = [*lexicon.ADDRESSEES.values(), lexicon.COUNT, lexicon.LIST, lexicon.ONLY, lexicon.RECOMMENDATIONS, lexicon.CHAPTERS]
    if not keep_levels:
        patterns += [*lexicon.LEVELS.values(), lexicon.BINDING, *lexicon.KINDS.values(), lexicon.WITHOUT, lexicon.MUST]
        patterns += [lexicon.MOST, lexicon.FEWEST, lexicon.PLACE]
        text = without_position(text)
    patterns += [CHAPTER_NAMES[numeral] for numeral in chapters if numeral in CHAPTER_NAMES]
    for pattern in patterns:
        text = pattern.sub(" ", text)
    drop = is_ask_word if keep_levels else is_form_word
    return " ".join(word for word in _SPACE.split(text) if not drop(word))


def _stress(text: str) -> Urgency | None:
    """Read a modal verb as a preference for a level."""
    if lexicon.LEVELS[Urgency.REQUEST].search(text):
        return Urgency.REQUEST
    if lexicon.MUST.search(text) or lexicon.LEVELS[Urgency.REQUIRE].search(text):
        return Urgency.REQUIRE
    return Urgency.INVITE if lexicon.MAY.search(text) or lexicon.LEVELS[Urgency.INVITE].search(text) else None


def _asked_levels(text: str) -> tuple[Urgency, ...]:
    """Give the levels a yes/no question asks after; "must" and "binding" mean both that oblige."""
    named = tuple(level for level, pattern in lexicon.LEVELS.items() if pattern.search(text))
    if len(named) == 1:
        return named
    if lexicon.BINDING.search(text) or lexicon.MUST.search(text):
        return (Urgency.REQUIRE, Urgency.REQUEST)
    return (Urgency.INVITE,) if lexicon.MAY.search(text) else ()


def _defined(text: str, question: str) -> str:
    """Name the term whose meaning is asked, empty if none is."""
    match = lexicon.DEFINE.search(text)
    if match is None:
        return ""
    quoted = _TERM.search(question)
    if quoted:
        return quoted[1].strip()
    rest = _without_structure(lexicon.DEFINE.sub(lambda m: _inner(m[0]), text), keep_levels=True)
    return rest or text[match.end() :].strip(" ?.!")


def _inner(phrase: str) -> str:
    """Keep the term between "what does" and "mean"."""
    return re.sub(
        r"what (?:does|do|is|exactly does|precisely does)|meant by|\bmean\b|stands? for|meaning of|define[sd]?|definition (?:of|d)|ce inseamna|ce se intelege prin|que (?:signifie|veut dire)|signification",
        " ",
        phrase,
    )
