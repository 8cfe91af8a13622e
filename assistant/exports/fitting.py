"""How large a text can be set in a box, and where it has to go on in a further one.

Widths are measured with the font that Pillow carries, a sans serif a little wider than Arial, so that
what fits by this estimate fits on a machine whose Arial is a substitute of the same widths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from PIL import ImageFont

LINE = 1.2  # height of a line, in font sizes
GAP = 0.4  # room below a paragraph, in font sizes
INDENT = 1.2  # of a sub-point, in font sizes
_MEASURED_AT = 100
_MARGIN = 1.03  # of safety, on every width
_SENTENCE_ENDS = (".", ";", ":", "?", "!")


class Box(NamedTuple):
    """Room for text, in points, and the font sizes that are large enough to read, largest first."""

    width: float
    height: float
    sizes: range


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph to be set: a lead-in, a sub-point, or the rest of what a slide cut."""

    text: str
    is_point: bool = False
    is_lead: bool = False
    goes_on: bool = False


class Fitted(NamedTuple):
    """A font size in points, and what stands in each box."""

    size: int
    pages: tuple[tuple[Piece, ...], ...]


def fit(pieces: Sequence[Piece], box: Box) -> Fitted:
    """Choose the largest size at which all pieces fit one box, or the smallest and as many boxes as it takes."""
    for size in box.sizes:
        if height(pieces, box.width, size) <= box.height:
            return Fitted(size, (tuple(pieces),))
    return Fitted(box.sizes[-1], tuple(_pages(list(pieces), box, box.sizes[-1])))


def height(pieces: Sequence[Piece], width: float, size: int) -> float:
    """Estimate the height of some paragraphs, in points."""
    return sum((len(lines(piece, width, size)) * LINE + GAP) * size for piece in pieces)


def lines(piece: Piece, width: float, size: int) -> list[str]:
    """Break a paragraph into lines as a slide does, a word at a time."""
    room = (width - (INDENT * size if piece.is_point else 0)) / size
    found: list[str] = []
    used = 0.0
    for word in piece.text.split():
        wide = _width(word)
        if found and used + _width(" ") + wide <= room:
            found[-1] += f" {word}"
            used += _width(" ") + wide
        else:
            # A word wider than the line is broken somewhere, and takes several.
            found += [word, *([""] * int(wide // room))]
            used = wide % room
    return found or [""]


@cache
def _width(text: str) -> float:
    """Measure a text, in font sizes."""
    return _MARGIN * ImageFont.load_default(_MEASURED_AT).getlength(text) / _MEASURED_AT


def _pages(pieces: list[Piece], box: Box, size: int) -> list[tuple[Piece, ...]]:
    pages: list[list[Piece]] = [[]]
    while pieces:
        piece = pieces.pop(0)
        left = box.height - height(pages[-1], box.width, size)
        alone = not pages[-1] and " " not in piece.text.strip()  # a single word is never cut
        if alone or height([piece], box.width, size) <= left:
            pages[-1].append(piece)
            continue
        head, tail = _cut(piece, int((left / size - GAP) / LINE), box.width, size, whole_page=not pages[-1])
        pages[-1] += [head] if head else []
        pages.append([])
        pieces.insert(0, tail)
    return [tuple(page) for page in pages]


def _cut(piece: Piece, count: int, width: float, size: int, *, whole_page: bool) -> tuple[Piece | None, Piece]:
    """Cut a paragraph after at most so many lines, behind a sentence where one ends in the second half of them."""
    words = piece.text.split()
    most = len(" ".join(lines(piece, width, size)[: max(count, 1 if whole_page else 0)]).split())
    ends = [place + 1 for place, (word, _) in enumerate(pairwise(words)) if word.endswith(_SENTENCE_ENDS)]
    at = max((end for end in ends if most / 2 <= end <= most), default=most if whole_page else 0)
    at = min(max(at, 1), len(words) - 1) if whole_page else at
    if not at:
        return None, piece
    return replace(piece, text=" ".join(words[:at])), replace(piece, text=" ".join(words[at:]), goes_on=True)
