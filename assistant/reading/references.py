"""What a question names exactly: recommendation IDs and chapters; see `footnotes` for the rest."""

from __future__ import annotations

import re

from assistant.reading import lexicon
from assistant.reading.footnotes import FOOTNOTE, PARAGRAPH
from corpus.lookalikes import latin
from corpus.parsers.factsheet.sections import roman_value, to_roman
from corpus.text import HYPHENS, MARK, fold

_MAX_CHAPTER = 20
_ROMAN = r"[IVXL]+"
_AFTER_REC = r"(?:rec(?:ommendations?|omandar\w+|ommandations?|s)?\.?|r\.|no\.?|nr\.?|n°)\s*"
# VI-1, VI/1, VI.1, "VI 1", X5: capitals, or any case behind "rec" or before a hyphen.
_ID = re.compile(rf"(?<![\w-])(?P<chapter>{_ROMAN})\s?[-./]?\s?(?P<number>\d{{1,3}})(?![\w%]|[.,]\d)")
_ID_HYPHEN = re.compile(
    rf"(?<![\w-])(?:R-)?(?P<chapter>{_ROMAN})\s?(?:[-/.:(#]|(?:no|nr|number|numarul|numero|n°)\.?\s)\s?(?P<number>\d{{1,3}})(?!\w)",
    re.IGNORECASE,
)
_ID_TOGETHER = re.compile(r"(?<![\w-])(?P<chapter>(?!xx)[ivx]{2,4}) ?(?P<number>\d{1,2})(?![\w-]|[.,]\d)")
# "The first recommendation of chapter V" is the one that stands first, not V-1.
_ENDS = frozenset("first last prima primul ultima ultimul premier premiere dernier derniere".split())
_WORD_NUMBERS = "|".join(sorted({*lexicon.NUMBERS, *lexicon.ORDINALS}, key=len, reverse=True))
# "Six dash one", "recommendation nine three", "VI-one".
_SPELT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty)"
_ID_SPELT = re.compile(
    rf"(?<!\w)(?:(?:roman |chapter )?(?P<chapter>{_SPELT}|{_ROMAN})\s*,?\s*(?:dash|hyphen|minus|stroke|slash|point|number|no\.?|-)\s*(?P<number>{_SPELT})"
    rf"|(?:recommendations?|rec\.?|recommandation|recomandarea) (?P<chapter2>{_WORD_NUMBERS})[ -](?P<number2>{_WORD_NUMBERS}))(?!\w)",
    re.IGNORECASE,
)
# Nothing but "6.1" or "10-4".
_BARE_ARABIC = re.compile(r"^\W*(?P<chapter>\d{1,2})\s*[-./]\s*(?P<number>\d{1,3})\W*$")
# A small L that stands for a numeral or a one: "Vl-1", "VI-l".
_LOOK_ALIKE = re.compile(r"(?<![\w-])(?P<chapter>[IVXl]{1,5})-(?P<number>\d{1,2}|l)(?![\w-])")
_ID_AFTER_REC = re.compile(rf"(?<!\w){_AFTER_REC}(?P<chapter>{_ROMAN})\s*[-./,]?\s*(?P<number>\d{{1,3}})(?!\w)", re.IGNORECASE)
_ARABIC = re.compile(rf"(?<!\w){_AFTER_REC}(?P<chapter>\d{{1,2}})\s*[-./]\s*(?P<number>\d{{1,3}})(?!\w)", re.IGNORECASE)
_BARE_LOWER = re.compile(r"^\W*(?P<chapter>[ivxl]+)\s?(?P<number>\d{1,3})\W*$")
_MORE = re.compile(r"^\s*(?:,|and|or|&|/|si|sau|et|ou|with|versus|vs\.?)\s*(?P<number>\d{1,3})(?![\w-]|\.\d)", re.IGNORECASE)
_RANGE = re.compile(
    rf"^\s*(?:to|-|until|through|pana la|a|au)\s*(?:(?P<chapter>{_ROMAN})\s*-\s*)?(?P<number>\d{{1,3}})(?!\w)", re.IGNORECASE
)

_NUMBER = rf"(?:\d{{1,3}}|{_WORD_NUMBERS})(?:st|nd|rd|th|a|lea|e|eme)?"
# "The two chapters" names none of them.
_NTH = rf"(?:\d{{1,3}}(?:st|nd|rd|th|a|lea|e|eme)|{'|'.join(sorted(lexicon.ORDINALS, key=len, reverse=True))})"
_CHAPTER_WORD = r"(?:chapters?|chap\.?|ch\.?|capitol\w*|cap\.?|chapitres?)"
# "Capitol" holds no numeral L.
_GAP = r"(?:\s+|(?<=\.)|(?=\d))"
_THING = r"(?:recommendations?|rec\.?|recos?|recomandar\w+|recommandations?|number|numarul|numero|item|point|punctul|no\.?|nr\.?)"
_OF_CHAPTER = re.compile(
    rf"(?:(?<!\w){_THING}\s*(?P<number>{_NUMBER})|(?<!\w)(?P<ordinal>{_NTH})\s+{_THING})\b(?P<between>\W+(?:\w+\W+){{0,4}}?)"
    rf"(?:{_CHAPTER_WORD}{_GAP}(?P<chapter>{_NUMBER}|{_ROMAN})|(?P<nth>{_NTH})\s+{_CHAPTER_WORD})(?!\w)",
    re.IGNORECASE,
)
_CHAPTER_THEN = re.compile(
    rf"(?:(?<!\w){_CHAPTER_WORD}{_GAP}(?P<chapter>{_NUMBER}|{_ROMAN})|(?<!\w)(?P<nth>{_NTH})\s+{_CHAPTER_WORD})\W+(?:{_THING}\s*)(?P<number>{_NUMBER})(?!\w)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    rf"(?<!\w){_CHAPTER_WORD}{_GAP}(?P<many>(?:{_ROMAN}|\d{{1,2}}|{_WORD_NUMBERS})(?:\s*(?:,|and|or|&|-|to|si|sau|et|ou|against|versus|vs\.?|pana la|a|with)\s*(?:{_CHAPTER_WORD}\s*)?(?:{_ROMAN}|\d{{1,2}})(?!\w))*)(?!\w)",
    re.IGNORECASE,
)
_NTH_CHAPTER = re.compile(rf"(?<!\w)(?P<nth>{_NTH})\s+{_CHAPTER_WORD}(?!\w)", re.IGNORECASE)
_BARE_CHAPTER = re.compile(
    rf"(?<!\w)(?:in|of|for|under|from|about|than|with|vs|versus|din|in|de|du|dans|pentru|pour|cu|decat)\s+(?P<chapter>{_ROMAN})(?![\w-]|\s?[-./]?\s?\d)"
)
# "And VI?": nothing but a numeral.
_NAMES_CHAPTER = re.compile(rf"(?<!\w){_CHAPTER_WORD}(?!\w)", re.IGNORECASE)
# "Which chapter is longer, VI or VII?"
_EITHER_OF = re.compile(rf"(?<![\w-])(?P<one>(?!I\b){_ROMAN})\s+(?:or|and|sau|si|ou|et|versus|vs\.?)\s+(?P<other>(?!I\b){_ROMAN})(?![\w-])")
_LEAVING_OUT = re.compile(
    r"\b(?:except(?: for)?|excluding|without|apart from|other than|(?:leav\w+|leave) (?:out|aside)|not counting|minus|outside|but not|sauf|hors|sans|excepte|a part|en dehors du|fara|in afara|cu exceptia|mai putin|exceptand)\s+(?:(?:the (?:ones|clauses|recommendations)|those|celles|ceux|cele|cel) (?:in|of|from|du|des?|dans|din)\s+)?(?:(?:the|le|les|de|du)\s+)?$",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^(?:(?:and|what about|how about|same for|also|or|then|now|si|dar|et|mais|pour|pentru)\W+)*(?P<chapter>{_ROMAN})\W*$")


def normalise(question: str) -> str:
    """Write hyphens of all kinds, letters that look like Latin ones and odd blanks plainly; drop what cannot be seen."""
    text = HYPHENS.sub("-", latin(question))
    text = re.sub(r"-{2,}", "-", text)
    text = re.sub(r"(?<=[IVXLivxl])_(?=\d)", "-", text)
    text = _LOOK_ALIKE.sub(lambda match: f"{match['chapter'].replace('l', 'I')}-{match['number'].replace('l', '1')}", text)
    return " ".join(text.split())


def recommendation_ids(question: str) -> tuple[str, ...]:
    """Find recommendation IDs in any spelling, in the order named, each once."""
    text = fold_keep_case(normalise(question))
    found: list[tuple[int, str]] = []
    for pattern in (_OF_CHAPTER, _CHAPTER_THEN):
        for match in pattern.finditer(text):
            chapter = _chapter_number(match["chapter"] or match["nth"])
            if pattern is _OF_CHAPTER and _stands_at_an_end(match):
                continue
            number = _number(match["number"] or (match["ordinal"] if "ordinal" in pattern.groupindex else ""))
            if chapter and number and not MARK.search(match[0]):
                found.append((match.start(), f"{to_roman(chapter)}-{number}"))
    taken = [(match.start(), match.end()) for pattern in (_OF_CHAPTER, _CHAPTER_THEN) for match in pattern.finditer(text)]
    for match in (*_ARABIC.finditer(text), *_BARE_ARABIC.finditer(text)):
        if int(match["chapter"]) <= _MAX_CHAPTER:
            found.append((match.start("chapter"), f"{to_roman(int(match['chapter']))}-{int(match['number'])}"))
    for match in _ID_SPELT.finditer(text):
        chapter, number = _chapter_number(match["chapter"] or match["chapter2"]), _number(match["number"] or match["number2"])
        if chapter and number:
            found.append((match.start(), f"{to_roman(chapter)}-{number}"))
    for pattern in (_ID_AFTER_REC, _ID_HYPHEN, _ID, _BARE_LOWER, _ID_TOGETHER):
        for match in pattern.finditer(text):
            name = _id(match)
            inside = any(start <= match.start("chapter") < end for start, end in taken)
            if name and not inside and (pattern is not _ID or _is_plain_id(match)):
                found.append((match.start("chapter"), name))
                found += _further(text, match)
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def chapter_numerals(question: str) -> tuple[str, ...]:
    """Find chapters named by number: "chapter X", "chap. 6", "the sixth chapter", "in III"."""
    text = fold_keep_case(normalise(question))
    numerals: list[str] = []
    for match in _CHAPTER.finditer(text):
        parts = re.findall(rf"(?<!\w)(?:{_ROMAN}|\d+|{_WORD_NUMBERS})(?!\w)", match["many"], re.IGNORECASE)
        values = [_chapter_number(part) for part in parts if fold(part) not in ("a", "an")]
        if len(values) == 2 and re.search(r"(?:-|\bto\b|pana la)", match["many"]):
            values = list(range(values[0], values[1] + 1))
        numerals += [to_roman(value) for value in values if value]
    numerals += [to_roman(_chapter_number(match["nth"])) for match in _NTH_CHAPTER.finditer(text)]
    if _NAMES_CHAPTER.search(text):
        numerals += [part for match in _EITHER_OF.finditer(text) for part in (match["one"], match["other"]) if roman_value(part)]
    if alone := _ALONE.match(text):
        numerals.append(alone["chapter"])
    numerals += [match["chapter"] for match in _BARE_CHAPTER.finditer(text) if match["chapter"] != "I" and roman_value(match["chapter"])]
    return tuple(dict.fromkeys(numeral for numeral in numerals if numeral))


def chapters_left_out(question: str) -> tuple[str, ...]:
    """Find chapters that are left out: "everything except chapter VIII"."""
    text = fold_keep_case(normalise(question))
    found = (match for match in _CHAPTER.finditer(text) if _LEAVING_OUT.search(text[: match.start()]))
    return tuple(numeral for match in found for numeral in chapter_numerals(match[0]))


def without_references(question: str) -> str:
    """Give the question without the IDs, footnotes and paragraphs it names."""
    text = fold_keep_case(normalise(question))
    text = _OF_CHAPTER.sub(lambda match: match[0] if _stands_at_an_end(match) else " ", text)
    if _NAMES_CHAPTER.search(text):
        text = _BARE_CHAPTER.sub(lambda match: match[0] if match["chapter"] == "I" else " ", _EITHER_OF.sub(" ", text))
    for pattern in (
        _CHAPTER_THEN,
        _ID_AFTER_REC,
        _ARABIC,
        _BARE_ARABIC,
        _ID_SPELT,
        _ID_HYPHEN,
        _ID_TOGETHER,
        FOOTNOTE,
        PARAGRAPH,
        _CHAPTER,
        _NTH_CHAPTER,
    ):
        text = pattern.sub(" ", text)
    return _ID.sub(lambda match: " " if _id(match) and _is_plain_id(match) else match[0], text)


def fold_keep_case(text: str) -> str:
    """Drop diacritics but keep capitals, by which numerals are told from words."""
    if text.isascii():
        return text
    return "".join(char if char.isascii() or not (folded := fold(char)) else _same_case(char, folded) for char in text)


def _same_case(char: str, folded: str) -> str:
    return folded.upper() if char.isupper() else folded


def _stands_at_an_end(match: re.Match[str]) -> bool:
    return fold(match["ordinal"] or "") in _ENDS


def _id(match: re.Match[str]) -> str:
    chapter = match["chapter"].upper()
    value, number = roman_value(chapter), int(match["number"])
    return f"{chapter}-{number}" if value > 0 and number else ""


def _is_plain_id(match: re.Match[str]) -> bool:
    """Tell "X5" and "VI 1" from the pronoun in "I 5 times" and a unit such as "L 20"."""
    separated = match["chapter"] in ("I", "L")
    return not separated or "-" in match[0]


def _further(text: str, match: re.Match[str]) -> list[tuple[int, str]]:
    """Read on behind an ID: "VI-1, 2 and 4", "VI-1 to VI-4"."""
    chapter, at = match["chapter"].upper(), match.end()
    through = _RANGE.match(text[at:])
    if (
        through
        and (through["chapter"] or chapter).upper() == chapter
        and int(match["number"]) < int(through["number"]) < int(match["number"]) + 50
    ):
        return [(at, f"{chapter}-{n}") for n in range(int(match["number"]) + 1, int(through["number"]) + 1)]
    found = []
    while more := _MORE.match(text[at:]):
        found.append((at, f"{chapter}-{int(more['number'])}"))
        at += more.end()
    return found


def _chapter_number(text: str | None) -> int:
    """Read a Roman numeral, digits or a word as a chapter's number; 0 if it is none."""
    if not text:
        return 0
    value = roman_value(text.upper()) or _number(text)
    return value if 0 < value <= _MAX_CHAPTER else 0


def _number(text: str) -> int:
    word = fold(text)
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    return max(0, lexicon.ORDINALS.get(word, lexicon.NUMBERS.get(word, 0)))
