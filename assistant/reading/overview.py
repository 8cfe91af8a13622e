"""Questions on everything a factsheet says of one kind: "what must Romania do?", "summarise it", "what was criticised?".

They are said again as the list they ask for, if nothing else is asked; "what must Romania do on helplines?" asks for a topic.
Patterns run over folded text, in English, Romanian and French.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.reading.lexicon import PARTY
from assistant.reading.topic_words import left_over

_STATE: Final = (
    rf"(?:the )?(?:(?:state )?{PARTY}|we|us|you|one|our (?:country|state|government|ministry)|(?:country|state|government|part(?:y|ies)|authorities)|states?"
    rf"|noi|noua|tara noastra|statul|guvernul|autoritatile|partile|nous|notre (?:pays|etat|gouvernement)|l'etat|les autorites|(?:la |a la )?{PARTY})"
)
_COMMITTEE: Final = r"(?:the |le |l[ea] )?(?:lanzarote )?(?:committee|comite(?:tul)?)(?: de lanzarote| lanzarote)?"
_DO: Final = r"(?:do|implement|change|improve|fulfil|put in place|achieve|work on|faca|facem|implementeze|indeplineasca|schimbe|imbunatateasca|faire|changer|ameliorer|mettre en (?:oeuvre|place))"
_REALLY: Final = r"(?:(?:actually|really|exactly|now|still|else|then|de fapt|exact|concret|vraiment|exactement) )*"
_WHAT: Final = rf"(?:what(?:'s| is| are|'re)?|ce(?: anume)?|que|qu'|qu'est-ce qu[e']|quoi) ?{_REALLY}"

_OBLIGED = re.compile(
    rf"\b(?:{_WHAT}(?:must|shall) {_STATE} {_REALLY}{_DO}|{_WHAT}(?:do|does) {_STATE} {_REALLY}(?:have|need) to {_REALLY}{_DO}"
    rf"|{_WHAT}(?:is |are )?{_STATE} {_REALLY}(?:legally )?(?:obliged|required|bound) to {_REALLY}{_DO}"
    rf"|{_WHAT}(?:trebuie|(?:este|e|sunt|suntem) (?:{_STATE} )?obligat\w*)(?: ca)?(?: {_STATE})? sa {_DO}(?: {_STATE})?"
    rf"|{_WHAT}(?:doit|doivent|devons)(?:-nous)?(?: {_STATE})? {_DO}(?: {_STATE})?|{_WHAT}{_STATE} (?:doit|doivent|devons) {_DO}"
    rf"|{_WHAT}(?:must|has to|have to|needs? to) be done|{_WHAT}trebuie facut|{_WHAT}(?:faut-il|il faut) faire"
    rf"|a quoi (?:est |sommes-)?{_STATE} (?:est(?:-elle)? )?(?:tenue?s?|obligee?s?)|la ce (?:este|e|suntem) (?:{_STATE} )?obligat\w*(?: {_STATE})?)(?!\w)"
)
_ASKED = re.compile(
    rf"\b(?:{_WHAT}(?:should|can|could|ought) {_STATE} {_REALLY}(?:to )?{_DO}|{_WHAT}{_STATE} (?:supposed|meant|expected|asked|advised|told) to {_DO}"
    rf"|{_WHAT}(?:does|do|did|has) {_COMMITTEE} {_REALLY}(?:want|expect|ask|recommend|demand|advise|seek)(?:ed)?(?: (?:for|from|of|to|that))?(?: {_STATE})?(?: (?:to|should) {_DO})?"
    rf"|{_WHAT}(?:asked|expected|recommended|wanted|demanded)(?: by {_COMMITTEE})?(?: (?:of|from|to|for))? {_STATE}"
    rf"|{_WHAT}(?:ar trebui|ar avea)(?: ca)?(?: {_STATE})? (?:sa|de) (?:{_DO}|facut)(?: {_STATE})?|{_WHAT}(?:are|avem) (?:{_STATE} )?de facut(?: {_STATE})?"
    rf"|{_WHAT}(?:(?:ii |ne |i se |ni se |se )?(?:vrea|doreste|asteapta|cere|recomanda|propune))(?: {_COMMITTEE})?(?: (?:de la|lui|din partea))?(?: {_STATE})?"
    rf"|{_WHAT}devr(?:ait|aient|ions)(?:-nous)?(?: {_STATE})? {_DO}(?: {_STATE})?|{_WHAT}{_STATE} devr(?:ait|aient|ions) {_DO}"
    rf"|{_WHAT}(?:attend|demande|recommande|conseille|propose)(?:-t-il)?(?: {_COMMITTEE})?(?: (?:de|a|d'))?(?: {_STATE})?"
    rf"|{_WHAT}{_COMMITTEE} (?:attend|demande|recommande|conseille|propose)(?: (?:de|a))?(?: {_STATE})?)(?!\w)"
)
_FIRST = re.compile(
    rf"\b(?:{_WHAT}(?:should|must|does|do|is|can) {_STATE} (?:have to |need to )?{_DO} (?:first|as a priority|most urgently|before (?:all|anything) else)"
    rf"|(?:{_WHAT}|which (?:is|are) )(?:the |our |{PARTY}'?s? )*(?:top |main |first |highest |biggest )*priorit(?:y|ies)|(?:{_WHAT}|which (?:is|are) )(?:the )?most (?:urgent|pressing|important)(?: (?:things?|points?|tasks?|matters?|recommendations?|demands?|ones?))?"
    rf"|(?:{_WHAT}(?:sunt |este |e )|care (?:sunt |este |e ))(?:principal\w+ )?priorita\w+(?: principal\w+)?|{_WHAT}(?:(?:ar )?trebui\w* )(?:{_STATE} )?sa {_DO} (?:{_STATE} )?(?:mai intai|in primul rand|intai|prima data|cu prioritate)"
    rf"|(?:{_WHAT}|quelles? (?:est|sont) )(?:les |la )priorites?|{_WHAT}(?:doit|doivent|devrait)(?: {_STATE})? {_DO}(?: {_STATE})? (?:d'abord|en premier(?: lieu)?|en priorite))(?!\w)"
)
_SUMMARY = re.compile(
    r"\b(?:summar(?:y|ies|i[sz]e[sd]?|i[sz]ing)|overview|sum (?:it |this )?up|in a nutshell|the gist|rezum\w*|sinte(?:za|tiz\w*)|privire (?:de ansamblu|generala)|prezentare generala|resum\w*|synthes?\w*|synthetise\w*|apercu|vue d'ensemble|tour d'horizon)(?!\w)"
)
_OPTIONAL = re.compile(
    rf"(?:^|[.;:] )(?:and |but |so )?(?:{_WHAT}|which (?:is|are) |{_WHAT}(?:este |e |est )|{_WHAT})(?:only |merely |just |purely |doar |seulement )?(?:optional|facultativ\w*|facultatif|optionnel)(?! protocol)(?!\w)"
)
_FAULT: Final = r"(?:problems?|shortcomings?|weakness(?:es)?|gaps?|criticisms?|faults?|failings?|deficienc(?:y|ies)|probleme(?:le)?|lacune(?:le|s)?|deficiente(?:le)?|critici(?:le)?|slabiciuni(?:le)?|problemes|faiblesses|critiques|insuffisances)"
_OBSERVED = re.compile(
    rf"\b(?:(?:what|which|ce|quel(?:le)?s?) (?:are )?(?:the )?{_FAULT}(?: (?:did|does|do|has|have|were|was|are|au fost|a|sunt|ont ete|voit))?(?: {_COMMITTEE})?(?: (?:see|seen|find|found|note|noted|notice|identif\w+|raise|raised|observe|observed|report|reported|name|named|pointed out|constat\w*|gasi\w*|vazut|releve\w*))*"
    rf"|(?:was|is|has|did|does) {_STATE} (?:been )?critici[sz]ed?(?: for (?:anything|something))?|(?:what|for what|why) (?:was|is|has) {_STATE} (?:been )?critici[sz]ed?(?: for)?|(?:does|did|has) {_COMMITTEE} critici[sz]ed? {_STATE}"
    rf"|(?:what|which \w+) (?:has|did|does|have|do) {_STATE} (?:already )?(?:done|do|put in place|achieved?|got|have)(?: (?:well|right|already|in place))?"
    rf"|ce (?:a facut|a realizat|face)(?: deja)? {_STATE}(?: (?:deja|bine))?|(?:pentru ce )?a fost criticata {_STATE}|{_WHAT}(?:a fait|fait) {_STATE}(?: deja| bien)?|(?:pourquoi )?{_STATE} (?:a-t-elle ete|est-elle) critiquee)(?!\w)"
)
_PRAISED = re.compile(
    r"\b(?:which|what|care|ce|quel(?:le)?s?) (?:other )?(?:states?|countr(?:y|ies)|part(?:y|ies)|tari|state|pays|etats|parties) (?:are|is|were|was|sunt|sont) (?:praised|commended|laudate|felicitees?|felicites"
    r"|(?:singled out|held up|mentioned|cited|named|given|mentionate|date|citees?|cites|donnees?) (?:as|for|drept|ca|comme|en) (?:an? )?(?:(?:good|promising|best|positive) )?(?:examples?|practices?|models?|exemple|modele)(?: (?:bune|de bune practici|de bonnes pratiques))?)(?!\w)"
)
_SAID_PLAINLY: Final = (
    (_FIRST, " list the most urgent recommendations "),
    (_OBLIGED, " list the binding recommendations "),
    (_OPTIONAL, " list the invitations "),
    (_PRAISED, " list the promising practices "),
    (_OBSERVED, f" list the observations {PARTY} "),
    (_ASKED, " list the recommendations "),
)
_WHOLE_TEXT = " list the recommendations "


def said_plainly(text: str) -> str:
    """Say a folded question on everything of one kind as the list it asks for; give any other as it is."""
    for pattern, plainly in _SAID_PLAINLY:
        said = pattern.sub(plainly, text, count=1)
        if said != text and not left_over(said):
            return said
    said = _SUMMARY.sub(_WHOLE_TEXT, text, count=1)
    return said if said != text and not left_over(said) else text
