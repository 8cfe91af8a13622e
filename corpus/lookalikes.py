"""Writing that looks like plain Latin letters and is not: other scripts' look-alikes and characters nobody sees.

After the confusables of Unicode Technical Standard 39, as far as single letters go.
"""

from __future__ import annotations

import re
import unicodedata

_LIKE = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ї": "i", "ј": "j", "ѕ": "s", "һ": "h", "ԁ": "d",
    "ԛ": "q", "ԝ": "w", "к": "k", "м": "m", "т": "t", "н": "h", "в": "b", "г": "r", "п": "n", "ѵ": "v", "ӏ": "l", "ɡ": "g", "ı": "i",
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "У": "Y", "Х": "X", "І": "I",
    "Ї": "I", "Ј": "J", "Ѕ": "S", "Ѵ": "V", "Ӏ": "I", "Ԍ": "G", "α": "a", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p",
    "τ": "t", "υ": "u", "χ": "x", "γ": "y", "η": "n", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M",
    "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X", "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ɢ": "g", "ʜ": "h",
    "ɪ": "i", "ᴊ": "j", "ᴋ": "k", "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v",
    "ᴡ": "w", "ʏ": "y", "ᴢ": "z",
}  # fmt: skip
_LATIN = str.maketrans(_LIKE)
# What turns the direction in which the rest of a line is read, so that words stand where they are not.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Control codes but white space: a terminal obeys them, a page and a file can do nothing with them.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def latin(text: str) -> str:
    """Write look-alikes as the Latin letters they look like, and drop what cannot be seen."""
    if text.isascii():
        return text
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return seen.translate(_LATIN)
