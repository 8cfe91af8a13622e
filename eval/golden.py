"""The golden tables: what each factsheet says, written by hand from the source, never by the parser.

`data/golden/SLUG.clauses.tsv`, `….footnotes.tsv` and (Romania only) `….statements.tsv`, one row a
record in the order of the source; `-` stands for nothing, lists are joined by `,` (numbers) or `+`
(recommendation IDs). The texts are `corpus/factsheets/SLUG.txt` or `data/factsheets/SLUG.txt`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from corpus.records import Addressee, Kind, Span, Urgency
from eval.solid import comparable, running_count, union

DATA = Path(str(resources.files("eval"))) / "data"
_CORPUS = Path(str(resources.files("corpus")))
_CLAUSES = ".clauses.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenClause:
    """One recommendation clause.

    Attributes:
        ids: recommendation IDs as printed; empty where none is.
        footnote: the one that carries the IDs, None where none does; `footnotes` are all of them.
        first_words, last_words: of the clause, marks and emphasis aside.
        points: number of its sub-points.

    """

    ids: tuple[str, ...]
    urgency: Urgency
    addressee: Addressee
    chapter: str
    footnote: int | None
    footnotes: tuple[int, ...]
    first_words: str
    last_words: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenStatement:
    """A run of sentences that recommends nothing; fields as in `GoldenClause`."""

    kind: Kind
    chapter: str
    footnotes: tuple[int, ...]
    paragraphs: tuple[int, ...]
    first_words: str
    last_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenFootnote:
    """One footnote.

    Attributes:
        kind: `recommendation`, `paragraphs` or `note`.
        value: the IDs joined by `+`, the paragraphs joined by `,`, or the note's words: its first
            five, ` … `, its last four, or all of them when there are no more.

    """

    number: int
    kind: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What is true of one factsheet, by hand.

    Attributes:
        slug: identifier of the Party (`norland-and-esk`).
        source: the text, decoded; all offsets are into it.
        statements: empty where nobody wrote that table.

    """

    slug: str
    source: str
    clauses: tuple[GoldenClause, ...]
    statements: tuple[GoldenStatement, ...]
    footnotes: tuple[GoldenFootnote, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """All recommendation IDs of the factsheet."""
        return frozenset(self._by_id)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """All footnote numbers of the factsheet."""
        return frozenset(note.number for note in self.footnotes)

    @cached_property
    def _by_id(self) -> dict[str, GoldenClause]:
        return {name: clause for clause in self.clauses for name in clause.ids}

    @cached_property
    def comparable(self) -> str:
        """The whole text as `solid.comparable` leaves it."""
        return comparable(self.source)

    @cached_property
    def _count(self) -> NDArray[np.int32]:
        return running_count(self.source)

    def solid_count(self, spans: Iterable[Span]) -> int:
        """Count the characters that count in some spans, each once; spans beyond the text hold none there."""
        end = len(self.source)
        return sum(int(self._count[min(s.end, end)] - self._count[min(s.start, end)]) for s in union(spans))

    def clause(self, recommendation_id: str) -> GoldenClause | None:
        """Give the clause whose footnote names that ID, None where none does."""
        return self._by_id.get(recommendation_id)

    def unnumbered(self, footnote: int) -> GoldenClause | None:
        """Give the clause without an ID that bears that footnote."""
        return next((clause for clause in self.clauses if not clause.ids and footnote in clause.footnotes), None)


def load_references() -> Mapping[str, Reference]:
    """Load every factsheet that has golden tables, by slug.

    Raises:
        InputError: a table or a text is missing or cannot be read; says which row.

    """
    slugs = sorted(path.name.removesuffix(_CLAUSES) for path in (DATA / "golden").glob(f"*{_CLAUSES}"))
    return {name: load_reference(name) for name in slugs}


def load_reference(slug: str) -> Reference:
    """Load the golden tables and the text of one factsheet; raises InputError."""
    golden = DATA / "golden"
    statements = golden / f"{slug}.statements.tsv"
    try:
        return Reference(
            slug=slug,
            source=_text(slug),
            clauses=tuple(_clause(row) for row in _rows(golden / f"{slug}{_CLAUSES}")),
            statements=tuple(_statement(row) for row in _rows(statements)) if statements.exists() else (),
            footnotes=tuple(_footnote(row) for row in _rows(golden / f"{slug}.footnotes.tsv")),
        )
    except (OSError, KeyError, ValueError) as error:
        msg = f"golden tables of {slug}: {error}; compare them with those of another Party"
        raise InputError(msg) from error


def _text(slug: str) -> str:
    """Decode the text by hand: reading it as text would translate line ends and shift offsets."""
    ours = _CORPUS / "factsheets" / f"{slug}.txt"
    path = ours if ours.exists() else DATA / "factsheets" / f"{slug}.txt"
    return path.read_bytes().decode("utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    # Quoting is off: the tables hold quotation marks as plain words.
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def _ids(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("+"))


def _numbers(cell: str) -> tuple[int, ...]:
    return () if cell == "-" else tuple(int(part) for part in cell.split(","))


def _clause(row: Mapping[str, str]) -> GoldenClause:
    return GoldenClause(
        ids=_ids(row["ids"]),
        urgency=Urgency(row["urgency"]),
        addressee=Addressee(row["addressee"]),
        chapter=row["chapter"],
        footnote=None if row["footnote"] == "-" else int(row["footnote"]),
        footnotes=_numbers(row["footnotes"]),
        first_words=row["first_words"],
        last_words=row["last_words"],
        points=int(row["points"]),
    )


def _statement(row: Mapping[str, str]) -> GoldenStatement:
    return GoldenStatement(
        kind=Kind(row["kind"]),
        chapter=row["chapter"],
        footnotes=_numbers(row["footnotes"]),
        paragraphs=_numbers(row["paragraphs"]),
        first_words=row["first_words"],
        last_words=row["last_words"],
    )


def _footnote(row: Mapping[str, str]) -> GoldenFootnote:
    return GoldenFootnote(number=int(row["number"]), kind=row["kind"], value=row["value"])
