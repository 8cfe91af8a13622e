"""Whether a question counts or lists records, and which: by chapter, level and the numbers they carry."""

from __future__ import annotations

import re

from assistant.query import Counted, Having
from assistant.reading import lexicon
from assistant.reading.chapters import named_chapters
from assistant.reading.numbering import counts_numbers
from assistant.reading.restrictions import addressees_named, levels_named
from corpus.records import Kind

# What is counted where no thing is named.
_UNNAMED = re.compile(
    r"\b(?:how many|cate|cati|combien)\b(?: (?:of (?:them|these|those|it)|things?|are|is|in (?:all|total)|lucruri|dintre|sunt|d'entre|de choses|sont|y en a-t-il))(?!\w)"
)
# Chapters are meant by what lists them, or before the question how many.
_CONTENTS = re.compile(
    r"\b(?:tables? of contents?|cuprinsul\w*|table des matieres|sommaire)\b|^\W*(?:chapters?|capitole\w*|chapitres?)\b.*\b(?:how many|cate|combien)\b"
)
_CHAPTERS_ASKED = re.compile(
    r"(?:how many|wh?it?ch|what|name|there|list|number of|care|ce|cate|in cate|quel(?:le)?s?|combien de)\b(?P<between>(?:\W+\w+){0,3}?)\W+"
    + lexicon.CHAPTERS.pattern
)
_DEFINITE = re.compile(r"\b(?:the|this|that) (?:[\w'-]+ ){0,3}?chapter\b|\bcapitolul\w*|\b(?:le|ce|du|au) chapitre\b")
# Recommendations are counted by their numbers, not by clause.
_BY_NUMBER = re.compile(
    r"\b(?:(?:distinct|separate|individual|different|each|every|recommendation|by|most|fewest|more|many) (?:the |their |recommendation )?(?:numbers?|ids?)|distinct|identifiants?|identificato\w+|numbers? (?:separately|rather)"
    r"|not (?:the )?clauses|numere(?:le)? de recomandare|numeros de recommandations?)\b(?! of)"
)
# "Recommendations on helplines": what is listed comes first.
_HEADLINE = re.compile(
    r"^\W*(?:the |all |any )?(?:recommendations|recos|recs|clauses|requirements|requests|invitations|obligations|recomandari(?:le)?|cerinte(?:le)?|(?:les )?recommandations|(?:les )?exigences)\b"
)
_SPACE = re.compile(r"[^\w']+")


def is_count(text: str) -> bool:
    """Say whether recommendations are counted, rather than teachers or officers."""
    match = lexicon.COUNT.search(text)
    if match is None:
        return False
    if _structural(text[match.start() :][:90]) or _structural(text[: match.end()][-90:]):
        return True
    # "How many of them are mandatory?" counts clauses; "how many officers must be trained?" does not.
    return bool(_UNNAMED.search(text)) and bool(lexicon.BINDING.search(text) or levels_named(text))


def is_list(text: str, *, has_chapter: bool) -> bool:
    """Say whether records are to be listed: a list word with what is listed, or a level in a chapter."""
    kinds = any(lexicon.KINDS[kind].search(text) for kind in (Kind.PRACTICE, Kind.DIFFICULTY, Kind.KEY_FINDING))
    level = any(pattern.search(text) for pattern in lexicon.LEVELS.values()) or lexicon.BINDING.search(text)
    chapter = has_chapter or lexicon.CHAPTERS.search(text)
    asks = lexicon.LIST.search(text)
    things = _structural(text) or kinds
    return bool(
        (asks and (things or chapter))
        or (chapter and (level or things))
        or _HEADLINE.match(text)
        or (lexicon.ONLY.search(text) and level and (things or named_chapters(text)))
    )


def _structural(text: str) -> bool:
    return bool(
        lexicon.RECOMMENDATIONS.search(text)
        or lexicon.CHAPTERS.search(text)
        or lexicon.KINDS[Kind.OBSERVATION].search(text)
        or any(lexicon.KINDS[kind].search(text) for kind in (Kind.FOOTNOTE, Kind.PRACTICE, Kind.DIFFICULTY, Kind.KEY_FINDING))
        or re.search(
            r"(?<!\w)(?:invitations?|requests|requirements?|obligations?|ids?|identifi\w+|id-?uri\w*|numeros?|invitati\w*|solicitar\w*|cerint\w*|exigences|demandes|obligati\w*)(?!\w)",
            text,
        )
    )


def having(text: str) -> Having:
    """Read which chapters are asked for: "both X and Y", "neither", "only X", "no X"."""
    levels = len(levels_named(text))
    if not lexicon.CHAPTERS.search(text):
        return Having.SOME
    if lexicon.FEWEST.search(text):
        return Having.FEWEST
    if lexicon.MOST.search(text):
        return Having.MOST
    if levels > 1 and lexicon.BOTH.search(text):
        return Having.EACH
    if lexicon.NEITHER.search(text) or lexicon.WITHOUT.search(text):
        return Having.NONE
    only = lexicon.ONLY.search(text) or lexicon.NOTHING_BUT.search(text)
    return Having.ONLY if only and (levels or addressees_named(text)) else Having.SOME


def counted(text: str, question: str) -> Counted:
    """Read what is counted or listed: chapters, IDs or clauses."""
    asked = _CHAPTERS_ASKED.search(text)
    # "How many invitations are in the research chapter?" counts invitations.
    others = asked and (lexicon.RECOMMENDATIONS.search(asked["between"]) or levels_named(asked["between"]))
    if _CONTENTS.search(text) or (asked and not others):
        return Counted.CHAPTERS
    if re.search(r"(?<![\w])(?:IDs?|identifiers?|numbered)(?!\w)", question) or _BY_NUMBER.search(text) or counts_numbers(text):
        return Counted.IDS
    return Counted.CLAUSES


def is_definite_chapter(text: str) -> bool:
    """Say whether a folded text speaks of one chapter as known: "the chapter on research"."""
    return bool(_DEFINITE.search(text))


def is_on_topic(text: str, topic: str) -> bool:
    """Say whether a word such as "on" or "about" leads to a word of the topic."""
    words = set(topic.split())
    return any(words.intersection(_SPACE.split(text[match.end() :])[:5]) for match in lexicon.ON_TOPIC.finditer(text))
