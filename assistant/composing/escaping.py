"""Words that are not ours inside our Markdown: whatever renders it shows them and obeys none of them."""

from __future__ import annotations

import re

from corpus.lookalikes import CONTROL, TURNING

_MARKUP = re.compile(r"[\\\[*`<]|&(?=#|\w+;)")
# A source prints its web addresses as `<https://…>`, which is no more than a link.
_MARKUP_BUT_LINKS = re.compile(r"[\\\[*`]|<(?!https?://[^\s<>]+>)|&(?=#|\w+;)")
_ESCAPED = re.compile(r"\\([\\\[*`<&])")


def escaped_record(text: str) -> str:
    """Put a backslash before what Markdown would read as markup or as HTML in a record's words."""
    return _MARKUP_BUT_LINKS.sub(r"\\\g<0>", text)


def escaped_echo(text: str) -> str:
    """Do the same for words of a question, and drop what turns or steers the words around them."""
    return _MARKUP.sub(r"\\\g<0>", CONTROL.sub(" ", TURNING.sub("", text)))


def unescaped(text: str) -> str:
    """Take the backslashes away again, for what does not read Markdown."""
    return _ESCAPED.sub(r"\1", text)
