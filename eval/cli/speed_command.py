"""`lanzarote-eval speed`: times of ours and of the LangChain tutorial."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from eval.cli.options import add_settings, chosen_settings, positive

HELP = "Time a cold process, warm questions and a batch against the LangChain tutorial, in turn, in one run."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("--rounds", type=positive, default=5, metavar="N", help="how often each is measured (default: 5)")
    command.add_argument("--questions", type=positive, default=200, metavar="N", help="how many are asked a round (default: 200)")
    command.add_argument("--json", action="store_true", help="print JSON")
    add_settings(command)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from eval.speed.measure import measure

    found = measure(
        chosen_settings(arguments),
        arguments.rounds,
        arguments.questions,
        lambda what: print(f"Measuring {what} …", file=sys.stderr, flush=True),
    )
    print(json.dumps(found, ensure_ascii=False, indent=1) if arguments.json else as_text(found))
    return 0


def as_text(found: Mapping[str, Any]) -> str:
    """Give the measurements as a table."""
    from eval.cli.tables import columns

    groups = [
        ("cold process (s)", found["cold_s"]),
        ("warm, median question (ms)", found["warm_ms"]["p50"]),
        ("warm, 95th percentile (ms)", found["warm_ms"]["p95"]),
        ("batch (questions a second)", found["batch_per_s"]),
        ("scoring (s)", found["scoring_s"]),
    ]
    rows = [["", "", "median", "range", "times ours", "range", "n"]]
    for title, systems in groups:
        for name, spread in systems.items():
            times = spread.get("times_ours")
            beside = [f"{times['median']:.2f}", _range(times)] if times else ["", ""]
            rows.append([title, name, f"{spread['median']:.4g}", _range(spread), *beside, str(spread["n"])])
            title = ""  # noqa: PLW2901  named once
    machine, packages = found["machine"], found["packages"]
    lines = [
        columns(rows, left=2),
        "",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}",
        ", ".join(f"{name} {version}" for name, version in packages.items() if version),
        "Everything in turn; each system with its own defaults; files read once before the clock starts.",
    ]
    return "\n".join(lines)


def _range(spread: Mapping[str, float]) -> str:
    return f"{spread['low']:.4g} to {spread['high']:.4g}"
