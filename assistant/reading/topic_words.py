"""What a question is about: its words without those that say what form the answer should have."""

from __future__ import annotations

import re

from assistant.reading import leaning, lexicon
from assistant.reading.chapters import without_titles
from assistant.reading.form_words import is_ask_word, is_form_word
from assistant.reading.position import without_position
from assistant.reading.restrictions import LEFT_OUT

_SPACE = re.compile(r"[^\w']+")
# "J'aimerais", "d'entre", "qu'elles".
_ELISION = re.compile(r"\b(?:[jldmnstc]|qu)'")
# "For my slide": what the answer is wanted for.
_PURPOSE = re.compile(
    r"\b(?:for|pentru|pour) (?:(?:my|our|a|an|the|his|her|un|o|une|ma|mon|notre|la|le|les) )?(?:\w+ )?(?:slides?|presentation|briefing|memo|speech|e-?mail|boss|minister|handout|poster"
    r"|prezentar\w*|informar\w*|ministrul\w*|ministru|diapozitiv\w*|discurs\w*|sedinta\w*|diapositives?|diapo|expose|ministre|discours|affiche)\b"
)
# "Our minister wants to know": on whose behalf it is asked.
_ON_BEHALF = re.compile(
    r"\b(?:(?:my|our|the|a|his|her) (?:\w+ )?(?:boss|minister|director|chief|manager|ambassador|delegation|president|secretary|head of unit|colleagues?|team)"
    r"|(?:ministrul|ministra|directorul|directoarea|seful|sefa|colegii|echipa|delegatia)(?: (?:nostru|noastra|mea|meu|nostri|mei))?|(?:mon|ma|notre|le|la|mes|nos) (?:\w+ )?(?:chef|ministre|directeur|directrice|ambassadeur|equipe|collegues?|delegation))"
    r" (?:(?:has |have |a |ont )?(?:just )?(?:asks?|asked|asking|wants?|wanted|needs?|would like|is asking|wonders?|vrea|doreste|intreaba|intrebat|veut|veulent|voudrait|demande|demandent|souhaite))"
    r"(?: (?:us|me|for))?(?: (?:to (?:know|see|learn|understand|have|be told)|sa (?:stie|afle|vada|aiba)|savoir|connaitre|voir|avoir))?(?!\w)"
)
_FORM = (
    _PURPOSE,
    _ON_BEHALF,
    *lexicon.ADDRESSEES.values(),
    lexicon.COUNT,
    lexicon.LIST,
    lexicon.ONLY,
    lexicon.RECOMMENDATIONS,
    lexicon.CHAPTERS,
)
_RESTRICTIONS = (
    lexicon.NOT_INVITED, lexicon.NOT_BINDING, *lexicon.LEVELS.values(), lexicon.BINDING, *lexicon.KINDS.values(), lexicon.WITHOUT, lexicon.MUST, lexicon.MOST, lexicon.FEWEST, lexicon.PLACE, lexicon.ON_TOPIC, lexicon.COMPARE, LEFT_OUT,
)  # fmt: skip


def topic_words(text: str) -> str:
    """Give the words of a folded question that may be its topic; levels and kinds are left in."""
    return " ".join(word for word in _SPACE.split(_without(text, _FORM)) if not is_ask_word(word))


def left_over(text: str, chapters: tuple[str, ...] = ()) -> str:
    """Give the words of a folded request for a list that restrict it by no level, kind, place or of these chapters' titles."""
    return " ".join(word for word in _SPACE.split(unrestricted(text, chapters)) if not is_form_word(word))


def unrestricted(text: str, chapters: tuple[str, ...] = ()) -> str:
    """Give a folded request for a list without its levels, kinds, places and these chapters' titles; small words are left in."""
    return _ELISION.sub(" ", _without(without_titles(without_position(text), chapters), (*_FORM, *_RESTRICTIONS)))


def own_words(text: str) -> list[str]:
    """Give the words of a folded follow-up that neither point back nor say what form the answer should have."""
    text = leaning.ANAPHORA.sub(" ", leaning.CONTINUES.sub(" ", text))
    return left_over(text).split()


def _without(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return text
