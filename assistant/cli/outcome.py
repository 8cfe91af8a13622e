"""What became of a command: its exit code, and one line where it went wrong. Both command lines end here."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable

from assistant.cli.shown import shown
from corpus.errors import InputError, LanzaroteError

DEBUG = "LANZAROTE_DEBUG"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def exit_code(run: Callable[[], int]) -> int:
    """Run a command and give its exit code: 2 for bad input, 1 for a fault of ours, each said in one line on standard error.

    With LANZAROTE_DEBUG set an unforeseen fault is raised instead.
    """
    _speak_utf8()
    try:
        code = run()
        print(end="", flush=True)
        return code
    except InputError as error:
        print(shown(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe has left: nothing more to say, and no traceback at exit.
        _say_no_more()
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except Exception as error:
        # Files that are written have said so themselves: what is left is the output.
        if isinstance(error, OSError) and error.errno in _NO_ROOM and error.filename is None:
            _say_no_more()
            print(f"the output cannot be written ({error.strerror}); make room where it goes", file=sys.stderr)
            return 2
        if not isinstance(error, LanzaroteError) and os.environ.get(DEBUG):
            raise
        kind = "" if isinstance(error, LanzaroteError) else f"{type(error).__name__}: "
        print(f"internal error: {kind}{shown(error)} (LANZAROTE_DEBUG=1 shows where)", file=sys.stderr)
        return 1


def _speak_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale; a terminal of another encoding shows what it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _say_no_more() -> None:
    """Let go of the standard output, which Python would try to write to again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
