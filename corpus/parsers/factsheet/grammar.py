"""The words by which the factsheet template is recognised. No Party is named here."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.lookalikes import latin
from corpus.records import Urgency
from corpus.text import HYPHENS, SUPERSCRIPTS, collapse, plain

TITLE = re.compile(r"^\W*FACTSHEET\s*[–—:-]\s*(?P<party>\S.*?)\W*$", re.IGNORECASE)
UPDATED = re.compile(r"^\W*Last\s+update[d]?\s*:?\s*(?P<date>\d{1,2}[./-]\d{1,2}[./-]\d{4})", re.IGNORECASE)
CONTENTS = re.compile(r"^\W*(?:Table\s+of\s+)?Contents?\W*$", re.IGNORECASE)
CHAPTER = re.compile(r"^[#*\s]*(?P<numeral>[IVXL]+)\.\s+(?P<title>\S.*?)[*\s]*$")
CONTENTS_ENTRY = re.compile(r"^\W*[IVXL]+\.\s*\S.*?(?:\t|\.{2,}|…|\s{2,})[\s.…]*\d+\s*$")
PAGE_NUMBER = re.compile(r"^[\s|*–—-]*(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?[\s|*–—-]*$", re.IGNORECASE)

_OF_COMMITTEE = r"of\s+the\s+(?:Lanzarote\s+)?Committee\b"
SPECIFIC = re.compile(rf"^Observations?(?:\s+and\s+recommendations?)?\s+{_OF_COMMITTEE}", re.IGNORECASE)
GENERIC = re.compile(rf"^Generic\s+(?:observations?\s+and\s+)?recommendations?\s+{_OF_COMMITTEE}", re.IGNORECASE)
KEY_FINDINGS = re.compile(r"^Key\s+findings?\b", re.IGNORECASE)
PRACTICE = re.compile(r"^Promising\s+practices?\b", re.IGNORECASE)
DIFFICULTY = re.compile(r"^Difficult(?:y|ies)\s+in\s+implementing\b", re.IGNORECASE)
_SPECIFIC_TO = re.compile(r"\bspecific\s+to\s+(?:the\s+)?(?P<party>\S.*?)\s*[:.]?$", re.IGNORECASE)

DEFINITION = re.compile(r"^[\W_]*(?P<level>require|request|invite)[sd]?[\W_]+when\b", re.IGNORECASE)

_ADVERB = r"(?:also|[a-z]+ly|there(?:fore|by)|thus|hence|further(?:more)?|moreover|likewise|however|again|in\s+addition|now)"
_VERB = r"(?P<{}>require|request|invite)(?:s|d)(?![^\W_])"
_COMMITTEE_VERB = re.compile(
    rf"(?:\bCommittee|(?:^|[.!?]\s+|,\s+)It)(?:,?\s+{_ADVERB},?)*\s+[*_]{{0,2}}{_VERB.format('plain')}[*_]{{0,2}}"
    rf"|\*\*{_VERB.format('bold')}\*\*",
    re.IGNORECASE,
)
_ADDRESSEE_END = re.compile(r"\s+to\s+|\s*:\s*$", re.IGNORECASE)
_PHRASE_END = re.compile(r"\s+to\s+|:|\s(?:ensure|take|provide|adopt|introduce|establish)s?\s", re.IGNORECASE)
_THAT = re.compile(r"\s+that\b", re.IGNORECASE)

# Well-formed numerals in capitals only: a small l for an I must not pass as an L.
_ID = r"(?<![^\W\d_])(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})-[1-9]\d{0,3}(?!\d)"
RECOMMENDATION_ID = re.compile(_ID)
_SPACED_HYPHEN = re.compile(r"(?<=[IVXL])\s*-\s*(?=\d)")
_SEPARATOR = r"(?:\s*(?:,|;|and|&|/)\s*)+"
_RECOMMENDATIONS = re.compile(rf"^(?i:recommendations?):?\s*(?P<ids>{_ID}(?:{_SEPARATOR}{_ID})*)\s*\.?$")
_NUMBER = r"\d{1,6}(?!\d)"
_NUMBERS = rf"{_NUMBER}(?:\s*-\s*{_NUMBER})?(?:{_SEPARATOR}{_NUMBER}(?:\s*-\s*{_NUMBER})?)*"
_PARAGRAPHS = re.compile(rf"^(?:see\s+)?para(?:graph)?s?\.?\s*(?P<numbers>{_NUMBERS})\s*\.?$", re.IGNORECASE)
_CLAIMS_RECOMMENDATION = re.compile(r"^reco", re.IGNORECASE)
# What may be an ID misprinted: small or Cyrillic letters for the numeral (in "Rec. Vl-1", say).
_ID_LIKE = re.compile(r"(?<!\w)[IVXLivxl1ІіХхѴⅠ-ⅿ]{1,6}-\w{1,3}(?!\w)")
_MAX_WORDS_BESIDE_ID = 2

_LAST_WORD = re.compile(r"([^\W\d_]+|,)$")
_FUNCTION_WORDS = frozenset(
    "a an and are as at be been by for from has have in including into is its not of on or such that the their "
    "these this those through to towards under was were which who with".split()
) | {","}

_ABBREVIATIONS = frozenset("e.g i.e art arts no para paras cf etc vs pp mr ms dr st".split())
_SENTENCE_END = re.compile(rf"[.!?][\"”’)*_]*(?P<marks>[{SUPERSCRIPTS}]*)\s+(?=[A-Z“\"(\[*])")
_OPENING = re.compile(rf"^The\s+(?:Lanzarote\s+)?Committee\b|^It\s+(?:{_ADVERB}\s+)?[*_]{{0,2}}{_VERB.format('level')}")
_LED_OPENING = re.compile(r"^[A-Z][^.,]*,\s+the\s+(?:Lanzarote\s+)?Committee\b")
MARK_AT_END = re.compile(rf"[{SUPERSCRIPTS}]\W*$")


class CommitteeVerb(NamedTuple):
    """The Committee's urgency verb in a text: its level and where the verb stands in it."""

    urgency: Urgency
    start: int
    end: int


class NoteContent(NamedTuple):
    """What a footnote's text says."""

    recommendation_ids: tuple[str, ...]
    paragraphs: tuple[int, ...]


def committee_verb(text: str) -> CommitteeVerb | None:
    """Find the first urgency verb of which the Committee is the subject, or which is set in bold."""
    match = _COMMITTEE_VERB.search(text)
    if match is None:
        return None
    word = match["plain"] or match["bold"]
    return CommitteeVerb(Urgency(word.lower()), match.start(), match.end())


def sentence_ends(text: str, *, footnoted: bool = False) -> list[int]:
    """Give the indices behind the sentences of a text but the last; only footnoted ones if asked."""
    ends = []
    for end in _SENTENCE_END.finditer(text):
        words = text[: end.start()]
        last = words.rsplit(None, 1)[-1].lower().lstrip('(“"[') if words.split() else ""
        marked = end["marks"] or MARK_AT_END.search(words)
        if last not in _ABBREVIATIONS and (marked or not footnoted):
            ends.append(end.end())
    return ends


def sentence_start(text: str, index: int) -> int:
    """Give the index at which the sentence that holds `index` begins."""
    return max((end for end in sentence_ends(text) if end <= index), default=0)


def addressee_end(text: str, verb: CommitteeVerb) -> int:
    """Give the index at which the addressee named behind the verb ends and the clause begins."""
    rest = text[verb.end :]
    that = _THAT.match(rest)
    if that:
        return verb.end + that.end()
    end = _ADDRESSEE_END.search(rest)
    if end is None:
        return len(text)
    # "to" belongs to the clause, a colon to the lead-in.
    return verb.end + (end.end() if ":" in end[0] else end.start())


def specific_to(heading: str) -> str:
    """Name the Party that a heading is specific to; empty where it names none."""
    named = _SPECIFIC_TO.search(plain(heading))
    return named["party"] if named else ""


def addressed_to(lead_in: str) -> str:
    """Name whom a lead-in addresses, as printed: what stands between its verb and "to" or the colon."""
    verb = committee_verb(lead_in)
    if verb is None:
        return ""
    rest = _THAT.sub("", f" {plain(lead_in[verb.end :])}", count=1) if _THAT.match(lead_in[verb.end :]) else lead_in[verb.end :]
    phrase = _PHRASE_END.split(f" {plain(rest)} ", maxsplit=1)[0]
    return collapse(phrase).strip(" ,:")


def read_note(text: str) -> NoteContent | None:
    """Read a footnote's text: recommendation IDs, paragraph numbers, or neither (a note).

    Returns None where it claims to name recommendations but cannot be read so.
    """
    words = _SPACED_HYPHEN.sub("-", HYPHENS.sub("-", collapse(text)))
    looks = latin(words)
    if looks != words:
        # What looks like an ID or a paragraph's number is one to the eye and must be one.
        seen = read_note(looks)
        return None if seen is None or seen != NoteContent((), ()) else seen
    found = _RECOMMENDATIONS.match(words)
    if found:
        return NoteContent(tuple(RECOMMENDATION_ID.findall(found["ids"])), ())
    beside, ids = _ID_LIKE.subn("", words)
    if _CLAIMS_RECOMMENDATION.match(words) or (ids and len(re.findall(r"\w+", beside)) <= _MAX_WORDS_BESIDE_ID):
        return None
    numbers = _PARAGRAPHS.match(words)
    if numbers is None:
        return NoteContent((), ())
    paragraphs: list[int] = []
    for low, high in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", numbers["numbers"]):
        paragraphs.extend(range(int(low), int(high or low) + 1) if int(high or low) - int(low) < 100 else ())
    return NoteContent((), tuple(paragraphs))


def is_id_or_paragraph_note(text: str) -> bool:
    """Say whether a footnote's text gives recommendation IDs or paragraph numbers, whole so far."""
    content = read_note(text)
    return bool(content and (content.recommendation_ids or content.paragraphs))


def opens_statement(text: str, *, after_mark: bool = False) -> bool:
    """Say whether a line begins as a paragraph on the Committee's view does.

    Behind a footnote mark other words may stand before the Committee; elsewhere they may be a
    clause's own second sentence ("Additionally, the Committee invites all Parties …").
    """
    return bool(_OPENING.match(text) or (after_mark and _LED_OPENING.match(text)))


def ends_in_abbreviation(text: str) -> bool:
    """Say whether the full stop that ends a text is an abbreviation's."""
    last = text.rsplit(None, 1)[-1] if text.split() else ""
    return last.endswith(".") and last.rstrip(".").lower().lstrip('(“"[') in _ABBREVIATIONS


def starts_midway(text: str) -> bool:
    """Say whether a paragraph begins as only the rest of a sentence can."""
    bare = text.lstrip("*_")
    return bool(bare) and (bare[0].islower() or (bare[0] in "–—,;)“‘’”&(<" and not bare.startswith("**")))


def breaks_off(text: str) -> bool:
    """Say whether a text ends on a word or comma after which a sentence must go on."""
    last = _LAST_WORD.search(plain(text).rpartition(" ")[2])
    return last is not None and last[1].lower() in _FUNCTION_WORDS
