"""Runs one command of ours and says how much memory it had at most: `python -m eval.speed.memory ask QUESTION …`.

Megabytes, as the last line of the error stream, from the system's own record of this process (Linux only).
"""

from __future__ import annotations

import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def main() -> int:
    """Run the command."""
    from assistant.cli.main import main as run

    code = run(sys.argv[1:])
    print(most_memory(), file=sys.stderr)
    return code


def most_memory() -> float:
    """Give the greatest resident memory of this process so far, in megabytes; mapped files count where they were read.

    Not from `getrusage`, which begins with what the parent process had.
    """
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) / 1000


if __name__ == "__main__":
    sys.exit(main())
