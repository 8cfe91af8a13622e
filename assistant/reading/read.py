"""The question reader: one question, and what went before, becomes one Query."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.query import Counted, Having, Intent, Numbering, Query
from assistant.reading import footnotes, leaning, lexicon, references, restrictions
from assistant.reading.bounds import bounds
from assistant.reading.chapters import CHAPTER_NAMES, is_title, named_chapters
from assistant.reading.comparing import extreme, groups_named, set_against, without_comparative, without_extreme
from assistant.reading.described import description
from assistant.reading.follow_up import Earlier, resolve
from assistant.reading.language import DEFAULT, language_of
from assistant.reading.numbering import asks_gaps, numbering, numbers_each
from assistant.reading.overview import said_plainly
from assistant.reading.parties import for_other, named_parties, without_parties
from assistant.reading.position import position, step, without_step
from assistant.reading.restrictions import addressees_named, asks_which_level, levels_named
from assistant.reading.spelling import spelt
from assistant.reading.structure import counted, having, is_count, is_definite_chapter, is_list, is_on_topic
from assistant.reading.subjects import SubjectReader, with_subjects
from assistant.reading.topic_words import left_over, own_words, topic_words
from assistant.reading.verdicts import asks_existence, is_yes_no, judging
from corpus.catalogue import Filters
from corpus.records import Kind, Urgency
from corpus.text import fold

_TERM = re.compile(r"[\"“«„]([^\"”»“]{2,60})[\"”»“]")


def read_question(
    question: str,
    parties: Sequence[str],
    earlier: Earlier | None = None,
    is_known: Callable[[str], bool] | None = None,
    subjects: SubjectReader | None = None,
) -> Query:
    """Read a question.

    Args:
        question: as asked.
        parties: names of the Parties whose factsheets are loaded.
        earlier: the question before, read and answered, if any.
        is_known: says whether a folded word occurs in the corpus; given, misspelt words of structure are read as meant.
        subjects: reads the subjects of the index.

    """
    meant = leaning.NEW_SUBJECT.sub(" ", question)
    meant = meant if is_known is None else spelt(meant, is_known, tuple(parties))
    language = language_of(meant) or (earlier.query.language if earlier is not None else DEFAULT)
    query = replace(_read_alone(meant, parties), question=question, language=language)
    if earlier is not None and earlier.query.foreign_parties and query.parties and not own_words(_folded(meant, parties)):
        # "And Romania?" asks of it what was asked of a country without a factsheet.
        asked = for_other(earlier.query.question, earlier.query.foreign_parties, query.parties[0], parties)
        return replace(_read_alone(asked, parties), question=asked, language=language)
    if earlier is not None:
        query = replace(resolve(replace(query, question=meant), earlier, tuple(parties)), question=question)
    if subjects is None or not query.topic:
        return query
    return with_subjects(query, _folded(references.without_references(meant), parties), earlier, subjects)


def _read_alone(question: str, parties: Sequence[str]) -> Query:
    named = named_parties(question, parties)
    bare = references.without_references(question)
    text = _folded(bare, parties)
    ids = references.recommendation_ids(question)
    notes = footnotes.footnote_numbers(question)
    paragraphs = footnotes.paragraph_numbers(question)
    exact = bool(ids or notes or paragraphs)
    chapters = () if exact else references.chapter_numerals(question)
    text = text if exact or chapters else said_plainly(text)
    left_out = () if exact else references.chapters_left_out(question)
    if left_out:
        chapters = tuple(numeral for numeral in CHAPTER_NAMES if numeral not in left_out)
        text = restrictions.without_leaving_out(text)
    yes_no = is_yes_no(text, named=exact)
    gaps = not exact and asks_gaps(text)
    numbered = Numbering.ANY if gaps else numbering(text)
    titles = chapters or (named_chapters(text) if lexicon.CHAPTERS.search(text) else ())
    nth = 0 if exact else position(text)
    grouped, groups = (None, ()) if exact or nth or left_over(without_comparative(text), titles) else groups_named(text, titles)
    counts = is_count(text)
    structured = is_list(text, has_chapter=bool(chapters)) or _names_only_structure(text, chapters)
    told = "" if exact else description(text)
    described = bool(left_over(told)) and not chapters and not lexicon.COMPARE.search(text)
    lists = not (exact or described) and (counts or structured or bool(nth) or gaps or grouped is not None or numbered is not Numbering.ANY)
    names = named_chapters(text) if lists and not chapters else ()
    rest = left_over(without_comparative(text) if grouped else text, names or chapters) if lists else topic_words(text)
    if names and not _is_whole_chapter(text, rest):
        names, rest = (), left_over(text)
    filters = (
        _filters(without_extreme(text), named.loaded, chapters or names) if lists else Filters(parties=named.loaded, chapters=chapters)
    )
    query = Query(
        question=question,
        topic="" if gaps else rest,
        ids=ids,
        footnotes=notes,
        paragraphs=paragraphs,
        parties=named.loaded,
        foreign_parties=named.foreign,
        filters=filters,
        stress=_stress(text),
        yes_no=yes_no,
        asks_level=_asked_levels(text),
        asks_addressee=addressees_named(text),
        counts=bool(lexicon.COUNT.search(text)),
        counted=_counted(text, question, numbered, chapters or names),
        having=having(text) if lists and bounds(text) is None else Having.SOME,
        numbering=numbered,
        numbers_each=numbers_each(text) if numbered is Numbering.SEVERAL else 0,
        bounds=bounds(text) if lists else None,
        gaps=gaps,
        extreme=extreme(text) if lists else None,
        position=nth,
        step=step(text) if len(ids) == 1 and not left_over(without_step(text)) else 0,
        updated=bool(lexicon.UPDATED.search(text)),
        place=bool(lexicon.PLACE.search(text)),
        on_topic=is_on_topic(text, rest),
        exhaustive=bool(lexicon.EXHAUSTIVE.search(text)),
        defines=_defined(text, question),
        whom=bool(leaning.WHOM.search(text)),
        wants=bool(lexicon.WANT.search(text)),
        seeks_fact=bool(lexicon.FACT.search(text)) and not (lexicon.WANT.search(text) or lexicon.BINDING.search(text)),
    )
    if described:
        only = replace(query.filters, kinds=(Kind.RECOMMENDATION,))
        query = replace(query, topic=left_over(told), described=True, filters=only, wants=True, seeks_fact=False)
    query = set_against(query, text, grouped, groups)
    query = judging(query, text) if lists and yes_no and not (rest or gaps or query.grouped) else query
    return replace(query, intent=_intent(query, text, counts=counts, lists=lists))


def _folded(question: str, parties: Sequence[str]) -> str:
    """Fold a question and put `lexicon.PARTY` for the names of loaded Parties."""
    return without_parties(" ".join(fold(question).replace("’", "'").split()), parties)


def _counted(text: str, question: str, numbered: Numbering, chapters: Sequence[str]) -> Counted:
    """Read what is counted; "what does the chapter on research say?" asks for no chapter."""
    if numbered is not Numbering.ANY:
        return Counted.CLAUSES
    found = counted(text, question)
    definite = found is Counted.CHAPTERS and bool(chapters) and is_definite_chapter(text) and having(text) is Having.SOME
    return Counted.CLAUSES if definite else found


def _intent(query: Query, text: str, *, counts: bool, lists: bool) -> Intent:
    if len(query.ids) > 1 and (query.strictness or lexicon.COMPARE.search(text)):
        return Intent.COMPARE
    if query.ids or query.footnotes or query.paragraphs:
        return Intent.LOOKUP
    if query.defines:
        return Intent.DEFINITION
    if counts:
        return Intent.COUNT
    if query.grouped is not None or (len(query.filters.chapters) > 1 and lexicon.COMPARE.search(text)):
        return Intent.COMPARE
    if lists:
        return Intent.LIST
    if lexicon.COMPARE.search(text) and not query.yes_no:
        return Intent.COMPARE
    return Intent.FACT if query.seeks_fact else Intent.TOPIC


def _names_only_structure(text: str, chapters: tuple[str, ...]) -> bool:
    """Say whether nothing but chapters, levels or addressees is asked after: "what does the Committee require?"."""
    if lexicon.DEFINE.search(text) or (lexicon.YES_NO.search(text) and not chapters and not asks_existence(text)):
        return False
    by_title = () if chapters else named_chapters(text)
    level, whom = bool(levels_named(text)), bool(addressees_named(text))
    wanted = bool(lexicon.WANT.search(text))
    listed = bool(lexicon.LIST.search(text)) or bool(lexicon.RECOMMENDATIONS.search(text))
    by_level = level and (wanted or whom or listed or asks_existence(text))
    named = bool(chapters) or by_level or (bool(by_title) and (level or whom or listed or is_title(text)))
    return named and not left_over(text, by_title)


def _filters(text: str, parties: tuple[str, ...], chapters: tuple[str, ...]) -> Filters:
    urgencies = levels_named(text)
    kinds = tuple(kind for kind, pattern in lexicon.KINDS.items() if pattern.search(text))
    if Kind.KEY_FINDING in kinds:
        kinds = (Kind.KEY_FINDING,)
    if urgencies or lexicon.RECOMMENDATIONS.search(text) or not kinds:
        kinds = (Kind.RECOMMENDATION,)
    return Filters(
        parties=parties,
        chapters=chapters,
        urgencies=urgencies,
        addressees=addressees_named(text),
        kinds=kinds,
    )


def _is_whole_chapter(text: str, rest: str) -> bool:
    """Say whether a chapter is meant by its name, and not only a topic that shares the word."""
    named = [match[0] for pattern in CHAPTER_NAMES.values() if (match := pattern.search(text))]
    return bool(lexicon.CHAPTERS.search(text)) or not rest.strip() or any(" " in name for name in named)


def _stress(text: str) -> Urgency | None:
    """Read a modal verb as a preference for a level."""
    if lexicon.LEVELS[Urgency.REQUEST].search(text):
        return Urgency.REQUEST
    if lexicon.MUST.search(text) or lexicon.LEVELS[Urgency.REQUIRE].search(text):
        return Urgency.REQUIRE
    return Urgency.INVITE if lexicon.MAY.search(text) or lexicon.LEVELS[Urgency.INVITE].search(text) else None


def _asked_levels(text: str) -> tuple[Urgency, ...]:
    """Give the levels a yes/no question asks after; "must" and "binding" mean both that oblige; none where it offers a choice."""
    if asks_which_level(text):
        return ()
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
    rest = topic_words(lexicon.DEFINE.sub(lambda m: _inner(m[0]), text))
    return rest or text[match.end() :].strip(" ?.!")


def _inner(phrase: str) -> str:
    """Keep the term between "what does" and "mean"."""
    return re.sub(
        r"what (?:does|do|is|exactly does|precisely does)|meant by|\bmean\b|stands? for|meaning of|define[sd]?|definition (?:of|d)|ce inseamna|ce se intelege prin|que (?:signifie|veut dire)|signification",
        " ",
        phrase,
    )
