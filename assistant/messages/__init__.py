"""What the program says in its own words, one TOML file a language; quotes are never translated."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("en", "ro", "fr")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Give all messages of a language, by key."""
    text = (resources.files("assistant.messages") / f"{language}.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


def say(language: str, key: str, **values: object) -> str:
    """Give a message with its values filled in."""
    return catalogue(language)[key].format(**values)


def join(language: str, items: list[str]) -> str:
    """Enumerate: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {catalogue(language)['and']} {items[-1]}"
