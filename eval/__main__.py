"""`python -m eval` is the command `lanzarote-eval`."""

from __future__ import annotations

import sys

from eval.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
