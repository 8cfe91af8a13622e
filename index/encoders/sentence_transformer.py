"""Encoders that run through sentence-transformers: any model by name or path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

from corpus.errors import InputError
from index.encoders import Vectors

# Models fetched by name must already lie in the local cache: nothing is downloaded at run time.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

_BATCH = 32
# The E5 family was trained with these prefixes (Wang et al. 2022, arXiv:2212.03533) and its
# configuration does not carry them.
_E5_PROMPTS: Mapping[str, str] = MappingProxyType({"query": "query: ", "document": "passage: "})


class SentenceTransformers:
    """The family of encoders that sentence-transformers loads."""

    def __init__(self, spec: str, model: str) -> None:
        """Remember what it was asked for as, and the model's name or path."""
        self._spec, self._model = spec, model

    def checksum(self) -> str:
        """Digest the weights, where they lie in a folder."""
        return _checksum(Path(self._model))

    def make(self) -> SentenceTransformerEncoder:
        """Load the model; InputError where it is missing."""
        return SentenceTransformerEncoder(self._spec, self._model)

    def load(self, folder: Path) -> SentenceTransformerEncoder:  # noqa: ARG002  nothing was saved
        """Load the model; InputError where it is missing."""
        return self.make()


class SentenceTransformerEncoder:
    """An Encoder over sentence_transformers.SentenceTransformer, on the CPU."""

    def __init__(self, spec: str, model: str) -> None:
        """Load a model from a folder or, by name, from the local cache.

        Raises:
            InputError: it is in neither.

        """
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            self._model = SentenceTransformer(model, device="cpu", local_files_only=True)
        except Exception as error:  # the library raises many kinds for a model that is not there
            msg = f"encoder model {model!r} cannot be loaded ({type(error).__name__}); name a folder with its files"
            raise InputError(msg) from error
        if "e5" in Path(model).name.lower() and not any(self._model.prompts.values()):
            self._model.prompts = dict(_E5_PROMPTS)
        self.spec = spec
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.checksum = _checksum(Path(model))

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts to be found, reporting how many are done after each batch."""
        batches = []
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            batches.append(self._model.encode_document(batch, normalize_embeddings=True, show_progress_bar=False))
            if progress:
                progress(start + len(batch))
        return np.vstack([np.zeros((0, self.dimension)), *batches]).astype(np.float32)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        found = self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(texts), self.dimension)

    def save(self, folder: Path) -> None:
        """Write nothing: the library reads its own files."""


def _checksum(folder: Path) -> str:
    """Digest the weights of a model in a folder; a model from the cache is known by its name alone."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")) + sorted(folder.glob("*.bin")):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
