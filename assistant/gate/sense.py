"""Is it a question at all, and one to be answered?"""

from __future__ import annotations

from assistant.answer import Abstention, Reason
from assistant.gate.disguise import SPELLED, undisguised
from assistant.gate.exists import general_suggestions
from assistant.gate.harm import asks_for_harm
from assistant.gate.patterns import INSTRUCTION
from assistant.messages import say
from assistant.query import Intent, Query
from assistant.reading.form_words import is_form_word
from assistant.reading.language import detect_language
from assistant.reading.parties import without_parties
from corpus.catalogue import Catalogue
from corpus.text import fold
from corpus.words import content_words

# Words that point at something said before, or at nothing.
_VAGUE = frozenset(
    "thing things stuff one ones next previous last first second third same else another again hello hi hey hmm um uh erm ok "
    "okay yes no thanks thank well continue mean repeat explain understand chestia chestie treaba aia asta ala acela aceea "
    "urmatoarea urmatorul ramane ramas salut buna multumesc inca alta altul mersi truc chose choses machin euh bah ben celle "
    "celui apres suivante suivant precedente precedent autre merci bonjour salut encore "
    "english french romanian anglais francais roumain engleza franceza".split()
)


# Words of form that are a question all the same: "footnotes?", "levels".
_ASKED = frozenset("footnote level levels report section sections".split())
# Characters. Nobody asks at such length, and reading takes longer than its length grows.
LONGEST_QUESTION = 2000
# One character may stand for a whole phrase (U+FDFA for eighteen letters); accents and ligatures at most double a text.
_GROWTH = 2


def length(question: str) -> int:
    """Give the length of a question in characters, those written out that stand for several."""
    if len(question) > LONGEST_QUESTION:
        return len(question)
    return max(len(question), len(fold(question)) // _GROWTH)


def refuse_long(question: str, catalogue: Catalogue) -> Abstention | None:
    """Refuse what is too long to be a question, before it is read."""
    count = length(question)
    if count <= LONGEST_QUESTION:
        return None
    language = detect_language(question[:LONGEST_QUESTION])
    message = say(language, "too_long", count=count, most=LONGEST_QUESTION)
    return Abstention(Reason.UNCLEAR, message, general_suggestions(language, catalogue))


def refuse_unsafe(query: Query, catalogue: Catalogue) -> Abstention | None:
    """Refuse instructions to the program and requests for help with harm. The subject's words are no reason."""
    readings = {fold(query.question), undisguised(query.question)}
    if not any(INSTRUCTION.search(text) or asks_for_harm(text) or SPELLED.search(text) for text in readings):
        return None
    return Abstention(Reason.UNSAFE, say(query.language, "unsafe"), general_suggestions(query.language, catalogue), query.intent)


def refuse_empty(query: Query, catalogue: Catalogue) -> Abstention | None:
    """Refuse what has no word that carries meaning."""
    bare = without_parties(fold(query.question), catalogue.parties)
    words = [
        word
        for word in content_words(bare, query.language)
        if not word.isdigit() and word not in _VAGUE and (not is_form_word(word) or word in _ASKED)
    ]
    exact = query.ids or query.footnotes or query.paragraphs or query.only_records or query.filters.chapters
    lists = query.intent in (Intent.LIST, Intent.COUNT)
    if words or exact or lists or query.carried:
        return None
    return Abstention(Reason.UNCLEAR, say(query.language, "unclear"), general_suggestions(query.language, catalogue), query.intent)
