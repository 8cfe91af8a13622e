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


# What a chapter is called beside the word "chapter": "the education chapter", "capitolul despre victime".
_NICKNAMES: Mapping[str, str] = MappingProxyType(
    {
        "II": r"legal|laws?|legislation|legislative|legislati\w*|juridic\w*|legal\w*|droit|juridique|lois?",
        "III": r"investigat\w*|prosecut\w*|police|ancheta?\w*|urmarir\w*|enquetes?|poursuites?",
        "IV": r"jurisdiction\w*|jurisdicti\w*|competent\w*|competences?|juridictions?",
        "V": r"(?:international )?co-?operation|(?:international )?cooperar\w*(?: internationala)?|cooperation(?: internationale)?",
        "VI": r"(?:child )?victims?|(?:victim )?assistance|victime\w*|asistent\w*|victimes?|aide",
        "VII": r"civil society|ngos?|societat\w* civil\w*|ong\w*|societe civile",
        "VIII": r"awareness(?:-raising)?|campaigns?|sensibilizar\w*|constientizar\w*|sensibilisation",
        "IX": r"(?:child(?:ren)?'?s? )?education(?: for children)?|schools?|educati\w*|scoli\w*|scolar\w*|scolaire|ecoles?|education",
        "X": r"(?:continuous |professional |staff )?training|higher education|universit\w*|curricul\w*|in-service|formar\w*|invatamant\w*|formations?",
        "XI": r"research|data|cercetar\w*|date|recherche|donnees",
    }
)
_LEADING = (
    r"(?: (?:on|about|for|of|dealing with|concerning|covering|devoted to|called|titled|despre|privind|privitor la|referitor la|de|cu|pentru|dedicat|consacrat|sur|relatif a|relative a|consacre a|concernant|pour|du|des|d'))?"
    r"(?: (?:the|la|le|les))?(?: |(?<='))(?:l')?"
)
_BESIDE_CHAPTER: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        numeral: re.compile(
            rf"(?<!\w)(?:(?:{names})[ -](?:chapters?|part|box)|(?:chapters?|capitol\w*|chapitres?){_LEADING}(?:{names}))(?!\w)"
        )
        for numeral, names in _NICKNAMES.items()
    }
)


def named_chapters(text: str) -> tuple[str, ...]:
    """Give the numerals of the chapters that a folded text names by title, or by a word of it beside "chapter"."""
    beside = tuple(numeral for numeral, pattern in _BESIDE_CHAPTER.items() if pattern.search(text))
    return beside or tuple(numeral for numeral, pattern in CHAPTER_NAMES.items() if pattern.search(text))


def without_titles(text: str, chapters: tuple[str, ...]) -> str:
    """Drop the titles of some chapters from a folded text, and what they are called beside "chapter"."""
    for numeral in chapters:
        beside = _BESIDE_CHAPTER.get(numeral)
        patterns = [CHAPTER_NAMES.get(numeral)]
        if beside is not None and beside.search(text):
            # "The chapter on university curricula and training" names it twice.
            patterns += [beside, lexicon.words(_NICKNAMES[numeral])]
        for pattern in filter(None, patterns):
            text = pattern.sub(" ", text)
    return text


def is_title(text: str) -> bool:
    """Say whether a folded text names a chapter by a title of several words, that is hardly anything else, or is a title."""
    whole = text.strip(" ?.!")
    return any(
        " " in match[0].replace("-", " ") or match[0] == whole for pattern in CHAPTER_NAMES.values() if (match := pattern.search(text))
    )
