"""How long it takes to build the ordinary index: from nothing, unchanged, and with one text changed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from assistant.factsheets import load_catalogue
from assistant.pipeline import build, digests, prepare_chunks
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from eval.speed.clock import Spread
from index.build import BuildReport, build_index

FROM_NOTHING, UNCHANGED, ONE_CHANGED = "from nothing", "unchanged", "one text changed"


def measure_building(settings: Settings, rounds: int) -> dict[str, Any]:
    """Time each way of building, in this process, so beyond imports; seconds."""
    catalogue = load_catalogue(settings)
    taken: dict[str, list[float]] = {FROM_NOTHING: [], UNCHANGED: [], ONE_CHANGED: []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            chosen = replace(settings, index_dir=Path(folder))
            for name in (FROM_NOTHING, UNCHANGED):
                taken[name].append(_seconds(lambda to: build(to, catalogue), chosen))
            taken[ONE_CHANGED].append(_seconds(partial(_with_one_changed, catalogue), chosen))
    return {name: asdict(Spread.of(values)) for name, values in taken.items()}


def _with_one_changed(catalogue: Catalogue, settings: Settings) -> BuildReport:
    first, *rest = prepare_chunks(catalogue)
    chunks = [replace(first, text=f"{first.text} And this."), *rest]
    return build_index(
        lambda: chunks,
        "one changed",
        digests(catalogue),
        settings.index_dir,
        encoder_spec=settings.encoder,
        wanted_engine=settings.engine,
    )


def _seconds(builds: Callable[[Settings], BuildReport], settings: Settings) -> float:
    started = time.perf_counter()
    builds(settings)
    return time.perf_counter() - started
