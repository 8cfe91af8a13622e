"""Verbatim quotes: what is shown as the source's words are the source's words."""

from __future__ import annotations

import re

from eval.contract import Citation, spans_of
from eval.matching import of_party
from eval.metrics.pair import Pair, share
from eval.solid import comparable


def verbatim_quotes(pair: Pair) -> float | None:
    """Give the share of citations whose quote is their spans joined.

    White space, footnote marks, emphasis, bullets and link markup aside. A citation without a quote or
    without spans, with spans outside the source, or from another Party's factsheet is none. Undefined
    without citations.
    """
    citations = pair.answer["citations"]
    return share(sum(_is_verbatim(citation, pair) for citation in citations), len(citations))


def _is_verbatim(citation: Citation, pair: Pair) -> bool:
    source, spans = pair.reference.source, spans_of(citation)
    if not of_party(pair.case, citation) or not spans or max(span.end for span in spans) > len(source):
        return False
    words = comparable("\n".join(source[span.start : span.end] for span in spans))
    return bool(words) and comparable(citation["quote"]) == words


def quoted_lines(pair: Pair) -> float | None:
    """Give the share of quoted lines of the answer's text that are the source's words.

    A quoted line is one of a Markdown block quote (`> …`). It must be in a verbatim citation's quote, which
    may run over a page's end, or else in the source; emphasis divides it into parts that need not follow one
    another there (`> *The Committee invites Romania:* to …`). Undefined where the text quotes nothing.
    """
    lines = [line for line in pair.answer["answer"].splitlines() if line.lstrip().startswith(">")]
    parts = [[words for words in map(comparable, re.split(r"\*+", line)) if words] for line in lines]
    quoted = [words for words in parts if words]
    held = [comparable(c["quote"]) for c in pair.answer["citations"] if _is_verbatim(c, pair)]
    texts = (*held, pair.reference.comparable)
    return share(sum(all(any(part in text for text in texts) for part in words) for words in quoted), len(quoted))
