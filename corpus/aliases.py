"""Other wordings of recommendations and concepts, by which questions find them. Never quoted.

`corpus/aliases/` holds TOML files of three kinds of table. `[[recommendation]]` is keyed by `ids`, since
the numbering is common to all Parties (a clause without an ID by `match`, words that stand in it).
`[[passage]]` and `[[concept]]` apply to every statement in whose text one of their `match` words
stands: the first gives questions on that kind of passage, the second other words for a notion.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.records import Record
from corpus.tables import LANGUAGES, tables_of, texts_of, toml_files
from corpus.text import fold

ID = re.compile(r"[IVXL]+-\d+")


@dataclass(frozen=True, slots=True)
class Wordings:
    """Terms and questions by language."""

    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give every wording with its language."""
        for by_language in (self.terms, self.questions):
            for language, texts in by_language.items():
                for text in texts:
                    yield language, text

    @property
    def key(self) -> str:
        """Give a name that changes with the wordings: 16 hexadecimal digits of their SHA-256."""
        return hashlib.sha256("\n".join(f"{language} {text}" for language, text in self.texts()).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Keyed:
    """One table of a file."""

    ids: tuple[str, ...]
    match: tuple[str, ...]
    wordings: Wordings
    origin: str

    def is_named_in(self, text: str, folded: str) -> bool:
        """Say whether one of the words to match stands in a text, given casefolded too."""
        # Most words stand nowhere in it, which is quickly seen.
        return any(word.casefold() in folded for word in self.match) and _pattern(self.match).search(text) is not None


class Aliases:
    """All wordings, by recommendation ID and by concept."""

    def __init__(self, recommendations: Iterable[_Keyed] = (), concepts: Iterable[_Keyed] = ()) -> None:
        """Index the tables by ID."""
        tables = tuple(recommendations)
        self._by_id = {name: table.wordings for table in tables for name in table.ids}
        self._by_match = tuple(table for table in tables if not table.ids)
        self._concepts = tuple(concepts)

    @property
    def ids(self) -> frozenset[str]:
        """Recommendation IDs that have wordings."""
        return frozenset(self._by_id)

    @property
    def tables(self) -> tuple[Wordings, ...]:
        """Every table of wordings, each once."""
        tables = [*self._by_id.values(), *(table.wordings for table in (*self._by_match, *self._concepts))]
        return tuple({id(wordings): wordings for wordings in tables}.values())

    def of(self, record: Record) -> Wordings:
        """Give the wordings of a record: a clause's by ID, else those of the concepts it speaks of."""
        return together(self.tables_of(record))

    def tables_of(self, record: Record) -> tuple[Wordings, ...]:
        """Give the tables that hold a record's wordings, each once."""
        found = [self._by_id[name] for name in record.recommendation_ids if name in self._by_id]
        text, folded = record.text, record.text.casefold()
        if not found and record.urgency is not None:
            found = [table.wordings for table in self._by_match if table.is_named_in(text, folded)][:1]
        elif not found:
            found = [concept.wordings for concept in self._concepts if concept.is_named_in(text, folded)]
        return tuple({id(wordings): wordings for wordings in found}.values())


def together(tables: Sequence[Wordings]) -> Wordings:
    """Put the wordings of some tables together."""
    terms = {lang: tuple(t for w in tables for t in w.terms.get(lang, ())) for lang in LANGUAGES}
    questions = {lang: tuple(q for w in tables for q in w.questions.get(lang, ())) for lang in LANGUAGES}
    return Wordings(terms, questions)


def load_aliases(folder: Path | None = None, naming: Collection[str] = ()) -> Aliases:
    """Read the alias files of a folder, by default the ones that come with the program.

    Args:
        folder: where they lie.
        naming: recommendation IDs; where there are any, files in which none of them stands are passed over.

    Raises:
        InputError: one line for each fault: no TOML, unknown keys, values of another type, a doubled ID or wording.

    """
    folder = folder or Path(str(resources.files("corpus") / "aliases"))
    recommendations: list[_Keyed] = []
    passages: list[_Keyed] = []
    concepts: list[_Keyed] = []
    faults: list[str] = []
    for path, data in toml_files(folder, ("recommendation", "passage", "concept"), faults, naming):
        recommendations += [_keyed(table, path, faults) for table in tables_of(data, "recommendation", path, faults)]
        passages += [_keyed(table, path, faults) for table in tables_of(data, "passage", path, faults)]
        concepts += [_concept(table, path, faults) for table in tables_of(data, "concept", path, faults)]
    faults += _doubled(recommendations, passages, concepts)
    if faults:
        raise InputError("\n".join(faults))
    return Aliases(recommendations, [*passages, *concepts])


def _keyed(table: dict[str, Any], path: Path, faults: list[str]) -> _Keyed:
    ids = texts_of(table, "ids", f"{path}: recommendation", faults)
    where = f"{path}: {'+'.join(ids) or 'clause without ID'}"
    match = texts_of(table, "match", where, faults)
    faults += [f"{where}: {name!r} is no recommendation ID" for name in ids if not ID.fullmatch(name)]
    faults += [f"{where}: unknown key {key!r}" for key in table if key not in ("ids", "match", *LANGUAGES)]
    if not ids and not match:
        faults.append(f"{where}: has neither 'ids' nor 'match'")
    terms, questions = {}, {}
    for lang in LANGUAGES:
        words = table.get(lang, {})
        if not isinstance(words, dict):
            faults.append(f"{where}: {lang!r} must hold 'terms' and 'questions'")
            words = {}
        faults += [f"{where}: unknown key '{lang}.{key}'" for key in words if key not in ("terms", "questions")]
        terms[lang] = texts_of(words, "terms", f"{where}: {lang}", faults)
        questions[lang] = texts_of(words, "questions", f"{where}: {lang}", faults)
    return _Keyed(ids, match, Wordings(terms, questions), where)


def _concept(table: dict[str, Any], path: Path, faults: list[str]) -> _Keyed:
    match = texts_of(table, "match", f"{path}: concept", faults)
    where = f"{path}: concept {match[0] if match else '?'}"
    faults += [f"{where}: unknown key {key!r}" for key in table if key not in ("match", *LANGUAGES)]
    if not match:
        faults.append(f"{where}: has no 'match'")
    return _Keyed((), match, Wordings({lang: texts_of(table, lang, where, faults) for lang in LANGUAGES}), where)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # Made when it is needed: hundreds take as long as all else when one clause is shown.
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _doubled(recommendations: list[_Keyed], *others: list[_Keyed]) -> list[str]:
    """Fault IDs in two tables, and wordings that could not tell two tables of one kind apart."""
    named: dict[str, list[str]] = defaultdict(list)
    for table in recommendations:
        for name in table.ids:
            named[name].append(table.origin)
    faults = [f"{origins[-1]}: {name} has a table already, in {origins[0]}" for name, origins in named.items() if len(origins) > 1]
    for tables in (recommendations, *others):
        said: dict[str, list[str]] = defaultdict(list)
        for table in tables:
            for _, text in table.wordings.texts():
                said[fold(text)].append(table.origin)
        faults += [f"{origins[-1]}: {text!r} stands twice, first in {origins[0]}" for text, origins in said.items() if len(origins) > 1]
    return faults
