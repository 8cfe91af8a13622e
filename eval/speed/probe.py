"""Opens one index and measures it: `python -m eval.speed.probe FOLDER`, questions as JSON on standard input.

The time of a search is the search's alone: every question is encoded beforehand, which takes the same at any size.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from eval.speed import fiction
from eval.speed.clock import calls, percentile
from eval.speed.memory import most_memory
from index.encoders import Vectors
from index.engines import Engine
from index.search import Searcher
from index.store import read_index
from index.vocabulary import Vocabulary

_NEAREST = 10
_BLOCK = 65536
_POOL = 200


def main() -> int:
    """Measure and print JSON."""
    questions: list[str] = json.load(sys.stdin)
    started = time.perf_counter()
    index = read_index(Path(sys.argv[1]))
    contents = index.contents
    searcher = Searcher(index, Vocabulary(contents.rows, contents.lexical.stems, contents.words))
    opened = time.perf_counter() - started
    opened_rss = most_memory()
    encoder = searcher.warm_up()
    started = time.perf_counter()
    for question in questions:
        searcher.search(question, _POOL)
    first = (time.perf_counter() - started) / len(questions) * 1000
    taken = calls(lambda question: searcher.search(question, _POOL), questions)
    party = fiction.party_of(len(contents.rows) // 2)
    among = {record for record in contents.rows if record.startswith(f"{party}:")}
    searcher.search(questions[0], _POOL, among)
    filtered = calls(lambda question: searcher.search(question, _POOL, among), questions)
    rss = most_memory()
    queries = fiction.perturbed(encoder.queries(questions), np.random.default_rng(1))
    found = {
        "open_s": opened,
        "open_rss_mb": opened_rss,
        "rss_mb": rss,
        "first_ms": first,
        "p50_ms": percentile(taken, 50),
        "p95_ms": percentile(taken, 95),
        "party_p50_ms": percentile(filtered, 50),
        "party_p95_ms": percentile(filtered, 95),
        "recall_at_10": recall(contents.vectors, queries),
    }
    print(json.dumps(found))
    return 0


def recall(engine: Engine, queries: Vectors, k: int = _NEAREST) -> float:
    """Give the share of the k nearest rows that an engine finds, against searching all, block by block."""
    scores = np.full((len(queries), 0), -1, dtype=np.float32)
    nearest = np.zeros((len(queries), 0), dtype=np.int64)
    for start in range(0, engine.size, _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, engine.size))
        scores = np.hstack([scores, queries @ engine.vectors(rows).T])
        nearest = np.hstack([nearest, np.tile(rows, (len(queries), 1))])
        best = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        scores, nearest = np.take_along_axis(scores, best, axis=1), np.take_along_axis(nearest, best, axis=1)
    found = engine.search(queries, k)[1]
    return float(np.mean([len(set(a) & set(b)) / len(b) for a, b in zip(found.tolist(), nearest.tolist(), strict=True)]))


if __name__ == "__main__":
    sys.exit(main())
