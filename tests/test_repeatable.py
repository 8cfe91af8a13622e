"""The same corpus, settings and question give the same bytes: in any process, order and number of threads."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.pipeline import Assistant
from assistant.settings import Settings
from index.store import read_manifest
from tests.golden import ROOT

Item = Mapping[str, Any]
ENVIRONMENTS: Mapping[str, Mapping[str, str]] = {
    "one thread": {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"},
    "seven threads": {"OMP_NUM_THREADS": "7", "OPENBLAS_NUM_THREADS": "7", "MKL_NUM_THREADS": "7", "PYTHONHASHSEED": "12345"},
    "another locale and time": {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "ascii"},
    "no optimised asserts": {"PYTHONOPTIMIZE": "1", "PYTHONHASHSEED": "99"},
}


def dev_items(count: int) -> list[Item]:
    """Give some items of the development split, spread over it, with the earlier questions of each."""
    lines = (ROOT / "eval" / "data" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    return [{"id": item["id"], "question": item["question"], "history": item["history"]} for item in random.Random(7).sample(items, count)]


def line(answer: Answer) -> bytes:
    """Give an answer's JSON without its time."""
    return json.dumps({**answer.as_dict(), "elapsed_ms": 0}, ensure_ascii=False).encode()


def answered(items: Sequence[Item], settings: Settings, folder: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    """Answer items in a process of its own; give each one's bytes, without its time, by identifier."""
    batch = folder / "batch.jsonl"
    batch.write_text("".join(f"{json.dumps(item)}\n" for item in items), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "--batch", str(batch), "--json", "--data-dir", str(settings.data_dir)],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    found = {}
    for row in done.stdout.splitlines():
        data = json.loads(row)
        name = data.pop("id")
        found[name] = json.dumps({**data, "elapsed_ms": 0}, ensure_ascii=False).encode()
    return found


def check_processes(assistant: Assistant, settings: Settings, folder: Path, count: int, environments: Sequence[str]) -> None:
    items = dev_items(count)
    expected = {item["id"]: line(assistant.ask(item["question"], item["history"])) for item in items}
    assert len(expected) == count
    for number, name in enumerate(environments):
        order = random.Random(number).sample(items, count)
        assert answered(order, settings, folder, ENVIRONMENTS[name]) == expected, name


def test_other_processes_give_the_same_bytes(assistant: Assistant, settings: Settings, tmp_path: Path) -> None:
    check_processes(assistant, settings, tmp_path, 60, ["seven threads", "another locale and time"])


@pytest.mark.fuzz
def test_processes_of_all_kinds_give_the_same_bytes(assistant: Assistant, settings: Settings, tmp_path: Path) -> None:
    check_processes(assistant, settings, tmp_path, 300, list(ENVIRONMENTS))


def check_orders(assistant: Assistant, count: int) -> None:
    """Ask alone, backwards, all at once from eight threads, and as a batch."""
    items = dev_items(count)
    pairs = [(item["question"], item["history"]) for item in items]
    expected = [line(assistant.ask(*pair)) for pair in pairs]
    assert [line(assistant.ask(*pair)) for pair in pairs[::-1]] == expected[::-1]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda pair: line(assistant.ask(*pair)), pairs)) == expected
    assert [line(answer) for answer in assistant.batch(pairs)] == expected


def test_orders_and_threads_change_nothing(assistant: Assistant) -> None:
    check_orders(assistant, 60)


@pytest.mark.fuzz
def test_orders_and_threads_change_nothing_of_hundreds(assistant: Assistant) -> None:
    check_orders(assistant, 400)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", ["one thread", "seven threads"])
def test_an_index_built_elsewhere_is_the_same(assistant: Assistant, settings: Settings, tmp_path: Path, name: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "assistant", "index", "build", "--data-dir", str(tmp_path)],
        cwd=ROOT, env={**os.environ, **ENVIRONMENTS[name]}, capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    assert read_manifest(tmp_path / "index") == read_manifest(settings.index_dir)
