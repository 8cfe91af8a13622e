"""What an index is made of, digested without making it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

_MAKERS = ("chunks.py", "analysis.py", "lexical.py", "lessons.py", "boundary.py")
_KINDS = (".py", ".toml")
# Of a file of lessons the end is read: there a zip file lists the CRC-32 of all that it holds.
_DIRECTORY = 4096


def sources_digest(corpus: Mapping[str, str]) -> str:
    """Digest the factsheets and all that turns them into an index's content: other wordings, lessons, and the code itself.

    The content is the same wherever this is; that it differs only says that it has to be made anew.

    Args:
        corpus: SHA-256 of each factsheet's text, by Party slug.

    """
    return hashlib.sha256(json.dumps([sorted(corpus.items()), _makers()]).encode()).hexdigest()


@cache
def _makers() -> str:
    found = hashlib.sha256()
    corpus, index = (Path(str(resources.files(package))) for package in ("corpus", "index"))
    paths = [path for path in corpus.rglob("*") if path.suffix in _KINDS] + [index / name for name in _MAKERS]
    for path in sorted(paths):
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode() + content)
    for path in sorted((index / "learned").glob("*.npz")):
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(size - _DIRECTORY, 0))
            found.update(f"{path.name} {size}\n".encode() + file.read())
    return found.hexdigest()
