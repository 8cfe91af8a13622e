"""Strict reading of decoded JSON: what is missing, unknown or of the wrong kind is noted, all of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from corpus.records import Span


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one JSON object.

    Every reader gives a value of its kind whatever stands there, and notes a fault where that is
    something else, so that one pass finds everything.

    Attributes:
        raw: the object.
        where: words put before each fault (`gold.`), empty at the top.
        faults: grows as faults are found; shared with the objects inside.

    """

    raw: Mapping[str, object]
    where: str = ""
    faults: list[str] = field(default_factory=list)

    def expect(self, keys: Collection[str], optional: Collection[str] = ()) -> None:
        """Note each key that is missing and each that is unknown."""
        for key in keys:
            if key not in self.raw:
                self.faults.append(f"{self.where}{key} is missing")
        known = {*keys, *optional}
        for key in self.raw:
            if key not in known:
                self.faults.append(f"{self.where}{key} is unknown; known: {', '.join(sorted(known))}")

    def wrong(self, key: str, kind: str) -> None:
        """Note that a key does not hold what it should; a missing one is noted by `expect`.

        Of text and lists only the kind is named: they may be a question that nobody is to see.
        """
        if key in self.raw:
            value = self.raw[key]
            shown = type(value).__name__ if isinstance(value, str | list | dict) else repr(value)
            self.faults.append(f"{self.where}{key} must be {kind}, not {shown}")

    def text(self, key: str, *, blank: bool = False) -> str:
        """Read words; blank ones only where they are allowed."""
        value = self.raw.get(key)
        if isinstance(value, str) and (blank or value.strip()):
            return value
        self.wrong(key, "text" if blank else "text that is not blank")
        return ""

    def optional_text(self, key: str) -> str | None:
        """Read words or null."""
        return None if self.raw.get(key) is None else self.text(key)

    def choice(self, key: str, known: Collection[str], *, optional: bool = False) -> str:
        """Read one of the known words; null, where it is optional, is read as empty."""
        value = self.raw.get(key)
        if isinstance(value, str) and value in known:
            return value
        kind = f"one of {', '.join(sorted(known))}{' or null' if optional else ''}"
        if isinstance(value, str):
            self.faults.append(f"{self.where}{key} must be {kind}, not {value!r:.40}")
        elif not (optional and value is None):
            self.wrong(key, kind)
        return ""

    def flag(self, key: str) -> bool:
        """Read true or false."""
        value = self.raw.get(key)
        if isinstance(value, bool):
            return value
        self.wrong(key, "true or false")
        return False

    def number(self, key: str) -> float:
        """Read a number that is not negative."""
        value = self.raw.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            return value
        self.wrong(key, "a number, zero or more")
        return 0.0

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of words, none of them blank."""
        value = self.raw.get(key)
        if isinstance(value, list) and all(isinstance(part, str) and part.strip() for part in value):
            return tuple(value)
        self.wrong(key, "a list of texts that are not blank")
        return ()

    def choices(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Read a list of known words."""
        value = self.texts(key)
        self.faults.extend(
            f"{self.where}{key}: {part!r} is unknown; known: {', '.join(sorted(known))}" for part in value if part not in known
        )
        return value

    def numbers(self, key: str) -> tuple[int, ...]:
        """Read a list of whole numbers."""
        value = self.raw.get(key)
        if isinstance(value, list) and all(type(part) is int for part in value):
            return tuple(value)
        self.wrong(key, "a list of whole numbers")
        return ()

    def inner(self, key: str) -> Fields:
        """Read an object."""
        value = self.raw.get(key)
        if isinstance(value, dict):
            return Fields(value, f"{self.where}{key}.", self.faults)
        self.wrong(key, "an object")
        return Fields({}, f"{self.where}{key}.", [])

    def objects(self, key: str) -> tuple[Fields, ...]:
        """Read a list of objects."""
        value = self.raw.get(key)
        if isinstance(value, list) and all(isinstance(part, dict) for part in value):
            return tuple(Fields(part, f"{self.where}{key}[{i}].", self.faults) for i, part in enumerate(value))
        self.wrong(key, "a list of objects")
        return ()

    def spans(self, key: str) -> tuple[Span, ...]:
        """Read a list of `[start, end]`, start before end."""
        value = self.raw.get(key)
        if isinstance(value, list) and all(_is_span(part) for part in value):
            return tuple(Span(*part) for part in value)
        self.wrong(key, "a list of [start, end] with start before end")
        return ()


def _is_span(value: object) -> bool:
    if not (isinstance(value, list) and len(value) == len(Span._fields) and all(type(part) is int for part in value)):
        return False
    start, end = value
    return bool(0 <= start < end)
