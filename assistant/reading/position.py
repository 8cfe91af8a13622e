"""Which one of several records a question asks for: the first of a chapter, the last of a level, the one after another."""

from __future__ import annotations

import re

from assistant.reading.lexicon import KINDS, LEVELS, ORDINALS, RECOMMENDATIONS

_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_KIND = "|".join(pattern.pattern for pattern in (RECOMMENDATIONS, *LEVELS.values(), *KINDS.values()))
_NTH = re.compile(rf"(?<!\w)(?:very )?(?P<which>{_ORDINAL})(?:-named)?,?\s+(?:[\w-]+\s+){{0,2}}?(?:{_KIND})")
_STANDING = re.compile(rf"(?:{_KIND}).*?\b(?:stands?|comes?|printed|listed|placed|appears?|is) (?:the )?(?P<which>first|last)(?!\w)")
# "Which clause opens chapter III?"
_AT_END = re.compile(
    rf"(?:{_KIND}).*?\b(?:(?P<opens>opens?|begins?|starts?|deschide|incepe|ouvre|commence)|(?P<closes>closes?|ends?|concludes?|finishes|incheie|inchide|termina|clot|termine|conclut))(?!\w)"
)
# French and Romanian set the ordinal behind as well: "recomandarea a doua".
_NTH_BEHIND = re.compile(rf"(?:{_KIND})\s+(?:(?:a|cea|cel)\s+)(?:de\s+a\s+|de-a\s+)?(?P<which>{_ORDINAL})(?!\w)")
_AFTER = re.compile(
    r"\b(?:(?:comes?|stands?|is|right|directly|immediately|straight|just|printed|listed)\s+(?:\w+\s+)?(?:after|below|behind)|(?<!must )(?<!should )(?<!to )follow(?:s|ing)?|next (?:\w+ )?(?:after|to)|the (?:one|next one) after|after"
    r"|urmeaz\w*|dupa|apres|suit|suivant\w*)(?!\w)"
)
_BEFORE = re.compile(
    r"\b(?:(?:comes?|stands?|is|right|directly|immediately|just|printed|listed)\s+(?:\w+\s+)?(?:before|above)|preced(?:es?|ing)|previous (?:\w+ )?(?:to|before)|the one before|before"
    r"|inainte\w*|dinainte\w*|preced\w*|avant)(?!\w)"
)
_NEXT_ONE = re.compile(
    r"^(?:and |then |so |ok(?:ay)?,? |si |et |what about |how about |what(?:'s| is) in |what does |show(?: me)? |go to |give me )*(?:the |la |le )?(?P<on>next|following|urmatoarea|urmatorul|suivante?|prochaine?|previous|preceding|precedenta|precedente?|anterioara|one before|one after|celle d'apres|celle d'avant|cea de dupa|cea dinainte)(?:\s+(?:it|that|this|ea|aceasta|celle-ci))?(?:\s+(?:say|one|number|id|recommendation|clause|recomandare|recommandation))?(?:\s+(?:on the list|in the list|after (?:that|it|this)|down|up|din lista|de la liste))*(?:\s+(?:please|va rog|svp))?\W*$"
)
_BACK = ("previous", "preceding", "precedent", "anterioar", "one before", "celle d'avant", "cea dinainte")


def position(text: str) -> int:
    """Give the place in a list that a folded text asks for: 1 for the first, -1 for the last, 0 for none."""
    match = _NTH.search(text) or _NTH_BEHIND.search(text) or _STANDING.search(text)
    if match is not None:
        return ORDINALS[match["which"]]
    end = _AT_END.search(text)
    return 0 if end is None else 1 if end["opens"] else -1


def step(text: str) -> int:
    """Say whether the clause after the one named is asked for (1), or the one before (-1); 0 for itself."""
    if _BEFORE.search(text):
        return -1
    return 1 if _AFTER.search(text) else 0


def step_on(text: str) -> int:
    """Say whether nothing but "the next one" is asked for (1), or "the one before" (-1); 0 for neither."""
    match = _NEXT_ONE.match(text)
    if match is None:
        return 0
    return -1 if match["on"].startswith(_BACK) else 1


def without_position(text: str) -> str:
    """Drop the words that say which one is asked for."""
    for pattern in (_NTH, _NTH_BEHIND, _STANDING):
        text = pattern.sub(lambda match: match[0].replace(match["which"], " ", 1), text)
    return _AT_END.sub(lambda match: match[0].replace(match["opens"] or match["closes"], " ", 1), text)


def without_step(text: str) -> str:
    """Drop the words that say where the clause stands from the one named."""
    return _AFTER.sub(" ", _BEFORE.sub(" ", text))
