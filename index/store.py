"""An index on disk: how it is written whole and how it is read with distrust.

    FOLDER/lock               held by whoever builds
    FOLDER/current            the name of the build in use, replaced atomically
    FOLDER/build-…/manifest.json  schema, encoder, engine, corpus, sizes, fingerprint of each file
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
the old state or the new one. What a crash leaves beside it is cleared away by the next builder, who
alone holds the lock: no clock is asked how old it is. Nothing is pickled.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import IndexState, IndexStateError, InputError, UnknownNameError
from corpus.writing import flush_folder, write_whole
from index.contents import Contents, read_contents, write_contents
from index.encoders import Encoder
from index.engines import engine
from index.files import alone, fingerprint, flush_file, is_intact
from index.manifest import MANIFEST, Manifest, read_manifest_of, write_manifest

_CURRENT, _LOCK, _ENCODER = "current", "lock", "encoder"
_PREFIX, _GONE = "build-", "gone-"


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


@contextlib.contextmanager
def building(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Be the only one who builds in a folder, which is made if it is not there.

    Args:
        folder: where indexes lie.
        on_wait: is told before waiting for another process that builds.

    Raises:
        InputError: the folder cannot be written.

    """
    with contextlib.ExitStack() as held:
        with _writing_to(folder):
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(alone(folder / _LOCK, on_wait))
        yield


def write_index(folder: Path, manifest: Manifest, contents: Contents, encodes: Encoder | Path) -> Manifest:
    """Write a build beside the one in use, then put it into use; to be called within `building`.

    Args:
        folder: where indexes lie.
        manifest: whose `files` are filled in here.
        contents: what the index holds.
        encodes: the encoder, or the folder where an older build has it.

    Raises:
        InputError: the folder cannot be written.

    """
    with _writing_to(folder):
        in_use = _name_in_use(folder)
        _clear_away(folder, keep=in_use)
        build = folder / f"{_PREFIX}{secrets.token_hex(4)}"
        build.mkdir()
        try:
            write_contents(build, contents)
            _write_encoder(build / _ENCODER, encodes)
            whole = replace(manifest, files={name: fingerprint(build / name) for name in _files(build)})
            write_manifest(build, whole)
            _flush(build)
            write_whole(folder / _CURRENT, build.name.encode())
        except BaseException:
            if _name_in_use(folder) != build.name:
                shutil.rmtree(build, ignore_errors=True)
            raise
        _clear_away(folder, keep=build.name)
    return whole


@contextlib.contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    """Turn whatever keeps a folder from being written into one line."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # FAISS raises the latter for what it cannot write
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        msg = f"the index cannot be written to {folder} ({reason}); make room or name another folder with --index-dir"
        raise InputError(msg) from error


def _write_encoder(folder: Path, encodes: Encoder | Path) -> None:
    folder.mkdir()
    if isinstance(encodes, Path):
        for path in encodes.iterdir():
            shutil.copyfile(path, folder / path.name)
    else:
        encodes.save(folder)


def _flush(build: Path) -> None:
    """Let a build reach the disk before it is named, so that a power cut cannot leave a name of nothing."""
    for name in _files(build):
        flush_file(build / name)
    for folder in (build, *(path for path in build.rglob("*") if path.is_dir()), build.parent):
        flush_folder(folder)


def _files(build: Path) -> list[str]:
    return sorted(str(path.relative_to(build)) for path in build.rglob("*") if not path.is_dir() or path.is_symlink())


def _clear_away(folder: Path, keep: str) -> None:
    """Remove every build but one. A build vanishes in one step: whoever has just opened it finds it whole or not at all."""
    for old in folder.glob(f"{_PREFIX}*"):
        if old.name != keep:
            with contextlib.suppress(OSError):
                old.rename(folder / old.name.replace(_PREFIX, _GONE, 1))
    for gone in folder.glob(f"{_GONE}*"):
        shutil.rmtree(gone, ignore_errors=True)


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest in use.

    Raises:
        IndexStateError: missing, of another schema (stale), or damaged.
        InputError: the folder may not be read.

    """
    return read_manifest_of(_build_in_use(folder))


def read_index(folder: Path, content: str | None = None, *, thorough: bool = False) -> StoredIndex:
    """Open an index, checking every file's size and digest; no file may be missing, and none be there besides.

    Args:
        folder: where `write_index` wrote.
        content: digest of what its chunks should be made of; None does not check.
        thorough: read also files that are very large from end to end; otherwise samples of them are checked
            (see `index.files.quick_digest`).

    Raises:
        IndexStateError: missing, stale or damaged.
        InputError: the folder may not be read.

    """
    while True:
        build = _build_in_use(folder)
        try:
            return _read_build(folder, build, content, thorough=thorough)
        except FileNotFoundError as error:
            if _build_in_use(folder) == build:
                raise IndexStateError(IndexState.DAMAGED, f"the index in {folder} is not whole ({error.filename} is missing)") from error
        except IndexStateError:
            if _build_in_use(folder) == build:
                raise
            # Another process put a new build into use, and removed this one, in the meantime.


def _read_build(folder: Path, build: Path, content: str | None, *, thorough: bool) -> StoredIndex:
    manifest = read_manifest_of(build)
    if content is not None and manifest.content != content:
        raise IndexStateError(IndexState.STALE, f"the index in {folder} was built from another corpus")
    for name, known in manifest.files.items():
        if not is_intact(build / name, known, thorough=thorough):
            raise IndexStateError(IndexState.DAMAGED, f"the index file {build / name} is missing, truncated or altered")
    for name in _files(build):
        if name not in manifest.files and name != MANIFEST:
            raise IndexStateError(IndexState.DAMAGED, f"{build / name} is no file of the index it lies in")
    try:
        chosen = engine(manifest.engine)
    except UnknownNameError as error:
        raise IndexStateError(IndexState.STALE, f"the index in {folder} was built with an engine that is no more: {error}") from error
    try:
        contents = read_contents(build, chosen)
    except (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError, EOFError) as error:
        raise IndexStateError(IndexState.DAMAGED, f"the index in {build} cannot be read ({error})") from error
    if not contents.are_of(manifest.rows, manifest.outside):
        raise IndexStateError(IndexState.DAMAGED, f"the index in {build} has another number of rows than its manifest")
    return StoredIndex(manifest, contents, build / _ENCODER)


def _name_in_use(folder: Path) -> str:
    """Give what `current` names, whatever that is; nothing where there is no such file."""
    try:
        return (folder / _CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _build_in_use(folder: Path) -> Path:
    pointer = folder / _CURRENT
    while True:
        try:
            name = pointer.read_text(encoding="utf-8").strip()
            is_build = name.startswith(_PREFIX) and "/" not in name and "\\" not in name and os.path.isdir(folder / name)  # noqa: PTH112
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexStateError(IndexState.MISSING, f"there is no index in {folder}") from error
        except PermissionError as error:
            msg = f"{pointer}: cannot be read ({error.strerror}); check its permissions, or name another folder with --index-dir"
            raise InputError(msg) from error
        except (OSError, UnicodeDecodeError) as error:
            raise IndexStateError(IndexState.DAMAGED, f"{pointer} cannot be read") from error
        if is_build:
            return folder / name
        if _name_in_use(folder) == name:
            raise IndexStateError(IndexState.DAMAGED, f"{pointer} names no build")
        # Another process put a new build into use, and removed this one, in the meantime.
