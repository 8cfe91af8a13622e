"""The blocks of a section become paragraphs and lists, each list with its lead-in and levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.parsers.factsheet.blocks import Block, BlockKind, glyph_style
from corpus.text import is_finished, plain


@dataclass(slots=True)
class Item:
    """A list item and its sub-items; `deeper` if it is indented like a sub-item but is below none."""

    block: Block
    children: list[Block] = field(default_factory=list)
    deeper: bool = False


@dataclass(slots=True)
class Group:
    """A paragraph that stands alone, or a list with the paragraph that leads in, if any."""

    lead: Block | None
    items: list[Item] = field(default_factory=list)


def groups_of(
    blocks: Sequence[Block], carries_id: Callable[[Block], bool], leads_in: Callable[[Block], bool], margin: int = 0
) -> Iterator[Group]:
    """Divide a section into groups.

    Args:
        blocks: its paragraphs and list items.
        carries_id: whether a block has a footnote mark that names recommendation IDs; it tells
            where a list without indentation leaves its sub-items.
        leads_in: whether a paragraph can only be the beginning of a list, even without a colon.
        margin: indentation of the source's outermost items.

    """
    group: Group | None = None
    for block in blocks:
        if block.kind is BlockKind.ITEM:
            group = group or Group(None)
            parent = group.items[-1] if group.items else None
            if parent is not None and _is_below(block, parent, carries_id):
                parent.children.append(block)
            else:
                group.items.append(Item(block, deeper=block.indent > margin))
            continue
        if group is not None:
            yield _marked(group)
        group = Group(block)
        if not plain(block.text).endswith(":") and not leads_in(block):
            yield group
            group = None
    if group is not None:
        yield _marked(group)


def _marked(group: Group) -> Group:
    """Mark the items that have another kind of bullet than the last: their point is missing."""
    for item in group.items:
        item.deeper |= glyph_style(item.block.glyph) != glyph_style(group.items[-1].block.glyph)
    return group


def _is_below(block: Block, parent: Item, carries_id: Callable[[Block], bool]) -> bool:
    """Say whether an item is a sub-item: indented deeper, or owed by a parent that ends in a colon."""
    if block.indent > parent.block.indent:
        return True
    if not plain(parent.block.text).endswith(":") or block.indent < parent.block.indent:
        return False
    last = parent.children[-1] if parent.children else None
    if last is None:
        return True
    if last.indent > block.indent:
        return False
    if glyph_style(block.glyph) != glyph_style(parent.block.glyph):
        return glyph_style(block.glyph) == glyph_style(last.glyph)
    return not (carries_id(last) and is_finished(last.text) and plain(last.text).endswith("."))
