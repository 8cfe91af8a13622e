"""The assistant opened in the background, so that the page is there before the model is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.pipeline import Assistant
from corpus.errors import LanzaroteError
from index.build import Progress

_log = logging.getLogger(__name__)

# Opens the assistant; is given what is to be called when an index has to be built first.
Open = Callable[[Callable[[str], Progress]], Assistant]


class Stage(StrEnum):
    """How far the opening is."""

    LOADING = "loading"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class State:
    """How far the opening is.

    Attributes:
        stage: what is being done.
        done, total: texts of the index written; 0 of 0 where none is being built.
        fault: why it failed, one line; empty where it did not.

    """

    stage: Stage = Stage.LOADING
    done: int = 0
    total: int = 0
    fault: str = ""


class _StoppedError(Exception):
    """What an opening that is given up ends with."""


class Opening:
    """An assistant that is being opened. Safe to share between threads."""

    def __init__(self, open_assistant: Open, warm_up: Callable[[Assistant], None] = lambda _: None) -> None:
        """Keep how it is opened; `warm_up` is called before it counts as ready."""
        self._open = open_assistant
        self._warm_up = warm_up
        self._assistant: Assistant | None = None
        self._state = State()
        self._thread: threading.Thread | None = None
        self._is_stopped = False

    @classmethod
    def of(cls, assistant: Assistant) -> Opening:
        """Wrap an assistant that is open already."""
        opening = cls(lambda _: assistant)
        opening.run()
        return opening

    @property
    def state(self) -> State:
        """How far it is."""
        return self._state

    @property
    def assistant(self) -> Assistant | None:
        """The assistant, None until it is ready."""
        return self._assistant

    def start(self) -> None:
        """Open it in a thread of its own; what failed can be started again."""
        self._state = State()
        self._thread = threading.Thread(target=self.run, name="opening", daemon=True)
        self._thread.start()

    @property
    def is_stopped(self) -> bool:
        """Whether it was given up before the assistant was ready."""
        return self._is_stopped and self._assistant is None

    def give_up(self) -> None:
        """Stop as soon as possible."""
        self._is_stopped = True

    def stop(self) -> None:
        """Give it up and wait for its thread: a program that ends while onnxruntime loads a model is aborted."""
        self.give_up()
        if self._thread is not None:
            self._thread.join()

    def run(self) -> None:
        """Open it; what goes wrong is kept as one line."""
        try:
            assistant = self._open(self._building)
            self._warm_up(assistant)
        except _StoppedError:
            pass
        except LanzaroteError as error:
            self._state = State(Stage.FAILED, fault=str(error).partition("\n")[0])
        except Exception as error:  # noqa: BLE001  # the page stays, and says that it cannot answer
            _log.error("the assistant could not be opened: %s", type(error).__name__)
            self._state = State(Stage.FAILED, fault=type(error).__name__)
        else:
            self._assistant = assistant
            self._state = State(Stage.READY)

    def _building(self, why: str) -> Progress:  # noqa: ARG002  # why an index is built matters to nobody who waits
        self._state = State(Stage.BUILDING)

        def report(done: int, total: int) -> None:
            if self._is_stopped:
                raise _StoppedError
            self._state = State(Stage.BUILDING, done, total)

        return report
