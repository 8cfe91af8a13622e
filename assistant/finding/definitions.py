"""Records that define what a question asks the meaning of: a level of urgency, or an abbreviation."""

from __future__ import annotations

import re

from assistant.query import Query
from assistant.reading import lexicon
from corpus.catalogue import Catalogue
from corpus.records import Kind, Record, Urgency
from corpus.text import fold

_MEANING = re.compile(
    r"\b(?:mean(?:s|ing|t by)?|define\w*|definition\w*|differ|differs|difference\w*|explain\w*|stand for|stands for"
    r"|spell\w* out|cover\w* exactly|recouvre|le mot|cuvantul|le sens|sensul"
    r"|weight|mix (?:\w+ )?up|separates?|distinguish\w*|understood|force of|word"
    r"|inseamna|semnific\w*|defini\w*|deosebi\w*|diferent\w*|intelege|signifi\w*|veut dire|entend)\b"
)
_LEVELS = re.compile(
    r"\b(?:(?:urgency|obligation|recommendation) (?:levels?|terms?|verbs?|words?|scale)"
    r"|(?:levels?|degrees?|scale|terms?|verbs?) of (?:urgency|obligation|recommendations?)"
    r"|(?:three|3) (?:\w+ )?(?:terms|verbs|levels|words|categories|kinds of recommendations?)"
    r"|nivel\w* de (?:urgenta|obligativitate)|trei (?:niveluri|termeni|verbe|cuvinte)"
    r"|(?:niveaux?|degres?) d.(?:urgence|obligation)|trois (?:niveaux|termes|verbes|mots))\b"
)
_QUOTED_LEVEL = re.compile(r"['\"‘’“”«»„]\s*(?:to )?(?:requir|request|invit|cer[ei]|solicit|demand|exig)\w*\s*['\"‘’“”«»]")
_SPELT_OUT = re.compile(
    r"\b(?:stand\w* for|mean\w*|abbreviat\w*|acronym\w*|initials|letters|short for|written out|write out|spell\w*|full form"
    r"|prescurt\w*|abrevi\w*|inseamna|semnific\w*|signifi\w*|veut dire|sigle\w*|veulent dire)\b"
)
_ABBREVIATION = re.compile(r"\b[A-Za-z][A-Za-z0-9]{2,9}\b")
_FEW_WORDS = 3
_NAMES = {
    Urgency.REQUIRE: re.compile(r"\brequir\w*|\bcerint\w*|\bexig\w*"),
    Urgency.REQUEST: re.compile(r"\brequest\w*|\bsolicit\w*|\bdemand\w*"),
    Urgency.INVITE: re.compile(r"\binvit\w*"),
}
_FILLER = re.compile(
    r"\b(?:committee|writes?|something|word|words|term|terms|level|levels|paper|papers|document|according|own|always|lie|lies|carry|carries|exactly|like|use[sd]?|using"
    r"|comitetul|termenul|comite|terme|mot|urgency|explanation|binding|recommend\w*|difference|between|when)\b"
)


def defined_records(query: Query, catalogue: Catalogue) -> tuple[Record, ...]:
    """Give the defining records, or nothing where the question asks for no meaning."""
    text = fold(query.question)
    levels = tuple(level for level, pattern in _NAMES.items() if pattern.search(text))
    if _LEVELS.search(text) and not query.filters.chapters and _is_about_levels(query):
        return _of_levels(levels or tuple(Urgency), query, catalogue)
    if levels and (query.defines or _MEANING.search(text)) and (_QUOTED_LEVEL.search(text) or _is_about_levels(query)):
        return _of_levels(levels, query, catalogue)
    bare = len(text.split()) <= _FEW_WORDS and not levels
    return _of_abbreviation(query, catalogue) if _SPELT_OUT.search(text) or bare else ()


def _is_about_levels(query: Query) -> bool:
    """Say whether nothing but the levels themselves is asked about."""
    rest = query.topic
    for pattern in (*_NAMES.values(), _LEVELS, _MEANING, _FILLER, lexicon.COMPARE, lexicon.BINDING, lexicon.MUST):
        rest = pattern.sub(" ", rest)
    return len(rest.split()) <= _FEW_WORDS


def _of_levels(levels: tuple[Urgency, ...], query: Query, catalogue: Catalogue) -> tuple[Record, ...]:
    """Give the Committee's definitions of some levels, from the first Party asked about: they are alike in all."""
    party = query.parties[0] if query.parties else catalogue.parties[0]
    found = [record for record in catalogue.factsheet(party).statements if record.kind is Kind.DEFINITION]
    return tuple(record for level in levels for record in found if re.match(rf"\W*{level}", record.text, re.IGNORECASE))


def _of_abbreviation(query: Query, catalogue: Catalogue) -> tuple[Record, ...]:
    """Give the first record that writes an abbreviation out, before brackets that hold it."""
    for short in _ABBREVIATION.findall(query.question):
        for record in catalogue.records:
            asked = not query.parties or record.party in query.parties
            if asked and f"({short.upper()})" in record.text and record.kind is not Kind.FOOTNOTE:
                return (record,)
    return ()
