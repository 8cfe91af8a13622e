"""Which Parties and other countries a question names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from assistant.reading.lexicon import PARTY
from assistant.reading.references import fold_keep_case
from corpus.text import fold

# Names that are everyday words unless they are written with a capital.
_EVERYDAY = frozenset("turkey chad jordan mali oman man jersey guinea cuba polish pole us in dane finn ceh".split())


class Country(NamedTuple):
    """A country and how to find it in folded text."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """Match a name or an adjective in folded text."""
        return _pattern(self.names, self.adjectives)


class Named(NamedTuple):
    """The Parties a question names: those loaded, and other countries."""

    loaded: tuple[str, ...]
    foreign: tuple[str, ...]


# "Say it in French" names no Party.
_LANGUAGES = frozenset(
    "french romanian german italian spanish polish hungarian russian turkish greek portuguese dutch"
    " franceza romana engleza germana francais roumain allemand italien espagnol".split()
)
_WORD = re.compile(r"\w+")
_BEGINNING = 3
_SHORTEST_NAME = 6
_IN = re.compile(r"(?:^|\s)(?:in|en|into)\s$")


# Whoever asks for "our country" speaks of a Party that is loaded.
_OURS = re.compile(r"\b(?:(?:our|my|this) (?:own )?country|tara noastra|statul nostru|notre pays)\b")


def named_parties(question: str, loaded: Sequence[str]) -> Named:
    """Find the Parties and countries a question names, by name or adjective.

    Args:
        question: as asked.
        loaded: names of the Parties whose factsheets are loaded.

    """
    text = fold(question)
    ours: list[str] = []
    found: list[str] = []
    for country in _possible(text, tuple(loaded)):
        hits = [m for m in country.pattern.finditer(text) if _means_country(m, question)]
        if not hits:
            continue
        (ours if country.name in loaded else found).append(country.name)
    return Named(tuple(ours), tuple(found))


def for_other(question: str, foreign: Sequence[str], party: str, loaded: Sequence[str]) -> str:
    """Give a question about other countries as one about a loaded Party; diacritics are lost."""
    text = fold_keep_case(question)
    for country in _countries(tuple(loaded)):
        if country.name in foreign:
            text = re.sub(country.pattern.pattern, party, text, flags=re.IGNORECASE)
    return text


def without_parties(text: str, loaded: Sequence[str]) -> str:
    """Give folded text with `lexicon.PARTY` for each name of a loaded Party."""
    for country in _countries(tuple(loaded)):
        if country.name in loaded:
            text = country.pattern.sub(f" {PARTY} ", text)
    text = _OURS.sub(f" {PARTY} ", text)
    return " ".join(text.split())


@cache
def country_names(loaded: tuple[str, ...]) -> tuple[str, ...]:
    """Give the folded names of one word, of six letters and more, of all countries; those of loaded Parties first."""
    countries = sorted(_countries(loaded), key=lambda country: country.name not in loaded)
    names = (fold(name) for country in countries for name in (*country.names, *country.adjectives))
    return tuple(dict.fromkeys(name for name in names if name.isalpha() and len(name) >= _SHORTEST_NAME))


def _means_country(match: re.Match[str], question: str) -> bool:
    word = match[0]
    if word in _LANGUAGES and _IN.search(match.string[: match.start()]):
        return False
    if word not in _EVERYDAY:
        return True
    original = question[match.start() : match.end()]
    return original[:1].isupper() and (word != "us" or original == "US")


def _possible(text: str, loaded: tuple[str, ...]) -> list[Country]:
    """Give the countries of which a name could begin where a word of folded text does; most are not worth a search."""
    begun = {word[:length] for word in _WORD.findall(text) for length in range(1, _BEGINNING + 1)}
    return [country for country, beginnings in _with_beginnings(loaded) if beginnings & begun]


@cache
def _with_beginnings(loaded: tuple[str, ...]) -> tuple[tuple[Country, frozenset[str]], ...]:
    """Put to each country how the first words of its names and adjectives begin."""
    return tuple(
        (country, frozenset(_WORD.findall(fold(name))[0][:_BEGINNING] for name in (*country.names, *country.adjectives)))
        for country in _countries(loaded)
    )


@cache
def _countries(loaded: tuple[str, ...]) -> tuple[Country, ...]:
    data = tomllib.loads((resources.files("assistant.reading") / "countries.toml").read_text(encoding="utf-8"))
    countries = []
    known: set[str] = set()
    for entry in data.values():
        names, adjectives = tuple(entry["names"]), tuple(entry["adjectives"])
        name = next((party for party in loaded if fold(party) in map(fold, names)), names[0])
        known.add(name)
        countries.append(Country(name, names, adjectives))
    countries += [Country(party, (party, *_short(party))) for party in loaded if party not in known]
    return tuple(countries)


def _short(party: str) -> tuple[str, ...]:
    """Give the name without "Republic of"."""
    short = re.sub(r"^(?:the )?(?:\w+ )?(?:republic|kingdom|principality) of (?:the )?", "", party, flags=re.IGNORECASE)
    return (short,) if short != party else ()


@cache
def _pattern(names: tuple[str, ...], adjectives: tuple[str, ...]) -> re.Pattern[str]:
    """Match names with their case endings (Romaniei, României) and adjectives with theirs."""
    stems = sorted((_stem(fold(name)) for name in names), key=len, reverse=True)
    parts = [rf"(?:{'|'.join(stems)})(?:'s|’s)?"]
    if adjectives:
        parts.append(rf"(?:{'|'.join(map(re.escape, map(fold, adjectives)))})(?:s|e|es|i|a|ii|esti|easca|ilor|ul|ului|nes?)?")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)")


def _stem(name: str) -> str:
    """Let a name that ends in -a take its Romanian genitive: Germania, Germaniei."""
    return rf"{re.escape(name[:-1])}(?:a|ei)" if name.endswith("a") else re.escape(name)
