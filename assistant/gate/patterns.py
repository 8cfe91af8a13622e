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
            r"penalt\w+", r"punishments?", r"sentenced", r"sentenc(?:e|es|ing) (?:for|range|of|length)", r"(?:minimum|maximum|what|which|suspended|prison|jail) sentences?", r"prison", r"jail", r"imprison\w+",
            r"(?:a|the|what|which|any|of|pay) fines?", r"fined", r"sanctions?", r"sanctioned",
            r"pedeaps\w+", r"(?:ce|care|limitele de) pedeps\w+", r"inchiso\w+", r"amen(?:da|zi)\w*", r"sanctiun\w+", r"(?:quelles?|la|une|les|des) peines?", r"amendes?", r"emprisonn\w+",
        ),
        "deadline": _any(
            r"deadlines?", r"due date", r"by when", r"by (?:which|what) (?:date|day|year|month)", r"until when", r"time ?limits?", r"within how (?:many|long)", r"how soon", r"how much time (?:does|do|has|is)",
            r"termen(?:ul|e|ele)? limita", r"termenul (?:expira|se implineste)", r"(?:cand|when|quand) (?:does (?:it|this|that) )?expir\w*", r"in ce termen", r"(?:ce|care este) termenul", r"pana (?:la ce data|cand)", r"date limite", r"(?:quel|dans quel) delai\w*", r"echeance\w*", r"d'ici quand", r"jusqu'a quand",
        ),
        "cost": _any(
            r"costs?", r"how much (?:does|did|will|would|is|was)", r"price", r"expensive", r"euros?", r"eur", r"lei", r"cat (?:costa|a costat)", r"costuri\w*", r"couts?", r"coute\w*",
        ),
        "money": _any(
            r"how much (?:money|of the budget)", r"salar\w+", r"earns?", r"wages?", r"(?:gets?|got|was|were|are|is) paid", r"spent", r"spends?", r"amount of money", r"(?:yearly|annual|total|whole) budgets?", r"what (?:is the |was the )?(?:budget|sum|amount)",
            r"(?:budget|sum) (?:of|for|did|does|was|is)", r"who (?:(?:will|would|must|should|has to|is going to) )?(?:pays?|paid|funds?|funded|finances?|financed)", r"with (?:what|which|whose) money", r"where (?:does|will|would) the money", r"(?:ce|care este|care e) (?:bugetul|buget|suma)", r"cati bani", r"cat (?:castiga|plateste)", r"cheltui\w*",
            r"cine (?:va |trebuie sa |o sa )?(?:plat\w+|finant\w+)", r"(?:cu|din) ce (?:bani|fonduri)", r"depens\w+", r"salaires?", r"combien (?:d'argent|gagne\w*|touche\w*)", r"quel (?:est le )?(?:budget|montant)", r"qui (?:va |doit |devra |devrait )?(?:paie|paye|payer|paiera|payera|finance|financer|financera)", r"avec quel (?:argent|budget)",
        ),
        "present": _any(
            r"today", r"now(?:adays)?(?! and then| that)", r"currently", r"at present", r"at the moment", r"meanwhile", r"in the meantime", r"lately", r"by now", r"up to now", r"to date", r"so far", r"latest", r"recent(?:ly)?", r"this year", r"last year", r"since (?:then|2022|2023|2024|2025)",
            r"20(?:2[3-9]|3\d)", r"compl(?:y|ies|ied|iance|iant)", r"put (?:\w+ )?into (?:practice|effect)", r"implemented (?:yet|already|since)", r"already implemented",
            r"astazi", r"in prezent", r"acum(?! \w+ ani)", r"momentan", r"intre timp", r"anul (?:acesta|trecut)", r"aujourd'hui", r"actuellement", r"maintenant", r"desormais", r"entre-temps", r"cette annee", r"l'an dernier", r"depuis 202\d",
        ),
        "duration": _any(
            r"how long (?:is|are|does|do|did|was|were|will|must|should|has|have)", r"how many (?:hours|days|weeks|months|minutes|lessons|sessions)", r"hours (?:per|a|of)", r"(?:opening|working|office) hours",
            r"(?:the|what) duration", r"cate (?:ore|zile|saptamani|luni|lectii|minute)", r"cat (?:timp (?:dureaza|trebuie|are)|dureaza|asteapta)", r"care este durata", r"ce durata", r"combien (?:d'heures|de jours|de semaines|de mois|de temps)",
            r"quelle (?:est la )?duree", r"horaires d'ouverture",
        ),
        "place": _any(
            r"in (?:which|what) (?:city|cities|town|towns|county|counties|building|street)", r"where (?:is|are) the \w+ (?:located|based)", r"what city", r"which (?:city|town|county|counties|towns|cities)",
            r"in (?:ce|care) (?:oras\w*|localitat\w*|judet\w*)", r"dans quelles? (?:ville|commune|departement)s?",
        ),
        "person": _any(
            r"who(?: is|'s) the (?:\w+ )?(?:minister|head|chair\w*|director|president|judge|prosecutor|officer|rapporteur|delegate)", r"names? of the (?:\w+ )?(?:minister|head|chair\w*|director|president|judge|prosecutor|officer|rapporteur|delegate|expert)\w*",
            r"who (?:chairs|chaired|heads|headed|leads|led|runs the committee)",
            r"cine (?:este|e) (?:ministrul|seful|sefa|directorul|presedintele|procurorul)", r"cine (?:conduce|prezideaza)", r"qui est (?:le|la) (?:ministre|chef\w*|direct\w+|president\w*|juge|procureur\w*)", r"qui (?:dirige|preside)",
        ),
        "contact": _any(
            r"(?:(?<!\ba )(?<!\ban )(?<!\bany )|(?:give me|tell me|need|want|looking for|find) an? )(?:phone|telephone|hotline|helpline)(?:'s)? number", r"which number (?:do|can|should)", r"(?<!\ba )(?<!\ban )(?<!phone )numbers? .{0,30}(?:dial|call|ring|phone)", r"dial\w*", r"what number (?:do|can|should|is)", r"what(?:'s| is) the (?:e-?mail |postal |web ?)?address", r"website of",
            r"numarul de telefon", r"ce numar (?:sun|apelez|de telefon)", r"numero de telephone", r"quel numero (?:appeler|composer)", r"quelle (?:est l')?adresse",
        ),
        "statistics": _any(
            r"how many", r"percent\w*", r"per cent", r"(?:what|which) (?:share|rate|proportion)", r"rate of", r"number of", r"cati", r"cate", r"(?:ce|cat la suta|in) procent\w*", r"combien", r"pourcent\w*", r"quelle proportion", r"quel taux",
        ),
        "date": _any(
            r"when (?:was|were|did|will)", r"since when", r"on what day", r"in (?:which|what) year", r"what year", r"since which year", r"what date", r"on which date",
            r"cand (?:a|au|va|vor|este|intra)", r"in ce an", r"din ce an", r"la ce data", r"quand (?:a|ont|est|sera|la|le|l')", r"en quelle annee", r"depuis quelle annee", r"a quelle date",
        ),
    }
)  # fmt: skip

# Attributes that factsheets never hold of what they recommend.
NEVER = ("penalty", "deadline", "cost", "money", "duration", "place", "contact")
# What factsheets never hold: sanctions, deadlines, budgets, the present, names, numbers to call.
BEYOND = re.compile(
    r"\b(?:by (?:which|what) (?:date|day|year|month)|by when|until when|deadline|due date|how much (?:money|did|does|is)|cost|budget|salary|fined|fines|what fine|penalt\w+|prison|jail|sentenced"
    r"|years? (?:in|of) (?:prison|jail)|how many years|today|nowadays|currently|last year|this year|since 202\d|in 202[1-9]|20(?:2[3-9]|3\d)|already done|done so|which number|phone number|what number|number do i"
    r"|compl(?:y|ies|ied|iance)|(?:put|putting) (?:[\w-]+ )?into (?:practice|effect)|(?:been )?implemented (?:yet|by|since)|already (?:been )?(?:implemented|done|in place)"
    r"|who is the (?:minister|head|director|chair)|minister'?s? name|percent\w*|pourcent\w*|procent\w*|how many of them"
    r"|pana cand|termen limita|cat costa|buget\w*|salari\w*|pedeaps\w*|inchisoare|amenda|in prezent|astazi|intre timp|de atunci|respectat\w*|s-a conformat|(?:a|au) (?:implementat|aplicat|indeplinit)|pus\w* in (?:aplicare|practica)|numarul de telefon"
    r"|date limite|combien coute|salaires?|peine|amende|aujourd'hui|entre-temps|depuis lors|(?:a-t-(?:elle|il)|ont-ils|a) (?:deja )?(?:mis en (?:oeuvre|place|pratique)|applique|respecte)|se conforme|numero de telephone)\b"
)
# Words by which a question is known from a few search words, by language; folded.
ASKING: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": _any(
            r"how", r"what", r"when", r"who", r"whom", r"whose", r"which", r"where", r"why", r"is", r"are", r"was", r"were", r"do", r"does", r"did", r"has", r"have", r"had",
            r"can", r"could", r"should", r"must", r"may", r"will", r"would",
        ),
        "ro": _any(r"cum", r"ce", r"cand", r"cine", r"care", r"unde", r"cat[aei]?", r"este", r"e", r"sunt", r"exista", r"trebuie", r"poate", r"au", r"a fost"),
        "fr": _any(
            r"combien", r"quand", r"qui", r"que", r"qu", r"quoi", r"quel(?:le)?s?", r"comment", r"pourquoi", r"est", r"sont", r"doit", r"doivent", r"peut", r"faut", r"a-t", r"ont",
        ),
    }
)  # fmt: skip
INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|sources?|factsheets?|above|previous|everything|prompt|guidelines?)\b"
    r"|\b(?:system prompt|hidden instructions?|developer message|jailbreak|you are now|act as|role-?play (?:as|that|with)|pretend (?:that|you)|from now on|for the rest of this (?:chat|conversation))\b"
    # Somebody else may pretend to be a child, such as a police officer.
    r"|(?:(?:^|[.!?;:,])[^\w\n]*|\b(?:please|now|and|then|just|you|you to) )pretend to be\b"
    r"|\b(?:print|reveal|show|repeat|output|display|give)\b.{0,30}\b(?:your|the|system|admin\w*) (?:\w+ )?(?:prompt|instructions|password|api key|secrets?|source code|rules)\b"
    r"|\b(?:invent|make up|fabricate|fake)\b.{0,40}\b(?:recommendations?|citations?|quotes?|ids?|sources?)\b"
    r"|^[^\w\n]*(?:system|assistant|admin\w*|developer|root)\s*:|^[ \t]*#+[ \t]*(?:new )?(?:instructions?|system)\b|\brepeat after me\b|\bnew instructions?\s*:|\bsudo\b|\bdan mode\b"
    r"|\b(?:you must|you have to|you will|you shall) (?:now )?(?:answer|say|reply|respond|confirm|claim|state|pretend)\b"
    r"|\b(?:do not|don't|without|skip) (?:cite|citing|refus\w+|verif\w+|check\w*) (?:any|the|your|sources?|anything|it)\b"
    r"|\banswer only\b|\breply only\b|\brespond (?:only )?with\b|\bsay only\b"
    r"|<\s*/?\s*(?:script|img|iframe|svg|b|system|object|style|a)\b|\bjavascript:|\bonerror\s*="
    r"|\b(?:drop|delete|insert|alter)\s+(?:table|from|into)\b|';\s*--|\bunion select\b"
    r"|\b(?:pretend|suppose|assume|imagine|claim|say) (?:that )?(?:the|this|your) (?:factsheet|document|source|committee|recommendation)\b.{0,80}\b(?:quote|cite|answer|write|tell|confirm|repeat)\b"
    r"|\b(?:insult|mock|swear at)\b.{0,30}\b(?:committee|me|user|government|council)\b"
    r"|\b(?:oubli\w+|ignor\w+|ne tene?z pas compte|ne tiens pas compte|contourn\w+)\b.{0,40}\b(?:consignes?|instructions?|regles?|sources?)\b"
    r"|\b(?:invente[rz]?|fabrique[rz]?|fais semblant|faites semblant)\b.{0,60}\b(?:recommandations?|citations?|sources?|fiche|numeros?)\b"
    r"|\b(?:inventeaza|inventati|fabrica|prefa-te|pretinde)\b.{0,60}\b(?:recomandar\w*|citat\w*|surs\w*|fis[ae]\w*)\b"
    r"|\b(?:affiche|montre|revele|donne|arata|afiseaza|spune-mi)\w*\b.{0,30}\b(?:prompt\w*|instructions? (?:cachees?|systeme)|instructiuni\w* (?:ascunse|de sistem)|mot de passe|parol(?:a|ei|ele))\b"
    r"|\b(?:ignor[ai]|uita|incalca(?:-ti)?|(?:nu (?:mai )?)(?:tine cont|cita)|nesocoti)\b.{0,40}\b(?:instructiuni\w*|regul\w*|surs[ae]\w*|fis[ae]\w*|nimic)\b"
    r"|\b(?:desobei\w*|ne tene?z plus compte|ne tiens plus compte|ne cite[sz]? plus)\b"
    # The program is told that its rules have ended or that it has none.
    r"|\b(?:skip|break|violate|suspend|lift|switch off|turn off|disable|drop|stop following) (?:all |any |the |your |its )*(?:\w+ )?(?:rules|instructions|restrictions|checks|verification|safety|guidelines|filters)\b"
    r"|\b(?:your|the|these|all) (?:\w+ )?(?:rules|instructions|restrictions|guidelines|checks|filters)(?: above)? (?:no longer|are (?:now )?(?:off|void|suspended|disabled)|(?:have|has) been (?:changed|updated|lifted))\b"
    r"|\b(?:you|there) (?:have|are|need) (?:no|not any|without) (?:rules|restrictions|limits|filters)\b|\bwithout (?:any )?(?:rules|restrictions|filters)\b|\bspeak freely\b|\bfara (?:restrictii|reguli)\b|\bsans (?:restrictions|regles)\b"
    r"|\b(?:verificarile|regulile|verifications|regles) (?:sunt|sont) (?:oprite|dezactivate|suspendate|desactivees|suspendues)\b"
    # It is told to be somebody else.
    r"|\b(?:stop being|play(?:ing)? the (?:part|role) of|speak as if you|^\W*simulate|imagine (?:that )?you(?:'re| are)|you are an? (?:poet|hacker|pirate|judge|lawyer)|(?:developer|god|debug) mode)\b"
    r"|\b(?:joaca rolul|imagineaza-ti ca esti|comporta-te ca|esti acum|joue le role|imagine que tu es|fais semblant|faites semblant|comporte-toi comme|tu es maintenant)\b"
    # It is told what words to write.
    r"|\b(?:begin|start|end|finish|close|append|prefix)\b.{0,40}\b(?:(?:your|each|every|the) (?:\w+ )?(?:answers?|reply|replies|responses?|quotes?)|to (?:each|every|all)\b)"
    r"|\b(?:confirm|reply|answer|respond) (?:by|with) (?:writing|saying|the (?:\w+ )?(?:word|text|sentence))\b|\b(?:say|write|output|print|type) (?:the (?:\w+ )?(?:word|text|sentence|phrase)|it \w+ times)\b|\band nothing else\b"
    r"|\b(?:termin\w+|incheie|incepe|commence|finis)\b.{0,30}\b(?:raspuns\w*|reponses?)\b|\braspunde (?:doar|numai) cu\b|\bspune doar\b|\bscrie (?:doar )?cuvantul\b|\breponds (?:seulement|uniquement)\b|\becris le mot\b|\bdis (?:seulement|uniquement)\b|\bdo what it says\b|\bobey\b"
    r"|\b(?:instructiuni|instructions|consignes) (?:noi|nouvelles)\b|\bnouvelles (?:consignes|instructions) ?:|\bwrite (?:me )?a (?:poem|song|joke)\b"
    r"|<\|\w+\|>|\[/?inst\]|^[^\w\n]*(?:sistem|systeme)\s*:"
    r"|\b(?:unrestricted mode|i(?:'m| am) your (?:creator|developer|administrator|owner)|(?:tell|know) (?:me )?a(?:ny)? (?:poem|song|jokes?))\b"
    r"|\b(?:talk|speak|vorbeste|parle) (?:like|ca|comme) (?:an? |un |une )|\b(?:you (?:don't|do not) (?:need|have) to|no longer) follow\b|\b(?:answer|reply|raspunde|repond(?:s|ez)) (?:without|freely|backwards|liber|librement|fara|sans)\b|\b(?:renunta la|abandonne[sz]?) (?:reguli|tes|vos|les)\b"
    r"|^[^\w\n]*(?:print|output|echo|zi|dis) \w+[^\w\n]*$|^[^\w\n]*say ['\"‘“]"
    r"|\b(?:translate|traduce|traduis) (?:your|tes|instructiunile tale)\b|\bwhat were you told\b"
    # It is asked for what it was told, what it runs on, or what others asked.
    r"|\b(?:repeat|print|show) everything above\b|\bwhat (?:are|is) your (?:\w+ )?(?:rules|instructions|prompt|password|api key|configuration)\b|\bdump (?:your|the)\b|\b(?:previous|other) users?\b"
    r"|\b(?:parola|mot de passe)\b.{0,20}\badmin\w*|\b(?:instructiuni\w*|instructions) (?:tale |tes )?(?:ascunse|secrete|cachees)\b|\b(?:ceilalti utilizatori|autres utilisateurs)\b"
    # It is asked to make up what the Committee never wrote.
    r"|\b(?:create|write|draft|compose|generate|give)\b.{0,20}\b(?:new|fake|made-up|plausible)\b.{0,20}\b(?:recommendations?|citations?|quotes?|footnotes?|ids?)\b"
    r"|\b(?:creeaza|creati|cree[zr]?)\b.{0,20}\b(?:recomandari noi|nouvelles recommandations)\b|\b(?:imagine que tu es|decide) \w+ comi(?:te|tet)\w*\b",
    re.IGNORECASE | re.MULTILINE,
)
