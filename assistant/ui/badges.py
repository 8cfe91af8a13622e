"""The badge of a level of urgency or a kind: a word, a colour and a shape, so that each alone tells it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.ui.markup import esc
from assistant.ui.view import View
from corpus.records import Record, Urgency

# Square, triangle, circle: told apart in black and white and by every kind of colour vision.
_SHAPES: Mapping[Urgency, str] = MappingProxyType(
    {
        Urgency.REQUIRE: '<rect x="1" y="1" width="10" height="10"/>',
        Urgency.REQUEST: '<path d="M6 .5 11.8 11H.2z"/>',
        Urgency.INVITE: '<circle cx="6" cy="6" r="5"/>',
    }
)
LEVELS_ID = "lz-levels"


def shape(level: Urgency) -> str:
    """Draw a level's shape."""
    return f'<svg class="lz-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{_SHAPES[level]}</svg>'


def badge(record: Record, view: View) -> str:
    """Draw a record's badge; a level's opens its definition."""
    if record.urgency is None:
        return plain_badge(record, view)
    return (
        f'<button type="button" class="lz-badge lz-{record.urgency}" data-level="{record.urgency}" popovertarget="{LEVELS_ID}" '
        f'title="{view.word("meaning")}">{shape(record.urgency)}{view.say(str(record.urgency))}</button>'
    )


def plain_badge(record: Record, view: View) -> str:
    """Draw a record's badge where it only names the level or the kind."""
    if record.urgency is None:
        return f'<span class="lz-badge lz-kind">{view.word(f"kind_{record.kind}")}</span>'
    return level_badge(record.urgency, view)


def level_badge(level: Urgency, view: View) -> str:
    """Draw the badge of a level."""
    return f'<span class="lz-badge lz-{esc(level)}">{shape(level)}{view.say(str(level))}</span>'
