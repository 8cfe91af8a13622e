"""Chapters by name: the titles of the template all Parties share, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from assistant.reading.lexicon import words


CHAPTER_NAMES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "I": words(r"introduction", r"introductory", r"introducer\w*", r"introductif"),
        "II": words(r"legal frameworks?", r"legislation chapter", r"cadr(?:ul|u|e) (?:legal|juridi\w*|legislativ)\w*", r"cadres? juridiques?"),
        "III": words(
            r"investigations?(?: and| &) prosecutions?", r"investigations?", r"prosecutions?", r"anchet\w*(?: si urmarir\w*(?: penal\w*)?)?", r"urmarir\w* penal\w*",
            r"enquetes?(?: et poursuites?)?", r"poursuites?",
        ),
        "IV": words(r"jurisdiction(?:al)?(?: rules?)?", r"(?:reguli\w* (?:de|privind) )?(?:jurisdicti\w*|competent\w*)", r"(?:regles de )?competence"),
        "V": words(r"international co-?operation", r"cooperar\w* internationala?", r"cooperation internationale"),
        "VI": words(r"assistance to (?:child )?victims?", r"victim(?:s'?)? (?:assistance|support)", r"asistent\w* (?:acordata )?victimelor", r"(?:assistance|aide) aux victimes"),
        "VII": words(r"civil society(?: involvement(?: and co-?operation)?)?", r"societat\w* civil\w*", r"societe civile"),
        "VIII": words(
            r"(?:promoting )?awareness(?:-? ?raising)?(?: of the risks)?", r"sensibilizar\w*", r"constientizar\w*", r"sensibilisation",
        ),
        "IX": words(r"education for children", r"children'?s education", r"educati\w* (?:pentru |a )?copiilor", r"education des enfants"),
        "X": words(
            r"higher education(?: curriculum)?(?: and continuous training)?", r"continuous training", r"training of professionals", r"invatamant\w* superior", r"formare\w* continua",
            r"enseignement superieur", r"formation continue",
        ),
        "XI": words(r"research", r"cercetar\w*", r"recherche"),
    }
)  # fmt: skip


def named_chapters(text: str) -> tuple[str, ...]:
    """Give the numerals of the chapters that a folded text names by title."""
    return tuple(numeral for numeral, pattern in CHAPTER_NAMES.items() if pattern.search(text))
