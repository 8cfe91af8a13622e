"""A Trace as plain data: what each stage made of a question. It never changes the answer."""

from __future__ import annotations

from typing import Any

from assistant.answer import Abstention
from assistant.pipeline import Trace
from assistant.query import Counted, Numbering, Query


def explanation(trace: Trace) -> dict[str, Any]:
    """Give a JSON-ready explanation."""
    outcome = trace.outcome
    refused = isinstance(outcome, Abstention)
    return {
        "question": trace.query.question,
        "understood": _understood(trace.query),
        "candidates": [
            {
                "record": candidate.record.record,
                "score": round(candidate.score, 4),
                "fused": round(candidate.hit.score, 4),
                "stems": round(candidate.hit.stems, 4),
                "grams": round(candidate.hit.grams, 4),
                "dense": round(candidate.hit.dense, 4),
                "learned": round(candidate.hit.learned, 4),
                "taken": candidate.taken,
            }
            for candidate in trace.candidates
        ],
        "gate": {
            **{name: round(value, 4) for name, value in trace.support.signals._asdict().items()},
            "missing": list(trace.support.missing),
            "nearest_outside": trace.support.outside,
            "probability": round(trace.support.probability, 4),
        }
        if trace.support
        else None,
        "outcome": {
            "status": "abstained" if refused else "answered",
            "decided_by": trace.decided_by,
            "reason": str(outcome.reason) if isinstance(outcome, Abstention) else None,
            "records": [record.record for record in outcome.cited] if not isinstance(outcome, Abstention) else [],
        },
    }


def _understood(query: Query) -> dict[str, Any]:
    filters = query.filters
    return {
        "language": query.language,
        "intent": str(query.intent),
        "topic": query.topic,
        "subjects": [[subject.key for subject in group] for group in query.subjects],
        "indexed": query.indexed,
        "ids": list(query.ids),
        "footnotes": list(query.footnotes),
        "paragraphs": list(query.paragraphs),
        "parties": list(query.parties),
        "foreign_parties": list(query.foreign_parties),
        "chapters": list(filters.chapters),
        "urgencies": [str(level) for level in filters.urgencies],
        "addressees": [str(whom) for whom in filters.addressees],
        "kinds": [str(kind) for kind in filters.kinds],
        "having": str(query.having) if query.counted is Counted.CHAPTERS else None,
        "numbering": str(query.numbering) if query.numbering is not Numbering.ANY else None,
        "numbers_each": query.numbers_each or None,
        "bounds": list(query.bounds) if query.bounds is not None else None,
        "gaps": query.gaps,
        "quantifier": str(query.quantifier) if query.quantifier else None,
        "grouped": str(query.grouped) if query.grouped else None,
        "groups": list(query.groups),
        "relation": str(query.relation) if query.relation else None,
        "extreme": str(query.extreme) if query.extreme else None,
        "stress": str(query.stress) if query.stress else None,
        "yes_no": query.yes_no,
        "defines": query.defines,
        "carried": query.carried,
        "only_records": list(query.only_records),
    }
