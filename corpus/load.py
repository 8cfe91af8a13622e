"""Files become factsheets: decoded strictly, parsed, checked for what only a file can have wrong."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from corpus.errors import InputError, SourceError
from corpus.parsers import parser
from corpus.records import Factsheet, Fault

MAX_BYTES = 2 * 1024 * 1024  # forty times a factsheet
SUFFIX = ".txt"


def bundled() -> list[Path]:
    """Name the factsheets that come with the program, in alphabetical order."""
    folder = Path(str(resources.files("corpus") / "factsheets"))
    return sorted(folder.glob(f"*{SUFFIX}"))


def read_source(path: Path) -> str:
    """Read a text file as it is, line ends and all.

    Raises:
        InputError: there is no such file, or it cannot be opened.
        SourceError: it is empty, too large, binary or not UTF-8.

    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if path.is_file() and size <= MAX_BYTES else None
    except FileNotFoundError as error:
        msg = f"{path}: there is no such file; check the path"
        raise InputError(msg) from error
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); check its permissions"
        raise InputError(msg) from error
    if data is None:
        what = f"{path}: is no regular file" if not path.is_file() else f"{path}: is larger than {MAX_BYTES:,} bytes"
        msg = f"{what}; give the text of one factsheet"
        raise InputError(msg)
    return decode(data, str(path))


def decode(data: bytes, origin: str) -> str:
    """Decode UTF-8 strictly; raises SourceError where the bytes are no text."""
    if not data.strip():
        raise SourceError(origin, [Fault(1, "the file is empty", "give the text of a factsheet")])
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise SourceError(origin, [Fault(line, "the file is binary, not text", "save it as UTF-8 text")])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        raise SourceError(origin, [Fault(line, what, "save the file with encoding UTF-8")]) from error


def load_factsheet(path: Path, kind: str = "factsheet") -> Factsheet:
    """Read and parse one file.

    Raises:
        InputError: the file cannot be read, or SourceError with all its faults.

    """
    return parser(kind)(read_source(path), str(path))


def load_all(paths: Iterable[Path]) -> list[Factsheet]:
    """Load several files, ordered by Party; all faults of all files are raised together.

    Raises:
        InputError: one line for each fault, or two files hold the same Party.

    """
    factsheets: dict[str, Factsheet] = {}
    messages: list[str] = []
    for path in paths:
        try:
            factsheet = load_factsheet(path)
        except InputError as error:
            messages.append(str(error))
            continue
        if factsheet.slug in factsheets:
            messages.append(f"{path}: a factsheet of {factsheet.party} is loaded already; remove one of the two")
        factsheets.setdefault(factsheet.slug, factsheet)
    if messages:
        raise InputError("\n".join(messages))
    return [factsheets[name] for name in sorted(factsheets)]
