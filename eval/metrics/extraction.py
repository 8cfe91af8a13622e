"""Extraction exactness: what a parser made of a factsheet against the golden tables written by hand.

Records are compared whole, field by field and character by character; one is right or it is not.
Precision, recall and F1 over records as for information extraction (Chinchor, "MUC-4 Evaluation Metrics",
1992), without partial credit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from corpus.records import Factsheet, Recommendation, Span, Statement
from eval.figure import Figure
from eval.golden import GoldenClause, GoldenFootnote, GoldenStatement, Reference
from eval.locate import locate_clauses, locate_notes, locate_statements
from eval.metrics.pair import share
from eval.solid import solid_offsets
from eval.stats import wilson


@dataclass(frozen=True, slots=True)
class Extraction:
    """How exactly one kind of record was extracted.

    Attributes:
        kind: `clauses`, `statements` or `footnotes`.
        precision, recall, f1: over records; undefined without records, intervals are Wilson's.
        missing: golden records that no parsed one equals, as text; `extra` the other way round.

    """

    kind: str
    precision: Figure
    recall: Figure
    f1: Figure
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def extraction(factsheet: Factsheet, reference: Reference) -> tuple[Extraction, ...]:
    """Compare clauses, statements (where there is a table of them) and footnotes.

    Compared are, for clauses: IDs, urgency, addressee, chapter, all footnotes, number of sub-points and every
    character; for statements: kind, chapter, footnotes, paragraphs and every character; for footnotes: number
    and IDs, paragraphs, or every character of a note.
    """
    source = reference.source
    compared = [
        _compare(
            "clauses",
            [_golden_clause(row, spans, source) for row, spans in locate_clauses(reference)],
            [_parsed_clause(record, source) for record in factsheet.recommendations],
        ),
        _compare("footnotes", _golden_footnotes(reference), _parsed_footnotes(factsheet, source)),
    ]
    if reference.statements:
        compared.insert(
            1,
            _compare(
                "statements",
                [_golden_statement(row, spans, source) for row, spans in locate_statements(reference)],
                [_parsed_statement(record, source) for record in factsheet.statements],
            ),
        )
    return tuple(compared)


def _compare(kind: str, golden: Iterable[Hashable], parsed: Iterable[Hashable]) -> Extraction:
    ours, theirs = Counter(golden), Counter(parsed)
    right, found, wanted = (ours & theirs).total(), theirs.total(), ours.total()
    return Extraction(
        kind,
        _figure(f"{kind}_precision", right, found),
        _figure(f"{kind}_recall", right, wanted),
        Figure(f"{kind}_f1", share(2 * right, found + wanted), found + wanted, 0, None),
        tuple(map(str, (ours - theirs).elements())),
        tuple(map(str, (theirs - ours).elements())),
    )


def _figure(name: str, right: int, n: int) -> Figure:
    return Figure(name, share(right, n), n, 0, wilson(right, n) if n else None)


def _words(source: str, spans: Iterable[Span]) -> str:
    return "".join(source[offset] for span in spans for offset in solid_offsets(source, span))


def _golden_clause(row: GoldenClause, spans: Iterable[Span], source: str) -> Hashable:
    what = (row.ids, row.urgency, row.addressee, row.chapter, row.footnote, row.footnotes, row.points)
    return (*what, _words(source, spans))


def _parsed_clause(record: Recommendation, source: str) -> Hashable:
    what = (record.recommendation_ids, record.urgency, record.addressee, record.chapter, record.footnote)
    return (*what, record.footnotes, len(record.points), _words(source, record.spans))


def _golden_statement(row: GoldenStatement, spans: Iterable[Span], source: str) -> Hashable:
    return (row.kind, row.chapter, row.footnotes, row.paragraphs, _words(source, spans))


def _parsed_statement(record: Statement, source: str) -> Hashable:
    return (record.kind, record.chapter, record.footnotes, record.paragraphs, _words(source, record.spans))


def _golden_footnotes(reference: Reference) -> list[Hashable]:
    notes = {row.number: _words(reference.source, spans) for row, spans in locate_notes(reference)}
    return [(row.number, row.kind, notes.get(row.number) or _listed(row)) for row in reference.footnotes]


def _listed(row: GoldenFootnote) -> Hashable:
    if row.kind == "paragraphs":
        return tuple(int(part) for part in row.value.split(","))
    return tuple(row.value.split("+"))


def _parsed_footnotes(factsheet: Factsheet, source: str) -> list[Hashable]:
    found: list[Hashable] = []
    for note in factsheet.footnotes:
        if note.recommendation_ids:
            found.append((note.number, "recommendation", note.recommendation_ids))
        elif note.paragraphs:
            found.append((note.number, "paragraphs", note.paragraphs))
        else:
            found.append((note.number, "note", _words(source, note.spans)))
    return found
