"""`python -m assistant` is the command `lanzarote`."""

from __future__ import annotations

import sys

from assistant.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
