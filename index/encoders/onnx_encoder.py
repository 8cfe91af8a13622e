"""Encoders that onnxruntime runs: a graph on disk, a table of token embeddings, a tokenizer. No torch, fast to start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.errors import InputError
from index.encoders import Vectors

GRAPH = "graph.onnx"
_BATCH = 32
_FEWEST_FOR_THREADS = 8
_SMALLEST = 1e-12


class Prompts(NamedTuple):
    """What stands before a text, as the model was trained."""

    query: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a text passes through.

    Attributes:
        windows: text to lists of token numbers, of which a long text has several.
        embed: token numbers to float32, shape (tokens, d).
        save: writes all that is not the graph into a folder.

    """

    windows: Callable[[str], list[list[int]]]
    embed: Callable[[Sequence[int]], Vectors]
    save: Callable[[Path], None]


class OnnxEncoder:
    """An Encoder over onnxruntime.

    Texts are encoded one by one, each by one thread: a vector depends neither on what is encoded
    beside it nor on the number of threads. Many texts are shared out among threads.
    """

    def __init__(self, spec: str, checksum: str, graph: bytes | Path, parts: Parts, prompts: Prompts = Prompts()) -> None:  # noqa: B008  immutable
        """Start the run time.

        Args:
            spec: as `index.encoders.Encoder` has it.
            checksum: likewise.
            graph: as `index.encoders.graph.to_onnx` writes it, or a file of it.
            parts: the rest of the model.
            prompts: put before texts.

        Raises:
            InputError: onnxruntime is missing or does not run here, or cannot read the graph.

        """
        from index.encoders.graph import INPUT, OUTPUT

        try:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            # The graph is written as it runs fastest; the library's own rewriting makes it slower.
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            source = str(graph) if isinstance(graph, Path) else graph
            session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the library raises many kinds
            msg = f"encoder {spec!r} does not run here ({type(error).__name__}: {error}); rebuild the index with 'lanzarote index build'"
            raise InputError(" ".join(msg.split())) from error
        self._run: Callable[[Vectors], Vectors] = lambda embedded: session.run([OUTPUT], {INPUT: embedded})[0]
        self._graph = graph
        self._parts = parts
        self._prompts = prompts
        self.spec = spec
        self.checksum = checksum
        self.dimension = int(session.get_outputs()[0].shape[1])

    def save(self, folder: Path) -> None:
        """Write what `load` of the encoder's module reads."""
        (folder / GRAPH).write_bytes(self._graph.read_bytes() if isinstance(self._graph, Path) else self._graph)
        self._parts.save(folder)

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts to be found, reporting how many are done from time to time."""
        return self._all([self._prompts.passage + text for text in texts], progress)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        return self._all([self._prompts.query + text for text in texts])

    def _all(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for done, vector in enumerate(self._each(texts), 1):
            vectors[done - 1] = vector
            if progress and (done % _BATCH == 0 or done == len(texts)):
                progress(done)
        return vectors

    def _each(self, texts: Sequence[str]) -> Iterator[Vectors]:
        if len(texts) < _FEWEST_FOR_THREADS:
            yield from map(self._one, texts)
            return
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            yield from threads.map(self._one, texts)

    def _one(self, text: str) -> Vectors:
        """Encode one text; a long one is the mean of its windows, each weighed by its tokens."""
        total = np.zeros(self.dimension, dtype=np.float32)
        # Half a surrogate pair is no character, and tokenizers stumble over it.
        for window in self._parts.windows(text.encode(errors="replace").decode()):
            total += len(window) * self._run(self._parts.embed(window)[None])[0]
        return total / max(float(np.linalg.norm(total)), _SMALLEST)
