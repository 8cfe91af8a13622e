"""A subject index of the recommendations, like the one at the back of a book: which clauses concern training, which judges.

`corpus/subjects.toml` names each subject in every language and the clauses that belong to it, by recommendation ID, since the
numbering is common to all Parties; a clause without an ID by `match`, words that stand in it. It is made by reading, so that
a list on a subject is whole; a clause that it does not know of belongs to no subject, and `Subjects.knows` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.aliases import ID
from corpus.errors import InputError
from corpus.records import Record
from corpus.tables import LANGUAGES, read_toml, tables_of, texts_of
from corpus.text import fold

_KEYS = ("key", "people", "ids", "match", *LANGUAGES)


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry of the index.

    Attributes:
        key: its short name.
        names: what it is called, by language; the first is what it is called in an answer.
        ids: the recommendation IDs that belong to it.
        match: words by which clauses without an ID are known.
        people: whether it is a group of people: of several named side by side, any is meant.

    """

    key: str
    names: Mapping[str, tuple[str, ...]]
    ids: frozenset[str]
    match: tuple[str, ...] = ()
    people: bool = False

    def holds(self, record: Record) -> bool:
        """Say whether a clause belongs to this subject: by one of its IDs, or where it has none by its words."""
        if record.recommendation_ids:
            return not self.ids.isdisjoint(record.recommendation_ids)
        return record.urgency is not None and any(words in record.text for words in self.match)


class Subjects:
    """All entries of the index."""

    def __init__(self, subjects: Iterable[Subject], general: Mapping[str, tuple[str, ...]], relating: Iterable[str]) -> None:
        """Keep the entries, in their order, and what names no subject.

        Args:
            subjects: the entries.
            general: by language, phrases for what every clause is about.
            relating: folded words of any language that tie a clause to its subject: "regarding".

        """
        self.all = tuple(subjects)
        self.general = general
        self.relating = frozenset(relating)

    def of(self, record: Record) -> tuple[Subject, ...]:
        """Give the subjects a record belongs to."""
        return tuple(subject for subject in self.all if subject.holds(record))

    def knows(self, record: Record) -> bool:
        """Say whether a clause was read for the index: every one that was belongs to a subject, by each of its IDs."""
        if record.recommendation_ids:
            return all(any(name in subject.ids for subject in self.all) for name in record.recommendation_ids)
        return bool(self.of(record))


@cache
def bundled_subjects() -> Subjects:
    """Read the index that comes with the program, once."""
    return load_subjects(Path(str(resources.files("corpus") / "subjects.toml")))


def load_subjects(path: Path) -> Subjects:
    """Read a subject index.

    Raises:
        InputError: one line for each fault: no TOML, unknown keys, values of another type, a doubled key or name, a subject without a name
            in some language or without clauses.

    """
    faults: list[str] = []
    data = read_toml(path, ("subject", "general", "relating"), faults) or {}
    subjects = [_subject(table, path, faults) for table in tables_of(data, "subject", path, faults)]
    general, relating = (_by_language(data, name, path, faults) for name in ("general", "relating"))
    faults += _doubled(subjects, path)
    if faults:
        raise InputError("\n".join(faults))
    return Subjects(subjects, general, [fold(word) for found in relating.values() for word in found])


def _subject(table: dict[str, Any], path: Path, faults: list[str]) -> Subject:
    key = table.get("key")
    where = f"{path}: subject {key!r}"
    faults += [f"{where}: unknown key {name!r}" for name in table if name not in _KEYS]
    if not isinstance(key, str) or not key:
        faults.append(f"{path}: a subject has no 'key'")
    names = {language: texts_of(table, language, where, faults) for language in LANGUAGES}
    faults += [f"{where}: has no name in {language!r}" for language, found in names.items() if not found]
    ids, match = texts_of(table, "ids", where, faults), texts_of(table, "match", where, faults)
    faults += [f"{where}: {name!r} is no recommendation ID" for name in ids if not ID.fullmatch(name)]
    if not ids and not match:
        faults.append(f"{where}: has neither 'ids' nor 'match'")
    people = table.get("people", False)
    if not isinstance(people, bool):
        faults.append(f"{where}: 'people' must be true or false")
    return Subject(str(key), names, frozenset(ids), match, people is True)


def _by_language(data: dict[str, Any], name: str, path: Path, faults: list[str]) -> dict[str, tuple[str, ...]]:
    """Read a table that holds a list of words for each language."""
    table = data.get(name, {})
    if not isinstance(table, dict) or set(table) - set(LANGUAGES):
        faults.append(f"{path}: {name!r} must hold a list for each of {', '.join(LANGUAGES)}")
        table = {}
    return {language: texts_of(table, language, f"{path}: {name}", faults) for language in LANGUAGES}


def _doubled(subjects: list[Subject], path: Path) -> list[str]:
    """Fault keys used twice, and names that could not tell two subjects apart."""
    keys = Counter(subject.key for subject in subjects)
    faults = [f"{path}: there are {count} subjects {key!r}" for key, count in keys.items() if count > 1]
    for language in LANGUAGES:
        names = Counter(fold(name) for subject in subjects for name in subject.names[language])
        faults += [f"{path}: {name!r} stands {count} times in {language!r}" for name, count in names.items() if count > 1]
    return faults
