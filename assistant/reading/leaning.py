"""Words by which a question leans on the one before, in English, Romanian and French; patterns run over folded text."""

from __future__ import annotations

import re

from assistant.reading.lexicon import words

# "Which ones?", "list them", "name those".
WHICH_ONES = re.compile(
    r"^(?:(?:and|so|but|ok(?:ay)?|please|can you|could you),? )*(?:list|name|show|give|enumerate|spell out|read out|quote)(?: me)? (?:them|those|these|they|it all)(?: (?:all|out|please|then|in full|one by one))*\W*$"
    r"|^(?:te rog )?(?:listeaza|enumera|arata|insira)(?:-mi)?-?(?:le|i)?(?: (?:pe )?toate)?\W*$|^(?:liste|montre|donne|cite|enumere)[rz]?-(?:moi-)?les\b"
    r"|^(?:and |so |but )?(?:which|what) (?:ones?|are they|are those)\b|^(?:si )?care (?:anume|sunt (?:ele|acelea))\b|^(?:et )?lesquel(?:le)?s\b"
)

ANAPHORA = words(
    r"it", r"its", r"that", r"this", r"that one", r"this one", r"those", r"these", r"them", r"they", r"the same", r"same", r"in there", r"the latter", r"the former", r"thereof",
    r"acesta", r"aceasta", r"acestea", r"acestia", r"acela", r"aceea", r"acelea", r"ea", r"el", r"ele", r"lor", r"acolo", r"la fel",
    r"celle-ci", r"celui-ci", r"cela", r"ca", r"celles-ci", r"ceux-ci", r"elles?", r"ils?", r"y", r"la meme", r"le meme", r"celle-la", r"c'est", r"ce sont", r"est-ce(?! que)", r"est-ce que c'est", r"aceasta (?:recomandare|clauza)", r"recomandarea (?:asta|aceea|aceasta)", r"(?:that|this|the same) chapter", r"(?:acel|acest|acelasi) capitol\w*", r"(?:ce|le meme) chapitre", r"acea", r"acel", r"asta", r"astea", r"alea", r"cet(?:te)? (?:recommandation|clause|observation)(?:-la|-ci)?",
)  # fmt: skip
CONTINUES = re.compile(
    r"^(?:and|but|also|what about|how about|same|only|just|keep|drop|remove|strip|leave out|exclude|filter|now|without|except|excluding|minus|sans|sauf|hors|fara|exceptand|garde[rz]?|ne garde[rz]?|enleve[rz]?|retire[rz]?|pastreaza|elimina|scoate|or|then|so|more|tell me more|go on|ok(?:ay)?,? (?:and|but|so)|no,|and what|si|dar|doar|numai|la fel|ce zici|et|mais|seulement|uniquement|et pour|pareil|meme question)\b"
)
NEW_SUBJECT = re.compile(
    r"\b(?:other subject|another subject|another (?:question|topic)|different (?:question|topic|subject)|new (?:question|topic|subject)|change of (?:subject|topic)|something else|moving on|switching (?:topic|subject)|forget (?:that|it)|never mind|leave that|oublions|laissons|alt subiect acum|schimb subiectul|lasam asta|alt subiect|alta intrebare|autre sujet|autre question|changeons)\b",
    re.IGNORECASE,
)
# "Which of them …", "are any of these …": picks from what was cited.
OF_THEM = words(
    r"(?:of|among|amongst|from) (?:them|those|these|the (?:ones|list)|that list)", r"dintre (?:ele|acestea|acelea)", r"din (?:ele|acestea|lista)", r"d'entre (?:elles|eux)", r"parmi (?:elles|eux|celles-ci|ceux-ci)",
    r"lesquel(?:le)?s",
)  # fmt: skip
# More than one thing is pointed at.
PLURAL = words(
    r"those",
    r"these",
    r"them",
    r"they",
    r"(?:any|all|some|none|part) of (?:it|that|this)",
    r"the (?:two|three|four|lot)",
    r"both",
    r"acestea",
    r"acelea",
    r"astea",
    r"ele",
    r"celor",
    r"lor",
    r"(?:cele|ambele) doua",
    r"ambele",
    r"elles",
    r"ils",
    r"ce sont",
    r"les (?:deux|trois)",
    r"leur",
)
# One of what was cited is to be chosen: "which of the two is stricter?", "laquelle …", "care e mai …".
CHOICE = re.compile(
    r"^(?:\W*(?:and|so|but|si|dar|iar|et|mais|donc)\W+)*(?:which|what|care|laquelle|lequel|lesquel\w+)\b(?! (?:chapters?|recommendations?|capitol\w*|chapitres?))"
)
# "Whom is it addressed to?"
WHOM = re.compile(
    r"\b(?:who(?:m|'s|se)?\b.{0,80}\b(?:address\w*|aimed|meant|for|to|directed)|to whom|^who (?:must|should|has to|have to|needs? to|is (?:supposed|bound|obliged) to)|^cine trebuie|^qui doit|cui|a qui|pour qui|pentru cine)\b"
)
