"""What chunks are made of, digested without making them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

_MAKERS = ("chunks.py", "analysis.py", "lexical.py")
_KINDS = (".py", ".toml")


def sources_digest(corpus: Mapping[str, str]) -> str:
    """Digest the factsheets and all that turns them into chunks: other wordings, and the code itself.

    The chunks are the same wherever this is; that it differs only says that they have to be made anew.

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
    return found.hexdigest()
