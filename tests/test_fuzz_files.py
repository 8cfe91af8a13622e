# ruff: noqa: PT017  # what a refusal says is part of what is checked
"""Whatever a file holds: a batch of questions, a factsheet, an index. It is read, or one clear line says what is wrong."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from assistant.cli.ask import _lines, read_batch
from assistant.cli.shown import json_text
from corpus.errors import IndexStateError, InputError, SourceError
from corpus.load import decode
from corpus.parsers.factsheet import parse_factsheet
from corpus.records import Severity
from index.build import build_index
from index.chunks import Chunk
from index.contents import Contents
from index.store import read_index, read_manifest
from tests.counted import case
from tests.fuzzing import PIECES, fuzz, json_values
from tests.golden import SMALL, FakeEncoder, FakeFamily, content_hash

# ------------------------------------------------------------------ batches
TEXTS = st.one_of(st.text(st.characters(), max_size=30), st.sampled_from(PIECES))
ITEMS = st.fixed_dictionaries(
    {"question": st.one_of(TEXTS, json_values(TEXTS))},
    optional={"id": json_values(TEXTS), "history": st.one_of(st.lists(TEXTS, max_size=3), json_values(TEXTS)), "more": TEXTS},
)
LINES = st.one_of(
    ITEMS.map(json.dumps), ITEMS.map(lambda item: json.dumps(item, ensure_ascii=False)), json_values(TEXTS).map(json.dumps), TEXTS,
    st.integers(1, 5000).map(lambda deep: "[" * deep),
    st.integers(1, 400).map(lambda deep: f'{{"question": "", "id": {"[" * deep}{"]" * deep}}}'),
    st.sampled_from(["", " ", "\r", '{"question": "a", "id": 1e999}', '{"question": "a", "id": NaN}', '{"question": "a", "question": 1}']),
)  # fmt: skip


def check_batch(lines: list[str]) -> None:
    with case("batches"):
        try:
            items = read_batch(lines, "b.jsonl")
        except InputError as error:
            faults = str(error).split("\n")
            assert all(fault.startswith("b.jsonl:") for fault in faults)
            assert len(faults) <= len(lines)
            return
        assert len(items) == sum(bool(line.strip()) for line in lines)
        for item in items:
            line = json_text({"id": item.id, "question": ""}).encode().decode()
            assert "\n" not in line
            assert json.loads(line)["id"] == item.id


def check_batch_file(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    with case("batch files"):
        try:
            read_batch(_lines(str(path)), path.name)
        except InputError as error:
            assert str(error)


def test_some_batches(tmp_path: Path) -> None:
    fuzz(check_batch, st.lists(LINES, max_size=4), cases=200)
    fuzz(lambda data: check_batch_file(data, tmp_path / "b.jsonl"), st.binary(max_size=60), cases=100)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(10))
def test_tens_of_thousands_of_batches(tmp_path: Path, part: int) -> None:
    fuzz(check_batch, st.lists(LINES, max_size=4), cases=5000, seed=part)
    fuzz(lambda data: check_batch_file(data, tmp_path / "b.jsonl"), st.binary(max_size=200), cases=1000, seed=part)


# ------------------------------------------------------------------ factsheets
NOISE = st.text(alphabet="aAIV.-–:;• \n\t*o¹²³⁴⁵⁶()[]#_\u00a0\u200b\r\ufeff\ud800", max_size=60)
PHRASES = st.sampled_from(
    [*SMALL.split("\n\n"), "The Committee **invites** Arcadia:", "It also **requests** all Parties to ", "⁷ Recommendation VI-9.",
     "VII. More", "- to sleep.⁷", "  - or rest,", "Table of Content", "o to sleep;⁷", "Generic recommendations of the Committee on ",
     "Key findings", "12"]
)  # fmt: skip


def check_text(text: str) -> None:
    with case("factsheet texts"):
        try:
            sheet = parse_factsheet(text, "noise.txt")
        except SourceError as error:
            assert error.faults
            assert all(fault.severity is Severity.ERROR and fault.what and fault.mend and "\n" not in str(fault) for fault in error.faults)
            return
    for record in sheet.records:
        assert record.spans
        assert all(0 <= start < end <= len(text) for start, end in record.spans)


def check_bytes(data: bytes) -> None:
    try:
        text = decode(data, "noise.txt")
    except SourceError as error:
        assert len(error.faults) == 1
        return
    check_text(text)


TEXT = st.one_of(
    st.lists(st.one_of(PHRASES, NOISE), max_size=14).map("\n\n".join).map(lambda body: f"FACTSHEET – ARCADIA\n\nI. Introduction\n\n{body}"),
    st.lists(st.one_of(PHRASES, NOISE), max_size=14).map("\n".join).map(lambda body: f"{SMALL}\n{body}"),
    st.tuples(st.integers(0, len(SMALL)), st.integers(0, 40), NOISE).map(lambda cut: SMALL[: cut[0]] + cut[2] + SMALL[cut[0] + cut[1] :]),
)


def test_some_texts() -> None:
    fuzz(check_text, TEXT, cases=150)
    fuzz(check_bytes, st.binary(max_size=100), cases=100)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(6))
def test_tens_of_thousands_of_texts(part: int) -> None:
    fuzz(check_text, TEXT, cases=4000, seed=part)
    fuzz(check_bytes, st.binary(max_size=200), cases=1000, seed=part)


@pytest.mark.parametrize(
    "line",
    [
        "a",
        "- a\n",
        "¹\n",
        "a¹ ",
        "**",
        "I. A\n",
        "[",
        "The Committee invites all Parties:\n",
        "- to a;\n  - b;\n",
        "(a) ",
        "\n",
        "– and\n",
        "– and\n\n",
        "[a](",
    ],
)
def test_a_factsheet_of_any_size_is_read_in_a_moment(line: str) -> None:
    for size in (10_000, 60_000):
        with case("large texts", limit=20), pytest.raises(SourceError):
            parse_factsheet(f"FACTSHEET – A\n\nI. Introduction\n\n{line * (size // len(line))}", "long.txt")


# ------------------------------------------------------------------ indexes
CHUNKS = [
    Chunk("a:VI-1", "Arcadia › require › VI-1", "to set up a helpline", (("ro", "linie telefonică"),)),
    Chunk("a:VI-2", "Arcadia › invite › VI-2", "to train its staff"),
    Chunk("outside:off_topic:weather", "", "", (("en", "Will it rain tomorrow?"),)),
]


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a folder that holds a small index."""
    monkeypatch.setattr("index.build.family", lambda spec: FakeFamily(FakeEncoder()))
    build_index(lambda: CHUNKS, content_hash(CHUNKS), {"a": "f" * 64}, tmp_path / "index", encoder_spec="fake", wanted_engine="exact")
    return tmp_path / "index"


def facts(contents: Contents) -> tuple[object, ...]:
    return list(contents.rows), list(contents.themes), contents.texts.tolist(), dict(contents.words)


def _changed(data: bytes, chosen: random.Random) -> bytes:
    if not data:
        return b"x"
    at = chosen.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chosen.randint(1, 255)]) + data[at + 1 :]


Damage = Callable[[bytes, random.Random], bytes]
DAMAGES: dict[str, Damage] = {
    "a byte changed": _changed,
    "cut": lambda data, chosen: data[: chosen.randrange(len(data))] if data else b"x",
    "longer": lambda data, chosen: data + chosen.randbytes(chosen.randint(1, 9)),
    "emptied": lambda data, chosen: b"" if data else b"x",
    "other bytes": lambda data, chosen: chosen.randbytes(max(len(data), 1)),
    "shifted": lambda data, chosen: data[1:] + data[:1] if len(set(data)) > 1 else data + b"x",
}


def check_index(index: Path, cases: int, seed: int) -> None:
    """Damage one file at a time; the index is refused in one line, or what is read is what was written."""
    chosen = random.Random(seed)
    build = index / (index / "current").read_text(encoding="utf-8")
    before = facts(read_index(index).contents)
    files = sorted(path for path in index.rglob("*") if path.is_file())
    for _ in range(cases):
        path, (name, damage) = chosen.choice(files), chosen.choice(list(DAMAGES.items()))
        whole = path.read_bytes()
        path.write_bytes(damage(whole, chosen))
        with case("damaged indexes"):
            try:
                found = read_index(index)
            except IndexStateError as error:
                assert "\n" not in str(error), (path, name)
                assert str(error).endswith("; run 'lanzarote index build' to rebuild it")
            else:
                # Blanks around the name of the build in use, or in the manifest, change nothing.
                assert path.parent in (index, build), (path, name)
                assert path.name in ("current", "lock", "manifest.json"), (path, name)
                assert facts(found.contents) == before
        path.write_bytes(whole)
    assert facts(read_index(index).contents) == before


def test_some_damaged_indexes(index: Path) -> None:
    check_index(index, 150, seed=0)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(4))
def test_thousands_of_damaged_indexes(index: Path, part: int) -> None:
    check_index(index, 3000, seed=part)


def check_manifest(index: Path, put: object, key: str) -> None:
    path = index / (index / "current").read_text(encoding="utf-8") / "manifest.json"
    whole = path.read_text(encoding="utf-8")
    data = json.loads(whole)
    path.write_text(json.dumps(put if not key else {**data, key: put}), encoding="utf-8")
    with case("manifests"):
        try:
            read_manifest(index)
        except IndexStateError as error:
            assert "\n" not in str(error)
        else:
            assert key
            assert data[key] == put
    path.write_text(whole, encoding="utf-8")


KEYS = st.sampled_from(["", "schema", "encoder", "dimension", "files", "seal", "rows", "more", "corpus"])


def test_some_manifests(index: Path) -> None:
    fuzz(lambda put, key: check_manifest(index, put, key), json_values(TEXTS), KEYS, cases=100)


@pytest.mark.fuzz
def test_thousands_of_manifests(index: Path) -> None:
    fuzz(lambda put, key: check_manifest(index, put, key), json_values(TEXTS), KEYS, cases=4000)
