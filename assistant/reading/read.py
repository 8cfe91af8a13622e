"""The question reader: one question, and what went before, becomes one Query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Counted, Having, Intent, Numbering, Query
from assistant.reading import lexicon, references
from assistant.reading.chapters import CHAPTER_NAMES
from assistant.reading.follow_up import Earlier, levels_named, resolve
from assistant.reading.language import detect_language
from assistant.reading.parties import named_parties, without_parties
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
    counts = _is_count(text)
    structured = _is_list(text, has_chapter=bool(chapters)) or _names_only_structure(text, chapters)
    lists = not exact and (counts or structured or _numbering(text) is not Numbering.ANY)
    names = _named_chapters(text) if lists and not chapters else ()
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
        counted=_counted(text, question),
        having=_having(text) if lists else Having.SOME,
        numbering=_numbering(text),
        on_topic=_is_on_topic(text, rest),
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


def _is_count(text: str) -> bool:
    """Say whether recommendations are counted, rather than teachers or officers."""
    match = lexicon.COUNT.search(text)
    if match is None:
        return False
    return _structural(text[match.start() :][:90]) or _structural(text[: match.end()][-90:])


def _structural(text: str) -> bool:
    return bool(
        lexicon.RECOMMENDATIONS.search(text)
        or lexicon.CHAPTERS.search(text)
        or lexicon.KINDS[Kind.OBSERVATION].search(text)
        or any(lexicon.KINDS[kind].search(text) for kind in (Kind.FOOTNOTE, Kind.PRACTICE, Kind.DIFFICULTY, Kind.KEY_FINDING))
        or re.search(
            r"(?<!\w)(?:invitations?|requests|requirements|obligations|ids?|invitati\w*|solicitar\w*|cerint\w*|exigences|demandes|obligati\w*)(?!\w)",
            text,
        )
    )


def _is_list(text: str, *, has_chapter: bool) -> bool:
    """Say whether records are to be listed: a list word with what is listed, or a level in a chapter."""
    kinds = any(lexicon.KINDS[kind].search(text) for kind in (Kind.PRACTICE, Kind.DIFFICULTY, Kind.KEY_FINDING))
    level = any(pattern.search(text) for pattern in lexicon.LEVELS.values()) or lexicon.BINDING.search(text)
    chapter = has_chapter or lexicon.CHAPTERS.search(text)
    asks = lexicon.LIST.search(text)
    things = _structural(text) or kinds
    return bool(
        (asks and (things or chapter))
        or (chapter and (level or things))
        or (lexicon.ONLY.search(text) and level and (things or _named_chapters(text)))
    )


def _names_only_structure(text: str, chapters: tuple[str, ...]) -> bool:
    """Say whether nothing but a chapter or a level is asked after: "what does the Committee require?"."""
    named = bool(chapters) or (bool(levels_named(text)) and bool(lexicon.WANT.search(text)))
    return named and not _without_structure(text, keep_levels=False).strip() and not lexicon.DEFINE.search(text)


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


def _named_chapters(text: str) -> tuple[str, ...]:
    return tuple(numeral for numeral, pattern in CHAPTER_NAMES.items() if pattern.search(text))


def _is_whole_chapter(text: str, rest: str) -> bool:
    """Say whether a chapter is meant by its name, and not only a topic that shares the word."""
    named = [match[0] for pattern in CHAPTER_NAMES.values() if (match := pattern.search(text))]
    return bool(lexicon.CHAPTERS.search(text)) or not rest.strip() or any(" " in name for name in named)


def _without_structure(text: str, *, keep_levels: bool, chapters: tuple[str, ...] = ()) -> str:
    """Drop the words that say what form the answer should have; what is left is the topic."""
    patterns = [*lexicon.ADDRESSEES.values(), lexicon.COUNT, lexicon.LIST, lexicon.ONLY, lexicon.RECOMMENDATIONS, lexicon.CHAPTERS]
    if not keep_levels:
        patterns += [*lexicon.LEVELS.values(), lexicon.BINDING, *lexicon.KINDS.values(), lexicon.WITHOUT, lexicon.MUST]
    patterns += [CHAPTER_NAMES[numeral] for numeral in chapters if numeral in CHAPTER_NAMES]
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return " ".join(word for word in _SPACE.split(text) if word and word not in _FILLER and len(word) > 1)


_FILLER = frozenset(
    "the an of and in on to for from by with about as at is are be was were do does did can could would there their its his her my our your we us you me they it that this these those"
    " ids id identifiers numbered please committee lanzarote factsheet document sheet text said says say made make addressed directed given under section part half heading level levels one ones two other"
    " what who whom whose how when where why or not any some more than into over within also tell want wanted has have had need needs get got i'd i'm what's who's it's that's there's here's let's"
    " contain contains containing neither nor both alone strict set whatever goes go going exactly precisely altogether kind kinds type types exist exists separate separately mentioned different distinct least appear appears occur occurs grand whole mere merely there here anything something chosen altogether"
    " sa se si de la pe cu din un una unei ale ai al cele cel ce care este sunt sau pentru despre in comitetul comitetului fisa document va rog imi"
    " le les des du une et ou dans sur pour par est sont que qui comite fiche document il y sont-elles ont au aux adressee adressees adresse adresses adresata adresate".split()
)


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


def _having(text: str) -> Having:
    """Read which chapters are asked for: "both X and Y", "neither", "only X", "no X"."""
    levels = len(levels_named(text))
    if not lexicon.CHAPTERS.search(text):
        return Having.SOME
    if levels > 1 and lexicon.BOTH.search(text):
        return Having.EACH
    if lexicon.NEITHER.search(text) or lexicon.WITHOUT.search(text):
        return Having.NONE
    return Having.ONLY if levels and lexicon.ONLY.search(text) else Having.SOME


def _is_on_topic(text: str, topic: str) -> bool:
    """Say whether a word such as "on" or "about" leads to a word of the topic."""
    words = set(topic.split())
    return any(words.intersection(_SPACE.split(text[match.end() :])[:5]) for match in lexicon.ON_TOPIC.finditer(text))


def _numbering(text: str) -> Numbering:
    if lexicon.AND_THOSE.search(text):
        return Numbering.ANY
    if lexicon.SEVERAL_IDS.search(text):
        return Numbering.SEVERAL
    return Numbering.NONE if lexicon.NO_ID.search(text) else Numbering.ANY


def _counted(text: str, question: str) -> Counted:
    if re.search(
        r"(?:how many|which|what|name|there|list|number of|care|ce|cate|in cate|quels|combien de)\b(?:\W+\w+){0,3}?\W+"
        + lexicon.CHAPTERS.pattern,
        text,
    ):
        return Counted.CHAPTERS
    if re.search(r"(?<![\w])(?:IDs?|identifiers?|numbered)(?!\w)", question) or re.search(
        r"each id|distinct|identifiants?|identificato\w+", text
    ):
        return Counted.IDS
    return Counted.CLAUSES


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
