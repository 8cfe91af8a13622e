"""Subjects of the index in the words of a question: "training of judges and prosecutors" is training, and judges or prosecutors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from assistant.query import Groups, Intent, Query
from assistant.reading.earlier import Earlier
from assistant.reading.form_words import is_form_word
from assistant.reading.topic_words import unrestricted
from corpus.records import Kind
from corpus.subjects import Subject, Subjects
from corpus.tables import LANGUAGES
from corpus.words import content_words, is_stop_word, words

if TYPE_CHECKING:
    from index.spelling import Speller
    from index.vocabulary import Vocabulary

_TOKEN = re.compile(r"[^\W_]+|[,&/+]")
# Who asks is not what is asked about: "as head of a parents' association, …", "we're a school – …".
_ASKER = re.compile(
    r"^\W*(?:as (?:an? |the )?\w+|(?:i(?: a|')m|we(?: a|')re) (?:an?|the|from|with|at)|i work|we work|speaking for|on behalf of"
    r"|suntem|sunt|lucrez|lucram|ca \w+|din partea|in calitate de|je suis|nous sommes|je travaille|nous travaillons|en tant que?|au nom d)"
    r"\b[^,:;.!?–—]*(?:[,:;.!?–—]| - )"
)
_JOINING = frozenset(", & / + and or as well plus et ou ainsi que si sau ori precum".split())
# Words of a name.
_LONGEST = 6
# Letters of a word that may have two slips.
_LONG = 9
# Shorter ones are too near to others.
_SHORTEST = 5


class _Name(NamedTuple):
    """A name's content words, and what it names: a subject, or nothing where every clause is about it."""

    words: str
    subject: Subject | None


class _Found(NamedTuple):
    """A phrase found: the subject it names, none for what every clause is about, and whether "and" or "or" stands before it."""

    subject: Subject | None
    joined: bool


class Named(NamedTuple):
    """What a text names.

    Attributes:
        groups: of subjects; a clause must belong to one of each.
        whole: whether it names nothing else.

    """

    groups: Groups
    whole: bool


class SubjectReader:
    """Reads subjects of an index in folded text, in any of the languages, with slips of the keyboard. Safe to share between threads."""

    def __init__(self, load: Callable[[], Subjects], vocabulary: Callable[[], Vocabulary] | None = None) -> None:
        """Keep where things come from; each is read when a question first needs it.

        Args:
            load: gives the subject index.
            vocabulary: gives the words of the corpus; with them, words that it does not know may be misspelt names.

        """
        self._load = load
        self._vocabulary = vocabulary

    @cached_property
    def subjects(self) -> Subjects:
        """The index."""
        return self._load()

    def read(self, text: str, language: str) -> Named:
        """Find the subjects a text names.

        Args:
            text: folded; the part of a question that says what its list is about.
            language: of the question.

        """
        found: list[_Found] = []
        tokens = _TOKEN.findall(_ASKER.sub(" ", text))
        at, joined, whole = 0, False, True
        while at < len(tokens):
            token = tokens[at]
            named, length = self._longest(tokens[at:], language)
            if length > 1 or (length and token not in self.subjects.relating):
                found.append(_Found(named, joined))
                at, joined = at + length, False
            elif token in _JOINING:
                at, joined = at + 1, True
            else:
                small = is_stop_word(token) or is_form_word(token) or self._meant(token, language) in self.subjects.relating
                at, joined, whole = at + 1, joined and small, whole and small
        groups = tuple(_grouped(found))
        return Named(groups, whole and bool(groups))

    def _longest(self, tokens: Sequence[str], language: str) -> tuple[Subject | None, int]:
        """Give the subject whose name is the longest that some tokens begin with, and how many of them it takes; 0 for none."""
        best: tuple[Subject | None, int] = (None, 0)
        meant: list[str] = []
        for at, token in enumerate(tokens):
            if _is_small(token, language):
                if not meant:
                    break
                continue
            meant.append(self._meant(token, language))
            if len(meant) > _LONGEST:
                break
            fitting = self._names[language].get(_stems(meant, language))
            if fitting is not None:
                best = (_nearest(" ".join(meant), fitting), at + 1)
        return best

    def _meant(self, word: str, language: str) -> str:
        """Give the word of a name that a word is, or was meant to be."""
        near = self._speller.correct(word, language) if self._vocabulary is not None and len(word) >= _SHORTEST else None
        # With so many names, what is two slips away is often another word.
        if near is None or self._vocabulary is None or OSA.distance(word, near) > 1 + (len(word) >= _LONG):
            return word
        # What the corpus knows is asked last: for that its index has to be open.
        corpus = self._vocabulary()
        if corpus.speller.knows(word) or any(stem in corpus for stem in _stems([word], language)):
            return word
        likely = corpus.speller.correct(word, language)
        return likely if likely is not None and self._speller.knows(likely) else near

    @cached_property
    def _names(self) -> Mapping[str, Mapping[tuple[str, ...], tuple[_Name, ...]]]:
        """The names of all subjects by their stems, in each language; English names are known in all, after their own."""
        own = {language: self._named(language) for language in LANGUAGES}
        return {language: {**own["en"], **own[language]} for language in LANGUAGES}

    def _named(self, language: str) -> Mapping[tuple[str, ...], tuple[_Name, ...]]:
        found: dict[tuple[str, ...], tuple[_Name, ...]] = {}
        named: list[tuple[str, Subject | None]] = [(name, subject) for subject in self.subjects.all for name in subject.names[language]]
        for phrase, what in (*named, *((phrase, None) for phrase in self.subjects.general[language])):
            content = content_words(phrase, language)
            stems = _stems(content, language)
            found[stems] = (*found.get(stems, ()), _Name(" ".join(content), what))
        return found

    @cached_property
    def _speller(self) -> Speller:
        from index.spelling import Speller

        names = {language: [name for subject in self.subjects.all for name in subject.names[language]] for language in LANGUAGES}
        return Speller(
            {language: {*self.subjects.relating, *(word for name in found for word in words(name))} for language, found in names.items()}
        )


def _is_small(token: str, language: str) -> bool:
    return not content_words(token, language)


def _stems(content: Sequence[str], language: str) -> tuple[str, ...]:
    from index.analysis import stems_of

    return tuple(stems_of(content, language))


def _nearest(written: str, names: Sequence[_Name]) -> Subject | None:
    """Choose among names of the same stems: "educator" is a person, "education" is not."""
    return min(names, key=lambda name: OSA.distance(written, name.words)).subject


def _grouped(found: Sequence[_Found]) -> Iterator[tuple[Subject, ...]]:
    """Put subjects together that "and" or "or" joins, and people: any of them is wanted. What else stands beside narrows."""
    group: list[Subject] = []
    for each in found:
        people = bool(group) and group[-1].people and each.subject is not None and each.subject.people
        if group and not each.joined and not people:
            yield tuple(group)
            group = []
        if each.subject is not None and each.subject not in group:
            group.append(each.subject)
    if group:
        yield tuple(group)


def with_subjects(query: Query, text: str, earlier: Earlier | None, reader: SubjectReader) -> Query:
    """Read the subjects that a list, or an open question, names; `text` is the question, folded, without references."""
    goes_on = bool(query.carried) and earlier is not None and earlier.query.indexed and earlier.query.intent is Intent.LIST
    lists = _lists_clauses(query) or (goes_on and query.intent is Intent.TOPIC)
    if query.described or not (lists or _asks_openly(query)):
        return query
    named = reader.read(unrestricted(query.topic if query.carried else text), query.language)
    intent = Intent.LIST if named.whole and lists and query.intent is Intent.TOPIC else query.intent
    return replace(query, subjects=named.groups, indexed=named.whole, intent=intent)


def _lists_clauses(query: Query) -> bool:
    """Say whether a question asks for all clauses on something."""
    lists = query.intent in (Intent.LIST, Intent.COUNT) or (query.intent is Intent.TOPIC and query.exhaustive and not query.yes_no)
    return lists and query.filters.kinds in ((), (Kind.RECOMMENDATION,))


def _asks_openly(query: Query) -> bool:
    """Say whether a question asks what should be and not whether: "what must be done about grooming?"."""
    return query.intent is Intent.TOPIC and query.wants and not query.yes_no
