"""A BERT-like encoder as an ONNX graph: from embedded tokens of one text to the mean of its last hidden states.

Devlin et al. 2019, arXiv:1810.04805, with GELU and layer normalisation after each addition. The graph is written
operator by operator, in the form the run time is fastest with, so that nothing has to be optimised at each start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoders import Vectors

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

INPUT, OUTPUT, TOKENS = "embedded", "mean", "tokens_axis"
_STANDARD, _CONTRIBUTED, _FORMAT = 20, 1, 10
_MICROSOFT = "com.microsoft"
_WHOLE = 127
_ALL = 1 << 40
# How many tokens frame a text.
FRAME = 2


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear map: weight float32, shape (out, in); bias, shape (out,)."""

    weight: Vectors
    bias: Vectors


@dataclass(frozen=True, slots=True)
class Norm:
    """A layer normalisation: weight and bias, shape (d,)."""

    weight: Vectors
    bias: Vectors


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: attention's query, key and value maps under each other, its output, and the two maps behind it."""

    attention: Linear
    output: Linear
    output_norm: Norm
    up: Linear
    down: Linear
    down_norm: Norm


@dataclass(frozen=True, slots=True)
class Transformer:
    """An encoder without its embedding tables.

    Attributes:
        heads: of attention.
        epsilon: of layer normalisation.
        first: normalises embedded tokens.
        layers: in order.

    """

    heads: int
    epsilon: float
    first: Norm
    layers: Sequence[Layer]


@dataclass(frozen=True, slots=True)
class Smoothing:
    """What a layer's inputs are divided by, and its weights multiplied by, before both are rounded to 8 bits.

    Some channels of a hidden state are a hundred times as large as the others, and one scale for
    all would leave these nothing. Dividing them moves the difference into the weights, which have a
    scale a row (Xiao et al. 2023, "SmoothQuant", arXiv:2211.10438).

    Attributes:
        attention, up, down: positive, shape (in,) of the layer's map of that name.

    """

    attention: Vectors
    up: Vectors
    down: Vectors


class _Writer:
    """Collects operators and constants."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, values: Any) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def norm(self, norm: Norm, x: str, output: str, epsilon: float) -> str:
        weight, bias = self.constant(f"{output}.w", norm.weight), self.constant(f"{output}.b", norm.bias)
        return self.node("LayerNormalization", [x, weight, bias], output, axis=-1, epsilon=epsilon)

    def linear(self, linear: Linear, x: str, output: str) -> str:
        """Multiply in float32."""
        product = self.node("MatMul", [x, self.constant(f"{output}.w", linear.weight.T)], f"{output}.product")
        return self.node("Add", [product, self.constant(f"{output}.b", linear.bias)], output)

    def rounded(self, linear: Linear, x: str, output: str, smooth: Vectors | None = None, *, apart: bool = False) -> str:
        """Multiply in 8 bits: weights with a scale a row, inputs with one scale a text.

        With `apart`, the two tokens that frame a text have a scale of their own: behind the bend
        they are up to six times as large as any word.
        """
        weight = linear.weight
        if smooth is not None:
            x = self.node("Mul", [x, self.constant(f"{output}.smooth", (1 / smooth).astype(np.float32))], f"{output}.smoothed")
            weight = weight * smooth
        scales = (np.abs(weight).max(axis=1) / _WHOLE).astype(np.float32)
        constants = [
            self.constant(f"{output}.w", np.rint(weight / scales[:, None]).astype(np.int8).T),
            self.constant(f"{output}.scales", scales),
            self.constant(f"{output}.zeros", np.zeros(len(scales), np.int8)),
            self.constant(f"{output}.b", linear.bias),
        ]
        if not apart:
            return self.node("DynamicQuantizeMatMul", [x, *constants], output, _MICROSOFT)
        parts = []
        for part, start, end in (("frame", 0, FRAME), ("words", FRAME, _ALL)):
            bounds = [self.constant(f"{output}.{part}.{name}", np.array([at], np.int64)) for name, at in (("from", start), ("to", end))]
            rows = self.node("Slice", [x, *bounds, TOKENS], f"{output}.{part}")
            parts.append(self.node("DynamicQuantizeMatMul", [rows, *constants], f"{output}.{part}.product", _MICROSOFT))
        return self.node("Concat", parts, output, axis=1)


def to_onnx(model: Transformer, smoothing: Sequence[Smoothing] | None = None) -> bytes:
    """Write a graph.

    Input `embedded`: float32, shape (1, tokens, d). Output `mean`: float32, shape (1, d), not of unit length.

    Args:
        model: the weights.
        smoothing: one for each layer, for products in 8 bits, where the two tokens that frame a text
            must come before all others and at least one other must follow; None for products in float32.

    """
    from onnx import TensorProto, helper

    to = _Writer()
    width = len(model.first.weight)
    thirds = to.constant("thirds", np.full(3, width, np.int64))
    to.constant(TOKENS, np.array([1], np.int64))
    x = to.norm(model.first, INPUT, "first", model.epsilon)
    for number, layer in enumerate(model.layers):
        at = f"{number}."
        smooth = smoothing[number] if smoothing else None
        mixed = to.rounded(layer.attention, x, f"{at}qkv", smooth.attention) if smooth else to.linear(layer.attention, x, f"{at}qkv")
        parts = [f"{at}{part}" for part in ("query", "key", "value")]
        to.nodes.append(helper.make_node("Split", [mixed, thirds], parts, axis=-1))
        heeded = to.node("MultiHeadAttention", parts, f"{at}heeded", _MICROSOFT, num_heads=model.heads)
        output = (to.rounded if smooth else to.linear)(layer.output, heeded, f"{at}output")
        x = to.norm(layer.output_norm, to.node("Add", [output, x], f"{at}added"), f"{at}middle", model.epsilon)
        up = to.rounded(layer.up, x, f"{at}up", smooth.up) if smooth else to.linear(layer.up, x, f"{at}up")
        bent = to.node("Gelu", [up], f"{at}bent", _MICROSOFT)
        down = to.rounded(layer.down, bent, f"{at}down", smooth.down, apart=True) if smooth else to.linear(layer.down, bent, f"{at}down")
        x = to.norm(layer.down_norm, to.node("Add", [down, x], f"{at}summed"), f"{at}last", model.epsilon)
    to.node("ReduceMean", [x, TOKENS], OUTPUT, keepdims=0)
    graph = helper.make_graph(
        to.nodes,
        "encoder",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [1, "tokens", width])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, width])],
        to.constants,
    )
    versions = [helper.make_opsetid("", _STANDARD), helper.make_opsetid(_MICROSOFT, _CONTRIBUTED)]
    written: bytes = helper.make_model(graph, opset_imports=versions, ir_version=_FORMAT).SerializeToString()
    return written
