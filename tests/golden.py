"""The golden tables, the texts they were written from, a small factsheet to vary and an encoder without a model."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from functools import cache
from pathlib import Path

import numpy as np

from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Factsheet, Recommendation
from index.boundary import Boundary
from index.chunks import Chunk
from index.encoders import Vectors
from index.lessons import Lessons

ROOT = Path(__file__).parent.parent
DIMENSION = 8
SLUGS = ("romania", "valdoria", "norland-and-esk", "republic-of-tamar")

# Every kind of clause once, small enough to count lines by eye: the lines of faults are literals.
SMALL = """\
FACTSHEET – ARCADIA

Last update: 01.02.2023

I. Introduction

This factsheet is a practical tool to be used by Arcadia.

VI. Assistance to victims

Observations and recommendations of the Committee on assistance to victims specific to Arcadia

The Committee observes that Arcadia runs two helplines.¹

- The Committee **requires** Arcadia to set up a helpline.²

The Committee **invites** Arcadia:

- to pay the helpline.³
- to train its staff⁴ every year.⁵

¹ Paras. 288, 290.

² Recommendation VI-1.

³ Recommendation VI-2.

⁴ Volunteers are staff as well.

⁵ Recommendations VI-3 and VI-4.

Generic recommendations of the Committee on assistance to victims

The Committee **requests** all Parties, including Arcadia:

- to publish figures.⁶

⁶ Recommendation VI-5.
"""


def path(slug: str) -> Path:
    """Give the file of a factsheet that has golden tables."""
    bundled = ROOT / "corpus" / "factsheets" / f"{slug}.txt"
    return bundled if bundled.exists() else ROOT / "eval" / "data" / "factsheets" / f"{slug}.txt"


@cache
def source(slug: str) -> str:
    """Give a factsheet's text as it was decoded, line ends and all."""
    return path(slug).read_bytes().decode("utf-8")


@cache
def parsed(slug: str) -> Factsheet:
    """Parse a factsheet once for all tests; its records are frozen."""
    return parse_factsheet(source(slug), slug)


@cache
def table(slug: str, name: str) -> tuple[dict[str, str], ...]:
    """Read a golden table: `clauses`, `footnotes` or, for Romania only, `statements`.

    Quoting is off, as the tables hold quotation marks as plain words.
    """
    file = ROOT / "eval" / "data" / "golden" / f"{slug}.{name}.tsv"
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def numbers(cell: str) -> tuple[int, ...]:
    """Read a cell of comma-separated numbers."""
    return () if cell == "-" else tuple(int(part) for part in cell.split(","))


def ids(cell: str) -> tuple[str, ...]:
    """Read a cell of recommendation IDs."""
    return () if cell == "-" else tuple(cell.split("+"))


def clause(factsheet: Factsheet, recommendation_id: str) -> Recommendation:
    """Give the one clause that names an ID."""
    (found,) = [record for record in factsheet.recommendations if recommendation_id in record.recommendation_ids]
    return found


def content_hash(chunks: Sequence[Chunk]) -> str:
    """Digest chunks and their wordings, in order."""
    return hashlib.sha256(json.dumps([astuple(chunk) for chunk in chunks]).encode()).hexdigest()


class FakeEncoder:
    """An Encoder whose vectors are drawn from a digest of the text: no model, the same everywhere."""

    def __init__(self, spec: str = "fake", checksum: str = "0" * 64) -> None:
        """Begin with nothing encoded."""
        self.spec, self.dimension, self.checksum = spec, DIMENSION, checksum
        self.encoded: list[str] = []

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts to be found and remember them."""
        self.encoded += texts
        for done in range(1, len(texts) + 1):
            if progress:
                progress(done)
        return self.queries(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        rows = [np.frombuffer(hashlib.sha256(text.encode()).digest()[:DIMENSION], dtype=np.uint8) - 127.5 for text in texts]
        vectors = np.asarray(rows, dtype=np.float32).reshape(len(texts), DIMENSION)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write something, as an encoder may."""
        (folder / "fake.txt").write_text(self.spec, encoding="utf-8")


class FakeFamily:
    """The family of one encoder that is there already."""

    def __init__(self, fake: FakeEncoder) -> None:
        """Keep the encoder; count how often it is made or loaded."""
        self.fake = fake
        self.made = 0

    def checksum(self) -> str:
        """Give the encoder's."""
        return self.fake.checksum

    def make(self) -> FakeEncoder:
        """Give the encoder."""
        self.made += 1
        return self.fake

    def load(self, folder: Path) -> FakeEncoder:
        """Give the encoder, if it was saved there."""
        assert (folder / "fake.txt").is_file()
        return self.make()


def made_up_lessons(sums: Mapping[str, Vectors]) -> Lessons:
    """Make lessons for the fake encoder: one wording in each table, wordings spread alike in all directions."""
    boundary = Boundary(np.eye(2, DIMENSION, dtype=np.float16), np.asarray([1, -1], dtype=np.float32), 0.5, 3.0)
    return Lessons("0" * 64, dict.fromkeys(sums, 1), sums, np.eye(DIMENSION, dtype=np.float32), boundary)
