"""Who a question is about: a follow-up that names others than before ("and for the police?") puts them in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading import lexicon

# Those whom recommendations of any factsheet are to reach, or to be carried out by.
_CONCERNED = lexicon.words(
    r"children", r"child", r"kids", r"pupils?", r"students?", r"teenagers?", r"parents?", r"mothers?", r"fathers?", r"famil(?:y|ies)", r"caregivers?", r"carers?",
    r"teachers?", r"educators?", r"schools?", r"counsell?ors?", r"doctors?", r"nurses?", r"health", r"social workers?", r"volunteers?", r"professionals", r"coaches", r"trainers?",
    r"police\w*", r"officers?", r"investigators?", r"law[ -]enforcement", r"prosecutors?", r"judges?", r"courts?", r"magistrates?", r"victims?", r"offenders?", r"perpetrators?",
    r"ngos?", r"media", r"journalists?", r"companies", r"industry", r"public",
    r"copii\w*", r"copil\w*", r"elevi\w*", r"parinti\w*", r"famili\w*", r"profesori\w*", r"educatori\w*", r"invatatori\w*", r"scoli\w*", r"consilieri\w*", r"medici\w*", r"asistent\w* social\w*", r"voluntari\w*", r"antrenori\w*",
    r"politi\w*", r"anchetatori\w*", r"procurori\w*", r"judecatori\w*", r"instante\w*", r"magistrati\w*", r"victime\w*", r"faptuitori\w*", r"agresori\w*", r"ong\w*", r"jurnalisti\w*", r"companii\w*",
    r"enfants?", r"eleves?", r"adolescents?", r"familles?", r"enseignants?", r"professeurs?", r"educateurs?", r"ecoles?", r"conseillers?", r"medecins?", r"soignants?", r"travailleurs? socia\w+", r"benevoles?", r"entraineurs?",
    r"policiers?", r"enqueteurs?", r"procureurs?", r"juges?", r"tribuna\w+", r"magistrats?", r"victimes?", r"auteurs?", r"medias?", r"journalistes?", r"entreprises?",
)  # fmt: skip


def instead(own: Sequence[str], carried: Sequence[str]) -> list[str]:
    """Give the words carried over, without those concerned before where the follow-up's own words name others."""
    if not any(_is_concerned(word) for word in own):
        return list(carried)
    return [word for word in carried if not _is_concerned(word)]


def _is_concerned(word: str) -> bool:
    return bool(re.fullmatch(_CONCERNED.pattern, word))
