"""What the documents show is what happens: every example runs, every link leads somewhere.

In a ```console block `$ lanzarote …` is run and the lines below it are expected; `…` on a line of its
own stands for any lines, at a line's end for its rest. ```python blocks of one page run one after the
other. ```sh blocks are not run: their commands must exist.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import assistant.pipeline
from assistant.cli.main import main, parser
from assistant.pipeline import Assistant
from assistant.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINKED = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "eval" / "data" / "DATASHEET.md"]
LANGUAGES = {"console", "python", "sh", "text", "json", "toml"}
_FENCE = re.compile(r"^```(?P<language>\S*)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


class Block(NamedTuple):
    """A fenced block and where it stands."""

    page: str
    line: int
    language: str
    body: str


def blocks(language: str = "") -> list[Block]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(str(page.relative_to(ROOT)), line, match["language"], match["body"]))
    return [block for block in found if language in ("", block.language)]


def name(block: object) -> str:
    return f"{block.page}:{block.line}" if isinstance(block, Block) else str(block)


@pytest.mark.parametrize("block", blocks(), ids=name)
def test_every_block_is_of_a_kind_that_is_checked(block: Block) -> None:
    assert block.language in LANGUAGES
    if block.language == "json":
        json.loads(block.body)
    if block.language == "toml":
        tomllib.loads(block.body)


# ------------------------------------------------------------------ console
class Example(NamedTuple):
    """One command and what it should print."""

    where: str
    command: str
    expected: str


def examples() -> Iterator[Example]:
    for block in blocks("console"):
        assert block.body.startswith("$ "), f"{name(block)}: a console block begins with a command"
        for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            yield Example(name(block), command, expected)


def pattern(expected: str) -> re.Pattern[str]:
    rows = []
    for row in expected.rstrip("\n").split("\n"):
        if row.strip() == "…":
            rows.append(r"(?:.*\n)*")
        elif row.endswith("…"):
            rows.append(rf"{re.escape(row[:-1].rstrip())}.*\n")
        else:
            rows.append(rf"{re.escape(row.rstrip())}\n")
    return re.compile("".join(rows) if expected.strip() else r"")


def test_there_are_examples() -> None:
    assert len(list(examples())) >= 3


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: f"{example.where} {example.command[:50]}")
def test_a_command_prints_what_the_page_shows(
    example: Example, assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("assistant.settings.user_data_path", lambda *_, **__: settings.data_dir)
    monkeypatch.setattr(_pipeline(), "open_assistant", lambda *_, **__: assistant)
    program, *arguments = shlex.split(example.command)
    assert program == "lanzarote", f"{example.where}: {program} cannot be run here; use ```sh"
    with contextlib.suppress(SystemExit):  # --help
        main(arguments)
    printed = "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())
    assert pattern(example.expected).fullmatch(printed), f"{example.where}: $ {example.command}\n{printed}"


def _pipeline() -> object:
    return assistant.pipeline


def test_the_pattern_of_an_example() -> None:
    assert pattern("one\n…\n").fullmatch("one\ntwo\nthree\n")
    assert pattern("one\n…\n").fullmatch("one\n")
    assert pattern("on…\ntwo\n").fullmatch("one and more\ntwo\n")
    assert not pattern("one\n").fullmatch("one\ntwo\n")
    assert not pattern("one\n…\nfour\n").fullmatch("one\ntwo\nthree\n")


# ------------------------------------------------------------------ python
@pytest.mark.parametrize("page", sorted({block.page for block in blocks("python")}))
def test_python_examples_run(
    page: str, assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As written, with the real model; only the user's data folder is the tests' own."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("assistant.settings.user_data_path", lambda *_, **__: settings.data_dir)
    space: dict[str, object] = {"__name__": "__main__"}
    for block in blocks("python"):
        if block.page == page:
            source = "\n" * block.line + block.body
            exec(compile(source, str(ROOT / page), "exec"), space)
    assert "Traceback" not in capsys.readouterr().err


def test_langchain_is_shown_with_an_example() -> None:
    assert any(block.page == "docs/langchain.md" for block in blocks("python"))


# ------------------------------------------------------------------ sh
def commands() -> list[tuple[str, str]]:
    return [
        (name(block), line.split("#", maxsplit=1)[0].strip())
        for block in blocks("sh")
        for line in block.body.splitlines()
        if line.split("#", maxsplit=1)[0].strip()
    ]


@pytest.mark.parametrize(("where", "command"), commands())
def test_a_shell_command_exists(where: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(command)
    if program == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in arguments), where
    elif program == "lanzarote":
        parser().parse_args(arguments)
    elif program == "lanzarote-eval":
        scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
        assert program in scripts
    else:
        assert program in {"python", "git", "cd", "sh"}, where
    assert "error" not in capsys.readouterr().err


def test_the_first_two_commands_of_the_readme() -> None:
    first = next(block for block in blocks() if block.page == "README.md")
    lines = [line.split("#", maxsplit=1)[0].strip() for line in first.body.splitlines() if line.strip()]
    assert lines[:2] == ["make chat", "make test"]


# ------------------------------------------------------------------ links
def links() -> list[tuple[str, str]]:
    found = []
    for page in LINKED:
        text = _FENCE.sub("", page.read_text(encoding="utf-8"))
        found += [(str(page.relative_to(ROOT)), match["target"]) for match in _LINK.finditer(text)]
    return found


@pytest.mark.parametrize(("page", "target"), links())
def test_a_link_leads_somewhere(page: str, target: str) -> None:
    if re.match(r"[a-z]+:", target):
        assert target.startswith(("https://", "mailto:"))
        return
    path, _, anchor = target.partition("#")
    file = (ROOT / page).parent / path if path else ROOT / page
    assert file.exists(), f"{page}: {target}"
    assert file.resolve().is_relative_to(ROOT)
    if anchor:
        assert anchor in _anchors(file.read_text(encoding="utf-8")), f"{page}: {target}"


def _anchors(text: str) -> set[str]:
    """Give the anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+\s+(.*)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


# ------------------------------------------------------------------ nothing left out, nothing made up
def _actions() -> dict[str, argparse.ArgumentParser]:
    """Give each command and sub-command with its parser."""
    found: dict[str, argparse.ArgumentParser] = {}
    for command, of_command in _children(parser()).items():
        found[command] = of_command
        found |= {f"{command} {action}": of_action for action, of_action in _children(of_command).items()}
    return found


def _children(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {
        name: child for action in of._actions if isinstance(action, argparse._SubParsersAction) for name, child in action.choices.items()
    }


@pytest.mark.parametrize("command", list(_actions()))
def test_every_command_is_in_the_documents(command: str) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    first, _, action = command.partition(" ")
    rows = [line for line in text.splitlines() if f"lanzarote {first}" in line]
    assert rows
    assert not action or any(re.search(rf"[` ]{action}\b", row) for row in rows)


def test_every_option_in_the_documents_exists() -> None:
    known = {option for of in _actions().values() for action in of._actions for option in action.option_strings}
    text = "\n".join(re.sub(r".*lanzarote-eval.*", "", page.read_text(encoding="utf-8")) for page in PAGES)
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert shown <= known


def test_the_changelog_has_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.search(rf"^## \[{re.escape(version)}\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
