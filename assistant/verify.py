"""The last gate: an answer that says more than its records do is withheld, never repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.answer import Draft, Prose, Quoted
from assistant.composing.labels import label
from assistant.messages import LANGUAGES, say
from corpus.catalogue import Catalogue
from corpus.errors import VerificationError
from corpus.records import Record, Urgency
from corpus.text import comparable

_ID = re.compile(r"(?<![\w-])[IVXL]+-\d+(?!\w)")


def verify(draft: Draft, catalogue: Catalogue) -> Draft:
    """Check a draft against the catalogue.

    Every cited record exists and is the catalogue's own; its quote is verbatim at its spans; every
    quotation is of a cited record; no ID stands in our words that no cited record bears; and the
    verb that our words put before an ID, or behind it in a label, is the level of its record.

    Returns:
        the draft, unchanged.

    Raises:
        VerificationError: all failed checks.

    """
    failures: list[str] = []
    if len({record.record for record in draft.cited}) != len(draft.cited):
        failures.append("a record is cited twice")
    for record in draft.cited:
        failures += _record_failures(record, catalogue)
    cited = {record.record for record in draft.cited}
    levels = {(name, record.urgency) for record in draft.cited for name in record.recommendation_ids if record.urgency}
    known = {name for record in draft.cited for name in record.recommendation_ids} | set(draft.absent)
    failures += [f"{name} is said to be absent but is there" for name in draft.absent if _is_cited(name, draft)]
    heading: Urgency | None = None
    for part in draft.parts:
        if isinstance(part, Prose):
            heading = _headings().get(part.text)
            failures += [f"{name} is named but not cited" for name in _ID.findall(part.text) if name not in known]
            failures += [
                f"{name} is given as {level}" for level, name in claims(part.text) if name in known and (name, level) not in levels
            ]
        else:
            failures += _quotation_failures(part, cited, catalogue)
            if heading is not None and part.record.urgency is not heading:
                failures.append(f"{part.record.record} stands under the heading of another level")
    if failures:
        raise VerificationError(failures)
    return draft


def claims(text: str) -> Iterator[tuple[Urgency, str]]:
    """Give each ID in our words with the bold verb that stands last before it in its paragraph."""
    for paragraph in text.split("\n\n"):
        level: Urgency | None = None
        for token in re.finditer(rf"\*\*(?P<bold>[^*]+)\*\*|(?P<id>{_ID.pattern})", paragraph):
            if token["bold"] is not None:
                level = _verbs().get(token["bold"].strip().casefold(), level)
            elif level is not None:
                yield level, token["id"]


def _record_failures(record: Record, catalogue: Catalogue) -> list[str]:
    if catalogue.get(record.record) != record:
        return [f"{record.record} is not in the catalogue as cited"]
    source = catalogue.factsheet(record.party).source
    words = "".join(source[start:end] for start, end in record.spans)
    if not words or comparable(words) != comparable(record.quote):
        return [f"the quote of {record.record} is not verbatim at its spans"]
    return []


def _is_cited(name: str, draft: Draft) -> bool:
    return any(name in record.recommendation_ids for record in draft.cited)


def _quotation_failures(part: Quoted, cited: set[str], catalogue: Catalogue) -> list[str]:
    record = part.record
    failures = [f"{record.record} is quoted but not cited"] if record.record not in cited else []
    if catalogue.get(record.record) != record:
        failures.append(f"{record.record} is not quoted as it is in the catalogue")
    if all(part.label != label(record, language, with_party=named) for named in (False, True) for language in LANGUAGES):
        failures.append(f"{record.record} is labelled as another record, or with another level")
    return failures


@cache
def _headings() -> Mapping[str, Urgency]:
    """Give the level of each heading and verdict that our words may put over quotations."""
    headings = {say(language, f"{level}_heading"): level for language in LANGUAGES for level in Urgency}
    for language in LANGUAGES:
        for level in Urgency:
            for verdict in ("yes", "no"):
                headings[say(language, f"verdict_{level}", verdict=say(language, verdict))] = level
    return headings


@cache
def _verbs() -> Mapping[str, Urgency]:
    """Give the level of each verb that the messages use, in all languages."""
    return {say(language, str(level)).casefold(): level for language in LANGUAGES for level in Urgency}
