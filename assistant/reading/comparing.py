"""What a question sets against what: chapters, levels or addressees by their numbers, records by how strict they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.query import BINDING_GROUP, Counted, Grouped, Having, Query, Relation
from assistant.reading import lexicon
from assistant.reading.restrictions import LEFT_OUT
from corpus.records import Addressee, Urgency

_THAN = r"\b[^.;?]*?\b(?:than|decat|que|qu')"
_MORE = re.compile(
    r"\b(?:more(?! than)|longer|larger|bigger|greater|mai (?:multe?|lung|mare|bogat)|plus (?:de|d'|grand|long|nombreu\w+)|davantage)\b"
    + _THAN
)
_FEWER = re.compile(
    r"\b(?:fewer|less|shorter|smaller|mai (?:putine?|scurt|mic)|moins(?: (?:de|d'|grand|long|nombreu\w+))?|plus (?:court|petit|mince)\w*)\b"
    + _THAN
)
_SIZES = re.compile(
    r"\b(?:longer|larger|bigger|greater|shorter|smaller|mai|plus|moins|lung\w*|mare|mari|bogat\w*|scurt\w*|mic[ai]?|grande?s?|longs?|longues?|courte?s?|petite?s?|minces?|nombreu\w+|davantage|mult[aei]?|putin[aei]?|fewer|less|decat|que|qu')(?!\w)"
)
_EQUAL = re.compile(
    r"\b(?:as many\b.*\bas|the same number|equally many|(?:tot )?(?:atat[ea]\w*|la fel de multe)\b.*\bca(?:te)?|acelasi numar|autant (?:de|d')|le meme nombre)\b"
)
_OR_MORE = re.compile(
    r"\b(?:more|fewer|longer|shorter|bigger|smaller|mai (?:multe|putine|lung|scurt|mare|mic)|plus|moins)\b.*\b(?:or|sau|ou)\b"
)
_BREAK_DOWN = re.compile(
    r"\b(?:break\w*|broken|split|spread|distribut\w*|divided?|table|imparti\w*|repartiz\w*|defalc\w*|repart\w*|ventil\w*)\b"
)
_EACH_OF = r"(?:per|by|(?:for|in|on|of)? ?(?:each|every)|across(?: the)?|pe(?: fiecare)?|dupa|(?:in |pentru )?fiecare|par|(?:pour|dans)? ?chaque|selon(?: le)?)"
_BY = {
    Grouped.CHAPTER: re.compile(rf"\b{_EACH_OF} (?:chapters?|capitol\w*|chapitres?)\b"),
    Grouped.LEVEL: re.compile(rf"\b{_EACH_OF} (?:urgency|(?:urgency )?levels?|nivel\w*|urgenta|niveaux?|degres?|urgence)\b"),
    Grouped.ADDRESSEE: re.compile(rf"\b{_EACH_OF} (?:addressees?|recipients?|destinatar\w*|destinataires?)\b"),
}
_EITHER = re.compile(r"\b(?:or|sau|ou)\b")
# The strictest of a chapter is on its highest level, whichever that is.
_STRICTEST = re.compile(
    r"\b(?:(?:most|cea mai|cel mai|cele mai|(?:la|le|les) plus) (?:strict|binding|mandatory|stringent|urgent|compulsory|ferm|exigent|obligatori|puternic|contraignant|imperati|fort)\w*"
    r"|(?:strictest|strongest|firmest|toughest|stiffest|highest|top)(?! (?:recommendation |clause )?number)|(?:niveau|degre|nivel\w*) (?:d'urgence |de urgenta )?(?:le |cel )?(?:plus|mai) (?:eleve|haut|strict|fort|contraignant|exigeant|ferme|inalt|ridicat|puternic|mare))\b"
)
_MILDEST = re.compile(
    r"\b(?:(?:least|cea mai putin|cel mai putin|cele mai putin|(?:la|le|les) moins) (?:strict|binding|mandatory|urgent|ferm|obligatori|contraignant|fort)\w*|(?:cea mai|cele mai|la plus|les plus) (?:slab|bland|faible|souple)\w*|weakest|softest|mildest|lowest(?! number))\b"
)
# "To Romania", where all Parties are set against it.
_TO_PARTY = re.compile(rf"\b(?:to|for|on|at|pentru|catre|lui|a|la|pour|adresate|visent|vizeaza) (?:la )?(?:{lexicon.PARTY}|us|noi|nous)\b")
_INCLUDING = re.compile(rf"\b(?:including|inclusiv|y compris)\W+(?:la )?{lexicon.PARTY}")

_STRICT = r"(?:strict|strong|firm|stringent|forceful|tough|high|urgent|binding|mandatory|important|puternic|strict|ferm|exigent|obligatori|urgent|inalt|fort|ferme|contraignant|eleve|imperati|oblige)\w*"
_WEAK = r"(?:weak|soft|mild|lenient|low|slab|bland|faible|souple)\w*"
_STRICTER = re.compile(
    rf"\b(?:stricter|stronger|firmer|tougher|higher|strictest|strongest|firmest|toughest|highest|(?:more|most|mai|cea mai|cel mai|cele mai|plus|la plus|le plus) {_STRICT}"
    r"|outranks?|binds? (?:us|thisparty)|oblige[sz]?|obliga|oblige (?:nous|thisparty))\b"
)
_WEAKER = re.compile(
    rf"\b(?:weaker|softer|milder|lower|weakest|softest|mildest|lowest|(?:more|most|mai|cea mai|cel mai|plus|la plus|le plus) {_WEAK}|(?:less|least|mai putin|moins|la moins) {_STRICT})\b"
)
_AS_STRICT = re.compile(
    rf"\b(?:(?:as|equally|just as|la fel de|aussi|tout aussi) {_STRICT}|(?:the )?same (?:\w+ )?(?:level|urgency|strength|rank|weight|force|verb)|equal\w*"
    r"|(?:acelasi|aceeasi|acelas) (?:nivel\w*|urgenta|forta|grad|verb)|(?:le|la) meme (?:niveau|degre|force|urgence|verbe)|(?:au|de) meme (?:niveau|degre))\b"
)


def relation(text: str) -> Relation | None:
    """Read how many more, or fewer, of one thing than of another a folded text asks after; None where it compares no numbers."""
    if _EQUAL.search(text):
        return Relation.SAME
    if _FEWER.search(text):
        return Relation.LESS
    return Relation.MORE if _MORE.search(text) or _OR_MORE.search(text) else None


def strictness(text: str) -> Relation | None:
    """Read whether a folded text asks which of some records is stricter, weaker or as strict; None where it does not."""
    if _AS_STRICT.search(text):
        return Relation.SAME
    if _WEAKER.search(text):
        return Relation.LESS
    return Relation.MORE if _STRICTER.search(text) else None


def extreme(text: str) -> Relation | None:
    """Read whether a folded text asks for the strictest clauses of a list (more) or for the mildest (less)."""
    if _MILDEST.search(text):
        return Relation.LESS
    return Relation.MORE if _STRICTEST.search(text) else None


def without_comparative(text: str) -> str:
    """Drop the words by which sizes are compared: "shorter than", "plus court que"."""
    return _SIZES.sub(" ", text) if relation(text) is not None else text


def without_extreme(text: str) -> str:
    """Drop the words that ask for the strictest or the mildest."""
    return _STRICTEST.sub(" ", _MILDEST.sub(" ", text))


def groups_named(text: str, chapters: Sequence[str]) -> tuple[Grouped | None, tuple[str, ...]]:
    """Read by what counts are to be given side by side, and for which values, in the order named.

    Args:
        text: the folded question, with `lexicon.PARTY` for the Party.
        chapters: numerals that it names.

    """
    counts = bool(lexicon.COUNT.search(text))
    compares = relation(text) is not None
    # "Which has fewest, VI or VII?"
    compares = compares or bool(len(chapters) > 1 and (lexicon.MOST.search(text) or lexicon.FEWEST.search(text)))
    if counts or _BREAK_DOWN.search(text):
        for grouped, pattern in _BY.items():
            if pattern.search(text):
                return grouped, ()
    if not (counts or compares or lexicon.COMPARE.search(text)):
        return None, ()
    if len(chapters) > 1:
        return Grouped.CHAPTER, tuple(chapters)
    if not (counts or compares) or LEFT_OUT.search(text) or lexicon.NOT_INVITED.search(text):
        return None, ()
    levels = _levels(text)
    if len(levels) > 1:
        return Grouped.LEVEL, levels
    whom = _addressees(text)
    return (Grouped.ADDRESSEE, whom) if len(whom) > 1 else (None, ())


def set_against(query: Query, text: str, grouped: Grouped | None, groups: tuple[str, ...]) -> Query:
    """Put into a query what it sets against what, and free its filters of what is only one side of it."""
    if grouped is None:
        compared = strictness(text) if len(query.ids) > 1 else None
        # "Is VI-1 or VI-2 stricter?" is answered by neither yes nor no.
        yes_no = query.yes_no and not (compared and _EITHER.search(text))
        return replace(query, relation=compared, strictness=compared is not None, yes_no=yes_no)
    filters = query.filters
    if grouped is Grouped.LEVEL and BINDING_GROUP in groups:
        filters = replace(filters, urgencies=())
    if grouped is Grouped.ADDRESSEE:
        filters = replace(filters, addressees=())
    if grouped is Grouped.CHAPTER and not filters.chapters:
        filters = replace(filters, chapters=groups)
    counted = Counted.CLAUSES if query.counted is Counted.CHAPTERS else query.counted
    return replace(query, filters=filters, counted=counted, having=Having.SOME, grouped=grouped, groups=groups, relation=relation(text))


def _levels(text: str) -> tuple[str, ...]:
    places = {str(level): match.start() for level, pattern in lexicon.LEVELS.items() if (match := pattern.search(text))}
    binding = lexicon.BINDING.search(text)
    if binding and not {str(Urgency.REQUIRE), str(Urgency.REQUEST)} & places.keys() and not text[: binding.start()].endswith("non-"):
        places[BINDING_GROUP] = binding.start()
    return _in_order(places.items())


def _addressees(text: str) -> tuple[str, ...]:
    places = {str(whom): match.start() for whom, pattern in lexicon.ADDRESSEES.items() if (match := pattern.search(text))}
    to_party = _TO_PARTY.search(text)
    if str(Addressee.GENERIC) in places and to_party and not _INCLUDING.search(text):
        places.setdefault(str(Addressee.SPECIFIC), to_party.start())
    return _in_order(places.items())


def _in_order(places: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(places, key=lambda named: named[1]))
