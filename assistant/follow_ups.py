"""Questions that lead on from an answer, made of the records it cites, so that each has an answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.messages import say
from corpus.catalogue import Catalogue
from corpus.records import Recommendation, Record, Urgency

_MOST = 3


def follow_ups(cited: Sequence[Record], catalogue: Catalogue, language: str) -> tuple[str, ...]:
    """Offer what else can be asked after an answer, at most three questions.

    Args:
        cited: the records the answer stands on, best first.
        catalogue: all records.
        language: of the questions.

    """
    if not cited:
        return ()
    best = cited[0]
    offered: list[str] = []
    if len(cited) == 1 and isinstance(best, Recommendation) and best.recommendation_ids:
        offered.append(say(language, "suggest_binding", id=best.recommendation_ids[0]))
    if len(cited) > 1 and any(record.urgency is Urgency.REQUIRE and record.chapter == best.chapter for record in cited):
        offered.append(say(language, "suggest_which_required", chapter=best.chapter))
    beside = _beside(best, cited, catalogue)
    if beside:
        offered.append(say(language, "suggest_show", id=beside))
    chapter = _chapter_not_cited(best, cited, catalogue)
    if chapter:
        offered.append(say(language, "suggest_list", chapter=chapter))
    return tuple(offered[:_MOST])


def _beside(record: Record, cited: Sequence[Record], catalogue: Catalogue) -> str:
    """Give the first ID of the record's chapter that the answer did not cite, empty where there is none."""
    known = {name for each in cited for name in each.recommendation_ids}
    return next((name for name in catalogue.ids(record.party, record.chapter) if name not in known), "")


def _chapter_not_cited(record: Record, cited: Sequence[Record], catalogue: Catalogue) -> str:
    """Give the record's chapter, or the next after it that has a recommendation the answer did not cite."""
    sheet = catalogue.factsheet(record.party)
    numerals = [chapter.numeral for chapter in sheet.chapters]
    start = numerals.index(record.chapter) if record.chapter in numerals else 0
    left = {clause.chapter for clause in sheet.recommendations if clause not in cited}
    return next((numeral for numeral in numerals[start:] + numerals[:start] if numeral in left), "")
