"""Office files are ZIP archives; ours carry their source's date, never the clock's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

_UNIX, _MODE = 3, 0o100644 << 16


def settled(data: bytes, date: datetime, change: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """Write an archive anew with every part dated alike, so that equal content gives equal bytes.

    Args:
        data: a ZIP archive.
        date: not before 1980, the first year of the format.
        change: gives what stands in a part's place, from its name and its bytes.

    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date.timetuple()[:6])
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
            new.writestr(part, change(name, old.read(name)))
    return out.getvalue()
