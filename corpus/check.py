"""What became of a source text: how much of it is accounted for, and by what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.records import Factsheet, SegmentKind


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a source's non-blank characters divide.

    Attributes:
        total: number of non-blank characters.
        by_kind: number in each kind of segment.
        stray: offsets of those in none.

    """

    total: int
    by_kind: dict[SegmentKind, int]
    stray: tuple[int, ...]

    @property
    def share(self) -> float:
        """Share accounted for, between 0 and 1; 1 for an empty text."""
        return 1 - len(self.stray) / self.total if self.total else 1.0


def coverage(factsheet: Factsheet) -> Coverage:
    """Count non-blank characters by the segment they are in."""
    source = factsheet.source
    by_kind: Counter[SegmentKind] = Counter()
    covered = bytearray(len(source))
    for segment in factsheet.segments:
        covered[segment.start : segment.end] = b"\1" * (segment.end - segment.start)
        by_kind[segment.kind] += sum(not char.isspace() for char in source[segment.start : segment.end])
    solid = [i for i, char in enumerate(source) if not char.isspace() and char != "\ufeff"]
    return Coverage(len(solid), {kind: by_kind[kind] for kind in SegmentKind}, tuple(i for i in solid if not covered[i]))
