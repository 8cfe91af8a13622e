"""Parsers by kind of document: one file and one row each.

A parser takes the decoded text and the name of its origin and gives a Factsheet, or raises
SourceError with every fault it found.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from corpus.errors import UnknownNameError
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Factsheet


class Parser(Protocol):
    """Turns a source text into records."""

    def __call__(self, source: str, origin: str) -> Factsheet:
        """Parse, or raise SourceError."""
        ...


PARSERS: Mapping[str, Parser] = MappingProxyType({"factsheet": parse_factsheet})


def parser(name: str) -> Parser:
    """Give the parser of that name; UnknownNameError lists the known ones."""
    if name not in PARSERS:
        raise UnknownNameError("parser", name, sorted(PARSERS))
    return PARSERS[name]
