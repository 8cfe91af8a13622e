"""An index on disk: what it remembers, how it is written whole and how it is read with distrust.

    FOLDER/current            the name of the build in use, replaced atomically
    FOLDER/build-…/manifest.json
                              schema, encoder, engine, corpus, row ids, size and SHA-256 of each file
    FOLDER/build-…/vectors    the engine's file
    FOLDER/build-…/lexical/   BM25's files, over stems and n-grams
    FOLDER/build-…/outside/   the same for questions that no factsheet answers
    FOLDER/build-…/learned/   discriminants of the records, the boundary of what is answered

A build is written beside, flushed, and only then named in `current`: a crash at any moment leaves
the old state or the new one. Nothing is pickled.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np

from corpus.errors import IndexState, IndexStateError, InputError, UnknownNameError
from index.boundary import Boundary
from index.chunks import Chunk
from index.encoders import Vectors
from index.engines import Engine, engine
from index.lexical import LexicalPair

SCHEMA = 5
_CURRENT, _MANIFEST, _VECTORS, _LEXICAL, _OUTSIDE = "current", "manifest.json", "vectors", "lexical", "outside"
_LEARNED = "learned"
_LEARNED_FILES = ("discriminants.npy", "support.npy", "parameters.npy")
_PREFIX = "build-"
_GIVEN_UP_AFTER = 3600.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an index remembers.

    Attributes:
        schema: version of this layout.
        encoder: specification of the encoder that questions must be encoded with.
        dimension: length of its vectors; checksum: digest of its weights.
        engine: name of the vector engine.
        corpus: SHA-256 of each factsheet's text, by Party slug.
        content: SHA-256 of all chunks and their wordings, in order.
        rows: record identifier of each vector and lexical document.
        outside: theme of each document of the second lexical index, of questions with no answer.
        files: for each file its size in bytes and its SHA-256.

    """

    schema: int
    encoder: str
    dimension: int
    checksum: str
    engine: str
    corpus: dict[str, str]
    content: str
    rows: list[str]
    outside: list[str]
    files: dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned from the wordings, for one index.

    Attributes:
        discriminants: does a question speak of a record: w·q + b, float32, shape (rows, dimension + 1), b last;
            no rows where nothing was learned.
        boundary: do the factsheets answer it; None where nothing was learned.

    """

    discriminants: Vectors
    boundary: Boundary | None = None

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; pickled content is refused."""
        arrays = [np.load(folder / name, allow_pickle=False) for name in _LEARNED_FILES if (folder / name).exists()]
        return cls(arrays[0], Boundary.of_arrays(arrays[1:]) if len(arrays) > 1 else None)

    def save(self, folder: Path) -> None:
        """Write one file, or three."""
        folder.mkdir()
        arrays = [self.discriminants, *(self.boundary.arrays() if self.boundary else ())]
        for name, array in zip(_LEARNED_FILES, arrays, strict=False):
            np.save(folder / name, array, allow_pickle=False)


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """An index read from disk."""

    manifest: Manifest
    vectors: Engine
    lexical: LexicalPair
    outside: LexicalPair
    learned: Learned


def content_hash(chunks: Sequence[Chunk]) -> str:
    """Digest all that an index of these chunks would hold."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(json.dumps(astuple(chunk)).encode())
    return digest.hexdigest()


def write_index(folder: Path, index: StoredIndex) -> Manifest:
    """Write a build beside the one in use, then put it into use.

    `manifest.files` is filled in here.

    Raises:
        InputError: the folder cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        build = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        try:
            index.vectors.save(build / _VECTORS)
            index.lexical.save(build / _LEXICAL)
            index.outside.save(build / _OUTSIDE)
            index.learned.save(build / _LEARNED)
            files = {
                str(path.relative_to(build)): (path.stat().st_size, _sha256(path)) for path in sorted(build.rglob("*")) if path.is_file()
            }
            whole = replace(index.manifest, files=files)
            _write_durably(build / _MANIFEST, json.dumps(_sealed(whole), indent=1))
        except BaseException:
            shutil.rmtree(build, ignore_errors=True)
            raise
        _put_into_use(folder, build)
    except (OSError, RuntimeError) as error:  # FAISS raises the latter for what it cannot write
        reason = getattr(error, "strerror", None) or error
        msg = f"the index cannot be written to {folder} ({reason}); name another folder with --index-dir"
        raise InputError(msg) from error
    return whole


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest in use.

    Raises:
        IndexStateError: missing, of another schema (stale), or damaged.

    """
    return _read_manifest(_build_in_use(folder))


def read_index(folder: Path, content: str | None = None) -> StoredIndex:
    """Read an index, checking every file's size and digest.

    Args:
        folder: where `write_index` wrote.
        content: `content_hash` of the chunks it should hold; None does not check.

    Raises:
        IndexStateError: missing, stale or damaged.

    """
    while True:
        build = _build_in_use(folder)
        try:
            return _read_build(folder, build, content)
        except IndexStateError:
            if _build_in_use(folder) == build:
                raise
            # Another process put a new build into use, and removed this one, in the meantime.


def _read_build(folder: Path, build: Path, content: str | None) -> StoredIndex:
    manifest = _read_manifest(build)
    if content is not None and manifest.content != content:
        raise IndexStateError(IndexState.STALE, f"the index in {folder} was built from another corpus")
    for name, (size, sha256) in manifest.files.items():
        if not _is_intact(build / name, size, sha256):
            raise IndexStateError(IndexState.DAMAGED, f"the index file {build / name} is missing, truncated or altered")
    try:
        chosen = engine(manifest.engine)
    except UnknownNameError as error:
        raise IndexStateError(IndexState.STALE, f"the index in {folder} was built with an engine that is no more: {error}") from error
    try:
        vectors = chosen.load(build / _VECTORS)
        lexical = LexicalPair.load(build / _LEXICAL)
        outside = LexicalPair.load(build / _OUTSIDE)
        learned = Learned.load(build / _LEARNED)
    except (OSError, RuntimeError, ValueError, KeyError, EOFError) as error:
        raise IndexStateError(IndexState.DAMAGED, f"the index in {build} cannot be read ({error})") from error
    sizes = (len(manifest.rows), len(manifest.rows), len(manifest.outside))
    if (vectors.size, lexical.size, outside.size) != sizes or len(learned.discriminants) not in (0, len(manifest.rows)):
        raise IndexStateError(IndexState.DAMAGED, f"the index in {build} has another number of rows than its manifest")
    return StoredIndex(manifest, vectors, lexical, outside, learned)


def _build_in_use(folder: Path) -> Path:
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        if (folder / _CURRENT).exists():
            raise IndexStateError(IndexState.DAMAGED, f"{folder / _CURRENT} cannot be read") from error
        raise IndexStateError(IndexState.MISSING, f"there is no index in {folder}") from error
    if not name.startswith(_PREFIX) or "/" in name or "\\" in name or not (folder / name).is_dir():
        raise IndexStateError(IndexState.DAMAGED, f"{folder / _CURRENT} names no build")
    return folder / name


def _read_manifest(build: Path) -> Manifest:
    path = build / _MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        seal = data.pop("seal")
        schema = data["schema"]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise IndexStateError(IndexState.DAMAGED, f"the manifest {path} cannot be read") from error
    if schema != SCHEMA:
        raise IndexStateError(IndexState.STALE, f"the index in {build} has schema {schema}, this program writes {SCHEMA}")
    if seal != _seal(data):
        raise IndexStateError(IndexState.DAMAGED, f"the manifest {path} was altered")
    try:
        data["files"] = {name: (int(size), str(sha256)) for name, (size, sha256) in data["files"].items()}
        return Manifest(**data)
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise IndexStateError(IndexState.DAMAGED, f"the manifest {path} is no manifest of ours") from error


def _sealed(manifest: Manifest) -> dict[str, object]:
    data: dict[str, object] = json.loads(json.dumps(asdict(manifest)))
    return {**data, "seal": _seal(data)}


def _seal(data: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _is_intact(path: Path, size: int, sha256: str) -> bool:
    try:
        return path.stat().st_size == size and _sha256(path) == sha256
    except OSError:
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _put_into_use(folder: Path, build: Path) -> None:
    """Name a build in `current` and remove the ones it replaces."""
    pointer = folder / f"{_CURRENT}.new"
    _write_durably(pointer, build.name)
    pointer.replace(folder / _CURRENT)
    for old in folder.glob(f"{_PREFIX}*"):
        if old != build and _is_done_with(old):
            shutil.rmtree(old, ignore_errors=True)


def _is_done_with(build: Path) -> bool:
    """Say whether a build is finished or was given up; another process may be writing one just now."""
    try:
        return (build / _MANIFEST).exists() or time.time() - build.stat().st_mtime > _GIVEN_UP_AFTER
    except OSError:
        return False
