"""Chapters by name: the titles of the template all Parties share, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from assistant.reading import lexicon


def _titles(*titles: str) -> re.Pattern[str]:
    """Compile titles, with blanks that may be written as hyphens."""
    return lexicon.words(*(title.replace(" ", "[ -]") for title in titles))


CHAPTER_NAMES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "I": _titles(r"introduction", r"introductory", r"introducer\w*", r"introductif"),
        "II": _titles(r"legal frameworks?", r"legislation chapter", r"cadr(?:ul|u|e) (?:legal|juridi\w*|legislativ)\w*", r"cadres? juridiques?"),
        "III": _titles(
            r"investigations?(?: and| &) prosecutions?", r"investigating(?: and| &) prosecuting", r"investigations?", r"prosecutions?", r"(?:anchet|investigati)\w*(?: si urmarir\w*(?: penal\w*)?)?", r"urmarir\w* penal\w*",
            r"enquetes?(?: et poursuites?)?", r"poursuites?",
        ),
        "IV": _titles(r"jurisdiction(?:al)?(?: rules?)?", r"(?:reguli\w* (?:de|privind) )?(?:jurisdicti\w*|competent\w*)", r"(?:regles de )?(?:competence|juridiction)"),
        "V": _titles(r"international co-?operation", r"cooperar\w* internationala?", r"cooperation internationale"),
        "VI": _titles(r"assistance to (?:child )?victims?", r"victim(?:s'?)? (?:assistance|support)", r"asistent\w* (?:acordata )?victimelor", r"(?:assistance|aide) aux victimes"),
        "VII": _titles(r"civil society(?: involvement(?: and co-?operation)?)?", r"societat\w* civil\w*", r"societe civile"),
        "VIII": _titles(
            r"(?:promoting )?awareness(?:-? ?raising)?(?: of the risks)?", r"sensibilizar\w*", r"constientizar\w*", r"sensibilisation",
        ),
        "IX": _titles(r"education for children", r"children'?s education", r"educati\w* (?:pentru |a )?copiilor", r"education des enfants"),
        "X": _titles(
            r"higher education(?: curriculum)?(?: and continuous training)?", r"continuous training", r"in-service training", r"invatamant\w* superior", r"formare\w* continua",
            r"enseignement superieur", r"formation continue",
        ),
        "XI": _titles(r"research", r"cercetar\w*", r"recherche"),
    }
)  # fmt: skip


def named_chapters(text: str) -> tuple[str, ...]:
    """Give the numerals of the chapters that a folded text names by title."""
    return tuple(numeral for numeral, pattern in CHAPTER_NAMES.items() if pattern.search(text))


def is_title(text: str) -> bool:
    """Say whether a folded text names a chapter by a title of several words, that is hardly anything else, or is a title."""
    whole = text.strip(" ?.!")
    return any(
        " " in match[0].replace("-", " ") or match[0] == whole for pattern in CHAPTER_NAMES.values() if (match := pattern.search(text))
    )
