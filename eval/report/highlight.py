"""Words of the source with what matters marked: a citation's gold, or the gold that was cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.records import Span
from eval.report.markup import Html, join, tag
from eval.solid import MARKS, intersection, union

_MARKUP = re.compile(rf"[{MARKS}*_<>]|\]\([^)\s]*\)|\[")
_SPACE = re.compile(r"\s+")


def marked(source: str, shown: Iterable[Span], marks: Iterable[Span]) -> Html:
    """Give the words of some spans, those that are also in others marked; spans beyond the source are cut."""
    end = len(source)
    whole = [Span(min(span.start, end), min(span.end, end)) for span in union(shown)]
    inside = intersection(whole, marks)
    parts = [part for span in whole for part in (*_pieces(source, span, inside), " ")]
    return join(parts[:-1])


def _pieces(source: str, span: Span, inside: Sequence[Span]) -> list[object]:
    pieces: list[object] = []
    at = span.start
    for mark in intersection([span], inside):
        pieces += [_words(source[at : mark.start]), tag("mark", _words(source[mark.start : mark.end]))]
        at = mark.end
    return [piece for piece in (*pieces, _words(source[at : span.end])) if piece]


def _words(text: str) -> str:
    """Make a stretch readable: no footnote marks, no emphasis, no link targets, spaces for breaks."""
    return _SPACE.sub(" ", _MARKUP.sub("", text))


def spans(raw: Iterable[Sequence[int]]) -> list[Span]:
    """Read spans from JSON."""
    return [Span(int(start), int(end)) for start, end in raw]
