"""What can be read but leaves a doubt about a clause's level, addressee or words: warnings that name it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from corpus.parsers.factsheet import grammar
from corpus.parsers.factsheet.clauses import Clause, Lead, is_whole, past_punctuation
from corpus.parsers.factsheet.lists import Item
from corpus.parsers.factsheet.marks import Notes
from corpus.parsers.factsheet.sections import Section
from corpus.parsers.factsheet.statements import Words
from corpus.records import Addressee, Fault, Severity
from corpus.text import SUPERSCRIPTS, Passage, fold, plain

_SECOND_OF_TWO = re.compile(r"(?:and|or|nor)\b")
_ALL_PARTIES = re.compile(r"\ball\s+(?:State\s+)?Parties\b", re.IGNORECASE)
_PARTIES = re.compile(r"\bParties\b")
# A bullet within a line: a hyphen or dot between blanks; a dash or an o, which words may hold, behind punctuation.
_INNER_BULLET = re.compile(rf"(?:^|\s|[:;.,{SUPERSCRIPTS}])[-•*◦▪‣·●○]\s|(?:^|[:;.,{SUPERSCRIPTS}]\s?)[–—o]\s")
# The same at a word's end, where it might be a hyphen; sub-points are too short for many.
_GLUED_BULLET = re.compile(r"\w[-•*]\s(?!(?:and|or)\b)")
# The beginning of a sentence that lost the blank before it.
_GLUED_SENTENCE = re.compile(r"[.!?]The\s+(?:Lanzarote\s+)?Committee\b")


def named(clause: Clause, notes: Notes) -> str:
    """Name a clause in a message: by its IDs, else by its first words."""
    ids = notes.ids(clause.footnote) if clause.footnote else ()
    return f"recommendation {', '.join(ids)}" if ids else f"a recommendation without ID ({plain(clause.head.text)[:40]!r})"


def names_parties(clause: Clause) -> bool:
    """Say whether a clause's lead-in addresses Parties, one or all."""
    return bool(_PARTIES.search(plain(clause.lead_in.text)))


def clause_doubts(clause: Clause, lead: Lead, item: Item, notes: Notes) -> Iterator[Fault]:
    """Warn where a line may be missing or misplaced before or within a clause."""
    name = named(clause, notes)
    first = item.children[0].text if item.children else ""
    if lead.of_item:
        what = f"{name} follows an item that has a verb of its own, and is taken as {clause.urgency!s} like it"
        yield _doubt(clause.line, what, "put the words that govern it before it, if they are others")
    if item.deeper:
        what = f"{name} is indented as a sub-point, but stands under no point"
        yield _doubt(clause.line, what, "restore the point above it or its indentation")
    if clause.shared_head and _some_have_several_points(item, notes):
        what = f"{name} shares its beginning with other recommendations, some of which have several sub-points"
        yield _doubt(clause.line, what, "restore the beginning of each, if they are separate")
    if item.children and is_whole(clause.head.text):
        what = f"{name} has sub-points though its sentence ends before them"
        yield _doubt(clause.line, what, "restore the point that they belong to")
    if any(_SECOND_OF_TWO.match(text) for text in (first, item.block.text)):
        what = f"{name} has a first sub-point or begins with 'and' or 'or'"
        yield _doubt(clause.line, what, "restore the line before it")
    elif len(item.children) == 1:
        yield _doubt(clause.line, f"{name} has one sub-point only", "restore the others, or make it part of the sentence")
    if any(_INNER_BULLET.search(p.text) for p in clause.passages) or any(_GLUED_BULLET.search(p.passage.text) for p in clause.points):
        yield _doubt(clause.line, f"{name} holds a bullet within a line", "begin a new line at each bullet")
    if any(_goes_on_behind(passage, notes) for passage in clause.passages):
        what = f"{name} goes on behind its footnote mark, or with words of the Committee's that are no recommendation"
        yield _doubt(clause.line, what, "begin a new line where it ends")


def heading_doubts(clause: Clause, section: Section, notes: Notes, party: str) -> Iterator[Fault]:
    """Warn where a clause addresses others than its heading says, as it does when a heading is missing."""
    name, lead_in = named(clause, notes), plain(clause.lead_in.text)
    mend = f"restore the heading 'specific to {party}' or 'Generic recommendations' that it stands under"
    if section.addressee is None:
        yield _doubt(clause.line, f"{name} stands under no heading that says whom it addresses", mend)
    elif section.addressee is Addressee.SPECIFIC and (
        _ALL_PARTIES.search(lead_in) or (_PARTIES.search(lead_in) and fold(party) not in fold(lead_in))
    ):
        yield _doubt(clause.line, f"{name} addresses all Parties under a heading specific to {party}", mend)


def statement_doubts(words: Words, line_at: Callable[[int], int], *, in_list: bool) -> Iterator[Fault]:
    """Warn of a statement that lacks its beginning or its end."""
    text = plain(words.head.text)
    if not in_list and not words.lead_in and text[:1].islower():
        yield _doubt(line_at(words.head.start), f"a paragraph begins in mid-sentence: {text[:50]!r}", "restore its beginning")
    if in_list and text.lower().startswith("to "):
        what = f"an item reads as a recommendation but stands under no urgency verb: {text[:50]!r}"
        yield _doubt(line_at(words.head.start), what, "restore the words that govern it")
    last = words.passages[-1]
    if grammar.breaks_off(last.text):
        yield _doubt(line_at(last.end - 1), f"a paragraph breaks off: …{plain(last.text)[-50:]!r}", "restore its end")


def _goes_on_behind(passage: Passage, notes: Notes) -> bool:
    """Say whether words that are not a clause's own follow it in its line."""
    text = passage.text
    marks = notes.id_marks(passage)
    if marks and plain(text[past_punctuation(text, marks[-1].end) :]):
        return True
    glued = _GLUED_SENTENCE.search(text) is not None
    return glued or any(grammar.opens_statement(text[end:]) for end in grammar.sentence_ends(text))


def _some_have_several_points(item: Item, notes: Notes) -> bool:
    carriers = sum(bool(notes.id_marks(child.passage)) for child in item.children)
    return len(item.children) > carriers


def _doubt(line: int, what: str, mend: str) -> Fault:
    return Fault(line, what, mend, Severity.WARNING)
