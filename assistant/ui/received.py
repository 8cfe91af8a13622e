"""What the browser sends, read into frozen types; whatever is not as it should be is one clear line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.browsing import Match, Order, Wanted
from assistant.exports import Item
from assistant.gate.sense import LONGEST_QUESTION
from assistant.ui.words import spoken
from corpus.catalogue import Catalogue, Filters
from corpus.errors import InputError
from corpus.records import Addressee, Kind, Urgency
from corpus.text import whole

# As many items as anybody would order by hand, and turns as anybody would scroll through.
_MOST = 2000
_MOST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a conversation.

    Attributes:
        question: as typed.
        history: earlier questions, oldest first.
        within: filters set beside it.

    """

    question: str
    history: tuple[str, ...]
    within: Filters


class Received:
    """The JSON object of one request."""

    def __init__(self, data: object, catalogue: Catalogue) -> None:
        """Keep it; raises InputError where it is no object."""
        if not isinstance(data, Mapping):
            msg = "the request is no JSON object; reload the page"
            raise InputError(msg)
        self._data: Mapping[str, Any] = data
        self._catalogue = catalogue

    @property
    def language(self) -> str:
        """Language of the page."""
        return spoken(self.text("language"))

    def text(self, key: str, most: int = _MOST_TEXT) -> str:
        """Give a text, empty where there is none, cut where it is too long."""
        value = self._data.get(key, "")
        return whole(value[:most]) if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """Give a whole number; raises InputError where it is none."""
        value = self._data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            msg = f"{key} must be a whole number"
            raise InputError(msg)
        return value

    def flag(self, key: str) -> bool:
        """Give a yes or no."""
        return self._data.get(key) is True

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts."""
        value = self._data.get(key)
        return tuple(whole(each[:_MOST_TEXT]) for each in value[:_MOST] if isinstance(each, str)) if isinstance(value, list) else ()

    def asked(self) -> Asked:
        """Give the question."""
        return Asked(self.text("question", LONGEST_QUESTION).strip(), self.texts("history"), self.filters())

    def turns(self) -> tuple[Asked, ...]:
        """Give the questions of a conversation."""
        return tuple(Received(turn, self._catalogue).asked() for turn in self._list("turns"))

    def filters(self) -> Filters:
        """Give the filters; raises InputError where one names what there is not."""
        data = self._data.get("filters")
        if not isinstance(data, Mapping):
            return Filters()
        chosen = Received(data, self._catalogue)
        chapters = {chapter.numeral for sheet in self._catalogue.factsheets for chapter in sheet.chapters}
        unknown = [value for value in chosen.texts("chapters") if value not in chapters]
        unknown += [value for value in chosen.texts("parties") if value not in self._catalogue.parties]
        if unknown:
            msg = f"there is no {', '.join(map(repr, unknown))} to filter by; clear the filters"
            raise InputError(msg)
        try:
            return Filters(
                parties=chosen.texts("parties"),
                chapters=chosen.texts("chapters"),
                urgencies=tuple(map(Urgency, chosen.texts("urgencies"))),
                addressees=tuple(map(Addressee, chosen.texts("addressees"))),
                kinds=tuple(map(Kind, chosen.texts("kinds"))),
            )
        except ValueError as error:
            msg = f"{error}; clear the filters"
            raise InputError(msg) from error

    def wanted(self) -> Wanted:
        """Give what is to be listed."""
        match, order = self.text("match"), self.text("order")
        return Wanted(
            query=self.text("query", 500),
            match=Match(match) if match in set(Match) else Match.MEANING,
            filters=self.filters(),
            order=Order(order) if order in set(Order) else Order.BEST,
            descending=self.flag("descending"),
        )

    def items(self) -> tuple[Item, ...]:
        """Give the records of the basket in their order, each once; raises InputError for records that are not there."""
        named = {
            Received(item, self._catalogue).text("record"): Received(item, self._catalogue).text("comment") for item in self._list("items")
        }
        found = {name: self._catalogue.get(name) for name in named}
        absent = [name for name, record in found.items() if record is None]
        if absent:
            msg = f"there is no record {', '.join(map(repr, absent))} any more; take it out"
            raise InputError(msg)
        return tuple(
            Item(record, self._catalogue.factsheet(record.party), named[name]) for name, record in found.items() if record is not None
        )

    def _list(self, key: str) -> list[Any]:
        value = self._data.get(key)
        return value[:_MOST] if isinstance(value, list) else []
