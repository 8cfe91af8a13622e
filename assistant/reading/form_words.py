"""Words that say what form an answer should have, and never what it is about."""

from __future__ import annotations

import re
from functools import cache

from assistant.reading.lexicon import NUMBERS, PARTY
from corpus.words import is_stop_word

_ENGLISH = (
    # asking and answering
    "please tell say says said saying told ask asks asked asking want wants wanted need needs needed like know get got give given giving find look looking see read answer question wonder wondering"
    " have has had having do does did make made making take taken put let i'd i'm i've you'd what's who's it's that's there's here's let's we're which way"
    # the document and its parts
    " committee lanzarote strasbourg secretariat council factsheet factsheets fact sheet sheets document documents text paper page pages section sections part parts heading headings printed page report reports"
    " number numbers numbered numbering id ids identifier identifiers level levels footnote verb verbs wording rank strength urgency advice guidance word words phrase phrased language"
    # belonging and being there
    " contain contains containing include includes including hold holds exist exists appear appears carry carries carrying cover covers covering deal deals dealing mention mentions mentioned mentioning list listed"
    " address addresses addressed addressee directed aimed meant concern concerns concerning apply applies applying stand stands standing fall falls come comes coming belong belongs go goes going bear bears marked labelled labeled classed classified"
    # quantity and selection
    " one ones two three other others another several various different distinct separate single individual same whole entire complete full total totals sum grand overall altogether together combined count counted counting counts tally"
    " any some more most less least fewer few many much enough every each both neither nor either none just even again once twice too else alone mere only"
    " kind kinds type types sort sorts thing things stuff everything anything nothing something point points set bunch bits piece pieces case cases"
    # manner of speech
    " so here there now then well ok okay hello hi hey dear thanks thank sorry quick brief short long plain simple straight simply exact precise main key own respective particular certain whatever really rather quite over within at in"
    " whats whos thats pls plz thx cheers me myself us ourselves u ur meant single singled out inventory extract compile collect gather pull set recommend recommends recommended advise advised remain remains remaining count counts qualify qualifies amount amounts rank ranks consist consists made solely portion portions box boxes bit item items row rows speak speaks talk talks deal treat treats feature features featured figure figures holding having per breakdown broken down split respectively start finish end use uses used titles order simples simple print printed large big small size strong strength force weight wise between than written located stated state states difference differences differ compared comparison exactly equal equally not included without with whether if how why when where who whom whose"
)
_ROMANIAN = (
    "va rog te fa faceti spune spuneti zi zice vreau as vrea doresc stiu afla gaseste comitet comitetul comitetului lanzarote fisa fisei fise document documentul documentului text textul sectiune sectiunea parte partea titlu raport raportul"
    " numar numarul numere nivel nivelul nivelului contine contin cuprinde exista apare apar figureaza privesc priveste adresata adresate adresat enumerati enumera total totalul tot intreg intreaga complet completa fiecare oricare alta alte altele"
    " mai intr urgenta urgente intru dintr singura singur lista liste listei intregul intregii mod avea nevoie raman ramane ramas tin tine formulate formulata formulat special rubrica rubrici recomanda recomandat cere cerut ceruta vorba vorbesc pomenesc vizeaza vizate adreseaza adreseze mentioneaza noi noua nostru mie rog da distinct distincte nota note subsol gasesc inclusiv caror carora cui cele cel cea un doar numai exact anume foarte strict lucru lucruri punct feluri tip tipuri nici nu fara toata toti toate tuturor intreaga intregul intregului decat numere id-uri identificatoare identificatori avem aveti ai au are avea sunt fi afla aflata scris scrisa scrise se gaseste gasim gasiti unde diferenta diferente compara comparati fata acelasi aceeasi cati cate cata vreo vreun vreuna orice face fac facem da prevede prevad ofera arata buna salut multumesc imi ne"
)
_FRENCH = (
    "svp dites dis fais faites moi identifiant identifiants distinct distincts distincte distinctes relever relevant voudrais veux savoir trouve trouver comite lanzarote fiche fiches document texte section partie titre rapport numero numeros niveau niveaux contient contiennent comprend existe existent figure figurent apparait"
    " concerne concernent adresse adressent adressee adressees adresse adresses total entier entiere complet complete ensemble chaque autre autres plusieurs divers uniquement seulement exactement strictement purement simplement juridiquement formellement"
    " seule seul liste listes releve relevent reste restent propre propres rubrique rubriques destine destinee destinees destines vise visent visant voir aimerais afficher ensemble parlent parle traitent traite mentionnent recommande recommandent note notes bas page pages laquelle lequel lesquelles lesquels force combien compte comptent dans point points chose choses type types sorte il y a n'est pas tout toute tous toutes que qu' moins contient contenir trouve trouve-t trouvent ecrit ecrite difference differences comparez comparer meme memes dit disent ecrites avons avez avoir ont sont etre celle celles ceux cela demande demandent demandes demander attend attendu urgence urgent ca prevoit prevoient aucun aucune bonjour merci ne que"
)
_FORM = frozenset(f"{_ENGLISH} {_ROMANIAN} {_FRENCH}".split())
_ASKING = frozenset(
    "thanks thank please tell say said says text factsheet document sheet committee lanzarote want wanted need needs"
    " comitetul comitetului fisa document va rog imi comite fiche document merci bonjour multumesc salut buna".split()
)
# Adverbs of manner and degree narrow no list; these nouns and adjectives only end like them.
_ADVERB = re.compile(
    r"^(?!(?:family|families|elderly|assembly|supply|reply|anomaly|daily|weekly|monthly|yearly|early|friendly|bully)$)\w{3,}ly$"
)


@cache
def is_form_word(word: str) -> bool:
    """Say whether a folded word of a question says nothing about its topic, in any of the languages."""
    return len(word) < 2 or word == PARTY or word in _FORM or word in NUMBERS or is_stop_word(word) or bool(_ADVERB.match(word))


def is_ask_word(word: str) -> bool:
    """Say whether a folded word only asks; of a question that asks for no list, all others may be its topic."""
    return len(word) < 2 or word == PARTY or word in _ASKING or is_stop_word(word)
