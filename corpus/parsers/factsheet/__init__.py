"""The parser for the Lanzarote Committee's factsheets.

One question a module: `grammar` (which words mean what) → `blocks` (lines become blocks, page cuts
are joined) → `sections` (headings) → `lists` (levels) → `clauses` and `statements` (meaning) →
`assemble` (records, segments, faults). What can be read but may be damaged is said by `doubts` (one
clause), `wholeness` (the whole source) and `layout` (its blank lines).
"""

from corpus.parsers.factsheet.assemble import parse_factsheet

__all__ = ["parse_factsheet"]
