"""`lanzarote ask`, `search`, `show` and `explain`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import assistant.pipeline
from assistant.cli.main import main
from assistant.pipeline import Assistant
from assistant.settings import Settings

KEYS = ["question", "status", "intent", "answer", "reason", "citations", "suggestions", "elapsed_ms"]


class Lanzarote:
    """Runs the command in this process; gives exit code, standard output and standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], data_dir: Path) -> None:
        """Keep where the session's index lies."""
        self._capsys, self._data_dir = capsys, data_dir

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Run one command."""
        self._capsys.readouterr()
        try:
            code = main([*arguments, "--data-dir", str(self._data_dir)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return (code, *self._capsys.readouterr())

    def json(self, *arguments: str) -> Any:
        """Run one command with --json and read what it prints."""
        code, out, err = self(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)


@pytest.fixture
def lanzarote(assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lanzarote:
    monkeypatch.setattr(_pipeline(), "open_assistant", lambda *_, **__: assistant)
    return Lanzarote(capsys, settings.data_dir)


def _pipeline() -> object:
    return assistant.pipeline


def ids(answer: dict[str, Any]) -> list[str]:
    return [name for citation in answer["citations"] for name in citation["recommendation_ids"]]


# ------------------------------------------------------------------ ask
def test_an_answer_for_a_person(lanzarote: Lanzarote) -> None:
    code, out, err = lanzarote("ask", "What does VI-2 say?")
    assert (code, err) == (0, "")
    flat = " ".join(out.split())
    assert "invites VI-2" in flat
    assert "footnote 91" in flat
    assert "to promote awareness raising or specialised training for professionals who advise children" in flat
    assert "**" not in out


def test_a_refusal_is_no_error(lanzarote: Lanzarote) -> None:
    code, out, err = lanzarote("ask", "What does VI-3 say?")
    assert (code, err) == (0, "")
    assert out.startswith("No answer")
    assert "VI-1, VI-2, VI-4" in " ".join(out.split())
    assert "You can ask:" in out


def test_sub_points_have_lines_of_their_own(lanzarote: Lanzarote) -> None:
    out = lanzarote("ask", "What does X-6 say?")[1]
    assert sum(line.strip().startswith("- in the ") for line in out.splitlines()) == 2


def test_json_is_the_answer(lanzarote: Lanzarote, assistant: Assistant) -> None:
    found = lanzarote.json("ask", "What does VI-1 say?")
    expected = assistant.ask("What does VI-1 say?").as_dict()
    assert list(found) == KEYS
    assert {**found, "elapsed_ms": 0} == {**expected, "elapsed_ms": 0}


def test_the_party_option(lanzarote: Lanzarote) -> None:
    assert ids(lanzarote.json("ask", "What does VI-1 say?", "--party", "Romania")) == ["VI-1"]
    assert ids(lanzarote.json("ask", "What does VI-1 say?", "--party", "romania")) == ["VI-1"]


def test_history(lanzarote: Lanzarote) -> None:
    earlier = "List all recommendations of chapter X"
    assert set(ids(lanzarote.json("ask", "only the binding ones", "--history", earlier))) == {"X-4", "X-5", "X-6"}
    narrowed = lanzarote.json("ask", "only the invitations", "--history", "List all recommendations of chapter VI", earlier)
    assert set(ids(narrowed)) == {"X-2", "X-3"}


def test_what_was_carried_over_is_shown_to_a_person(lanzarote: Lanzarote) -> None:
    out = lanzarote("ask", "only the binding ones", "--history", "List all recommendations of chapter X")[1]
    assert out.startswith("(understood with: ")


def test_an_empty_question_is_refused_not_an_error(lanzarote: Lanzarote) -> None:
    assert lanzarote.json("ask", "")["reason"] == "unclear"


def test_a_question_that_looks_like_an_option(lanzarote: Lanzarote) -> None:
    assert lanzarote("ask", "--json", "--", "--what?")[0] in (0, 2)
    code, out, _ = lanzarote("ask", "- helplines -")
    assert code == 0
    assert out


# ------------------------------------------------------------------ batches
def batch(tmp_path: Path, lines: Iterable[object]) -> str:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return str(path)


ITEMS = [
    {"id": "b", "question": "What does VI-1 say?"},
    {"id": 7, "question": "How many requests are in chapter II?"},
    {"id": None, "question": "What does VI-3 say?"},
    {"id": "a", "question": "only the binding ones", "history": ["List all recommendations of chapter X"]},
    {"question": "Ce spune X-5?"},
    {"id": {"nested": [1]}, "question": "What must France do?", "history": []},
    {"id": "b", "question": ""},
    {"id": "null history", "question": "What does XI-4 say?", "history": None},
]
ANSWERS = [["VI-1"], ["II-6", "II-8", "II-9"], [], ["X-4", "X-5", "X-6"], ["X-5"], [], [], ["XI-4"]]


def test_a_batch_keeps_order_and_ids(lanzarote: Lanzarote, tmp_path: Path) -> None:
    code, out, err = lanzarote("ask", "--batch", batch(tmp_path, ITEMS), "--json")
    assert (code, err) == (0, "")
    found = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in found] == [item.get("id") for item in ITEMS]
    assert [line["question"] for line in found] == [item["question"] for item in ITEMS]
    assert [ids(line) for line in found] == ANSWERS
    assert all(list(line) == ["id", *KEYS] for line in found)


def test_a_batch_from_standard_input(lanzarote: Lanzarote, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\r\n\n".join(json.dumps(item, ensure_ascii=False) for item in ITEMS[:2]) + "\n\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    code, out, _ = lanzarote("ask", "--batch", "-", "--json")
    assert code == 0
    assert [ids(json.loads(line)) for line in out.splitlines()] == ANSWERS[:2]


def test_a_batch_answers_as_single_questions_do(lanzarote: Lanzarote, tmp_path: Path) -> None:
    questions = ["What must Romania do on helplines?", "What does “require” mean?", "How many teachers have been trained?"]
    out = lanzarote("ask", "--batch", batch(tmp_path, [{"id": q, "question": q} for q in questions]), "--json")[1]
    for line in map(json.loads, out.splitlines()):
        alone = lanzarote.json("ask", line["question"])
        assert {k: v for k, v in line.items() if k not in ("id", "elapsed_ms")} == {k: v for k, v in alone.items() if k != "elapsed_ms"}


def test_a_batch_for_a_person(lanzarote: Lanzarote, tmp_path: Path) -> None:
    out = lanzarote("ask", "--batch", batch(tmp_path, ITEMS[:2]))[1]
    assert out.index("What does VI-1 say?") < out.index("How many requests are in chapter II?")


@pytest.mark.parametrize("content", ["", "\n", " \n\n"])
def test_an_empty_batch_has_no_answers(lanzarote: Lanzarote, tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text(content, encoding="utf-8")
    assert lanzarote("ask", "--batch", str(path), "--json") == (0, "", "")


FAULTY = [
    {"id": 1, "question": "What does VI-1 say?"},
    "no json",
    '["a list"]',
    '"a text"',
    {"id": 5},
    {"id": 6, "question": 7},
    {"id": 7, "question": None},
    {"id": 8, "question": "Q", "history": "no list"},
    {"id": 9, "question": "Q", "history": [1]},
    {"id": 10, "question": "Q", "colour": "red"},
    "{",
]


def test_all_bad_lines_are_named_at_once_and_nothing_is_answered(lanzarote: Lanzarote, tmp_path: Path) -> None:
    name = batch(tmp_path, FAULTY)
    code, out, err = lanzarote("ask", "--batch", name, "--json")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert [line.split(": ", 1)[0] for line in lines] == [f"{name}:{number}" for number in range(2, len(FAULTY) + 1)]
    assert "question" in lines[3]
    assert "history" in lines[6]
    assert "colour" in lines[8]
    assert "Traceback" not in err


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'{"question": "\xe9"}\n'])
def test_a_batch_that_is_no_text(lanzarote: Lanzarote, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "binary.jsonl"
    path.write_bytes(data)
    code, out, err = lanzarote("ask", "--batch", str(path), "--json")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


# ------------------------------------------------------------------ search
SEARCHES = {
    "--chapter VI": {"VI"},
    "--chapter vi": {"VI"},
    "--chapter VI --chapter X": {"VI", "X"},
}


@pytest.mark.parametrize("options", SEARCHES)
def test_search_in_chapters(lanzarote: Lanzarote, options: str) -> None:
    hits = lanzarote.json("search", "children", *options.split(), "--limit", "50")
    assert {hit["chapter"] for hit in hits} == SEARCHES[options]


def test_search_by_level_and_addressee(lanzarote: Lanzarote) -> None:
    hits = lanzarote.json("search", "helplines", "--chapter", "VI", "--urgency", "require", "--addressee", "specific")
    assert [hit["recommendation_ids"] for hit in hits] == [["VI-1"]]
    hits = lanzarote.json("search", "training", "--urgency", "require", "--urgency", "request", "--limit", "50")
    assert len(hits) == 15
    assert {hit["urgency"] for hit in hits} == {"require", "request"}


def test_search_by_kind_and_party(lanzarote: Lanzarote) -> None:
    hits = lanzarote.json("search", "teachers", "--kind", "practice", "--party", "Romania", "--limit", "50")
    assert {hit["kind"] for hit in hits} == {"practice"}


def test_search_ranks_and_limits(lanzarote: Lanzarote) -> None:
    hits = lanzarote.json("search", "telephone helplines for child victims", "--limit", "3")
    assert len(hits) == 3
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert hits[0]["chapter"] == "VI"
    for hit in hits:
        assert {"record", "party", "chapter", "kind", "recommendation_ids", "urgency", "addressee", "quote", "spans", "score"} <= set(hit)


def test_search_for_a_person(lanzarote: Lanzarote) -> None:
    code, out, _ = lanzarote("search", "telephone helplines", "--urgency", "require", "--limit", "1")
    assert code == 0
    assert "VI-1" in out
    assert "require" in out


def test_a_search_that_finds_nothing(lanzarote: Lanzarote) -> None:
    assert lanzarote.json("search", "children", "--chapter", "VIII", "--urgency", "require") == []
    assert "Nothing" in lanzarote("search", "children", "--chapter", "VIII", "--urgency", "require")[1]


# ------------------------------------------------------------------ show
@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("VI-1", ["romania:VI-1"]),
        ("vi-1", ["romania:VI-1"]),
        ("VI\u20111", ["romania:VI-1"]),
        ("III-18", ["romania:III-16+III-18"]),
        ("romania:VI-1", ["romania:VI-1"]),
        ("romania:VII-fn94", ["romania:VII-fn94"]),
        ("para 296", ["romania:VI-fn89"]),
        ("X-4 and X-5", ["romania:X-4", "romania:X-5"]),
    ],
)
def test_show_gives_the_record_named(lanzarote: Lanzarote, name: str, records: list[str]) -> None:
    assert [record["record"] for record in lanzarote.json("show", name)] == records


def test_show_a_footnote_and_what_bears_it(lanzarote: Lanzarote) -> None:
    shown = lanzarote.json("show", "footnote 90")
    assert [record["record"] for record in shown] == ["romania:VI-1", "romania:fn90"]


def test_show_gives_all_of_a_record(lanzarote: Lanzarote) -> None:
    (record,) = lanzarote.json("show", "X-6")
    assert record["urgency"] == "require"
    assert record["addressee"] == "specific"
    assert record["footnote"] == 127
    assert record["points"] == ["in the health sector", "in the social protection sector."]
    assert record["lead_in"].endswith("requires Romania:")
    flat = " ".join(lanzarote("show", "X-6")[1].split())
    for words in ("X-6 require specific", "in the social protection sector.", "127", "romania:X-6"):
        assert words in flat


def test_show_names_the_other_wordings(lanzarote: Lanzarote) -> None:
    """The everyday words by which a question finds the clause are shown, so that they can be checked."""
    assert "hotline" in lanzarote("show", "VI-1")[1]


def test_show_names_the_subjects_of_the_index(lanzarote: Lanzarote) -> None:
    flat = " ".join(lanzarote("show", "VIII-4")[1].split())
    assert "Subjects: children with disabilities · " in flat


# ------------------------------------------------------------------ explain
@pytest.mark.parametrize("question", ["What must Romania do on helplines?", "What does VI-1 say?", "VI-3", "What must France do?", ""])
def test_explain_never_changes_the_answer(lanzarote: Lanzarote, assistant: Assistant, question: str) -> None:
    explained = lanzarote.json("explain", question)
    answer = assistant.ask(question).as_dict()
    assert explained["question"] == question
    assert explained["outcome"]["status"] == answer["status"]
    assert explained["outcome"]["reason"] == answer["reason"]
    assert explained["outcome"]["records"] == [citation["record"] for citation in answer["citations"]]
    assert explained["outcome"]["decided_by"]


def test_explain_shows_candidates_and_what_was_taken(lanzarote: Lanzarote) -> None:
    explained = lanzarote.json("explain", "What must Romania do on helplines?")
    taken = [row["record"] for row in explained["candidates"] if row["taken"]]
    assert "romania:VI-1" in taken
    assert len(explained["candidates"]) > len(taken)
    assert explained["gate"] is not None
    assert explained["understood"]["parties"] == ["Romania"]
    assert explained["understood"]["stress"] == "require"


def test_explain_shows_what_was_understood(lanzarote: Lanzarote) -> None:
    understood = lanzarote.json("explain", "How many requests are in chapter II?")["understood"]
    assert (understood["intent"], understood["chapters"], understood["urgencies"]) == ("count", ["II"], ["request"])
    out = lanzarote("explain", "only the binding ones", "--history", "List all recommendations of chapter X")[1]
    for word in ("Understood", "Outcome", "carried", "X"):
        assert word in out
