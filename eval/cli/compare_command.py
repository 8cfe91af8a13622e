"""`lanzarote-eval compare`: two runs, item by item."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.compare import Comparison
    from eval.report.result import Result

HELP = "Set two runs side by side: items fixed and broken, by slice, with significance. Exit code 1 where the second is unfit."
_SHOWN = 60


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("before", metavar="A", type=Path, help="folder of the earlier run")
    command.add_argument("after", metavar="B", type=Path, help="folder of the later run")
    command.add_argument("--gates", metavar="FILE", type=Path, help="golden items and bounds (default: eval/gates.toml)")


def run(arguments: argparse.Namespace) -> int:
    """Compare."""
    from corpus.errors import InputError
    from eval.baselines.evidence import EVIDENCE
    from eval.compare import compare
    from eval.gates import GATES, load_gates
    from eval.metrics import PERFECT
    from eval.report.files import read_run

    before, after = read_run(arguments.before), read_run(arguments.after)
    gates = load_gates([*PERFECT, *EVIDENCE, "extraction"], arguments.gates or GATES)
    whole = before.covers(gates.split) and after.covers(gates.split)
    gated = (before.gated(gates.split), after.gated(gates.split)) if whole else None
    found = compare(before.results, after.results, gates, gated)
    shared = len(before.results) - len(found.missing)
    if not shared:
        msg = f"{arguments.before} and {arguments.after} have no item in common"
        raise InputError(msg)
    _print(found, shared)
    for split in {**before.manifest["set"], **after.manifest["set"]}:
        hashes = [run.manifest["set"].get(split) for run in (before, after)]
        if None not in hashes and hashes[0] != hashes[1]:
            print(f"note: the items of split {split} were changed between the two runs")
    if not whole:
        print(f"note: the bounds were not checked, because not both runs asked the whole split {gates.split}")
    for item in found.golden:
        print(f"broken: golden item {item}")
    for line in found.crossed:
        print(f"gate: {line}")
    return 0 if found.passes else 1


def _print(found: Comparison, shared: int) -> None:
    from eval.cli.tables import columns, number
    from eval.report.words import label

    same = f"{found.right} stayed right, {found.wrong} stayed wrong ({found.moved} of them with other scores)"
    print(f"{shared} items: {len(found.fixed)} fixed, {len(found.broken)} broken, {same}")
    if found.missing or found.added:
        print(f"not compared: {len(found.missing)} items are only in the first run, {len(found.added)} only in the second")
    rows = [["", "before", "after", "p (Holm)"]]
    rows += [
        [
            label(change.before.name),
            number(change.before),
            number(change.after),
            "–" if change.p is None else f"{change.p:.3f}",
        ]
        for change in found.changes
    ]
    print(f"\n{columns(rows)}\n")
    if found.slices:
        parts = [["slice", "", "n", "right before", "after", "fixed", "broken"]]
        parts += [
            [
                part.kind,
                part.value,
                str(part.n),
                str(part.right_before),
                str(part.right_after),
                str(part.fixed),
                str(part.broken),
            ]
            for part in found.slices
        ]
        print(f"{columns(parts, left=2)}\n")
    _items("Broken", found.broken)
    _items("Fixed", found.fixed)


def _items(title: str, results: Sequence[Result]) -> None:
    if not results:
        return
    print(f"{title}:")
    for result in results[:_SHOWN]:
        question = " ".join(result.item["question"].split()) if result.item else "(withheld)"
        print(f"  {result.id}  {result.type}  {'' if result.correct else f'{result.blame}  '}{question[:110]}")
    if len(results) > _SHOWN:
        print(f"  … and {len(results) - _SHOWN} more")
    print()
