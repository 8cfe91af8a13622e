"""What the page says in its own words, one TOML file a language in `words/`. Quotations never pass through here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from assistant.answer import Reason
from assistant.messages import LANGUAGES

DEFAULT = "en"
# Words that the page's scripts say; they fill in the braces themselves.
_OF_SCRIPTS = "js_"


@cache
def words(language: str) -> Mapping[str, str]:
    """Give all texts of the page in a language, by key."""
    text = (resources.files("assistant.ui") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


def word(language: str, key: str, **values: object) -> str:
    """Give a text of the page with its values filled in."""
    return words(language)[key].format(**values)


def refusal(language: str, reason: Reason) -> str:
    """Give the heading of a refusal."""
    return word(language, f"refused_{reason}")


def words_of_scripts(language: str) -> dict[str, str]:
    """Give the texts that the page's scripts say, by key without its prefix."""
    return {key.removeprefix(_OF_SCRIPTS): text for key, text in words(language).items() if key.startswith(_OF_SCRIPTS)}


def spoken(wanted: str) -> str:
    """Give the language of the page nearest to a browser's (`fr-BE` gives French), English where there is none."""
    language = wanted.partition("-")[0].casefold()
    return language if language in LANGUAGES else DEFAULT


def preferred(accepted: str) -> str:
    """Give the language of the page that an Accept-Language header (`fr-BE,fr;q=0.9,en;q=0.8`) names first."""
    named = (each.partition(";")[0].strip().partition("-")[0].casefold() for each in accepted.split(","))
    return next((each for each in named if each in LANGUAGES), DEFAULT)
