"""What every part of the page is drawn from: the records, and the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.messages import say
from assistant.ui.markup import esc
from assistant.ui.words import word
from corpus.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class View:
    """The records and the reader's language.

    Attributes:
        catalogue: all records.
        language: of the page's own words, one of `assistant.messages.LANGUAGES`.
        feedback: whether thumbs are offered.
        accounts: whether there are users, who can log out.

    """

    catalogue: Catalogue
    language: str
    feedback: bool = False
    accounts: bool = False

    def word(self, key: str, **values: object) -> str:
        """Give a text of the page, escaped; values may be anybody's words."""
        return esc(word(self.language, key, **values))

    def say(self, key: str, **values: object) -> str:
        """Give a message of the assistant, escaped."""
        return esc(say(self.language, key, **values))
