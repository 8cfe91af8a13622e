"""Questions about what can have neither rights nor duties: whether a giraffe may ratify something is asked of no factsheet."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from assistant.answer import Abstention, Reason
from assistant.gate.exists import general_suggestions
from assistant.messages import say
from assistant.query import Query
from corpus.catalogue import Catalogue
from corpus.text import fold


def refuse_absurd(query: Query, catalogue: Catalogue) -> Abstention | None:
    """Refuse a question about an animal, a heavenly body or the like, of which no factsheet speaks."""
    found = _beings(query.language).search(fold(query.question))
    if found is None or any(found[0] in fold(record.text).split() for record in catalogue.records):
        return None
    return Abstention(Reason.OFF_TOPIC, say(query.language, "off_topic"), general_suggestions(query.language, catalogue), query.intent)


@cache
def _beings(language: str) -> re.Pattern[str]:
    text = (resources.files("assistant.gate") / "beings.toml").read_text(encoding="utf-8")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(tomllib.loads(text)[language])})(?![\w-])")
