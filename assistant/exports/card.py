"""One item as every format shows it: the record's own words, and ours around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from assistant.citing import citation, definition, kind_word, permalink
from assistant.composing.labels import addressee, name
from assistant.exports.selection import Item, Selection
from assistant.exports.text import printable
from assistant.messages import say
from corpus.records import Recommendation, Record, Statement, Urgency

ENGLISH = "en"
_POINT = "- "


class Look(NamedTuple):
    """How a level is marked: a shape and a colour (RRGGBB), so that a print without colour keeps it."""

    shape: str
    colour: str


LOOKS: Mapping[Urgency | None, Look] = MappingProxyType(
    {
        Urgency.REQUIRE: Look("■", "9A1B2F"),
        Urgency.REQUEST: Look("▲", "8A4F00"),
        Urgency.INVITE: Look("●", "1C6A63"),
        None: Look("◆", "44546A"),
    }
)


class Row(NamedTuple):
    """A paragraph of a record, or one of its sub-points without the bullet."""

    text: str
    is_point: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item, ready to be set.

    Attributes:
        name: its ID or IDs, or what it is and where.
        badge: its level's verb ("requires") or its kind; look: how that is marked.
        meaning: the source's own definition of the level, empty for other kinds.
        addressee: whom it addresses, empty for other kinds.
        chapter: numeral and title.
        lead_in: the words with the verb that govern a clause, or that a list item hangs on.
        rows: the record's words.
        footnotes: the numbered footnotes that belong to it, in their own words.
        citation: with the level's verb in Markdown emphasis.
        link: opens the record on the page.
        comment: the user's.

    """

    name: str
    badge: str
    look: Look
    meaning: str
    addressee: str
    chapter: str
    lead_in: str
    rows: tuple[Row, ...]
    footnotes: tuple[tuple[int, str], ...]
    citation: str
    link: str
    comment: str


def cards(selection: Selection) -> tuple[Card, ...]:
    """Make a card of each item, in order."""
    several = len(selection.factsheets) > 1
    return tuple(card(item, selection.address, with_party=several) for item in selection.items)


def card(item: Item, address: str = "", *, with_party: bool = False) -> Card:
    """Make the card of one item, its name with the Party's where several are shown."""
    record, sheet = item.record, item.factsheet
    titles = {chapter.numeral: chapter.title for chapter in sheet.chapters}
    return Card(
        name=printable(f"{record.party}: {name(record, ENGLISH)}" if with_party else name(record, ENGLISH)),
        badge=say(ENGLISH, str(record.urgency)) if record.urgency else kind_word(record.kind),
        look=LOOKS[record.urgency],
        meaning=meaning(item),
        addressee=printable(addressee(record, ENGLISH)) if record.addressee else "",
        chapter=printable(f"{record.chapter}. {titles[record.chapter]}" if record.chapter in titles else record.chapter),
        lead_in=printable(record.lead_in) if isinstance(record, Recommendation | Statement) else "",
        rows=rows_of(record),
        footnotes=tuple(
            (note.number, printable(note.text)) for note in sheet.footnotes if note.number in record.footnotes and note != record
        ),
        citation=printable(citation(record, sheet)),
        link=permalink(record, address),
        comment=printable(item.comment.strip()),
    )


def meaning(item: Item) -> str:
    """Give the source's own definition of the item's level, empty where there is none."""
    found = definition(item.record.urgency, item.factsheet) if item.record.urgency else None
    return printable(found.text.rstrip(";")) if found else ""


def rows_of(record: Record) -> tuple[Row, ...]:
    """Divide a record's words into paragraphs and sub-points."""
    return tuple(Row(row.removeprefix(_POINT), row.startswith(_POINT)) for row in printable(record.text).split("\n"))
