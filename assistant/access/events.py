"""What is written down: one JSON object a line, with times and reason codes, and never anybody's words."""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from corpus.errors import SettingsError

_log = logging.getLogger("lanzarote")
_EVENT, _FIELDS = "event", "fields"
STANDARD_ERROR = "-"


def event(name: str, level: int = logging.INFO, **fields: str | float) -> None:
    """Write down that something happened; fields hold codes, numbers and identifiers, never words of a person."""
    _log.log(level, "%s %s", name, fields, extra={_EVENT: name, _FIELDS: fields})


def fault(error: BaseException, **fields: str | float) -> None:
    """Write down a fault of the program: of what kind, and in which line of which file."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    at = "".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in place)
    event("fault", logging.ERROR, fault=type(error).__name__, at=at, **fields)


class JsonLines(logging.Formatter):
    """Gives an event as it is. Of whatever else is logged, here or in a library, only who logged it and what kind of fault it was.

    A message or a traceback of others may repeat a question, so neither is kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Give one line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, str | float] = {"time": time, "level": record.levelname.lower()}
        fields = getattr(record, _FIELDS, None)
        if record.name == _log.name and fields is not None:
            line |= {"event": getattr(record, _EVENT), **fields}
        else:
            line |= {"event": "logged", "logger": record.name, "at": f"{record.module}:{record.lineno}"}
            if record.exc_info and record.exc_info[0]:
                line["fault"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=True)


def log_to(place: str) -> None:
    """Write events to a file (`-` is standard error), or where no place is named warnings and faults to standard error.

    Raises:
        SettingsError: the file cannot be written.

    """
    handler = logging.StreamHandler(_stream(place))
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    _log.setLevel(logging.INFO if place else logging.WARNING)
    for name, other in logging.root.manager.loggerDict.items():
        # Libraries that print by themselves, or in their own form, go through this form too.
        if isinstance(other, logging.Logger) and name != _log.name:
            other.handlers.clear()
            other.propagate = True


def _stream(place: str) -> TextIO:
    if place in ("", STANDARD_ERROR):
        return sys.stderr
    try:
        handle = os.open(Path(place).expanduser(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError as error:
        msg = f"{place}: cannot be written ({error.strerror}); name another file with --log"
        raise SettingsError(msg) from error
    return os.fdopen(handle, "a", encoding="utf-8", buffering=1)
