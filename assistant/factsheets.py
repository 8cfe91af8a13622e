"""The factsheets that questions are about: the bundled ones and the user's own. Needs no index, and starts at once."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import InputError
from corpus.load import SUFFIX, bundled, load_all


def load_catalogue(settings: Settings) -> Catalogue:
    """Load the bundled factsheets and the ones the user added.

    Raises:
        InputError: one line for each fault in an added factsheet, or for each that is a link out of their folder, or their
            folder cannot be read.

    """
    added = _added(settings.factsheets_dir)
    refuse_links(added, settings.factsheets_dir)
    return Catalogue(load_all([*bundled(), *added]))


def _added(folder: Path) -> list[Path]:
    """Name the user's own. A folder that cannot be read is no empty one: answers would silently lack a Party."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except FileNotFoundError:
        return []
    except OSError as error:
        msg = f"{folder}: cannot be read ({error.strerror}); check its permissions, or name another folder with --data-dir"
        raise InputError(msg) from error


def refuse_links(paths: list[Path], folder: Path) -> None:
    """Refuse files that lie outside a folder and are only linked into it; raises InputError that names them all."""
    home = folder.resolve()
    faults = [f"{path}: leads out of its folder; copy the file there instead of a link" for path in paths if path.resolve().parent != home]
    if faults:
        raise InputError("\n".join(faults))
