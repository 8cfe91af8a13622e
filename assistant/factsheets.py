"""The factsheets that questions are about: the bundled ones and the user's own. Needs no index, and starts at once."""

from __future__ import annotations

from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.load import SUFFIX, bundled, load_all


def load_catalogue(settings: Settings) -> Catalogue:
    """Load the bundled factsheets and the ones the user added.

    Raises:
        InputError: one line for each fault in an added factsheet.

    """
    added = sorted(settings.factsheets_dir.glob(f"*{SUFFIX}")) if settings.factsheets_dir.is_dir() else []
    return Catalogue(load_all([*bundled(), *added]))
