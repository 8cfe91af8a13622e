"""`lanzarote-eval speed`: times of ours and of the LangChain tutorial."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from eval.cli.options import add_settings, chosen_settings, positive
from eval.speed.scale import ORDINARY

HELP = "Time cold processes, warm questions and a batch against the LangChain tutorial, in turn, in one run; building, memory and size too."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    command.add_argument("--rounds", type=positive, default=5, metavar="N", help="how often each is measured (default: 5)")
    command.add_argument("--questions", type=positive, default=200, metavar="N", help="how many are asked a round (default: 200)")
    command.add_argument(
        "--scale",
        type=int,
        default=ORDINARY,
        metavar="N",
        help=f"clauses of the largest fictional index that is built; 1000000 takes minutes, 0 builds none (default: {ORDINARY})",
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    add_settings(command)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from eval.speed.measure import measure

    found = measure(
        chosen_settings(arguments),
        arguments.rounds,
        arguments.questions,
        arguments.scale,
        lambda what: print(f"Measuring {what} …", file=sys.stderr, flush=True),
    )
    print(json.dumps(found, ensure_ascii=False, indent=1) if arguments.json else as_text(found))
    return 0


def as_text(found: Mapping[str, Any]) -> str:
    """Give the measurements as a table."""
    from eval.cli.tables import columns

    groups = [
        ("cold process (s)", found["cold_s"]),
        ("the tutorial's time, in ours", found["cold_ratios"]),
        ("most memory (MB)", found["memory_mb"]),
        ("warm, median question (ms)", found["warm_ms"]["p50"]),
        ("warm, 95th percentile (ms)", found["warm_ms"]["p95"]),
        ("batch (questions a second)", found["batch_per_s"]),
        ("building the index (s)", found["build_s"]),
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
        *scale_lines(found["scale"]),
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}",
        ", ".join(f"{name} {version}" for name, version in packages.items() if version),
        "Everything in turn; each system with its own defaults; files read once before the clock starts.",
    ]
    return "\n".join(lines)


def scale_lines(scale: Mapping[str, Any]) -> list[str]:
    """Give the costs at each size, and how each grows between the last two."""
    from eval.cli.tables import columns

    if not scale:
        return []
    heads = {
        "clauses": "clauses", "engine": "engine", "build_s": "build s", "disk_mb": "disk MB", "open_s": "open s", "open_rss_mb": "open MB",
        "rss_mb": "most MB", "p50_ms": "p50 ms", "p95_ms": "p95 ms", "party_p50_ms": "1 Party p50", "party_p95_ms": "p95",
        "recall_at_10": "recall@10",
    }  # fmt: skip
    rows = [list(heads.values())]
    rows += [[value if isinstance(value := row[key], str) else f"{value:,.4g}" for key in heads] for row in scale["sizes"]]
    rows.append(["exponent", "", *(f"{scale['exponents'][key]:.2f}" if key in scale["exponents"] else "" for key in list(heads)[2:])])
    return ["Search alone, in fictional indexes of growing size (questions encoded beforehand):", columns(rows, left=2), ""]


def _range(spread: Mapping[str, float]) -> str:
    return f"{spread['low']:.4g} to {spread['high']:.4g}"
