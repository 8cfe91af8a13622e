"""`lanzarote export` and `lanzarote quiz`: what is written, what is said, what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pptx
import pytest

from assistant.cli.main import main
from assistant.exports.writing import write_file
from corpus.errors import InputError


class Command:
    """Runs commands in one folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Keep the folder of files and of data."""
        self.folder, self._capsys = folder, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Run one."""
        try:
            code = main([*arguments, "--data-dir", str(self.folder / "data")])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return (code, *self._capsys.readouterr())


@pytest.fixture
def lanzarote(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(tmp_path, capsys)


@pytest.mark.parametrize("name", ["docx", "pptx", "xlsx", "csv", "md", "json"])
def test_each_format_is_written_and_said_in_one_line(lanzarote: Command, name: str):
    code, out, err = lanzarote("export", "--ids", "VI-1,X-5,romania:VI-fn88", "--format", name, "--output", f"handout.{name}")
    assert (code, out, err) == (0, f"2 recommendations and 1 other passage written to handout.{name}\n", "")
    assert [file.name for file in lanzarote.folder.iterdir()] == [f"handout.{name}"]


def test_the_filters_of_search_select_recommendations(lanzarote: Command):
    code, out, _ = lanzarote("export", "--urgency", "require", "--addressee", "specific", "--format", "json", "--output", "-")
    assert code == 0
    ids = [name for item in json.loads(out)["items"] for name in item["recommendation_ids"]]
    assert ids == ["V-18", "VI-1", "IX-3", "X-4", "X-5", "X-6"]
    _, out, _ = lanzarote("export", "--chapter", "vi", "--kind", "observation", "--format", "json", "--output", "-")
    assert [item["record"] for item in json.loads(out)["items"]] == ["romania:VI-fn88", "romania:VI-fn89"]


def test_a_text_can_be_printed_and_nothing_else_is(lanzarote: Command):
    _, out, err = lanzarote("export", "--ids", "VI-1", "--format", "csv", "--output", "-")
    assert out.startswith("No.,Party,ID,")
    assert len(list(csv.reader(io.StringIO(out, newline="")))) == 2
    assert err == ""


def test_the_title_is_the_files(lanzarote: Command):
    lanzarote("export", "--ids", "VI-1", "--title", "Helplines", "--format", "pptx", "--output", "a.pptx")
    assert pptx.Presentation("a.pptx").slides[0].shapes.title.text_frame.text == "Helplines"


def test_a_quiz(lanzarote: Command):
    arguments = ("quiz", "--chapter", "X", "--chapter", "IX", "--questions", "5", "--seed", "3", "--difficulty", "hard")
    code, out, _ = lanzarote(*arguments, "--format", "docx", "--output", "quiz.docx")
    assert (code, out) == (0, "5 questions on 12 recommendations written to quiz.docx\n")
    assert "Key" in [paragraph.text for paragraph in docx.Document("quiz.docx").paragraphs]
    code, out, _ = lanzarote(*arguments, "--format", "csv", "--output", "-")
    assert len(out.splitlines()) == 6


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["export", "--ids", "VI-3,XX-1", "--format", "md", "--output", "-"], "'VI-3', 'XX-1'"),
        (["export", "--format", "md", "--output", "-"], "--ids VI-1,X-5"),
        (["export", "--ids", "VI-1", "--chapter", "VI", "--format", "md", "--output", "-"], "not both"),
        (["export", "--ids", "", "--format", "md", "--output", "-"], "''"),
        (["export", "--ids", "VI-1", "--party", "Atlantis", "--format", "md", "--output", "-"], "Atlantis"),
        (["export", "--chapter", "I", "--format", "md", "--output", "-"], "no record"),
        (["export", "--ids", "VI-1", "--format", "docx", "--output", "-"], "no text"),
        (["export", "--ids", "VI-1", "--format", "md", "--output", "no/such/folder.md"], "cannot be written"),
        (["export", "--ids", "VI-1", "--format", "md", "--output", "/"], "/"),
        (
            ["quiz", "--ids", "VI-1", "--format", "csv", "--output", "-"],
            "10 questions cannot be made from 1 recommendation",
        ),
        (["quiz", "--ids", "VI-1", "--questions", "0", "--format", "csv", "--output", "-"], "1 or more"),
    ],
)
def test_what_is_refused_is_one_clear_line(lanzarote: Command, arguments: list[str], named: str):
    code, out, err = lanzarote(*arguments)
    assert (code, out) == (2, "")
    assert named in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (["export", "--ids", "VI-1", "--format", "pdf", "--output", "x"], ["docx", "pptx", "xlsx", "csv", "md", "json"]),
        (["quiz", "--ids", "VI-1", "--format", "pdf", "--output", "x"], ["docx", "csv"]),
        (["quiz", "--ids", "VI-1", "--difficulty", "fiendish", "--format", "csv", "--output", "x"], ["easy", "medium", "hard"]),
    ],
)
def test_an_unknown_name_lists_the_known_ones(lanzarote: Command, arguments: list[str], known: list[str]):
    code, _, err = lanzarote(*arguments)
    assert code == 2
    assert all(f"'{name}'" in err.splitlines()[-1] for name in known)


# ------------------------------------------------------------------ writing
def test_a_file_is_not_written_over_unless_told(lanzarote: Command):
    file = Path("a.md")
    file.write_text("mine", encoding="utf-8")
    code, _, err = lanzarote("export", "--ids", "VI-1", "--format", "md", "--output", "a.md")
    assert (code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in err
    assert lanzarote("export", "--ids", "VI-1", "--format", "md", "--output", "a.md", "--force")[0] == 0
    assert "VI-1" in file.read_text(encoding="utf-8")


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "a.md"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="No space left"):
        write_file(file, b"new", force=True)
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]
    assert file.read_bytes() == b"old"
