"""Timing: whole processes in turn, calls one by one; medians with their range, never one number alone."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from corpus.errors import InternalError


@dataclass(frozen=True, slots=True)
class Spread:
    """Some measurements of one thing.

    Attributes:
        median, low, high: in the unit of the measurements; low and high are the least and the greatest.
        n: how many.

    """

    median: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Summarise at least one measurement."""
        return cls(statistics.median(values), min(values), max(values), len(values))

    def __str__(self) -> str:
        """Give `median (low to high)`."""
        return f"{self.median:,.3g} ({self.low:,.3g} to {self.high:,.3g})"


def processes(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Run each command to its end, in turn, as often as asked; seconds of each run.

    In turn, so that whatever else the machine does meets all of them alike.

    Raises:
        InternalError: a command fails; the message has the end of what it said.

    """
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(_process(command))
    return taken


def _process(command: Sequence[str]) -> float:
    started = time.perf_counter()
    _run(command)
    return time.perf_counter() - started


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    root = str(Path(str(resources.files("eval"))).parent)
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    # An installed program, as the tutorial's packages are, is compiled already: its bytecode is kept from one run to the next.
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(  # noqa: S603  our own commands
        [sys.executable, *command], capture_output=True, text=True, check=False, env={**others, "PYTHONPATH": path}
    )
    if done.returncode:
        msg = f"{' '.join(command[:3])} failed: {done.stderr.strip()[-300:]}"
        raise InternalError(msg)
    return done


def memory(command: Sequence[str]) -> float:
    """Run a command of ours in a process of its own and give the most memory it had, in megabytes.

    Raises:
        InternalError: it fails.

    """
    return float(_run(["-m", "eval.speed.memory", *command]).stderr.splitlines()[-1])


def calls(call: Callable[[str], object], questions: Iterable[str]) -> list[float]:
    """Call with each question and give the milliseconds of each call."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        call(question)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def percentile(values: Sequence[float], percent: int) -> float:
    """Give a percentile by linear interpolation."""
    return float(np.percentile(values, percent))
