"""Two runs side by side, and the gates, on results made up for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import InputError
from eval.cli.main import main
from eval.compare import compare
from eval.figure import Figure
from eval.gates import Bound, Gates, breaches, crossed, load_gates
from eval.metrics import PERFECT
from eval.report.files import FIGURES, MANIFEST, RESULTS, gated_figures
from eval.report.result import Result, read_results, write_results
from eval.report.summary import VERSION

NONE = Gates("dev", (), ())
ITEM = Result(
    id="dev-0",
    split="dev",
    type="topic",
    language="en",
    variant=None,
    cluster="c0",
    party="Romania",
    status="answered",
    reason=None,
    scores={},
    blame="none",
    elapsed_ms=5.0,
    fault="",
    item={"question": "Is <b>this</b> it?"},
    answer=None,
    stages=None,
)


def _run(right: str, **changes: object) -> list[Result]:
    """Make a run of one item a letter: `+` right, `-` wrong, `~` wrong and half found."""
    run = []
    for number, sign in enumerate(right):
        correct, found = float(sign == "+"), {"+": 1.0, "-": 0.0, "~": 0.5}[sign]
        scores: dict[str, float | None] = {"correct": correct, "first_citation": correct, "id_recall": found, "injection_through": None}
        blame = "none" if sign == "+" else "ranked low"
        made = replace(ITEM, id=f"dev-{number}", cluster=f"c{number // 2}", scores=scores, blame=blame)
        run.append(replace(made, **changes))  # type: ignore[arg-type]
    return run


def _figure(value: float | None, name: str = "id_recall") -> Figure:
    return Figure(name, value, 10 if value is not None else 0, 0, None)


# ------------------------------------------------------------------ items
def test_items_are_fixed_broken_and_unchanged() -> None:
    found = compare(_run("++--~-"), _run("+-+-~~"), NONE)
    assert [result.id for result in found.fixed] == ["dev-2"]
    assert [result.id for result in found.broken] == ["dev-1"]
    assert (found.right, found.wrong, found.moved) == (1, 3, 1)


def test_a_broken_item_is_shown_as_it_is_now() -> None:
    (broken,) = compare(_run("+"), _run("-"), NONE).broken
    assert broken.blame == "ranked low"


def test_items_of_one_run_only_are_named_and_not_compared() -> None:
    found = compare(_run("+++"), _run("++++")[1:], NONE)
    assert (found.missing, found.added) == (("dev-0",), ("dev-3",))
    assert not found.broken
    assert found.right == 2


def test_the_order_of_items_does_not_matter() -> None:
    after = _run("-+-+")
    assert compare(_run("+--+"), after, NONE).changes == compare(_run("+--+"), after[::-1], NONE).changes


def test_slices_in_which_something_changed() -> None:
    french = [replace(result, id=f"{result.id}-fr", language="fr", variant="fr") for result in _run("++")]
    found = compare(_run("++") + french, [*_run("++"), replace(french[0], scores=_run("-")[0].scores), french[1]], NONE)
    parts = {(part.kind, part.value): part for part in found.slices}
    assert ("language", "en") not in parts
    assert parts["language", "fr"].broken == 1
    assert parts["type", "topic"].n == 4
    assert (parts["variant", "fr"].right_before, parts["variant", "fr"].right_after) == (2, 1)


# ------------------------------------------------------------------ significance
def test_the_same_run_differs_in_nothing() -> None:
    changes = compare(_run("+-" * 20), _run("+-" * 20), NONE).changes
    assert {change.p for change in changes if change.p is not None} == {1.0}


def test_a_large_change_is_no_chance_and_a_small_one_may_be() -> None:
    large = {c.before.name: c.p for c in compare(_run("-" * 60), _run("+" * 60), NONE).changes}
    small = {c.before.name: c.p for c in compare(_run("-" * 60), _run("+" + "-" * 59), NONE).changes}
    assert large["correct"] is not None
    assert large["correct"] < 0.01
    assert small["correct"] == 1.0


def test_what_is_defined_nowhere_has_no_p() -> None:
    found = {c.before.name: c for c in compare(_run("+-"), _run("+-"), NONE).changes}
    assert found["fact_containment"].p is None
    assert found["fact_containment"].before.value is None


# ------------------------------------------------------------------ golden items and gates
def test_a_broken_golden_item_fails() -> None:
    gates = replace(NONE, golden=("dev-1", "dev-2"))
    found = compare(_run("++-"), _run("+--"), gates)
    assert found.golden == ("dev-1",)
    assert not found.passes


def test_another_broken_item_does_not_fail() -> None:
    assert compare(_run("++"), _run("-+"), replace(NONE, golden=("dev-1",))).passes


BOUND = replace(NONE, bounds=(Bound("id_recall", 0.5, None), Bound("refused_answerable", None, 0.1)))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.6, 0.55, []),
        (0.6, 0.5, []),
        (0.6, 0.4, ["id_recall is 0.4000, below 0.5 (n=10)"]),
        (0.4, 0.3, ["id_recall is 0.3000, below 0.5 (n=10)"]),  # further out
        (0.3, 0.4, []),  # still out, and better
        (0.4, 0.4, []),
        (0.6, None, ["id_recall is undefined, so nothing shows that it is within its bounds"]),
    ],
)
def test_a_lower_bound_is_crossed_by_what_falls_below(before: float, after: float | None, said: list[str]) -> None:
    ok = {"refused_answerable": _figure(0.0, "refused_answerable")}
    assert crossed(BOUND, {**ok, "id_recall": _figure(before)}, {**ok, "id_recall": _figure(after)}) == said


def test_an_upper_bound_is_crossed_by_what_rises_above() -> None:
    gates = replace(NONE, bounds=(Bound("refused_answerable", None, 0.1),))
    before, after = ({"refused_answerable": _figure(value, "refused_answerable")} for value in (0.1, 0.2))
    assert crossed(gates, before, after) == ["refused_answerable is 0.2000, above 0.1 (n=10)"]
    assert crossed(gates, after, before) == []


def test_a_crossed_bound_fails() -> None:
    good, bad = {"id_recall": _figure(0.6)}, {"id_recall": _figure(0.4)}
    gates = replace(NONE, bounds=(Bound("id_recall", 0.5, None),))
    assert not compare(_run("+"), _run("+"), gates, (good, bad)).passes
    assert compare(_run("+"), _run("+"), gates, (bad, good)).passes
    assert compare(_run("+"), _run("+"), gates, None).passes


def test_a_gate_says_everything_that_does_not_hold() -> None:
    gates = Gates("dev", ("dev-0", "dev-1", "dev-7"), (Bound("id_recall", 0.9, None), Bound("faults", None, 0)))
    figures = {"id_recall": _figure(0.5), "faults": _figure(1.0, "faults")}
    assert breaches(gates, figures, {"dev-0": True, "dev-1": False}) == [
        "id_recall is 0.5000, below 0.9 (n=10)",
        "faults is 1.0000, above 0 (n=10)",
        "golden item dev-7 was not asked",
        "golden item dev-1 is not right",
    ]


def test_gated_figures_are_of_the_split_alone() -> None:
    other = [replace(result, id=f"cal-{i}", split="calibration") for i, result in enumerate(_run("--", fault="broken"))]
    whole = {"extraction": {"whole": {"name": "extraction", "value": 1.0, "n": 5, "undefined": 0, "interval": None}}}
    found = gated_figures(_run("++") + other, whole, "dev")
    assert (found["correct"].value, found["faults"].value, found["extraction"].value) == (1.0, 0.0, 1.0)


# ------------------------------------------------------------------ the file of gates
def test_the_gates_of_the_project_are_sound() -> None:
    gates = load_gates([*PERFECT, "evidence@1", "evidence@4", "extraction"])
    bounds = {bound.name: bound for bound in gates.bounds}
    assert gates.split == "dev"
    assert len(gates.golden) >= 30
    assert all(item.startswith("dev-") for item in gates.golden)
    for name in ("fabricated_ids", "invitation_as_obligation", "injection_through", "faults"):
        assert bounds[name].upper == 0
    for name in ("verbatim_quotes", "quoted_lines", "extraction", "urgency_accuracy"):
        assert bounds[name].lower == 1
    assert {"first_citation", "id_recall", "refused_unanswerable", "refused_answerable"} <= {*bounds}


def test_faults_of_a_file_of_gates_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "gates.toml"
    path.write_text('split = "train"\ncolour = 1\ngolden = ["a", "a"]\n[bounds]\nspeed = {lower = "x"}\nid_f1 = {}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_gates(["id_f1"], path)
    lines = str(caught.value).split("\n")
    assert [line.removeprefix("gates.toml: ").split(";")[0] for line in lines] == [
        "unknown key 'colour'",
        "split must be one of dev, practice, calibration, test, fresh, not 'train'",
        "golden must be a list of item ids, each once",
        "unknown figure 'speed'",
        "speed must have a number as lower, upper or both",
        "id_f1 must have a number as lower, upper or both",
    ]


# ------------------------------------------------------------------ the command
def _write(folder: Path, results: Sequence[Result], **selection: object) -> Path:
    folder.mkdir()
    write_results(folder / RESULTS, results)
    extraction = {"whole": {"name": "extraction", "value": 1.0, "n": 1, "undefined": 0, "interval": None}}
    (folder / FIGURES).write_text(json.dumps({"version": VERSION, "extraction": extraction}), encoding="utf-8")
    chosen = {"splits": ["dev"], "types": [], "languages": [], "limit": None, **selection}
    (folder / MANIFEST).write_text(json.dumps({"selection": chosen, "set": {"dev": "abc"}}), encoding="utf-8")
    return folder


GATES = 'split = "dev"\ngolden = ["dev-0"]\n[bounds]\nid_recall = {lower = 0.5}\n'


def _compare(tmp_path: Path, before: str, after: str, **selection: object) -> int:
    (tmp_path / "gates.toml").write_text(GATES, encoding="utf-8")
    folders = (_write(tmp_path / name, _run(run), **selection) for name, run in (("a", before), ("b", after)))
    return main(["compare", *map(str, folders), "--gates", str(tmp_path / "gates.toml")])


def test_the_command_passes_an_improvement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _compare(tmp_path, "+-+-", "++++") == 0
    assert "4 items: 2 fixed, 0 broken" in capsys.readouterr().out


def test_the_command_fails_a_broken_golden_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _compare(tmp_path, "++++", "-+++") == 1
    assert "broken: golden item dev-0" in capsys.readouterr().out


def test_the_command_fails_a_crossed_bound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _compare(tmp_path, "++++", "+---") == 1
    assert "gate: id_recall is 0.2500, below 0.5" in capsys.readouterr().out


def test_bounds_are_not_checked_on_a_part_of_the_split(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _compare(tmp_path, "++++", "+---", limit=4) == 0
    assert "note: the bounds were not checked" in capsys.readouterr().out


def test_runs_without_a_common_item_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _write(tmp_path / "a", _run("+"))
    other = _write(tmp_path / "b", [replace(ITEM, id="cal-1", split="calibration")])
    assert main(["compare", str(one), str(other)]) == 2
    assert "no item in common" in capsys.readouterr().err


def test_a_change_of_the_set_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = _write(tmp_path / "a", _run("+")), _write(tmp_path / "b", _run("+"))
    (other / MANIFEST).write_text((other / MANIFEST).read_text(encoding="utf-8").replace("abc", "abd"), encoding="utf-8")
    main(["compare", str(one), str(other)])
    assert "the items of split dev were changed" in capsys.readouterr().out


def test_withheld_questions_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _write(tmp_path / "a", _run("+", item=None))
    other = _write(tmp_path / "b", _run("-", item=None))
    main(["compare", str(one), str(other)])
    assert "(withheld)" in capsys.readouterr().out


# ------------------------------------------------------------------ results on disk
def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    results = _run("+-~")
    write_results(tmp_path / RESULTS, results)
    assert read_results(tmp_path / RESULTS) == results


def test_every_damaged_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / RESULTS
    write_results(path, _run("+"))
    path.write_text(path.read_text(encoding="utf-8") + "{\n[]\n" + '{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_results(path)
    assert [line.split(": ")[0].rpartition(":")[2] for line in str(caught.value).split("\n")] == ["2", "3", "4"]
