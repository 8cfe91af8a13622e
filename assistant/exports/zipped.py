"""Office files are ZIP archives; ours carry their source's date, never the clock's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

LONGEST_PROPERTY = 255  # characters of a document's title or subject
_PROPERTIES = "docProps/core.xml"
_UNIX, _MODE = 3, 0o100644 << 16


def settled(data: bytes, date: datetime, properties: Callable[[bytes], bytes] = bytes) -> bytes:
    """Write an archive anew with every part dated alike, so that equal content gives equal bytes.

    Args:
        data: a ZIP archive.
        date: not before 1980, the first year of the format.
        properties: gives what stands in place of the document's properties.

    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date.timetuple()[:6])
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
            new.writestr(part, properties(old.read(name)) if name == _PROPERTIES else old.read(name))
    return out.getvalue()
