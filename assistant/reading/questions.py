"""Where one question of several ends and the next begins."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.reading.references import fold_keep_case

_AND = r"(?:and|but|also|so|or|plus|si|iar|dar|sau|et|mais|ou)"
_IN = r"(?:at|to|in|for|from|by|of|with|on|la|pe|din|de|in|a|par|dans|pour)"
_WH = (
    r"(?:how|what|when|who|whom|which|where|why|cum|ce|cand|cine|care|unde|cui|cat[aei]?|de ce"
    r"|combien|quand|qui|quoi|quel(?:le)?s?|(?:les?|la|aux?|des?)quel(?:le)?s|laquelle|lequel|comment|pourquoi|qu'est-ce)"
)
_THERE = (
    r"(?:(?:is|are|was|were|does|do|did|has|have|must|should|can) (?:it|they|that|this|those|these|there|any|he|she|we)"
    r"|(?:este|e|sunt|are|au|trebuie) (?:ea|el|ele|aceasta|acestea|vreo|oare|obligatori\w*|adresat\w*)|(?:est|sont|a|ont|doit|y a)-(?:t-)?(?:elles?|ils?|ce|on))"
)
_NEXT = rf"(?:(?:{_IN} )?{_WH}|{_THERE})\b"
_BREAK = re.compile(rf"(?:\?\s+(?:{_AND}\s+)?(?=\w)|[,;]\s*(?:{_AND}\s+)?(?={_NEXT})|\s+{_AND}\s+(?={_NEXT}))", re.IGNORECASE)
# "Clauses which concern judges and which bind": the word goes on with what it stands for.
_RELATIVE = re.compile(r"(?:which|who|whom|where|when|care|ce|qui|unde|cand)\b", re.IGNORECASE)
# What each of several must begin with; "in chapter V, how many …" asks one thing, and so does "what about V, how many …".
_BEGINS = re.compile(
    rf"^\W*(?:{_AND}\W+)?(?:(?:{_IN} )?{_WH}|is|are|was|were|does|do|did|has|have|must|should|can|may|este|e|sunt|are|au|trebuie|poate|est-ce|est|sont|y a-t-il|doit|faut-il|existe)\b(?! about\b)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"^\W*(?:when|where|cand|unde|quand|cum|comment) (?!is\b|are\b|was\b|were\b|do\b|does\b|did\b|will\b|este\b|e\b|sunt\b|a\b|au\b|se\b|est\b|sont\b|s')",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2


def questions_in(question: str) -> list[str]:
    """Give the questions that one line asks, in order; one where it asks one."""
    # Breaks are found without diacritics ("și", "où") and hold for the question as it is written.
    plain = fold_keep_case(question)
    whole = question if len(plain) == len(question) else plain
    breaks = [match.span() for match in _BREAK.finditer(plain)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(plain)]
    kept = [place for place, (before, here) in enumerate(pairwise(zip(starts, ends, strict=True))) if not _goes_on(plain, before, here)]
    starts, ends = [0, *(breaks[place][1] for place in kept)], [*(breaks[place][0] for place in kept), len(plain)]
    pieces = [whole[start:end].strip(" ,;") for start, end in zip(starts, ends, strict=True)]
    pieces = [piece for piece in pieces if piece.strip(" ?.!")]
    return pieces if all(map(_is_question, pieces)) else [question]


def _is_question(piece: str) -> bool:
    plain = fold_keep_case(piece)
    return len(piece.split()) >= _FEWEST_WORDS and bool(_BEGINS.match(plain)) and not _SUBORDINATE.match(plain)


def _goes_on(plain: str, before: tuple[int, int], here: tuple[int, int]) -> bool:
    """Say whether what begins here is a clause of the question before: its word stands in the middle of that."""
    begins = _RELATIVE.match(plain[here[0] : here[1]])
    if begins is None or "?" in plain[before[1] : here[0]]:
        return False
    return bool(re.search(rf"\w\W+{begins[0]}\b", plain[before[0] : before[1]], re.IGNORECASE))
