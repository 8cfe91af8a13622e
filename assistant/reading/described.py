"""Questions about a recommendation that is described rather than numbered: "what level has the one on dual criminality?"."""

from __future__ import annotations

import re

from assistant.reading import leaning, lexicon

_ONE = r"(?:recommendation|reco|rec|clause|one|point|measure|recomandar(?:e|ea|ii)|clauza|masura|cea|cel|recommandation|mesure|celle|celui)"
_ON = (
    r"(?:on|about|concerning|regarding|for|dealing with|that (?:says|speaks of|deals with|concerns|asks for)|which (?:says|deals with|concerns)|of"
    r"|despre|privind|privitoare la|referitoare la|cu privire la|legata de|pentru|care (?:spune|vorbeste despre|priveste|cere)"
    r"|sur|concernant|relative a|portant sur|qui (?:parle de|porte sur|concerne|demande)|pour)"
)
_DESCRIBED = re.compile(rf"\b(?:the |this |that |a |la |cette |une |o )?(?:\w+ )?{_ONE} {_ON}\b")
_LEVEL = re.compile(
    r"\b(?:(?:what|which)(?:'s| is)? (?:the )?(?:\w+ )?(?:level|urgency|status|rank|degree|weight|strength|verb)(?: of (?:urgency|obligation))?(?: (?:has|have|does|do|is|are|of|for|given to|attached to|applies to))?"
    r"|how (?:binding|urgent|strong|strict|mandatory|compulsory|firm) (?:is|are)"
    r"|(?:ce|care (?:e|este)|la ce|pe ce) (?:nivel\w*|grad\w*|urgent\w*|statut\w*)(?: de (?:urgenta|obligativitate|constrangere))?(?: (?:are|au|este|e|al|a|ale))?|cat de (?:obligatorie|stricta|urgenta|ferma) (?:este|e)"
    r"|(?:quel|de quel|a quel) (?:est le )?(?:niveau|degre|rang|statut)(?: (?:d'urgence|d'obligation|de contrainte))?(?: (?:de|du|des|a|ont|pour))?)\b"
)
_WHOM = re.compile(
    r"\b(?:(?:to )?who(?:m)?(?:'s|se)? (?:is|are|does|do)|(?:is|are) .{0,80}\b(?:addressed|directed|aimed)|cui (?:ii |i )?(?:este|e|se) (?:adreseaza|adresata|adresat|destinata)|(?:a|pour) qui (?:s'adresse|est (?:adressee|destinee)))\b"
)
_WHOM_WORDS = re.compile(
    r"\b(?:addressed|directed|aimed)(?: (?:to|at))?|\b(?:to )?who(?:m)?\b|\bcui\b|\badres(?:eaza|ata|at)\b|\bdestinat[ae]\b|\ba qui\b|\bs'adresse\b|\badressee\b|\bdestinee\b"
)
_HAS = re.compile(r"\b(?:have|has|carry|carries|get|gets|is|are|belong|fall|under|au|are|ont|a|porte)\W*$")


def description(text: str) -> str:
    """Give what a folded question says of the recommendation whose level or addressee it asks; empty where it asks something else."""
    level = bool(_LEVEL.search(text))
    whom = bool(_WHOM.search(text)) and bool(leaning.WHOM.search(text))
    described = _DESCRIBED.search(text)
    if not (level or (whom and described)):
        return ""
    rest = _LEVEL.sub(" ", text) if level else _WHOM_WORDS.sub(" ", text)
    # "When it 'requires' something, how binding is that?" asks after the level itself.
    if any(pattern.search(rest) for pattern in lexicon.LEVELS.values()):
        return ""
    rest = _HAS.sub(" ", _DESCRIBED.sub(" ", rest, count=1).strip(" ?.!"))
    return " ".join(lexicon.RECOMMENDATIONS.sub(" ", rest).split())
