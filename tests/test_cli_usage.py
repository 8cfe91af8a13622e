"""The command line as a whole: help, exit codes, clear errors, plain output, and a few real processes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

import assistant.pipeline
from assistant.cli.main import main
from assistant.pipeline import Assistant
from assistant.settings import Settings

ROOT = Path(__file__).parent.parent
COMMANDS = {
    "ask": ("--json", "--party", "--history", "--batch"),
    "search": ("--json", "--party", "--chapter", "--urgency", "--addressee"),
    "show": ("--json", "--party"),
    "explain": ("--json", "--party", "--history"),
    "export": ("--ids", "--format", "--output", "--force", "--chapter", "--urgency"),
    "quiz": ("--ids", "--questions", "--seed", "--difficulty", "--format", "--output"),
    "feedback": ("status", "export", "clear"),
    "feedback export": ("--data-dir",),
    "corpus": ("list", "subjects", "check", "show", "add"),
    "corpus subjects": ("--json",),
    "corpus list": ("--json",),
    "corpus check": ("file",),
    "corpus show": ("file", "--json"),
    "corpus add": ("file",),
    "index": ("build", "status"),
    "index build": ("--encoder", "--engine"),
    "index status": ("--json",),
    "chat": ("--host", "--port", "--feedback"),
}


class Run(NamedTuple):
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """Give the last line on standard error, the one that says what is wrong."""
        return self.err.strip().splitlines()[-1] if self.err.strip() else ""


class Lanzarote:
    """Runs the command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], places: Sequence[str]) -> None:
        """Keep the options that say where things lie."""
        self._capsys, self._places = capsys, places

    def __call__(self, *arguments: str, places: bool = True) -> Run:
        """Run one command."""
        self._capsys.readouterr()
        try:
            code = main([*arguments, *(self._places if places else ())])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return Run(code, *self._capsys.readouterr())


@pytest.fixture
def lanzarote(assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lanzarote:
    monkeypatch.setattr(assistant_pipeline(), "open_assistant", lambda *_, **__: assistant)
    return Lanzarote(capsys, ["--data-dir", str(settings.data_dir)])


def assistant_pipeline() -> object:
    return assistant.pipeline


def process(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "assistant", *arguments]
    variables = {**os.environ, "HF_HUB_OFFLINE": "1", **(environment or {})}
    return subprocess.run(command, capture_output=True, cwd=ROOT, env=variables, timeout=300, check=False)


# ------------------------------------------------------------------ help
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(lanzarote: Lanzarote, command: str) -> None:
    run = lanzarote(*command.split(), "--help", places=False)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"usage: lanzarote {command}")
    for word in COMMANDS[command]:
        assert word in run.out
    assert max(map(len, run.out.splitlines())) <= 80


def test_help_names_every_command_and_the_exit_codes(lanzarote: Lanzarote) -> None:
    run = lanzarote("--help", places=False)
    assert run.code == 0
    for command in {command.split()[0] for command in COMMANDS}:
        assert re.search(rf"^\s+{command}\s+\w", run.out, re.MULTILINE)
    assert "Exit codes" in run.out


# ------------------------------------------------------------------ bad usage
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "COMMAND"),
        (["answer"], "answer"),
        (["ask"], "question"),
        (["ask", "Q", "--batch", "x.jsonl"], "not both"),
        (["ask", "Q", "--batch", "-"], "not both"),
        (["ask", "Q", "--colour"], "--colour"),
        (["ask", "Q", "--party"], "--party"),
        (["ask", "Q", "--party", "Atlantis"], "Atlantis"),
        (["ask", "--batch", "no-such-file.jsonl"], "no-such-file.jsonl"),
        (["ask", "--batch", "/"], "/"),
        (["search"], "query"),
        (["search", "Q", "--party", "Atlantis"], "Atlantis"),
        (["search", "Q", "--chapter", "XX"], "XX"),
        (["search", "Q", "--urgency", "demand"], "demand"),
        (["search", "Q", "--addressee", "everyone"], "everyone"),
        (["search", "Q", "--kind", "poem"], "poem"),
        (["search", "Q", "--limit", "many"], "many"),
        (["show"], "name"),
        (["show", "VI-3"], "VI-3"),
        (["show", "footnote 150"], "footnote 150"),
        (["show", "nothing at all"], "nothing at all"),
        (["show", ""], "''"),
        (["show", "VI-1", "--party", "Atlantis"], "Atlantis"),
        (["explain"], "question"),
        (["explain", "Q", "--party", "Atlantis"], "Atlantis"),
        (["corpus"], "ACTION"),
        (["corpus", "burn"], "burn"),
        (["corpus", "check"], "file"),
        (["corpus", "check", "no-such-file.txt"], "no-such-file.txt"),
        (["corpus", "show", "no-such-file.txt"], "no-such-file.txt"),
        (["corpus", "add", "no-such-file.txt"], "no-such-file.txt"),
        (["corpus", "check", "/"], "/"),
        (["index"], "ACTION"),
        (["index", "burn"], "burn"),
        (["index", "build", "--encoder", "word3vec"], "word3vec"),
        (["index", "build", "--engine", "steam"], "steam"),
        (["chat", "--port", "door"], "door"),
    ],
)
def test_bad_usage_is_one_clear_line_and_2(lanzarote: Lanzarote, arguments: list[str], named: str) -> None:
    run = lanzarote(*arguments, places=bool(arguments))
    assert run.code == 2
    assert run.out == ""
    assert named in run.complaint
    assert "Traceback" not in run.err
    # What argparse finds is preceded by the usage; what we find stands alone.
    assert run.err.startswith("usage: ") or len(run.err.splitlines()) == (2 if arguments[:2] == ["index", "build"] else 1)


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (["ask", "Q", "--party", "Atlantis"], ["Romania"]),
        (["search", "Q", "--chapter", "XX"], ["II", "VI", "XI"]),
        (["search", "Q", "--urgency", "demand"], ["require", "request", "invite"]),
        (["search", "Q", "--addressee", "everyone"], ["specific", "generic"]),
        (["index", "build", "--encoder", "word3vec"], ["minilm", "sentence-transformers"]),
        (["index", "build", "--engine", "steam"], ["faiss-flat"]),
        (["corpus", "burn"], ["list", "check", "show", "add"]),
    ],
)
def test_an_unknown_name_lists_the_known_ones(lanzarote: Lanzarote, arguments: list[str], known: list[str]) -> None:
    complaint = lanzarote(*arguments).complaint
    assert all(name in complaint for name in known)


# ------------------------------------------------------------------ settings
def test_a_settings_file(lanzarote: Lanzarote, tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'data_dir = "{settings.data_dir}"\n', encoding="utf-8")
    run = lanzarote("index", "status", "--json", "--settings", str(file), places=False)
    assert run.code == 0
    assert json.loads(run.out)["folder"] == str(settings.index_dir)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 'red'\nshade = 'dark'\n", ["colour", "shade", "encoder"]),
        ("encoder = 5\n", ["encoder"]),
        ("encoder = \n", ["settings.toml"]),
    ],
)
def test_a_faulty_settings_file(lanzarote: Lanzarote, tmp_path: Path, text: str, named: list[str]) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    run = lanzarote("corpus", "list", "--settings", str(file), places=False)
    assert (run.code, run.out) == (2, "")
    assert all(name in run.err for name in named)
    assert "Traceback" not in run.err


def test_a_missing_settings_file(lanzarote: Lanzarote) -> None:
    run = lanzarote("corpus", "list", "--settings", "/no/such/settings.toml")
    assert run.code == 2
    assert "/no/such/settings.toml" in run.complaint


# ------------------------------------------------------------------ a fault of ours
def test_a_fault_of_the_program_is_1_and_no_traceback(lanzarote: Lanzarote, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        msg = "the shelf fell down"
        raise RuntimeError(msg)

    monkeypatch.delenv("LANZAROTE_DEBUG", raising=False)
    monkeypatch.setattr(assistant_pipeline(), "open_assistant", broken)
    run = lanzarote("ask", "What does VI-1 say?")
    assert (run.code, run.out) == (1, "")
    assert "the shelf fell down" in run.complaint
    assert len(run.err.splitlines()) == 1


# ------------------------------------------------------------------ how it looks
LONG = "What must Romania do on helplines?"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", LONG],
        ["ask", "List all recommendations of chapter V"],
        ["ask", "How many recommendations are there?"],
        ["ask", "What does X-6 say?"],
        ["ask", "VI-3"],
        ["ask", "What must France do?"],
        ["ask", "Ce prevede recomandarea X-5?"],
        ["ask", "only the binding ones", "--history", "List all recommendations of chapter X"],
        ["search", "helplines"],
        ["show", "VI-1"],
        ["show", "II-6"],
        ["show", "footnote 94"],
        ["explain", LONG],
        ["explain", "VI-1"],
        ["corpus", "list"],
        ["corpus", "show", "corpus/factsheets/romania.txt"],
        ["corpus", "check", "corpus/factsheets/romania.txt"],
    ],
)
def test_output_fits_a_terminal_and_has_no_escape_codes(
    lanzarote: Lanzarote, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    run = lanzarote(*arguments)
    assert (run.code, run.err) == (0, "")
    assert "\x1b" not in run.out
    too_wide = [line for line in run.out.splitlines() if len(line) > 80]
    assert too_wide == []


@pytest.mark.parametrize(
    "arguments", [["ask", "X-4 and X-2"], ["show", "X-4"], ["search", "training", "--urgency", "require"], ["corpus", "list"]]
)
def test_levels_are_always_in_words(lanzarote: Lanzarote, arguments: list[str]) -> None:
    assert re.search(r"\brequires?\b", lanzarote(*arguments).out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "VI-1", "--json"],
        ["search", "helplines", "--json"],
        ["show", "VI-1", "--json"],
        ["explain", "VI-1", "--json"],
        ["corpus", "list", "--json"],
        ["index", "status", "--json"],
    ],
)
def test_json_is_json_and_nothing_else(lanzarote: Lanzarote, arguments: list[str]) -> None:
    run = lanzarote(*arguments)
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out)
    assert "\\u" not in run.out


# ------------------------------------------------------------------ real processes
def test_a_real_question(settings: Settings, assistant: Assistant) -> None:
    run = process("ask", "Is VI-1 binding?", "--json", "--data-dir", str(settings.data_dir))
    assert (run.returncode, run.stderr) == (0, b"")
    answer = json.loads(run.stdout)
    assert answer["citations"][0]["recommendation_ids"] == ["VI-1"]


def test_real_bad_input() -> None:
    run = process("corpus", "check", "no-such-file.txt")
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode().splitlines() == ["no-such-file.txt: there is no such file; check the path"]


def test_a_terminal_that_is_no_utf8(settings: Settings) -> None:
    run = process("show", "VI-1", "--data-dir", str(settings.data_dir), environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("arguments", [["corpus", "list"], ["corpus", "show", "corpus/factsheets/romania.txt", "--json"]])
def test_a_reader_that_leaves(arguments: list[str], settings: Settings) -> None:
    """`lanzarote … | head -1`: no traceback, no complaint, whether the output is short or long."""
    place = ["--data-dir", str(settings.data_dir)]
    running = subprocess.Popen(
        [sys.executable, "-m", "assistant", *arguments, *place], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    with running.stderr:
        complaint = running.stderr.read()
    assert running.wait(timeout=120) == 0
    assert complaint == b""


def test_the_module_and_the_script_are_one_command() -> None:
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts["lanzarote"] == "assistant.__main__:main"
