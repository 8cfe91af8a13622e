"""kill -9 at any moment of a write: the old state or the new one, nothing that piles up, and the next start works.

A third of the kills come right before each single file operation in turn, a third at any moment of the command, a third
at any moment after its first operation. The many are under the marker `faults`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.faults import Outcome, Stable, place
from tests.golden import SMALL

SEED = 7
OTHER = {"one": "two", "two": "one"}


def few_or(many: int, few: int = 3) -> pytest.MarkDecorator:
    """Run with a few kills in the ordinary tests, with many under the marker."""
    return pytest.mark.parametrize("kills", [few, pytest.param(many, marks=pytest.mark.faults)])


def killed(kills: int, unharmed: Outcome, run: Callable[..., Outcome]) -> Iterator[Outcome]:
    """Run a command again and again until it was killed so often; gives each outcome, also those that came too late.

    Args:
        kills: how many.
        unharmed: what became of it when it was left alone.
        run: runs it with the orders given.

    """
    random = Random(SEED)
    assert unharmed.code == 0, unharmed.err
    assert unharmed.first is not None
    done = 0
    for number in count():
        assert number < 4 * kills + 40, f"only {done} of {kills} kills came in time"
        orders: tuple[dict[str, object], ...] = (
            {"kill_at_step": number // 3 % unharmed.steps + 1},
            {"kill_after": random.uniform(0, unharmed.seconds)},
            {"kill_after": random.uniform(0, unharmed.seconds - unharmed.first), "from_first_step": True},
        )
        outcome = run(**orders[number % 3])
        assert outcome.killed or outcome.code == 0, outcome.err
        done += outcome.killed
        yield outcome
        if done == kills:
            return


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def assert_bounded(folder: Path) -> None:
    """No more is left than one finished build beside the one in use, or one unfinished, or one half removed."""
    left = names(folder)
    assert len([name for name in left if name.startswith(("build-", "gone-"))]) <= 2, left
    assert {name for name in left if not name.startswith(("build-", "gone-"))} <= {"current", "lock", ".current.part"}, left


def assert_clean(folder: Path) -> None:
    left = names(folder)
    assert [name.partition("-")[0] for name in left] == ["build", "current", "lock"], left


# ------------------------------------------------------------------ the index
@few_or(120, 4)
def test_an_index_killed_while_it_is_written_is_the_old_or_the_new_one(stable: Stable, kills: int) -> None:
    with place() as folder:
        known = json.loads(stable(do="prepared").out)
        state = "one"
        assert stable(folder, "one", do="write").code == 0
        unharmed = stable(folder, "two", do="write", root=folder)
        assert stable(folder, "one", do="write").code == 0
        found = set()

        def write(**orders: object) -> Outcome:
            return stable(folder, OTHER[state], do="write", root=folder, **orders)

        for outcome in killed(kills, unharmed, write):
            read = json.loads(stable(folder, do="checked").out)
            assert read in (known[state], known[OTHER[state]])
            found.add((outcome.killed, read == known[state]))
            assert_bounded(folder)
            assert stable(folder, OTHER[state], do="write").code == 0
            assert_clean(folder)
            state = OTHER[state]
        assert kills < 20 or found >= {(True, True), (True, False)}


@few_or(24, 1)
def test_a_build_killed_leaves_what_the_next_question_is_answered_from(stable: Stable, kills: int) -> None:
    """The whole command: every other time with nothing there before, else with the index of another corpus."""
    with place() as data:
        index, arcadia = data / "index", data / "factsheets" / "arcadia.txt"
        arcadia.parent.mkdir()
        arcadia.write_text(SMALL, encoding="utf-8")
        known = json.loads(stable(do="prepared").out)
        turns = count()

        def build(**orders: object) -> Outcome:
            if next(turns) % 2:
                shutil.rmtree(index)
            else:
                assert stable(index, "one", do="write").code == 0
            return stable("index", "build", "--data-dir", data, root=data, **orders)

        for outcome in killed(kills, build(), build):
            read = json.loads(stable(index, do="checked").out)
            assert read in (("missing", known["one"], known["two"]) if outcome.killed else (known["two"],))
            assert_bounded(index)
            answer = stable("ask", "What does VI-1 say?", "--party", "Arcadia", "--json", "--data-dir", data)
            assert answer.code == 0, answer.err
            assert [citation["record"] for citation in json.loads(answer.out)["citations"]] == ["arcadia:VI-1"]
            # What the catalogue answers needs no index; what is searched builds it.
            assert stable("search", "helplines", "--json", "--data-dir", data).code == 0
            assert json.loads(stable(index, do="checked").out) == known["two"]


# ------------------------------------------------------------------ factsheets
@few_or(130)
def test_a_factsheet_killed_while_it_is_added_is_the_old_or_the_new_one(stable: Stable, kills: int) -> None:
    with place() as data:
        target = data / "factsheets" / "arcadia.txt"
        texts = (SMALL, SMALL.replace("two helplines", "three helplines"))
        for number, text in enumerate(texts):
            (data / f"{number}.txt").write_text(text, encoding="utf-8")
        add = ("corpus", "add", "--replace", "--data-dir", data)
        unharmed = stable(*add, data / "0.txt", root=data)
        target.unlink()
        turns = count(1)
        for _ in killed(kills, unharmed, lambda **orders: stable(*add, data / f"{next(turns) % 2}.txt", root=data, **orders)):
            assert set(names(target.parent)) <= {"arcadia.txt", ".arcadia.txt.part"}
            listed = stable("corpus", "list", "--json", "--data-dir", data)
            assert listed.code == 0, listed.err
            digests = {row["party"]: row["sha256"] for row in json.loads(listed.out)}
            if target.exists():
                assert target.read_text(encoding="utf-8") in texts
                assert digests["Arcadia"] == hashlib.sha256(target.read_bytes()).hexdigest()
            else:
                assert list(digests) == ["Romania"]
        assert stable(*add, data / "1.txt").code == 0
        assert (names(target.parent), target.read_text(encoding="utf-8")) == (["arcadia.txt"], texts[1])


# ------------------------------------------------------------------ feedback
@few_or(150, 5)
def test_feedback_killed_while_it_is_kept_has_every_verdict_that_was_told_whole(stable: Stable, kills: int) -> None:
    with place() as folder:
        file = folder / "data" / "feedback.sqlite3"
        unharmed = stable(file, 4, do="thumbs", root=folder)
        file.unlink()
        before = 0
        for number, outcome in enumerate(killed(kills, unharmed, lambda **orders: stable(file, 4, do="thumbs", root=folder, **orders)), 1):
            told = len(outcome.out.splitlines())
            kept = json.loads(stable(file, do="kept").out)
            # The last one may be kept and not yet told.
            assert before + told <= len(kept) <= before + told + 1
            assert all(row == [50, 400_000, 3000] for row in kept)
            assert set(names(file.parent)) <= {file.name, f"{file.name}-journal"}
            before = len(kept)
            if number % 7 == 0:
                cleared = stable("feedback", "clear", "--data-dir", file.parent)
                assert (cleared.code, cleared.out) == (0, f"{before} verdict{'s' if before != 1 else ''} deleted\n"), cleared.err
                before = 0
        assert stable(file, 1, do="thumbs").code == 0
        assert names(file.parent) == [file.name]


# ------------------------------------------------------------------ files for users
EXPORT = ("export", "--format", "docx", "--chapter")
QUIZ = ("quiz", "--format", "csv", "--questions", "2", "--chapter")


@pytest.mark.parametrize("what", [EXPORT, QUIZ], ids=["export", "quiz"])
@few_or(50, 2)
def test_a_file_killed_while_it_is_made_is_the_old_or_the_new_one(stable: Stable, kills: int, what: tuple[str, ...]) -> None:
    with place() as folder:
        file = folder / "made"
        places = ("--output", file, "--force", "--data-dir", folder / "data")
        unharmed, contents = [], []
        for chapter in ("VI", "X"):
            unharmed.append(stable(*what, chapter, *places, root=folder))
            contents.append(file.read_bytes())
        assert contents[0] != contents[1]
        turns = count()
        for _ in killed(kills, unharmed[0], lambda **orders: stable(*what, ("VI", "X")[next(turns) % 2], *places, root=folder, **orders)):
            assert file.read_bytes() in contents
            assert set(names(folder)) <= {file.name, f".{file.name}.part"}
        assert stable(*what, "VI", *places).code == 0
        assert (names(folder), file.read_bytes()) == ([file.name], contents[0])
