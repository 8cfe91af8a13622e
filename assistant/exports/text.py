"""Text that every format can hold."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t"
_NO_CHARACTERS = ("Cc", "Cs", "Cn")  # control codes, halves of surrogate pairs, code points without a character


def printable(text: str) -> str:
    """Drop what XML, and so no office file, can hold; line breaks and tabs stay."""
    return "".join(char for char in text if char in _KEPT or unicodedata.category(char) not in _NO_CHARACTERS)
