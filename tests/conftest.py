"""What all tests share: settings in a temporary folder, and one assistant with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.pipeline import Assistant, open_assistant
from assistant.settings import Settings, load_settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(data_dir=tmp_path_factory.mktemp("lanzarote"))


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    return open_assistant(settings)


@pytest.fixture(scope="session")
def sources() -> dict[str, Path]:
    root = Path(__file__).parent.parent
    fictional = {path.stem: path for path in (root / "eval" / "data" / "factsheets").glob("*.txt")}
    return {"romania": root / "corpus" / "factsheets" / "romania.txt", **fictional}
