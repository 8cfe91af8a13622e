"""Does what the question names exist: the Party, the ID, the footnote, the paragraph?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Abstention, Reason
from assistant.finding.exact import Named
from assistant.gate.patterns import ATTRIBUTES, BEYOND, NEVER
from assistant.messages import join, say
from assistant.query import Query
from corpus.catalogue import Catalogue
from corpus.records import Record
from corpus.text import fold

# A country named as one to work with, or as no Party, is not the one the question is about.
_PARTNER = re.compile(
    r"\b(?:work\w* (?:\w+ )?with|cooperat\w+ with|never joined|not (?:a )?part(?:y|ies)|non-?part(?:y|ies)"
    r"|outside the (?:treaty|convention)"
    r"|nu sunt parte|n-au aderat|nu au aderat|n'ont (?:jamais|pas) (?:rejoint|adhere)|astfel de state|de tels (?:etats|pays)"
    r"|such (?:states|countries)|cooper\w+ cu|coopere\w+ avec|-based)\b"
)

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def refuse_other_party(query: Query, catalogue: Catalogue) -> Abstention | None:
    """Refuse a question about a country whose factsheet is not loaded."""
    if not query.foreign_parties or query.parties or _PARTNER.search(fold(query.question)):
        return None
    language = query.language
    message = say(
        language, "other_party", party=join(language, list(query.foreign_parties)), loaded=join(language, list(catalogue.parties))
    )
    return Abstention(Reason.OTHER_PARTY, message, general_suggestions(language, catalogue), query.intent)


def refuse_absent(query: Query, named: Named, catalogue: Catalogue) -> Abstention | None:
    """Refuse a question of which nothing named is there; say what is there instead."""
    if not named.absent or named.records:
        return None
    return Abstention(
        Reason.ABSENT_ID,
        "\n\n".join(absence(what, query, catalogue) for what in named.absent),
        tuple(
            say(query.language, "suggest_list", chapter=what.split("-")[0])
            for what in named.absent
            if "-" in what and catalogue.ids(party_of(query, catalogue), what.split("-")[0])
        )
        or general_suggestions(query.language, catalogue),
        query.intent,
    )


def refuse_absent_chapter(query: Query, catalogue: Catalogue) -> Abstention | None:
    """Refuse to list a chapter that the factsheet asked about does not have."""
    sheets = [sheet for sheet in catalogue.factsheets if not query.parties or sheet.party in query.parties]
    numerals = list(dict.fromkeys(chapter.numeral for sheet in sheets for chapter in sheet.chapters))
    absent = [chapter for chapter in query.filters.chapters if chapter not in numerals]
    if not absent or len(absent) < len(query.filters.chapters):
        return None
    message = say(query.language, "no_chapter", numeral=", ".join(absent), party=party_of(query, catalogue), chapters=", ".join(numerals))
    return Abstention(Reason.ABSENT_ID, message, general_suggestions(query.language, catalogue), query.intent)


def refuse_beside(query: Query, record: Record, catalogue: Catalogue) -> Abstention:
    """Refuse what would stand after the last clause of a factsheet, or before its first."""
    key = "none_after" if query.step > 0 else "none_before"
    message = say(query.language, key, what=" ".join(record.recommendation_ids) or record.chapter, party=record.party)
    return Abstention(Reason.ABSENT_ID, message, general_suggestions(query.language, catalogue), query.intent)


def refuse_position(query: Query, count: int, catalogue: Catalogue) -> Abstention:
    """Refuse a place of a list that is shorter."""
    message = say(query.language, "no_position", count=count)
    return Abstention(Reason.ABSENT_ID, message, general_suggestions(query.language, catalogue), query.intent)


def refuse_beyond(query: Query, records: Sequence[Record], catalogue: Catalogue) -> Abstention | None:
    """Refuse what is asked about a named record and no factsheet holds: sanctions, deadlines, compliance now."""
    text = fold(query.question)
    held = fold(" ".join(record.text for record in records))
    never = any(ATTRIBUTES[name].search(text) and not ATTRIBUTES[name].search(held) for name in NEVER)
    undated = ATTRIBUTES["date"].search(text) and not _YEAR.search(held)
    if not never and not undated and not BEYOND.search(text):
        return None
    language = query.language
    names = [name for record in records for name in record.recommendation_ids]
    suggestions = tuple(say(language, "suggest_show", id=name) for name in names[:2])
    message = say(language, "not_in_source_time")
    return Abstention(Reason.NOT_IN_SOURCE, message, suggestions or general_suggestions(language, catalogue), query.intent)


def absence(what: str, query: Query, catalogue: Catalogue) -> str:
    """Say that something is not in the factsheet, and for an ID which ones of its chapter are."""
    language, party = query.language, party_of(query, catalogue)
    if "-" not in what:
        return say(language, "absent_place", what=what, party=party)
    chapter = what.split("-", maxsplit=1)[0]
    ids = catalogue.ids(party, chapter)
    if not ids:
        return say(language, "absent_chapter", what=what, party=party, chapter=chapter)
    return say(language, "absent_id", what=what, party=party, chapter=chapter, ids=", ".join(ids))


def party_of(query: Query, catalogue: Catalogue) -> str:
    """Give the Party a question is about: the one named, else the first loaded."""
    return query.parties[0] if query.parties else catalogue.parties[0]


def general_suggestions(language: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Give questions that always have an answer."""
    return tuple([say(language, "suggest_require", party=party) for party in catalogue.parties[:2]] + [say(language, "suggest_count")])
