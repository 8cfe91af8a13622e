"""Words by which questions say what they want, in English, Romanian and French.

Patterns run over folded text (lower case, no diacritics). They describe the language of questions
about factsheets of any Party; no topic and no Party is named here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from corpus.records import Addressee, Kind, Urgency

# Stands for the name of a loaded Party in the text that patterns run over; whoever says "us" is asked as that Party.
PARTY = "thisparty"
_US = rf"(?:{PARTY}|us|ourselves|noi|noua|nous)"


def words(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives that match whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


# What a recommendation, or a list of them, is called.
RECOMMENDATIONS = words(
    r"rec{1,2}om{1,2}[ae]n?d[ae]?tions?", r"recs?", r"clauses?", r"points?", r"items?", r"measures?", r"steps?", r"demands?", r"bullets?",
    r"recomandar\w*", r"clauze\w*", r"masuri\w*", r"punct\w*", r"recommandations?", r"mesures?", r"recos?",
)  # fmt: skip
LEVELS: Mapping[Urgency, re.Pattern[str]] = MappingProxyType(
    {
        Urgency.REQUIRE: words(
            r"requires?", r"required", r"requirements?", r"strict(?:est)? obligations?", r"(?:strongest|highest|firmest|strictest|top) (?:\w+ )?(?:verb|level|urgency|rung|tier|category|grade)s?",
            r"(?:strictest|toughest|stiffest|most stringent) (?:ones|recommendations|clauses|demands|points|items)", r"cele mai (?:stricte|ferme|puternice|exigente)", r"les plus (?:strictes|fermes|contraignantes|exigeantes|fortes)",
            r"(?:cel mai|nivel\w* (?:de urgenta )?(?:cel )?mai) (?:inalt|strict|ridicat|puternic|ferm|exigent|mare)(?: nivel| grad)?", r"(?:niveau|degre) (?:d'urgence )?(?:le )?plus (?:eleve|haut|strict|fort|contraignant|exigeant|ferme)", r"(?:plus haut|plus fort) (?:niveau|degre)",
            r"cerint\w*", r"exigences?", r"exige(?:e?s?|nt)", r"level require",
        ),
        Urgency.REQUEST: words(r"requests?", r"requested", r"(?:middle|medium|intermediate) (?:verb|level|urgency|rung|tier|category|grade)s?", r"solicit(?:a|are|area|ari|arile|arilor|at|ata|ate|ati)", r"cereri(?:le)?", r"les demandes", r"demandes", r"(?:aucune|une|la|des?|de la|chaque|seule|premiere|derniere|quelle) demande"),
        Urgency.INVITE: words(
            r"invites?", r"invited", r"invitations?", r"voluntary", r"non-?binding", r"not binding", r"optional ones", r"soft(?:er)? ones",
            r"(?:weakest|lowest|softest|mildest|bottom) (?:\w+ )?(?:verb|level|urgency|rung|tier|category|grade)s?", r"(?:weakest|softest|mildest) (?:ones|recommendations|clauses|points|items)", r"cele mai slabe", r"les moins contraignantes", r"invita\w*", r"invitees?", r"facultati\w*", r"voluntar\w*", r"volontaires?", r"benevol\w*", r"non[- ]contraignante?s?", r"neobligatori\w*",
        ),
    }
)  # fmt: skip
# Both "require" and "request" correspond to obligations arising from the Convention.
BINDING = words(
    r"binding", r"(?:legal|treaty|strict|formal) (?:obligations?|dut(?:y|ies)|requirements?)", r"binds?", r"obliges?", r"compels?", r"imposes?", r"obligations?", r"obligatory", r"mandatory", r"compulsory", r"duty", r"duties", r"musts", r"legally bound", r"must-dos?",
    r"obligati\w+ (?:legale?|juridice?)", r"obligations? (?:legales?|juridiques?)", r"obligatori\w*", r"obligati[ie]\w*", r"obliga", r"impune", r"impun", r"obligatoires?", r"contraignante?s?", r"obligent", r"imposent", r"devoirs?",
)  # fmt: skip
MUST = words(
    r"must", r"have to", r"has to", r"obliged", r"bound to", r"required to", r"supposed to", r"need to", r"needs to", r"duty", r"obligation",
    r"trebuie", r"obligat\w*", r"doit", r"doivent", r"devons", r"tenue?s? (?:de|d)", r"obligee?s?",
)  # fmt: skip
MAY = words(r"encouraged?", r"invited", r"advised", r"suggest\w*", r"incurajat\w*", r"invitat\w*", r"encouragee?s?", r"invitee?s?")

ADDRESSEES: Mapping[Addressee, re.Pattern[str]] = MappingProxyType(
    {
        Addressee.SPECIFIC: words(
            r"specific(?:ally)?", r"[\w-]+-specific", rf"{_US} +(?:alone|only|(?:by|on) (?:itself|it self|its own|our own)|itself|by name|in particular|seulement|seule?s?|uniquement|en particulier|in mod special|anume)",
            rf"(?:only|just|solely|exclusively|merely|particularly) (?:\w+ ){{0,2}}{_US}", r"by name", r"specifi(?:ce|ca|c|ques?)", rf"(?:numai|doar|exclusiv) (?:pentru |pe |la |de )?{_US}", rf"(?:seulement|uniquement|exclusivement) (?:a |pour )?(?:la )?{_US}",
            rf"propres? a (?:la )?{_US}", rf"{PARTY} only", rf"singl\w+ {_US} out", rf"(?:strict|special|anume) (?:pentru |pe |a )?{_US}", rf"(?:a|pour) (?:la )?seule {PARTY}",
            r"no ?(?:body|one) else", r"niman(?:ui|i) alt\w*", r"personne d'autre",
        ),
        Addressee.GENERIC: words(
            r"generic", r"(?:all|every|each|any) (?:of )?(?:the )?(?:other )?(?:parties|party|states?|countr(?:y|ies))", r"everyone", r"everybody",
            r"generi(?:ce|ca|c|ques?)", r"general(?:e|a|es)", r"generaux", r"toate (?:partile|statele)", r"tuturor (?:partilor|statelor)", r"tou(?:te)?(?:s|t)? les (?:parties|etats|pays)", r"chaque (?:partie|etat|pays)", r"(?:fiecare|fiecarei|oricarei) (?:part\w*|stat\w*|tar\w*)", r"tout le monde", r"toata lumea",
        ),
    }
)  # fmt: skip
KINDS: Mapping[Kind, re.Pattern[str]] = MappingProxyType(
    {
        Kind.OBSERVATION: words(r"observations?", r"findings?", r"constatari\w*", r"observati[ie]\w*", r"constats?", r"constatations?"),
        Kind.PRACTICE: words(
            r"(?:promising|good|best) (?:practices?|examples?)", r"(?:bun\w+|promitato\w+) practici?", r"practici?l?e? (?:bune|promitato\w+)",
            r"(?:bonnes?) pratiques?", r"pratiques? prometteuses?",
        ),
        Kind.DIFFICULTY: words(
            r"difficult(?:y|ies) (?:in|of|with) (?:the )?(?:implement\w*|appl\w+)", r"implementation difficult(?:y|ies)", r"(?:which|what|all|any|an?|no|the|reported|listed) difficult(?:y|ies)",
            r"(?:ce|toate|care sunt|o|vreo|nicio) dificultat\w*", r"(?:une|aucune) difficultes?", r"dificultat\w* (?:de|in|privind) (?:implement|aplic)\w*", r"(?:quelles?|toutes les|les) difficultes?", r"difficultes? (?:de|dans|a) (?:la )?mise",
        ),
        Kind.KEY_FINDING: words(r"key findings?", r"main findings?", r"principalele constatari", r"constats? principa\w+", r"principaux constats?"),
        Kind.DEFINITION: words(r"definitions", r"definitiile"),
        Kind.FOOTNOTE: words(r"footnotes", r"note(?:le|lor)? de subsol", r"notes? de bas de page"),
    }
)  # fmt: skip

COUNT = words(
    r"how many", r"number of", r"count", r"total", r"how much", r"what figure", r"size of", r"cat[ei]", r"numarul", r"combien", r"le nombre",
    r"in figures", r"tally", r"quantity",
)  # fmt: skip
LIST = words(
    r"list", r"lists?", r"wh?it?ch", r"what are", r"all", r"every", r"everything", r"each", r"enumerate", r"name (?:all|the|them|those)", r"show(?: me)?", r"give(?: me)?",
    r"find", r"checklist", r"overview", r"inventory", r"set out", r"extract", r"collect", r"compile", r"pull together", r"summar\w+", r"rezum\w*", r"sinte(?:za|tiz\w*)", r"resum\w*", r"synthes?\w*", r"apercu", r"what does \w+ recommend", r"lista", r"listeaza", r"enumera(?:ti)?", r"enumerati", r"care sunt", r"toate", r"toti",
    r"tot ce", r"care", r"ce (?:recomandari|cerinte|solicitari|invitatii|obligatii|masuri|capitole?)", r"arata", r"liste[rz]?", r"quelles?", r"quels?", r"toute?s?", r"tous", r"enumere[rz]?", r"montre\w*", r"donne[rz]?", r"tout ce",
)  # fmt: skip
# Everything on a topic: "all", or recommendations in the plural.
EXHAUSTIVE = words(
    r"all",
    r"every(?:thing|where|one of)?",
    r"full list",
    r"wherever",
    r"overview",
    r"checklist",
    r"whole package",
    r"put together",
    r"gather",
    r"each of",
    r"wh?it?ch (?:rec{1,2}om{1,2}[ae]n?d[ae]?tions|clauses|points|items|measures|advice)",
    r"what (?:recommendations|clauses|points|measures)",
    r"recommendations (?:on|about|deal|concern|regarding|involve|mention)",
    r"complete",
    r"list",
    r"toate",
    r"tot ce",
    r"lista",
    r"care (?:sunt )?recomandarile",
    r"ce recomandari",
    r"recomandarile (?:privind|despre|referitoare)",
    r"tou(?:te)?s les",
    r"tout ce",
    r"quelles (?:sont les )?recommandations",
    r"recommandations (?:sur|concernant|relatives)",
    r"liste",
)
ONLY = words(
    r"only",
    r"just",
    r"solely",
    r"exclusively",
    r"entirely",
    r"purely",
    r"merely the",
    r"nothing but",
    r"no more than",
    r"leave out",
    r"doar",
    r"numai",
    r"seulement",
    r"uniquement",
    r"exclusivement",
    r"exclusiv",
    r"rien que",
    r"que les",
    r"juste",
)
WITHOUT = words(
    r"without",
    r"no",
    r"none",
    r"not a single",
    r"lacks?",
    r"lacking",
    r"fara",
    r"nici o",
    r"nicio",
    r"niciun",
    r"sans",
    r"aucune?",
    r"ne contien\w+ (?:pas|aucune?)",
    r"nu (?:are|au|contin\w*)",
)
CHAPTERS = words(
    r"chapters?", r"capito(?:l|le|lul|lele)\w*", r"chapitres?", r"table of contents?", r"cuprinsul\w*", r"table des matieres", r"sommaire"
)
COMPARE = words(
    r"compare", r"comparison", r"difference", r"differ", r"differs", r"versus", r"vs\.?", r"(?:put|set|stack|hold|weigh|pit)\w* (?:[\w-]+ ){1,6}against", r"which of (?:the two|these|those|them)", r"contrast", r"separates?", r"distinguish\w*",
    r"compara\w*", r"diferent\w*", r"deosebi\w*", r"fata de", r"compare[rz]?", r"difference entre", r"par rapport",
)  # fmt: skip
DEFINE = re.compile(
    r"(?:what (?:does|do|is meant by|exactly (?:does|is)|precisely (?:does|is))\b.{0,60}?\b(?:mean|stand for)|what is meant by|meaning of|define|definition of|defin\w+ the term|stands? for\b"
    r"|ce inseamna|ce se intelege prin|defini\w+|semnifica\w*|que (?:signifie|veut dire)|qu(?:'|’| )?est-ce qu(?:e|'|’)|signification|definition d)"
)
YES_NO = re.compile(
    r"^(?:(?:and|so|but|then|well|hm+|ok(?:ay)?|si|dar|iar|deci|et|mais|donc|alors)[ ,]+)*(?:any of|is|are|was|were|does|do|did|must|should|has|have|can|could|may|will|would|shall|am|need"
    r"|este|e|sunt|are|au(?! chapitre)|avem|contine|contin|cuprinde|prevede|lipseste|lipsesc|apare|apar|figureaza|obliga|vizeaza|trebuie|poate|pot|a fost|exista|oare"
    r"|c'est|ce sont|contient|est-ce|est|sont|doit|doivent|peut|peuvent|a-t-|ont-|y a-t-il|faut-il)\b|(?:yes or no|da sau nu|oui ou non|, right\?|am i right|am i correct|isn't it|n'est-ce pas|nu-i asa)"
)
# Asking what is, was or is done, rather than what should be.
FACT = re.compile(
    r"\b(?:who|whom|whose|when|where|since|how many|how much|how often|how long|in which year|by whom|has|have|had|did|was|were|already|currently|exist\w*|runs?|carried out|organi[sz]es?|participat\w+|offers?"
    r"|cine|cand|unde|cati|cate|a fost|au fost|exista|organizeaza|a participat"
    r"|qui|quand|combien|a-t-(?:elle|il)|ont-ils|existe\w*|organise\w*)\b"
)
# Asking what the Committee wants.
WANT = re.compile(
    r"\b(?:must|should|shall|shoud|ought|supposed|rec{1,2}om{1,2}[ae]n?d\w*|require[sd]?|request\w*|invite[sd]?|want\w*|expect\w*|bound|asks?|asked|demand\w*|encourag\w*|urge[sd]?|oblig\w*|duty|binding|call(?:s|ed)? (?:on|for)|(?:what|something|anything) (?:to|can (?:be|we)) (?:do|done)|committee (?:say|think|write)s?|would like|'d like|need(?:s)? to|has to|have to|told to|advis\w*|suggest\w*|propos\w*"
    r"|trebui\w*|(?:spune|zice) comitetul|recomand\w*|cere|cer|cerut\w*|sugera\w*|incuraj\w*|indemn\w*|solicit\w*|invita\w*|obligat\w*|asteapt\w*|ce (?:e|este|ar fi) de facut|ce (?:facem|face|fac)|(?:que|quoi) faire|doit|doivent|dit le comite|recommand\w*|exige\w*|faut|faudrai\w*|devrai\w*|attend\w*|encourag\w*|demande\w*|conseill\w*|suggere\w*)\b"
)

# What does not oblige: the invitations.
NOT_BINDING = re.compile(
    r"(?:\b(?:not|never|nu (?:e|este|sunt|au caracter)|(?:n'|ne )(?:est|sont|ont)(?: pas| aucun\w*)?|sans etre|fara a fi|without being)|n't) +(?:(?:an?|any|really|actually|legally|juridic\w*|juridiquement|strict\w*|une?|des?|de|o|force|caractere|caracter) +)*"
    r"(?:binding|mandatory|obligatory|compulsory|obligations?|obligatori\w*|obligati[ie]\w*|contraignant\w*|obligatoires?)\b"
)
# Anything but invitations: the two levels that oblige.
NOT_INVITED = re.compile(
    r"\b(?:not|aren't|isn't|arent|isnt|n'est pas|other than|except|apart from|beyond|(?<!no )(?<!nothing )(?<!not )(?:more|stronger|stricter|firmer) than|nu sunt|in afara de|(?<!nu )(?<!nimic )mai mult decat|dincolo de|ne sont pas|autres que|(?<!pas )(?<!rien )(?<!de )plus que|au-dela d(?:e|')|sauf)\s+(?:(?:an?|the|just|mere|only|merely|simple|doar|numai|o|de|simples?|des|les|une)\s+)*invit\w*"
)
# "Ne contiennent que des invitations": nothing else.
NOTHING_BUT = re.compile(r"\b(?:ne|n')\s*\w+ (?:pas )?(?:\w+ )?(?:que|qu')\b|\bnu \w+ decat\b")
# Which chapters hold most or least.
MOST = words(
    r"(?:the )?most", r"(?:the )?more", r"(?:largest|greatest|highest|biggest) (?:number|amount|share|count)", r"longest", r"largest", r"biggest", r"richest", r"fullest", r"heaviest",
    r"cele mai multe", r"mai multe", r"cel mai (?:mare|lung|bogat|mult)\w*", r"le plus (?:de|d'|grand nombre|long)?", r"plus de",
)  # fmt: skip
FEWEST = words(
    r"(?:the )?fewest", r"(?:the )?fewer", r"(?<!at )(?:the )?least", r"(?:smallest|lowest) (?:number|amount|share|count)", r"shortest", r"smallest", r"thinnest", r"lightest",
    r"cele mai putine", r"mai putine", r"cel mai (?:mic|scurt|putin)\w*", r"le moins(?: de| d')?", r"moins de",
)  # fmt: skip
# What a list is about, rather than what is listed.
ON_TOPIC = words(
    r"on", r"about", r"concern\w*", r"regarding", r"relat(?:ed|ing) to", r"deal\w* with", r"mention\w*", r"touch\w* on", r"speak\w* of", r"cover\w*", r"address\w*", r"for",
    r"despre", r"privi(?:nd|toare|tor)", r"referito\w+", r"refera", r"legat\w* de", r"pentru", r"sur", r"concern\w*", r"relati\w+", r"au sujet", r"portent?", r"portant", r"en matiere", r"pour",
)  # fmt: skip
# A place in the factsheet: "which chapter is X-4 in?", "what is chapter VII called?".
PLACE = re.compile(
    r"\b(?:(?:in|under|within|to|of) (?:which|what) (?:chapters?|headings?|sections?|parts?|titles?)|(?:which|what) chapter (?:is|are|does|do|has|have|holds?|contains?|covers?)|where (?:is|are|does|do|can)|(?:called|titled|entitled|title)"
    r"|(?:in|sub|din) (?:ce|care) (?:capitol|titlu|sectiun|part|rubric)\w*|unde (?:este|se|sta|gasesc|apare)|cum se (?:numeste|cheama|intituleaza)|titlul|(?:dans|a|sous) quel(?:le)? (?:chapitre|titre|section|partie|rubrique)|ou (?:est|se trouve|figure)|s'intitule|s'appelle|intitule)\b"
)
# When a factsheet was last updated, which its title block says.
UPDATED = re.compile(
    r"\b(?:(?:last|latest|most recent) (?:update|version|revision|edition)|(?:last|latest) (?:updated|revised|changed|edited|brought up to date)|when (?:was|is) (?:this|the) (?:\w+ )?(?:factsheet|fact sheet|document|sheet|text) (?:\w+ )?(?:updated|revised|issued|published|dated|from|made)"
    r"|(?:how old|how recent|what date|which date|how up to date) (?:is|has|does|bears?)? ?(?:this|the) (?:factsheet|fact sheet|document|sheet)|date of (?:this|the) (?:factsheet|document|last update)"
    r"|ultima (?:actualizare|versiune)|(?:a fost|fost) (?:ultima data )?actualizat\w*|data fisei|derniere (?:mise a jour|version)|mise? a jour pour la derniere fois|date de la fiche)\b"
)
# Which chapters: those that have both of two levels, neither, or nothing else.
BOTH = re.compile(r"\b(?:both|atat|ambele|deopotriva|a la fois|les deux|aussi bien|si \w+,? (?:cat )?si|et (?:des |les )?\w+,? et)\b")
NEITHER = re.compile(r"\b(?:neither|nor|nici|ni)\b")

ORDINALS: Mapping[str, int] = MappingProxyType(
    {
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11,
        "prima": 1, "primul": 1, "doua": 2, "doilea": 2, "treia": 3, "treilea": 3, "patra": 4, "patrulea": 4, "cincea": 5, "cincilea": 5,
        "sasea": 6, "saselea": 6, "saptea": 7, "saptelea": 7, "opta": 8, "optulea": 8, "noua": 9, "noualea": 9, "zecea": 10, "zecelea": 10,
        "premier": 1, "premiere": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10,
        "last": -1, "ultima": -1, "ultimul": -1, "dernier": -1, "derniere": -1,
    }
)  # fmt: skip
NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        word: value
        for words in (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
            "unu doi trei patru cinci sase sapte opt noua zece unsprezece doisprezece treisprezece paisprezece cincisprezece saisprezece saptesprezece optsprezece nouasprezece douazeci",
            "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt",
        )
        for value, word in enumerate(words.split(), 1)
    }
)
