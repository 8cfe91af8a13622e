"""A question of several parts, of which one may be beyond the source: the rest is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.gate.patterns import ATTRIBUTES, BEYOND, NEVER
from assistant.query import Query
from assistant.reading import lexicon
from assistant.reading.parties import named_parties
from assistant.reading.references import fold_keep_case, recommendation_ids
from assistant.reading.topic_words import left_over
from corpus.catalogue import Catalogue
from corpus.text import fold

_ASKS = (
    r"(?:(?:(?:at|to|in|for|from|by|of|with|on|la|pe|din|de|in|a|par|dans|pour) )?"
    r"(?:how|what|when|who|whom|which|where|why|cum|ce|cand|cine|care|unde|cat[ei]?|combien|quand|qui|qu[e'’]|quel(?:le)?s?|comment)"
    r"|has|have|is|are|does|do|did|was|were|will|pana cand|est-ce|a-t-)"
)
_BREAK = re.compile(
    rf"(?:\?\s+(?:(?:and|but|also|so|si|iar|et|mais)\s+)?|[,;]\s*(?:and|but|also|si|iar|et|mais)?\s+|\s+(?:and|si|iar|et)\s+)(?={_ASKS}\b)",
    re.IGNORECASE,
)
_MIN_WORDS = 3


def split_parts(query: Query, catalogue: Catalogue) -> tuple[Query, tuple[str, ...]]:
    """Set aside the parts of a question that no factsheet can answer.

    Returns:
        the query without them, and them; the query as it is where all parts or none are so.

    """
    pieces = _pieces(query)
    beyond = [piece for piece in pieces if is_beyond(piece, catalogue)]
    kept = [piece for piece in pieces if piece not in beyond]
    kept = [piece for piece in kept if _asks_something(piece)]
    if not beyond or not kept or any(recommendation_ids(piece) for piece in beyond):
        return query, ()
    foreign = named_parties(" ".join(kept), catalogue.parties).foreign
    return replace(_of(query, kept), foreign_parties=foreign), tuple(beyond)


def split_attributes(query: Query, missing: Sequence[str]) -> tuple[Query, tuple[str, ...]]:
    """Set aside the parts of a question that ask for attributes which the evidence was found not to hold."""
    pieces = _pieces(query)
    beyond = [piece for piece in pieces if any(ATTRIBUTES[attribute].search(fold(piece)) for attribute in missing)]
    kept = [piece for piece in pieces if piece not in beyond]
    return (_of(query, kept), tuple(beyond)) if beyond and kept else (query, ())


def _pieces(query: Query) -> list[str]:
    """Give the parts of a question of several; nothing for a question of one."""
    if query.footnotes or query.paragraphs or query.carried:
        return []
    # Breaks are found without diacritics ("și", "où") and hold for the question as it is written.
    plain = fold_keep_case(query.question)
    question = query.question if len(plain) == len(query.question) else plain
    ends = [0, *(place for match in _BREAK.finditer(plain) for place in match.span()), len(plain)]
    parts = [question[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)]
    pieces = [piece for part in parts if (piece := part.strip(" ,;?"))]
    return [] if len(pieces) < 2 or any(len(piece.split()) < _MIN_WORDS and not _is_never(piece) for piece in pieces) else pieces


def _of(query: Query, kept: Sequence[str]) -> Query:
    return replace(query, question=f"{', '.join(kept)}?", topic=" ".join(kept))


def is_beyond(piece: str, catalogue: Catalogue) -> bool:
    """Say whether a part asks for what factsheets do not hold, or about a country without one."""
    named = named_parties(piece, catalogue.parties)
    text = fold(piece)
    # "And Switzerland, what is asked of it?" asks one thing.
    return _is_never(piece) or bool(named.foreign and not named.loaded and re.search(rf"\b{_ASKS}\b", text))


def _asks_something(piece: str) -> bool:
    """Say whether a part names anything: "how many are there" is about what another part names."""
    text = fold(piece)
    named = recommendation_ids(piece) or lexicon.RECOMMENDATIONS.search(text) or lexicon.CHAPTERS.search(text)
    level = any(pattern.search(text) for pattern in (lexicon.BINDING, *lexicon.LEVELS.values()))
    return bool(named or level or left_over(text))


def _is_never(piece: str) -> bool:
    text = fold(piece)
    return bool(BEYOND.search(text)) or any(ATTRIBUTES[attribute].search(text) for attribute in NEVER)
