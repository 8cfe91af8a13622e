"""What an index remembers of itself, in one sealed JSON file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexState, IndexStateError
from corpus.writing import write_whole
from index.files import Fingerprint

SCHEMA = 7
MANIFEST = "manifest.json"


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
        files: each file's fingerprint, by its path in the build.

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
    files: dict[str, Fingerprint]


def write_manifest(build: Path, manifest: Manifest) -> None:
    """Write it into a build; raises OSError."""
    data: dict[str, object] = json.loads(json.dumps(asdict(manifest)))
    write_whole(build / MANIFEST, json.dumps({**data, "seal": _seal(data)}, indent=1).encode())


def read_manifest_of(build: Path) -> Manifest:
    """Read a build's manifest.

    Raises:
        IndexStateError: of another schema (stale), or damaged.

    """
    path = build / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        seal = data.pop("seal")
        schema = data["schema"]
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise IndexStateError(
            IndexState.DAMAGED, f"the manifest {path} cannot be read ({getattr(error, 'strerror', None) or 'no manifest of ours'})"
        ) from error
    if schema != SCHEMA:
        raise IndexStateError(IndexState.STALE, f"the index in {build} has schema {schema}, this program writes {SCHEMA}")
    if seal != _seal(data):
        raise IndexStateError(IndexState.DAMAGED, f"the manifest {path} was altered")
    try:
        data["files"] = {name: Fingerprint(int(size), str(quick), str(whole)) for name, (size, quick, whole) in data["files"].items()}
        return Manifest(**data)
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise IndexStateError(IndexState.DAMAGED, f"the manifest {path} is no manifest of ours") from error


def _seal(data: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
