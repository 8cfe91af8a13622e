"""Shared by the tests of faults: real commands in real processes that are killed, starved of space or robbed of their rights.

Starting Python and loading the libraries takes seconds, so one prepared process (`Stable`) forks a child for each
command. It has no threads but its own one, and a child is as good as a new process to the files it writes.
"""

from __future__ import annotations

import json
import os
import resource
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NOBODY = 65534
_PATIENCE = 120.0  # seconds, for any one command
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a child is to do, and what is done to it.

    Attributes:
        do: name of a function of this module's `DOES`; argv: its arguments.
        root: folder whose files are watched: changing one there is a step.
        kill_after: seconds until SIGKILL, from the start or, with `from_first_step`, from the first step.
        kill_at_step: SIGKILL right before the step of this number, from 1.
        largest: most bytes of a file (RLIMIT_FSIZE); powerless: run without root's rights.
        clock: "backwards" lets every reading of the time lie a minute before the last.
        before: folder put before all others that Python imports from.
        out: file that its output goes to instead.

    """

    do: str = "command"
    argv: list[str]
    root: str = ""
    kill_after: float | None = None
    from_first_step: bool = False
    kill_at_step: int | None = None
    largest: int | None = None
    powerless: bool = False
    clock: str = ""
    before: str = ""
    out: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of it.

    Attributes:
        code: exit code, -9 if killed.
        out, err: what it printed.
        steps: how many steps it took, if it came to its end.
        seconds: how long it took; first: when its first step came (None: none).

    """

    code: int
    out: str
    err: str
    steps: int
    seconds: float
    first: float | None = field(default=None)

    @property
    def killed(self) -> bool:
        """Whether SIGKILL reached it."""
        return self.code == -signal.SIGKILL


class Stable:
    """The prepared process. One order at a time."""

    def __init__(self) -> None:
        """Start it; it gets ready while the first order waits."""
        quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        environment = {**os.environ, **quiet}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, *argv: object, **chosen: Any) -> Outcome:
        """Run one command; see `Order`."""
        assert self._process.stdin
        assert self._process.stdout
        order = Order(argv=[str(word) for word in argv], **{key: str(v) if isinstance(v, Path) else v for key, v in chosen.items()})
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Let it go."""
        self._process.communicate(timeout=30)


@contextmanager
def place() -> Iterator[Path]:
    """Give an empty folder that also a process without rights can use."""
    folder = Path(tempfile.mkdtemp(prefix="lanzarote-faults-"))
    folder.chmod(0o755)
    give_away(folder)
    try:
        yield folder
    finally:
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(folder)


def give_away(path: Path) -> None:
    """Give a file or a folder and all in it to nobody, where this process may."""
    if os.geteuid() == 0:
        for each in (path, *(path.rglob("*") if path.is_dir() else ())):
            os.chown(each, NOBODY, NOBODY)


# ------------------------------------------------------------------ in the child
def command(*argv: str) -> int:
    """Run `lanzarote …`."""
    from assistant.cli.main import main

    return main(argv)


def thumbs(file: str, count: str) -> int:
    """Keep some verdicts, telling of each when it is kept."""
    from assistant.feedback import FeedbackStore, Verdict

    for number in range(int(count)):
        FeedbackStore(Path(file)).add(Verdict.UP, [f"romania:VI-{number}"] * 50, reason="r" * 400_000, question="q" * 3000, consent=True)
        os.write(1, f"{number}\n".encode())
    return 0


def kept(file: str) -> int:
    """Print what is kept of verdicts."""
    from assistant.feedback import FeedbackStore

    print(json.dumps([(len(each.records), len(each.reason), len(each.question or "")) for each in FeedbackStore(Path(file)).all()]))
    return 0


def write(folder: str, name: str) -> int:
    """Write one of the two prepared indexes, as a build does once it has made its contents."""
    from index.store import building, write_index

    stored = INDEXES[name]
    with building(Path(folder), lambda: None):
        write_index(Path(folder), stored.manifest, stored.contents, stored.encoder)
    return 0


def prepared() -> int:
    """Print the two prepared indexes as `checked` does."""
    print(json.dumps({name: _fingerprints(stored.manifest) for name, stored in INDEXES.items()}))
    return 0


def checked(folder: str) -> int:
    """Print the manifest's fingerprints of an index that was read to its last byte, or its state."""
    from corpus.errors import IndexStateError
    from index.store import read_index

    try:
        manifest = read_index(Path(folder), thorough=True).manifest
    except IndexStateError as error:
        print(json.dumps(str(error.state)))
        return 0
    print(json.dumps(_fingerprints(manifest)))
    return 0


def _fingerprints(manifest: Any) -> dict[str, Any]:
    return {"content": manifest.content, "files": manifest.files}


DOES: dict[str, Callable[..., int]] = {each.__name__: each for each in (command, thumbs, kept, write, prepared, checked)}
# Romania's index, and Romania's with Arcadia's.
INDEXES: dict[str, Any] = {}


def _child(order: Order, told: int) -> int:
    """Do what is ordered, in a forked process; bytes written to `told` say which step it is at."""
    from assistant.cli.outcome import exit_code

    steps = 0

    def watch(event: str, args: tuple[Any, ...]) -> None:
        nonlocal steps
        if not event.startswith(("open", "os.", "shutil.")) or not any(isinstance(arg, str) and arg.startswith(order.root) for arg in args):
            return
        if event in ("os.listdir", "os.scandir", "os.walk", "os.fwalk") or (event == "open" and not args[2] & _WRITES):
            return
        steps += 1
        if steps == order.kill_at_step:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(told, b".")

    if order.largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest, order.largest))
    if order.powerless and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if order.clock:
        now = time.time()
        readings = iter(range(1_000_000))
        time.time = lambda: now - 60 * next(readings)
    if order.before:
        sys.path.insert(0, order.before)
    if order.root:
        sys.addaudithook(watch)
    try:
        return exit_code(lambda: DOES[order.do](*order.argv))
    except SystemExit as stopped:
        return int(stopped.code or 0)


def _forked(order: Order) -> Outcome:
    pipes = {name: os.pipe() for name in ("out", "err", "told")}
    sys.stdout.flush()
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            os.dup2(pipes["out"][1], 1)
            os.dup2(pipes["err"][1], 2)
            if order.out:
                os.dup2(os.open(order.out, os.O_WRONLY), 1)
            # Streams of their own, as a process that was just started has.
            sys.stdout, sys.stderr = (open(number, "w", 1, closefd=False) for number in (1, 2))  # noqa: SIM115
            code = _child(order, pipes["told"][1])
        finally:
            os._exit(code)
    read = dict.fromkeys(pipes, b"")
    first: float | None = None
    with selectors.DefaultSelector() as waiting:
        for name, (reading, writing) in pipes.items():
            os.close(writing)
            waiting.register(reading, selectors.EVENT_READ, name)
        deadline = began + _PATIENCE
        if order.kill_after is not None and not order.from_first_step:
            deadline = began + order.kill_after
        while waiting.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                os.kill(pid, signal.SIGKILL)
                deadline = began + 2 * _PATIENCE
            for key, _ in waiting.select(max(left, 0)):
                data = os.read(key.fd, 65536)
                read[key.data] += data
                if not data:
                    waiting.unregister(key.fd)
                    os.close(key.fd)
                if data and key.data == "told" and first is None:
                    first = time.monotonic() - began
                    if order.kill_after is not None and order.from_first_step:
                        deadline = began + first + order.kill_after
    _, status = os.waitpid(pid, 0)
    seconds = time.monotonic() - began
    out, err = (read[name].decode(errors="replace") for name in ("out", "err"))
    return Outcome(os.waitstatus_to_exitcode(status), out, err, len(read["told"]), seconds, first)


def _prepare(folder: Path) -> None:
    """Load all that the commands load, by running them, and build the two indexes."""
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    from assistant.cli.main import main
    from index.store import read_index
    from tests.golden import SMALL

    (folder / "arcadia.txt").write_text(SMALL, encoding="utf-8")
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        for line in (
            "index build --index-dir {0}/one", "corpus add {0}/arcadia.txt", "index build --index-dir {0}/two", "ask helplines? --json",
            "ask helplines?", "corpus list", "feedback status", "search helplines", "index status",
            *(f"export --ids VI-1 --format {name} --output {{0}}/x.{name}" for name in ("docx", "pptx", "xlsx", "csv", "md", "json")),
            *(f"quiz --chapter VI --questions 2 --format {name} --output {{0}}/q.{name}" for name in ("docx", "csv")),
        ):  # fmt: skip
            assert main([*line.format(folder).split(), "--data-dir", str(folder / "data")]) == 0, line
        thumbs(f"{folder}/f.sqlite3", "0")
    INDEXES.update(one=read_index(folder / "one"), two=read_index(folder / "two"))


def main() -> int:
    """Take orders from standard input, one JSON object a line, and answer each with what became of it."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        for line in sys.stdin:
            answers.write(json.dumps(asdict(_forked(Order(**json.loads(line))))) + "\n")
            answers.flush()
    return 0


if __name__ == "__main__":
    from tests import faults  # the module itself, not the script: what children look up must be what was prepared

    sys.exit(faults.main())
