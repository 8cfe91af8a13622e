"""An index on disk: what it remembers, how it is written whole and how it is read with distrust.

    FOLDER/current            the name of the build in use, replaced atomically
    FOLDER/build-…/manifest.json  schema, encoder, engine, corpus, sizes, size and digest of each file
    FOLDER/build-…/rows.txt   record identifier of each vector and lexical document, one a line
    FOLDER/build-…/themes.txt the same for questions that no factsheet answers
    FOLDER/build-…/texts.npy  digest of the text that each vector was made of
    FOLDER/build-…/words.json the words of each language
    FOLDER/build-…/vectors    the engine's file or folder
    FOLDER/build-…/encoder/   what encodes questions
    FOLDER/build-…/lexical/   BM25's files, over stems and n-grams
    FOLDER/build-…/outside/   the same for questions that no factsheet answers
    FOLDER/build-…/learned/   discriminants of the records, the boundary of what is answered; not where nothing was learned

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
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.errors import IndexState, IndexStateError, InputError, UnknownNameError
from index.contents import Contents, read_contents, write_contents
from index.encoders import Encoder
from index.engines import engine
from index.files import digest

SCHEMA = 6
_CURRENT, _MANIFEST, _ENCODER = "current", "manifest.json", "encoder"
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
        content: digest of what the chunks were made of (see `index.sources`).
        rows: number of vectors and lexical documents.
        outside: number of documents of the second lexical index, of questions with no answer.
        files: for each file its size in bytes and its digest (see `index.files.digest`).

    """

    schema: int
    encoder: str
    dimension: int
    checksum: str
    engine: str
    corpus: dict[str, str]
    content: str
    rows: int
    outside: int
    files: dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """An index read from disk.

    Attributes:
        manifest: what it remembers.
        contents: what it holds.
        encoder: folder of what encodes its questions.

    """

    manifest: Manifest
    contents: Contents
    encoder: Path


def write_index(folder: Path, manifest: Manifest, contents: Contents, encodes: Encoder | Path) -> Manifest:
    """Write a build beside the one in use, then put it into use.

    Args:
        folder: where indexes lie.
        manifest: whose `files` are filled in here.
        contents: what the index holds.
        encodes: the encoder, or the folder where an older build has it.

    Raises:
        InputError: the folder cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        build = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        try:
            write_contents(build, contents)
            _write_encoder(build / _ENCODER, encodes)
            files = {
                str(path.relative_to(build)): (path.stat().st_size, digest(path)) for path in sorted(build.rglob("*")) if path.is_file()
            }
            whole = replace(manifest, files=files)
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


def _write_encoder(folder: Path, encodes: Encoder | Path) -> None:
    if isinstance(encodes, Path):
        shutil.copytree(encodes, folder)
    else:
        folder.mkdir()
        encodes.save(folder)


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest in use.

    Raises:
        IndexStateError: missing, of another schema (stale), or damaged.

    """
    return _read_manifest(_build_in_use(folder))


def read_index(folder: Path, content: str | None = None) -> StoredIndex:
    """Open an index, checking every file's size and digest.

    Args:
        folder: where `write_index` wrote.
        content: digest of what its chunks should be made of; None does not check.

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
    for name, (size, found) in manifest.files.items():
        if not _is_intact(build / name, size, found):
            raise IndexStateError(IndexState.DAMAGED, f"the index file {build / name} is missing, truncated or altered")
    try:
        chosen = engine(manifest.engine)
    except UnknownNameError as error:
        raise IndexStateError(IndexState.STALE, f"the index in {folder} was built with an engine that is no more: {error}") from error
    try:
        contents = read_contents(build, chosen)
    except (OSError, RuntimeError, ValueError, KeyError, EOFError) as error:
        raise IndexStateError(IndexState.DAMAGED, f"the index in {build} cannot be read ({error})") from error
    if not contents.are_of(manifest.rows, manifest.outside):
        raise IndexStateError(IndexState.DAMAGED, f"the index in {build} has another number of rows than its manifest")
    return StoredIndex(manifest, contents, build / _ENCODER)


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


def _is_intact(path: Path, size: int, expected: str) -> bool:
    try:
        return path.stat().st_size == size and digest(path) == expected
    except OSError:
        return False


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
