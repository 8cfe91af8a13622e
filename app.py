"""The chat page: `python app.py` serves it on this machine, as `lanzarote chat` does.

The page itself is in `assistant/ui/`; this file reads the command line. Importing `assistant.ui`
switches off gradio's analytics and every look-up at Hugging Face before either is imported.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

import assistant.ui  # noqa: F401  # first of all imports: it sets the environment gradio reads
from assistant.cli import chat
from assistant.cli.main import COMMANDS
from corpus.errors import InputError


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the chat page until stopped.

    Args:
        argv: arguments; those of the command line if None.

    Returns:
        Exit code: 0 stopped, 2 bad input, 1 a fault of the program.

    """
    # On the handler, not the root logger: libraries (bm25s) set their own loggers to DEBUG.
    warnings_only = logging.StreamHandler()
    warnings_only.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[warnings_only], format="%(levelname)s %(name)s: %(message)s")
    parser = argparse.ArgumentParser(prog="app.py", description=COMMANDS["chat"].help)
    chat.add_arguments(parser)
    try:
        return chat.run(parser.parse_args(argv))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # noqa: BLE001  # one clear line instead of a traceback
        print(f"internal error: {type(error).__name__}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
