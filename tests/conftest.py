"""What all tests share: settings in a temporary folder, and one assistant with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.pipeline import Assistant, open_assistant
from assistant.settings import Settings, load_settings
from tests.browser import Visit, launched, served, visiting
from tests.counted import CASES
from tests.faults import Stable


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(data_dir=tmp_path_factory.mktemp("lanzarote"))


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    return open_assistant(settings)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def address(assistant: Assistant, settings: Settings) -> Iterator[str]:
    with served(assistant, index_dir=settings.index_dir) as address:
        yield address


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as visit:
        yield visit
        # Whatever the test did, the page asked nobody else for anything and met no error.
        assert visit.foreign == []
        assert visit.errors == []
        assert visit.bad == []


@pytest.fixture(scope="session")
def stable() -> Iterator[Stable]:
    stable = Stable()
    yield stable
    stable.close()


@pytest.fixture(scope="session")
def sources() -> dict[str, Path]:
    root = Path(__file__).parent.parent
    fictional = {path.stem: path for path in (root / "eval" / "data" / "factsheets").glob("*.txt")}
    return {"romania": root / "corpus" / "factsheets" / "romania.txt", **fictional}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many generated cases there were, of each kind."""
    if CASES:
        terminalreporter.write_line("Cases: " + ", ".join(f"{count:,} {suite}" for suite, count in CASES.items()))
