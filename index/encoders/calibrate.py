"""Finds the smoothing of multilingual-e5-small and writes it beside this module.

    python -m index.encoders.calibrate

To be run again only where the weights change. The texts are the factsheets' records and their other wordings; the
strength is the one of 0.55 to 0.85 whose vectors lie nearest to float32's (docs/performance.md).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np

from corpus.aliases import load_aliases
from corpus.catalogue import Catalogue
from corpus.load import bundled, load_all
from index.chunks import chunks_of
from index.encoders import Vectors
from index.encoders.graph import INPUT, to_onnx
from index.encoders.nano_e5 import PROMPTS, SMOOTHING, open_weights, parts_of
from index.encoders.unigram import Unigram

_STRENGTH = 0.65
_SMALLEST = 1e-4
# Every so many wordings; they are many.
_WORDINGS = 25


def main() -> int:
    """Write the table: float16, shape (layers, inputs of attention, up and down under each other)."""
    file = open_weights()
    model = file.transformer()
    largest = _largest(len(model.layers))
    rows = []
    for number, layer in enumerate(model.layers):
        maps = (("qkv", layer.attention), ("up", layer.up), ("down", layer.down))
        rows.append(np.concatenate([_factors(largest[f"{number}.{name}"], linear.weight) for name, linear in maps]))
    path = Path(str(resources.files("index.encoders"))) / SMOOTHING
    np.save(path, np.asarray(rows, dtype=np.float16), allow_pickle=False)
    print(f"{path}: {len(rows)} layers")
    return 0


def _factors(activations: Vectors, weight: Vectors) -> Vectors:
    """Give max |x| ^ strength / max |w| ^ (1 - strength) for each input (Xiao et al. 2023, equation 4)."""
    weights = np.maximum(np.abs(weight).max(axis=0), _SMALLEST)
    found: Vectors = np.maximum(activations, _SMALLEST) ** _STRENGTH / weights ** (1 - _STRENGTH)
    return found


def _largest(layers: int) -> dict[str, Vectors]:
    """Run the graph in float32 over the texts and give the largest input of each channel of each map."""
    import onnx
    import onnxruntime

    file = open_weights()
    parts = parts_of(file, Unigram.of(file.vocabulary()))
    graph = onnx.load_from_string(to_onnx(file.transformer()))
    products = {node.output[0]: node.input[0] for node in graph.graph.node if node.op_type == "MatMul"}
    inputs = {f"{i}.{name}": products[f"{i}.{name}.product"] for i in range(layers) for name in ("qkv", "up", "down")}
    names = sorted(set(inputs.values()))
    graph.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    largest = dict.fromkeys(names, np.zeros(1, np.float32))
    for text in _texts():
        for window in parts.windows(text):
            for name, values in zip(names, session.run(names, {INPUT: parts.embed(window)[None]}), strict=True):
                largest[name] = np.maximum(largest[name], np.abs(values[0]).max(axis=0))
    return {key: largest[name] for key, name in inputs.items()}


def _texts() -> Iterator[str]:
    chunks = chunks_of(Catalogue(load_all(bundled())), load_aliases())
    yield from (PROMPTS.passage + chunk.text for chunk in chunks)
    wordings = [text for chunk in chunks for _, text in chunk.wordings]
    yield from (PROMPTS.query + text for text in wordings[::_WORDINGS])


if __name__ == "__main__":
    sys.exit(main())
