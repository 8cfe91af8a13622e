"""all-MiniLM-L6-v2 for the baselines: each question is encoded once, alone, and each system is charged for it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.encoders import Encoder, Vectors, encoder

_RECENT = 8


class Encoded(NamedTuple):
    """A question's vector, float32, shape (1, 384), and the milliseconds it took."""

    vector: Vectors
    elapsed_ms: float


class MiniLm:
    """The model, loaded once."""

    def __init__(self, model: Encoder | None = None) -> None:
        """Load the packaged model, unless one is given."""
        self._model = model or encoder("minilm")
        self.question = lru_cache(maxsize=_RECENT)(self._question)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Encode texts to be found: float32, shape (len(texts), 384), unit rows."""
        return self._model.passages(texts)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Encode many questions together: as `passages`."""
        return self._model.queries(texts)

    def _question(self, text: str) -> Encoded:
        started = time.perf_counter()
        vector = self._model.queries([text])
        return Encoded(vector, (time.perf_counter() - started) * 1000)
