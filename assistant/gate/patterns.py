"""Words that show what a question is after: an attribute the source may lack, or no answer at all.

Patterns run over folded text, in English, Romanian and French.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


# What a question may ask about a thing. An answer must hold the same attribute, or there is none.
ATTRIBUTES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "penalty": _any(
            r"penalt\w+", r"punish\w+", r"sentences?", r"sentenced", r"prison", r"jail", r"imprison\w+", r"fines?", r"fined", r"sanctions?", r"sanctioned", r"years? in prison",
            r"pedeps\w+", r"inchiso\w+", r"amen(?:da|zi)\w*", r"sanctiun\w+", r"peines?", r"amendes?", r"emprisonn\w+", r"punir", r"punie?s?",
        ),
        "deadline": _any(
            r"deadlines?", r"due date", r"by when", r"by (?:which|what) (?:date|day|year|month)", r"until when", r"time ?limits?", r"timetable", r"within how (?:many|long)", r"how soon",
            r"termen(?:ul|e|ele)?(?: limita)?", r"pana (?:la ce data|cand)", r"date limite", r"delai\w*", r"echeance\w*", r"d'ici quand", r"jusqu'a quand",
        ),
        "money": _any(
            r"budgets?", r"costs?", r"how much money", r"euros?", r"eur", r"lei", r"salar\w+", r"earns?", r"paid", r"price", r"spent", r"spend\w*", r"expensive", r"amount of money",
            r"buget\w*", r"costa", r"costuri\w*", r"cheltui\w*", r"couts?", r"coute\w*", r"depens\w+", r"salaire\w*",
        ),
        "present": _any(
            r"today", r"now(?:adays)?", r"currently", r"at present", r"at the moment", r"meanwhile", r"so far", r"latest", r"recent(?:ly)?", r"up to date", r"this year", r"last year", r"since (?:then|2022|2023|2024|2025)",
            r"20(?:2[3-9]|3\d)", r"compl(?:y|ies|ied|iance|iant)", r"put (?:\w+ )?into (?:practice|effect)", r"implemented (?:yet|already|since)", r"already implemented", r"yet",
            r"astazi", r"in prezent", r"acum", r"momentan", r"intre timp", r"anul acesta", r"aujourd'hui", r"actuellement", r"maintenant", r"desormais", r"entre-temps", r"cette annee", r"depuis 202\d",
        ),
        "duration": _any(
            r"how long", r"how many (?:hours|days|weeks|months|minutes|lessons|sessions|times)", r"hours (?:per|a|of)", r"(?:opening|working|office) hours", r"how often", r"duration",
            r"cate (?:ore|zile|saptamani|luni|lectii|minute)", r"cat (?:timp|dureaza|asteapta|de des)", r"durata", r"combien (?:d'heures|de jours|de semaines|de mois|de temps|de fois)", r"duree", r"horaires?",
        ),
        "place": _any(
            r"in (?:which|what) (?:city|cities|town|towns|county|counties|building|street)", r"where (?:is|are) the \w+ (?:located|based)", r"what city",
            r"in ce (?:oras\w*|localitat\w*|judet\w*)", r"dans quelles? (?:ville|commune|departement)s?",
        ),
        "person": _any(
            r"who is the", r"who's the", r"name of the (?:\w+ )?(?:minister|head|chair\w*|director|president|judge|prosecutor|officer|rapporteur)", r"minister", r"chairs?", r"chaired", r"chairperson", r"heads? of the",
            r"cine este", r"ministrul", r"sefa?", r"qui est", r"le ministre", r"la ministre",
        ),
        "contact": _any(r"phone number", r"telephone number", r"which number", r"e-?mail(?: address)?", r"address", r"numarul de telefon", r"numero de telephone", r"adresse"),
        "statistics": _any(
            r"how many", r"percent\w*", r"per cent", r"share of", r"rate of", r"statistics", r"what proportion", r"number of", r"cati", r"cate", r"procent\w*", r"statistic\w*", r"combien", r"pourcent\w*", r"quelle proportion",
        ),
        "date": _any(r"when", r"on what day", r"in (?:which|what) year", r"what year", r"what date", r"on which date", r"cand", r"in ce an", r"la ce data", r"quand", r"en quelle annee", r"a quelle date"),
    }
)  # fmt: skip

# What factsheets never hold: sanctions, deadlines, budgets, the present, names, numbers to call.
BEYOND = re.compile(
    r"\b(?:by (?:which|what) (?:date|day|year|month)|by when|until when|deadline|due date|how much (?:money|did|does|is)|cost|budget|salary|fined|fines|what fine|penalt\w+|prison|jail|sentenced"
    r"|years? (?:in|of) (?:prison|jail)|how many years|today|nowadays|currently|last year|this year|since 202\d|in 202[1-9]|20(?:2[3-9]|3\d)|already done|done so|which number|phone number|what number|number do i"
    r"|compl(?:y|ies|ied|iance)|(?:put|putting) (?:[\w-]+ )?into (?:practice|effect)|(?:been )?implemented (?:yet|by|since)|already (?:been )?(?:implemented|done|in place)"
    r"|who is the (?:minister|head|director|chair)|minister'?s? name|percent\w*|how many of them"
    r"|pana cand|termen limita|cat costa|buget\w*|salari\w*|pedeaps\w*|inchisoare|amenda|in prezent|astazi|intre timp|de atunci|respectat\w*|s-a conformat|(?:a|au) (?:implementat|aplicat|indeplinit)|pus\w* in (?:aplicare|practica)|numarul de telefon"
    r"|date limite|combien coute|salaires?|peine|amende|aujourd'hui|entre-temps|depuis lors|(?:a-t-(?:elle|il)|ont-ils|a) (?:deja )?(?:mis en (?:oeuvre|place|pratique)|applique|respecte)|se conforme|numero de telephone)\b"
)
INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|source|factsheet|above|previous|everything|prompt|guidelines?)\b"
    r"|\b(?:system prompt|hidden instructions?|developer message|jailbreak|you are now|act as|roleplay|role-play as|pretend (?:that|to be|you)|from now on|for the rest of this (?:chat|conversation))\b"
    r"|\b(?:print|reveal|show|repeat|output|display|give)\b.{0,30}\b(?:your|the|system|admin\w*) (?:\w+ )?(?:prompt|instructions|password|api key|secrets?|source code|rules)\b"
    r"|\b(?:invent|make up|fabricate|fake)\b.{0,40}\b(?:recommendations?|citations?|quotes?|ids?|sources?)\b"
    r"|\banswer only\b|\breply only\b|\brespond (?:only )?with\b|\bsay only\b"
    r"|<\s*/?\s*(?:script|img|iframe|svg|b|system|object|style|a)\b|\bjavascript:|\bonerror\s*="
    r"|\b(?:drop|delete|insert|alter)\s+(?:table|from|into)\b|';\s*--|\bunion select\b"
    r"|\b(?:pretend|suppose|assume|imagine|claim|say) (?:that )?(?:the|this|your) (?:factsheet|document|source|committee|recommendation)\b.{0,80}\b(?:quote|cite|answer|write|tell|confirm|repeat)\b"
    r"|\b(?:insult|mock|swear at)\b.{0,30}\b(?:committee|me|user|government|council)\b"
    r"|\b(?:oubli\w+|ignor\w+|ne tene?z pas compte|ne tiens pas compte|contourn\w+)\b.{0,40}\b(?:consignes?|instructions?|regles?|source)\b"
    r"|\b(?:invente[rz]?|fabrique[rz]?|fais semblant|faites semblant)\b.{0,60}\b(?:recommandations?|citations?|sources?|fiche|numeros?)\b"
    r"|\b(?:inventeaza|inventati|fabrica|prefa-te|pretinde)\b.{0,60}\b(?:recomandar\w*|citat\w*|surs\w*|fis[ae]\w*)\b"
    r"|\b(?:affiche|montre|revele|donne|arata|afiseaza|spune-mi)\w*\b.{0,30}\b(?:prompt\w*|instructions? (?:cachees?|systeme)|instructiuni\w* (?:ascunse|de sistem)|mot de passe|parol\w*)\b"
    r"|\b(?:ignor[ai]|uita|nu tine cont)\b.{0,40}\b(?:instructiuni\w*|reguli\w*|surs[ae]\w*|fis[ae]\w*)\b",
    re.IGNORECASE,
)
# Someone who speaks of evading the police, or of blackmailing or luring somebody, in the first person.
_HOW_I = r"(?:how (?:do|can|could|would|should|might) (?:i|we)|how to|help me|tell me how|teach me|show me how|what(?:'s| is) the best way to|ways? to|cum (?:pot|as putea|sa|fac sa|ascund|scap)|ajuta-ma|comment (?:puis-je|je peux|faire pour|est-ce que je peux|cacher|eviter)|aide-moi)"
EVASION = re.compile(
    rf"\b{_HOW_I}\b.{{0,100}}\b(?:(?:keep|hide|conceal)\w* .{{0,40}}(?:from (?:the )?(?:\w+ )?(?:police|investigators|authorities|prosecutors)|police from)|(?:without|not|avoid|avoiding|never) (?:(?:be|being|get|getting) )?(?:caught|detected|traced|prosecuted)"
    r"|(?:escape|evade|fool|trick) (?:the )?(?:police|detection|investigators|law)|erase (?:the |my )?traces|undetected|fara sa (?:fiu|ma) (?:prin[sd]\w*|gaseasc\w*|depist\w*)|sa nu (?:fiu|ma) (?:prin[sd]\w*|gaseasc\w*)|de politie|sans (?:me faire|etre) (?:prendre|pris|reperer?|attraper)|echapper a la police)\b"
    r"|\b(?:cum (?:pot|sa)|comment (?:puis-je|faire pour)|how (?:can|do) i)\b.{0,20}\b(?:santaj\w*|ademen\w*|corup\w*|faire chanter|seduire|pieger|blackmail|sextort|groom|lure)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:how (?:do|can|could|to)|help me|tell me how|teach me|write (?:me )?a message|ways? to|tips?)\b.{0,80}"
    r"\b(?:groom|lure|seduce|persuade|convince|get|trick|contact|meet|blackmail|sextort|approach|chat up)\b.{0,60}"
    r"\b(?:a |the )?(?:(?:twelve|thirteen|eleven|ten|nine|eight|\d{1,2})[- ]year[- ]olds?|child(?:ren)?|kids?|minors?|girls?|boys?|teen\w*|schoolgirls?|schoolboys?|pupils?)\b.{0,80}"
    r"\b(?:send|nudes?|pictures?|photos?|naked|secret\w*|caught|undetected|without (?:being|their)|not get|meet|sex\w*|alone)\b",
    re.IGNORECASE,
)
