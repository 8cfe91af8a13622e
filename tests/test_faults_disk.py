"""No space, no rights, two builders at once, clocks that are wrong: one clear line, nothing lost, and it works again afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from index.encoders import saved_encoder
from index.store import read_index
from tests.faults import ROOT, Outcome, Stable, give_away, place
from tests.golden import SMALL

SEED = 11
HELPLINES = "what must Romania do on helplines?"


def assert_one_line(outcome: Outcome, *words: object) -> None:
    """Exit code 2, nothing printed, and one line that says what, where and how to mend it."""
    said = [line for line in outcome.err.splitlines() if line not in ("Checking the index", "The index is stale: building it")]
    assert (outcome.code, outcome.out, len(said)) == (2, "", 1), outcome
    assert all(str(word) in said[0] for word in words), said[0]
    assert not any(word in said[0] for word in ("Traceback", "internal error", "Errno"))
    assert any(word in said[0] for word in ("make room", "name another", "check its permissions", "run 'lanzarote index build'"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def index_of(stable: Stable, folder: Path, which: str = "one") -> object:
    """Write one of the two prepared indexes; gives what is known of it."""
    assert stable(folder, which, do="write").code == 0
    return checked(stable, folder)


def checked(stable: Stable, folder: Path) -> object:
    return json.loads(stable(folder, do="checked").out)


def top_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------------ no space
@pytest.mark.parametrize("tries", [4, pytest.param(80, marks=pytest.mark.faults)])
def test_a_disk_full_at_any_byte_of_an_index_leaves_the_old_one(stable: Stable, tries: int) -> None:
    with place() as folder:
        known = index_of(stable, folder)
        left = names(folder)
        random = Random(SEED)
        for limit in [0, 100, *(int(21_800_000 ** random.random()) for _ in range(tries - 2))]:
            assert_one_line(stable(folder, "two", do="write", largest=limit), folder, "File too large", "--index-dir")
            assert names(folder) == left
            assert checked(stable, folder) == known
        assert index_of(stable, folder, "two") != known


@pytest.mark.parametrize("limit", [5000, pytest.param(0, marks=pytest.mark.faults)])
def test_a_disk_full_at_each_other_file(stable: Stable, limit: int) -> None:
    with place() as folder:
        text = folder / "arcadia.text"
        text.write_text(SMALL + "\n" * 6000, encoding="utf-8")
        data = folder / "data"
        (data / "index").mkdir(parents=True)
        index_of(stable, data / "index")
        feedback = data / "feedback.sqlite3"
        assert stable(feedback, 2, do="thumbs").code == 0
        output = folder / "made.docx"
        before = names(folder)
        places = ("--data-dir", data)
        starved: dict[str, Callable[[], Outcome]] = {
            str(data / "factsheets" / "arcadia.txt"): lambda: stable("corpus", "add", text, *places, largest=limit),
            str(output): lambda: stable("export", "--chapter", "VI", "--format", "docx", "--output", output, *places, largest=limit),
            str(feedback): lambda: stable(feedback, 1, do="thumbs", largest=limit),
        }
        for where, run in starved.items():
            assert_one_line(run(), where)
        assert set(names(folder)) - set(before) <= {"factsheets"}
        assert len(json.loads(stable(feedback, do="kept").out)) == 2
        assert stable("corpus", "add", text, *places).code == 0
        assert_one_line(stable("ask", HELPLINES, *places, largest=limit), data / "index")
        assert "VI-1" in stable("ask", HELPLINES, *places).out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_an_output_that_takes_nothing(stable: Stable) -> None:
    with place() as folder:
        index_of(stable, folder / "index")
        for argv in (("ask", HELPLINES, "--json"), ("corpus", "list"), ("export", "--ids", "VI-1", "--format", "md", "--output", "-")):
            assert_one_line(stable(*argv, "--data-dir", folder, out="/dev/full"), "the output cannot be written (No space left on device)")


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Mount a small file system there, where that is allowed."""
    if os.geteuid() != 0 or subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", folder], capture_output=True, check=False
    ).returncode:  # fmt: skip
        pytest.skip("mounting a file system takes rights that this process has not")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(filler: Path) -> None:
    """Write to a file until not one byte more can be written."""
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size):
                    pass


def test_a_real_file_system_that_is_full(stable: Stable) -> None:
    with place() as folder, small_disk(folder, 60):
        text = folder / "arcadia.text"
        text.write_text(SMALL, encoding="utf-8")
        known = index_of(stable, folder / "index")
        assert_one_line(stable(folder / "index", "two", do="write"), folder / "index", "No space left on device")
        assert checked(stable, folder / "index") == known
        filler = folder / "filler"
        fill(filler)
        output, places = folder / "made.csv", ("--data-dir", folder)
        assert_one_line(stable("corpus", "add", text, *places), folder / "factsheets", "No space left on device")
        assert_one_line(stable("export", "--chapter", "VI", "--format", "csv", "--output", output, *places), output)
        assert_one_line(stable(folder / "feedback.sqlite3", 1, do="thumbs"), "feedback.sqlite3")
        assert not output.exists()
        assert "VI-1" in stable("ask", HELPLINES, *places).out
        filler.unlink()
        assert stable("corpus", "add", text, *places).code == 0
        assert stable("export", "--chapter", "VI", "--format", "csv", "--output", output, *places).code == 0
        assert stable(folder / "feedback.sqlite3", 1, do="thumbs").code == 0


# ------------------------------------------------------------------ no rights
@contextlib.contextmanager
def furnished(stable: Stable) -> Iterator[Path]:
    """Give a data folder with an index, an added factsheet and feedback, all of which belong to nobody."""
    with place() as folder:
        (folder / "factsheets").mkdir()
        (folder / "factsheets" / "arcadia.txt").write_text(SMALL, encoding="utf-8")
        (folder / "arcadia.text").write_text(SMALL, encoding="utf-8")
        (folder / "settings.toml").write_text("feedback = true\n", encoding="utf-8")
        index_of(stable, folder / "index", "two")
        assert stable(folder / "feedback.sqlite3", 1, do="thumbs").code == 0
        give_away(folder)
        yield folder


@pytest.fixture
def data(stable: Stable) -> Iterator[Path]:
    with furnished(stable) as folder:
        yield folder


@pytest.fixture(scope="module")
def shared(stable: Stable) -> Iterator[Path]:
    """Give such a folder to tests that leave it as it was."""
    with furnished(stable) as folder:
        yield folder


def test_folders_that_may_only_be_read_are_read(stable: Stable, data: Path) -> None:
    for each in [data, *data.rglob("*")]:
        each.chmod(0o555 if each.is_dir() else 0o444)
    before, places = names(data), ("--data-dir", data)
    assert "VI-1" in stable("ask", HELPLINES, *places, powerless=True).out
    assert stable("index", "build", *places, powerless=True).out.startswith("Unchanged")
    assert stable("index", "status", *places, powerless=True).out.startswith("current")
    assert "1 verdict kept" in stable("feedback", "status", *places, powerless=True).out
    made = ("export", "--ids", "VI-1", "--format", "csv", "--output", data / "made.csv", *places)
    assert_one_line(stable(*made, powerless=True), data / "made.csv", "Permission denied")
    assert_one_line(
        stable("corpus", "add", data / "arcadia.text", "--replace", *places, powerless=True), "arcadia.txt", "Permission denied"
    )
    assert_one_line(stable(data / "feedback.sqlite3", 1, do="thumbs", powerless=True), "feedback.sqlite3")
    assert_one_line(stable("feedback", "clear", *places, powerless=True), "feedback.sqlite3")
    assert_one_line(stable("index", "build", "--engine", "faiss-flat", *places, powerless=True), data / "index", "Permission denied")
    assert names(data) == before
    (data / "factsheets").chmod(0o755)
    (data / "factsheets" / "arcadia.txt").unlink()
    assert_one_line(stable("ask", HELPLINES, *places, powerless=True), data / "index", "--index-dir")


@pytest.mark.parametrize(
    ("taken", "argv"),
    [
        ("", ("ask", HELPLINES)), ("", ("corpus", "list")), ("", ("feedback", "status")), ("", ("index", "status")),
        ("", ("corpus", "add", "{data}/arcadia.text")),
        ("factsheets", ("corpus", "list")), ("factsheets/arcadia.txt", ("ask", HELPLINES)), ("factsheets", ("show", "VI-1")),
        ("index", ("ask", HELPLINES)), ("index", ("index", "build")), ("index/current", ("ask", HELPLINES)),
        ("index/current", ("index", "status")), ("index/build-*", ("ask", HELPLINES)), ("index/build-*/manifest.json", ("ask", HELPLINES)),
        ("index/build-*/rows.txt", ("ask", HELPLINES)), ("index/build-*/encoder", ("ask", HELPLINES)),
        ("feedback.sqlite3", ("feedback", "status")), ("feedback.sqlite3", ("feedback", "export")),
        ("settings.toml", ("ask", HELPLINES, "--settings", "{data}/settings.toml")),
        ("arcadia.text", ("corpus", "check", "{data}/arcadia.text")), ("arcadia.text", ("ask", "--json", "--batch", "{data}/arcadia.text")),
    ],
)  # fmt: skip
def test_what_may_not_be_opened_is_named(stable: Stable, shared: Path, taken: str, argv: tuple[str, ...]) -> None:
    (path,) = shared.glob(taken) if taken else (shared,)
    mode = path.stat().st_mode
    path.chmod(0)
    words = [word.format(data=shared) for word in argv]
    outcome = stable(*words, "--data-dir", shared, powerless=True)
    path.chmod(stat.S_IMODE(mode))
    if words[:2] == ["index", "status"] and outcome.code == 0:
        assert outcome.out.startswith("damaged")
    else:
        said = outcome.err.strip().splitlines()
        assert (outcome.code, outcome.out) == (2, "")
        assert len([line for line in said if line != "Checking the index"]) == 1, said
        assert str(shared) in said[-1]
        assert "internal error" not in said[-1]


def test_what_is_no_file_is_not_written_over(stable: Stable) -> None:
    """A device named as output would else be replaced by a file, where the user may do that."""
    with place() as folder:
        os.mkfifo(folder / "pipe")
        for name in ("pipe", "."):
            outcome = stable("export", "--ids", "VI-1", "--format", "md", "--output", folder / name, "--force", "--data-dir", folder)
            assert_one_line(outcome, "is no file to write over")
        assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)
        assert names(folder) == ["pipe"]


# ------------------------------------------------------------------ two at once
HOLD = """
import sys, time
from pathlib import Path
from index.store import building
with building(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(600)
"""


def started(*argv: object) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, *map(str, argv)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("builders", [2, pytest.param(4, marks=pytest.mark.faults)])
def test_one_builds_and_the_others_wait_and_say_so_also_for_one_that_is_killed(builders: int) -> None:
    with place() as data:
        holder = started("-c", HOLD, data / "index")
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        waiting = [started("-m", "assistant", "index", "build", "--data-dir", data) for _ in range(builders)]
        for each in waiting:
            assert each.stderr
            assert each.stderr.readline() == "Checking the index\n"
            assert each.stderr.readline() == "Another process is building the index: waiting for it\n"
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
        said = [each.communicate(timeout=300) for each in waiting]
        assert [each.returncode for each in waiting] == [0] * builders
        assert sorted(out.split()[0] for out, _ in said) == ["Built", *["Unchanged,"] * (builders - 1)]
        assert [err for _, err in said] == [""] * builders
        assert [name.partition("-")[0] for name in top_names(data / "index")] == ["build", "current", "lock"]


@pytest.mark.parametrize("times", [4, pytest.param(40, marks=pytest.mark.faults)])
def test_who_opens_an_index_while_it_is_replaced_finds_one_that_is_whole(stable: Stable, times: int) -> None:
    with place() as folder:
        index_of(stable, folder)
        done, faults, opened = threading.Event(), [], []

        def read() -> None:
            while not done.is_set():
                try:
                    stored = read_index(folder)
                    opened.append(stored.manifest.rows)
                    if len(opened) % 4 == 0:
                        saved_encoder(stored.manifest.encoder, stored.encoder).queries(["helplines"])
                except Exception as error:  # noqa: BLE001  # told below
                    faults.append(error)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(times):
            assert stable(folder, ("two", "one")[number % 2], do="write").code == 0
        done.set()
        for reader in readers:
            reader.join()
        assert faults == []
        assert len(opened) > times


# ------------------------------------------------------------------ clocks
@pytest.mark.parametrize("when", [0, 4_000_000_000], ids=["1970", "2096"])
def test_no_date_of_a_file_makes_an_index_stale(stable: Stable, data: Path, when: int) -> None:
    known = checked(stable, data / "index")
    for each in data.rglob("*"):
        os.utime(each, (when, when))
    outcome = stable("ask", HELPLINES, "--data-dir", data)
    assert (outcome.code, outcome.err) == (0, "")
    assert stable("index", "build", "--data-dir", data).out.startswith("Unchanged")
    assert checked(stable, data / "index") == known


def test_a_clock_that_goes_backwards_changes_nothing(stable: Stable, data: Path) -> None:
    index_of(stable, data / "straight", "one")
    assert stable(data / "index", "one", do="write", clock="backwards").code == 0
    assert checked(stable, data / "index") == checked(stable, data / "straight")
    assert [name.partition("-")[0] for name in top_names(data / "index")] == ["build", "current", "lock"]
    made = []
    for clock in ("", "backwards"):
        output = data / f"made{clock}.xlsx"
        assert stable("export", "--chapter", "VI", "--format", "xlsx", "--output", output, "--data-dir", data, clock=clock).code == 0
        made.append(output.read_bytes())
    assert made[0] == made[1]
    assert stable(data / "feedback.sqlite3", 3, do="thumbs", clock="backwards").code == 0
    assert len(json.loads(stable(data / "feedback.sqlite3", do="kept").out)) == 4
