"""How cost grows with size: fictional indexes are built, and each is measured in a process of its own."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import InternalError
from eval.speed import fiction
from index.contents import Contents, text_digests
from index.engines import AUTO, engine, engine_name
from index.lexical import Lexical, LexicalPair
from index.store import StoredIndex, building, read_index, write_index

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# A million takes minutes.
ORDINARY = 100_000
Plain = dict[str, Any]
# What is fitted, and with which step the size of the corpus enters into it.
COSTS = ("build_s", "disk_mb", "open_s", "rss_mb", "p50_ms", "p95_ms", "party_p50_ms", "party_p95_ms")


def measure_scale(index_dir: Path, sizes: Sequence[int], questions: Sequence[str], said: Callable[[str], None]) -> Plain:
    """Build and measure an index of each size.

    Args:
        index_dir: of the real index, whose encoder and vectors are used.
        sizes: numbers of clauses, ascending.
        questions: what is asked.
        said: is told what is measured next.

    Returns:
        one row a size, and for each cost the exponent of its growth between the last two sizes.

    """
    real = read_index(index_dir)
    rows = []
    for size in sizes:
        said(f"{size:,} fictional clauses")
        with tempfile.TemporaryDirectory() as folder:
            taken = build_fiction(real, size, Path(folder))
            rows.append({"clauses": size, **taken, **_probed(Path(folder), questions)})
    return {"sizes": rows, "exponents": exponents(rows)}


def build_fiction(real: StoredIndex, size: int, folder: Path, wanted: str = AUTO) -> Plain:
    """Build an index of fictional clauses; gives seconds and megabytes."""
    started = time.perf_counter()
    lexical = LexicalPair(_lexical(size, "stems"), _lexical(size, "grams"))
    lexical_s = time.perf_counter() - started
    contents = real.contents
    chosen = engine_name(wanted, size)
    started = time.perf_counter()
    centres = contents.vectors.vectors(np.arange(contents.vectors.size))
    vectors = np.empty((size, centres.shape[1]), dtype=np.float32)
    start = 0
    for block in fiction.vectors(centres, size):
        vectors[start : start + len(block)] = block
        start += len(block)
    vectors_s = time.perf_counter() - started
    started = time.perf_counter()
    built = engine(chosen).build(vectors)
    engine_s = time.perf_counter() - started
    started = time.perf_counter()
    fictional = Contents(
        rows=[clause.record for clause in fiction.clauses(size)],
        themes=contents.themes,
        texts=text_digests([str(number) for number in range(size)]),
        words={**contents.words, "en": fiction.words()},
        vectors=built,
        lexical=lexical,
        outside=contents.outside,
    )
    manifest = replace(real.manifest, rows=size, engine=chosen, content="fictional", corpus={})
    with building(folder, lambda: None):
        manifest = write_index(folder, manifest, fictional, real.encoder)
    written_s = time.perf_counter() - started
    return {
        "engine": chosen,
        "build_s": lexical_s + engine_s + written_s,
        "lexical_s": lexical_s,
        "drawing_s": vectors_s,
        "engine_s": engine_s,
        "disk_mb": sum(known.size for known in manifest.files.values()) / 1e6,
    }


def _lexical(size: int, kind: str) -> Lexical:
    return Lexical.build(clause.terms(kind) for clause in fiction.clauses(size))


def _probed(folder: Path, questions: Sequence[str]) -> Plain:
    """Measure an index in a process that has built nothing."""
    asked = json.dumps(list(questions))
    command = [sys.executable, "-m", "eval.speed.probe", str(folder)]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)  # noqa: S603  our own command
    if done.returncode:
        msg = f"eval.speed.probe failed: {done.stderr.strip()[-300:]}"
        raise InternalError(msg)
    found: Plain = json.loads(done.stdout)
    return found


def exponents(rows: Sequence[Mapping[str, Any]], costs: Iterable[str] = COSTS) -> dict[str, float]:
    """Fit cost = a * size^b between the last two sizes and give b: 1 is linear, 0 does not grow."""
    if len(rows) < 2:
        return {}
    before, after = rows[-2:]
    return {cost: math.log(after[cost] / before[cost]) / math.log(after["clauses"] / before["clauses"]) for cost in costs}
