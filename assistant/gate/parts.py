"""A question of several parts, of which one may be beyond the source: the rest is answered."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Query
from assistant.gate.patterns import ATTRIBUTES, BEYOND
from assistant.reading.parties import named_parties
from corpus.catalogue import Catalogue
from corpus.text import fold

_ASKS = (
    r"(?:how|what|when|who|whom|which|where|why|by (?:what|which|when)|has|have|is|are|does|do|did|was|were|will"
    r"|cum|ce|cand|cine|care|unde|cat[ei]?|pana cand|combien|quand|qui|quel(?:le)?s?|comment|ou|est-ce|a-t-)"
)
_BREAK = re.compile(rf"(?:\?\s+|[,;]\s*(?:and|but|also|si|iar|et|mais)?\s+|\s+(?:and|si|iar|et)\s+)(?={_ASKS}\b)", re.IGNORECASE)
_MIN_WORDS = 3
# Attributes that factsheets never hold of anything.
_NEVER = ("penalty", "deadline", "money", "duration", "place", "contact")


def split_parts(query: Query, catalogue: Catalogue) -> tuple[Query, tuple[str, ...]]:
    """Set aside the parts of a question that no factsheet can answer.

    Returns:
        the query without them, and them; the query as it is where all parts or none are so.

    """
    if query.ids or query.footnotes or query.paragraphs or query.carried:
        return query, ()
    pieces = [piece.strip(" ,;?") for piece in _BREAK.split(query.question)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2 or any(len(piece.split()) < _MIN_WORDS for piece in pieces):
        return query, ()
    beyond = [piece for piece in pieces if is_beyond(piece, catalogue)]
    kept = [piece for piece in pieces if piece not in beyond]
    if not beyond or not kept:
        return query, ()
    foreign = named_parties(" ".join(kept), catalogue.parties).foreign
    return replace(query, question=f"{', '.join(kept)}?", topic=" ".join(kept), foreign_parties=foreign), tuple(beyond)


def is_beyond(piece: str, catalogue: Catalogue) -> bool:
    """Say whether a part asks for what factsheets do not hold, or about a country without one."""
    named = named_parties(piece, catalogue.parties)
    text = fold(piece)
    never = BEYOND.search(text) or any(ATTRIBUTES[attribute].search(text) for attribute in _NEVER)
    return bool(never) or bool(named.foreign and not named.loaded)
