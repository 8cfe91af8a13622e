"""Text for a terminal, which shows it and obeys none of it."""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.text import whole

# Control codes but line feeds and tabs, and what turns the direction in which a line is read.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(text: object) -> str:
    """Put U+FFFD for what a terminal would obey."""
    return _OBEYED.sub("\ufffd", str(text).replace("\r\n", "\n"))


def json_text(data: Any, indent: int | None = None) -> str:
    """Give a JSON value as text; what a terminal would obey, or half a character, stands in it as its number."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    if text != whole(text):
        text = json.dumps(data, indent=indent)
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
