"""Chunks are encoded and an index is written, unless the one on disk holds them already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from corpus.errors import IndexStateError
from corpus.words import content_words
from index.analysis import grams_of, stems_of
from index.chunks import OUTSIDE, Chunk, terms_of
from index.contents import Contents, Learned, text_digests
from index.encoders import Encoder, Vectors, family
from index.engines import AUTO, engine, engine_name
from index.lessons import load_lessons
from index.lexical import Lexical, LexicalPair
from index.manifest import SCHEMA, Manifest
from index.store import StoredIndex, building, read_index, write_index
from index.vocabulary import words_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        built: False if the index on disk was current already.
        chunks: number of chunks indexed.
        manifest: the manifest in use.

    """

    built: bool
    chunks: int
    manifest: Manifest


def build_index(
    chunks: Callable[[], Sequence[Chunk]],
    content: str,
    corpus: Mapping[str, str],
    folder: Path,
    *,
    encoder_spec: str,
    wanted_engine: str,
    progress: Progress | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> BuildReport:
    """Build the index of some chunks, or find it unchanged. Of two processes that build in one folder, one waits.

    Args:
        chunks: makes what is to be searched; not called where the index on disk is current.
        content: digest of what the chunks are made of; another one means other chunks.
        corpus: SHA-256 of each factsheet's text, by Party slug.
        folder: where the index lies.
        encoder_spec: as `index.encoders.family` takes it.
        wanted_engine: as `index.engines.engine_name` takes it.
        progress: is told (texts encoded, texts in all).
        on_wait: is told before waiting for another process that builds.

    Raises:
        InputError: a name is unknown, a model cannot be loaded or the folder cannot be written.

    """
    engine_name(wanted_engine, 0)
    encodes = family(encoder_spec)
    checksum = encodes.checksum()

    def current() -> StoredIndex | None:
        return _current(folder, encoder_spec, checksum)

    def unchanged(found: StoredIndex | None) -> BuildReport | None:
        if found is None or found.manifest.content != content or wanted_engine not in (AUTO, found.manifest.engine):
            return None
        return BuildReport(built=False, chunks=found.manifest.rows, manifest=found.manifest)

    # Where there is nothing to do nothing need be writable.
    if report := unchanged(current()):
        return report
    with building(folder, on_wait):
        old = current()
        if report := unchanged(old):  # by the process that was waited for
            return report
        made = chunks()
        inside = [chunk for chunk in made if not chunk.record.startswith(OUTSIDE)]
        outside = [chunk for chunk in made if chunk.record.startswith(OUTSIDE)]
        model = encodes.load(old.encoder) if old is not None else encodes.make()
        chosen = engine_name(wanted_engine, len(inside))
        contents = _contents(inside, outside, model, old, chosen=chosen, progress=progress)
        manifest = Manifest(
            schema=SCHEMA,
            encoder=encoder_spec,
            dimension=model.dimension,
            checksum=checksum,
            engine=chosen,
            corpus=dict(corpus),
            content=content,
            rows=len(inside),
            outside=len(outside),
            files={},
        )
        manifest = write_index(folder, manifest, contents, old.encoder if old is not None else model)
    return BuildReport(built=True, chunks=len(inside), manifest=manifest)


def _contents(
    inside: Sequence[Chunk], outside: Sequence[Chunk], model: Encoder, old: StoredIndex | None, *, chosen: str, progress: Progress | None
) -> Contents:
    texts = [chunk.text for chunk in inside]
    with ThreadPoolExecutor(1) as beside:
        # Encoding leaves Python idle most of the time. Each wording is split into words once.
        split = cache(content_words)
        lexical = beside.submit(lambda: (words_of(inside, split), _lexical(inside, split), _lexical(outside, split)))
        vectors = _vectors(texts, model, old, (lambda done: progress(done, len(texts))) if progress else None)
    words, lexical_inside, lexical_outside = lexical.result()
    return Contents(
        rows=[chunk.record for chunk in inside],
        themes=[chunk.record for chunk in outside],
        texts=text_digests(texts),
        words=words,
        vectors=engine(chosen).build(vectors),
        lexical=lexical_inside,
        outside=lexical_outside,
        learned=_learned(model.checksum, inside, vectors),
    )


def _learned(checksum: str, chunks: Sequence[Chunk], vectors: Vectors) -> Learned | None:
    lessons = load_lessons(checksum)
    return Learned.of(lessons.discriminants(chunks, vectors), lessons.boundary) if lessons is not None else None


def _current(folder: Path, spec: str, checksum: str) -> StoredIndex | None:
    """Give the index on disk if it is whole and made with the same encoder."""
    try:
        # To the last byte: what is taken over from it gets new fingerprints.
        current = read_index(folder, thorough=True)
    except IndexStateError:
        return None  # missing, stale or damaged: all are mended by building
    # A model can change under its name; an index of the old one answers no question.
    return current if (current.manifest.encoder, current.manifest.checksum) == (spec, checksum) else None


def _vectors(texts: Sequence[str], model: Encoder, current: StoredIndex | None, progress: Callable[[int], None] | None) -> Vectors:
    """Encode texts; what the index on disk has a vector of is taken from there."""
    known: dict[bytes, int] = {}
    if current is not None:
        known = {digest.tobytes(): row for row, digest in enumerate(current.contents.texts)}
    rows = [known.get(digest.tobytes(), -1) for digest in text_digests(texts)]
    fresh = [i for i, row in enumerate(rows) if row < 0]
    kept = [i for i, row in enumerate(rows) if row >= 0]
    vectors = np.zeros((len(texts), model.dimension), dtype=np.float32)
    if current is not None:
        vectors[kept] = current.contents.vectors.vectors(np.asarray([rows[i] for i in kept], dtype=np.int64))
    vectors[fresh] = model.passages([texts[i] for i in fresh], (lambda done: progress(len(kept) + done)) if progress else None)
    return vectors


def _lexical(chunks: Sequence[Chunk], split: Callable[[str, str], list[str]]) -> LexicalPair:
    def stems(text: str, language: str) -> list[str]:
        return stems_of(split(text, language), language)

    def letters(text: str, language: str) -> list[str]:
        return grams_of(split(text, language))

    return LexicalPair(
        Lexical.build(terms_of(chunk, stems) for chunk in chunks), Lexical.build(terms_of(chunk, letters) for chunk in chunks)
    )
