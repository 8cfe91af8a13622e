"""Which earlier questions of a conversation are read again."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate.sense import LONGEST_QUESTION, length

_REMEMBERED, _LOOKED_AT = 6, 100


def read_again(history: Sequence[str]) -> list[str]:
    """Give the earlier questions that are read again, oldest first: few, and together no longer than one may be.

    What is carried over fades: older questions than these change nothing.
    """
    lengths = [(before, length(before)) for before in history[-_LOOKED_AT:]]
    recent: list[str] = []
    room = LONGEST_QUESTION
    for before, size in reversed([(before, size) for before, size in lengths if size <= LONGEST_QUESTION][-_REMEMBERED:]):
        room -= size
        if room < 0:
            break
        recent.insert(0, before)
    return recent
