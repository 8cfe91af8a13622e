"""Chunks are encoded and an index is written, unless the one on disk holds them already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import IndexStateError
from index.analysis import analyse, grams
from index.chunks import OUTSIDE, Chunk
from index.encoders import Encoder, Vectors, encoder
from index.engines import engine
from index.lessons import load_lessons
from index.lexical import Lexical, LexicalPair
from index.store import SCHEMA, Learned, Manifest, StoredIndex, content_hash, read_index, write_index

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
    chunks: Sequence[Chunk],
    corpus: Mapping[str, str],
    folder: Path,
    *,
    encoder_spec: str,
    engine_name: str,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the index of some chunks, or find it unchanged.

    Args:
        chunks: what is to be searched.
        corpus: SHA-256 of each factsheet's text, by Party slug.
        folder: where the index lies.
        encoder_spec: as `index.encoders.encoder` takes it.
        engine_name: as `index.engines.engine` takes it.
        progress: is told (texts encoded, texts in all).

    Raises:
        InputError: a name is unknown, a model cannot be loaded or the folder cannot be written.

    """
    content = content_hash(chunks)
    chosen = engine(engine_name)
    encodes = encoder(encoder_spec)
    try:
        current = read_index(folder, content).manifest
        # A model can change under its name; an index of the old one answers no question.
        made_with = (current.encoder, current.dimension, current.checksum, current.engine)
        if made_with == (encoder_spec, encodes.dimension, encodes.checksum, engine_name):
            return BuildReport(built=False, chunks=len(current.rows), manifest=current)
    except IndexStateError:
        pass  # missing, stale or damaged: all are mended by building
    inside = [chunk for chunk in chunks if not chunk.record.startswith(OUTSIDE)]
    outside = [chunk for chunk in chunks if chunk.record.startswith(OUTSIDE)]
    vectors = encodes.passages([chunk.text for chunk in inside], (lambda done: progress(done, len(inside))) if progress else None)
    manifest = Manifest(
        schema=SCHEMA,
        encoder=encoder_spec,
        dimension=encodes.dimension,
        checksum=encodes.checksum,
        engine=engine_name,
        corpus=dict(corpus),
        content=content,
        rows=[chunk.record for chunk in inside],
        outside=[chunk.record for chunk in outside],
        files={},
    )
    index = StoredIndex(manifest, chosen.build(vectors), _lexical(inside), _lexical(outside), _learned(encodes, inside, vectors))
    return BuildReport(built=True, chunks=len(inside), manifest=write_index(folder, index))


def _learned(encodes: Encoder, chunks: Sequence[Chunk], vectors: Vectors) -> Learned:
    lessons = load_lessons(encodes.checksum)
    if lessons is None:
        return Learned(np.zeros((0, encodes.dimension + 1), dtype=np.float32))
    return Learned(lessons.discriminants(chunks, vectors), lessons.boundary)


def _lexical(chunks: Sequence[Chunk]) -> LexicalPair:
    return LexicalPair(
        Lexical.build([terms_of(chunk, analyse) for chunk in chunks]), Lexical.build([terms_of(chunk, grams) for chunk in chunks])
    )


def terms_of(chunk: Chunk, terms: Callable[[str, str], list[str]]) -> list[str]:
    """Give the terms of a chunk's words and of its other wordings, each in its language."""
    return [*terms(chunk.full, "en"), *(term for language, text in chunk.wordings for term in terms(text, language))]
