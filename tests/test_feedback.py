"""Feedback: only what was consented to is kept, on this machine, safely with two processes."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from assistant.candidates import candidate
from assistant.cli.main import main
from assistant.feedback import FeedbackStore, Verdict
from assistant.settings import load_settings
from corpus.catalogue import Catalogue
from corpus.errors import InputError, SettingsError
from eval.shape import read_case
from tests.golden import parsed

ROOT = Path(__file__).parent.parent
ONE = Catalogue([parsed("romania")])
SECRET = "What about my neighbour's child?"


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "data" / "feedback.sqlite3")


def test_it_is_off_unless_switched_on(tmp_path: Path):
    file = tmp_path / "settings.toml"
    file.write_text("feedback = true\n", encoding="utf-8")
    assert not load_settings().feedback
    assert load_settings(file).feedback
    assert load_settings(feedback=True).feedback
    file.write_text('feedback = "yes"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="feedback must be true or false"):
        load_settings(file)


def test_any_text_can_be_kept(store: FeedbackStore):
    store.add(Verdict.UP, [], reason="\x00\ud800 ok", question="\udcff 😀'); DROP TABLE feedback; --", consent=True)
    assert store.all()[0].question == " 😀'); DROP TABLE feedback; --"
    assert store.all()[0].reason == " ok"


def test_nothing_is_written_by_looking(store: FeedbackStore):
    assert store.all() == ()
    assert store.clear() == 0
    assert not store.path.exists()


def test_a_verdict_comes_back(store: FeedbackStore):
    store.add(Verdict.DOWN, ["romania:VI-1", "romania:VI-2"], reason=" too long ", question="Helplines?", consent=True)
    (kept,) = store.all()
    assert (kept.number, kept.verdict, kept.reason, kept.records) == (1, Verdict.DOWN, "too long", ("romania:VI-1", "romania:VI-2"))
    assert (kept.question, kept.time.utcoffset().total_seconds()) == ("Helplines?", 0)
    assert kept.version


def test_without_consent_the_question_is_nowhere(store: FeedbackStore):
    store.add(Verdict.UP, ["romania:VI-1"], question=SECRET)
    assert store.all()[0].question is None
    assert not [file for file in store.path.parent.iterdir() if SECRET.encode() in file.read_bytes()]


def test_what_is_deleted_is_gone_from_the_file(store: FeedbackStore):
    store.add(Verdict.UP, [], question=SECRET, consent=True)
    assert SECRET.encode() in store.path.read_bytes()
    assert store.clear() == 1
    assert store.all() == ()
    assert SECRET.encode() not in store.path.read_bytes()


def test_only_the_user_may_read_it(store: FeedbackStore):
    store.add(Verdict.UP, [])
    assert store.path.stat().st_mode & 0o077 == 0


def test_two_processes_lose_nothing(store: FeedbackStore):
    code = (
        "import sys; from pathlib import Path; from assistant.feedback import FeedbackStore\n"
        "for number in range(25): FeedbackStore(Path(sys.argv[1])).add('up', [f'{sys.argv[2]}:{number}'])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(store.path), name], cwd=ROOT) for name in ("a", "b")]
    assert [process.wait(120) for process in running] == [0, 0]
    assert sorted(feedback.records[0] for feedback in store.all()) == sorted(f"{name}:{number}" for name in "ab" for number in range(25))


def test_who_writes_second_waits(store: FeedbackStore):
    store.add(Verdict.UP, ["first"])
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE feedback SET reason = 'changed'")
        waiting = Thread(target=store.add, args=(Verdict.DOWN, ["second"]))
        waiting.start()
        waiting.join(0.5)
        other.execute("COMMIT")
    waiting.join()
    assert [(feedback.records, feedback.reason) for feedback in store.all()] == [(("first",), "changed"), (("second",), "")]


@pytest.mark.parametrize("content", [b"no database at all, but long enough to have a header" * 20, None])
def test_a_file_that_is_not_ours_is_left_alone(store: FeedbackStore, content: bytes | None):
    store.path.parent.mkdir()
    if content is None:
        with sqlite3.connect(store.path) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
    else:
        store.path.write_bytes(content)
    before = store.path.read_bytes()
    for use in (store.all, store.clear, lambda: store.add(Verdict.UP, [])):
        with pytest.raises(InputError, match=r"feedback\.sqlite3"):
            use()
    assert store.path.read_bytes() == before


def test_a_place_that_cannot_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="--data-dir"):
        FeedbackStore(tmp_path / "file" / "feedback.sqlite3").add(Verdict.UP, [])


# ------------------------------------------------------------------ candidates
def test_an_approved_answer_is_an_item_of_the_evaluation_set(store: FeedbackStore):
    names = ["romania:VI-1", "romania:III-16+III-18", "romania:VII-fn94", "romania:VI-fn88", "romania:X-statement4", "romania:gone"]
    store.add(Verdict.UP, names, question="Ce trebuie să facă România?", consent=True)
    data = candidate(store.all()[0], ONE)
    faults: list[str] = []
    case = read_case(data["item"], faults)
    assert faults == []
    assert case is not None
    assert (case.language, case.party) == ("ro", "Romania")
    assert case.gold.recommendation_ids == ("VI-1", "III-16", "III-18")
    assert case.gold.footnotes == (94, 88)
    assert [unit.name for unit in case.gold.units] == ["VI-1", "III-16+III-18", "fn94", "fn88", "text5"]
    assert case.gold.units[0].spans == ONE.by_id("VI-1")[0].spans


def test_a_rejected_answer_proposes_no_evidence(store: FeedbackStore):
    store.add(Verdict.DOWN, ["romania:VI-1"], question="Helplines?", reason="wrong one", consent=True)
    data = candidate(store.all()[0], ONE)
    assert (data["verdict"], data["reason"], data["cited"]) == ("down", "wrong one", ["romania:VI-1"])
    assert data["item"]["gold"]["recommendation_ids"] == []
    faults: list[str] = []
    assert read_case(data["item"], faults) is None
    assert faults == ["is answerable and has neither gold nor facts"]


# ------------------------------------------------------------------ on the command line
def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    places = ["--data-dir", str(tmp_path)]
    store = FeedbackStore(load_settings(data_dir=tmp_path).feedback_file)
    store.add(Verdict.UP, ["romania:VI-1"], question="Helplines?", consent=True)
    store.add(Verdict.DOWN, ["romania:VI-1"], question=SECRET)
    assert main(["feedback", "status", *places]) == 0
    status = capsys.readouterr().out
    assert "Feedback is off" in status
    assert "2 verdicts kept, 1 up, 1 down, 1 with the question" in status
    assert main(["feedback", "export", *places]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["item"]["question"] for line in lines] == ["Helplines?"]
    assert main(["feedback", "clear", *places]) == 0
    assert capsys.readouterr().out == "2 verdicts deleted\n"
    assert main(["feedback", "export", *places]) == 0
    assert capsys.readouterr().out == ""
