"""A request of the page read, answered in its client's turn, and what went wrong said in one line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from assistant.access import events
from assistant.access.fair import FairQueue
from assistant.ui.received import Received, read_body
from assistant.ui.words import word
from corpus.catalogue import Catalogue
from corpus.errors import AbsentRecordError, InputError, LanzaroteError, TooFewError

Made = dict[str, Any] | Response
# Answers what was received from a client.
Answering = Callable[[Received, str], Awaitable[Made]]


def in_turn(method: Callable[[Received], Made], queue: FairQueue) -> Answering:
    """Let a method answer in a thread, when it is the client's turn."""

    async def answer(got: Received, client: str) -> Made:
        return await queue.run(client, partial(method, got))

    return answer


def at_once(method: Callable[[Received], Made]) -> Answering:
    """Let a method answer without waiting: it takes no time."""

    async def answer(got: Received, client: str) -> Made:  # noqa: ARG001
        return method(got)

    return answer


def route_of(answering: Answering, catalogue: Catalogue) -> Callable[[Request], Awaitable[Response]]:
    """Give the function that serves an address."""

    async def serve(request: Request) -> Response:
        language = ""
        try:
            got = await received(request, catalogue)
            language = got.language
            made = await answering(got, client_of(request))
        except Exception as error:  # noqa: BLE001  # one clear line instead of a traceback
            return fault(error, language, request)
        return made if isinstance(made, Response) else JSONResponse(made)

    return serve


async def received(request: Request, catalogue: Catalogue) -> Received:
    """Read a request; raises InputError where it is no JSON object."""
    return read_body(await request.body(), catalogue)


def client_of(request: Request) -> str:
    """Give who asks, as the guard told it."""
    return str(getattr(request.state, "client", ""))


def note(request: Request, reason: str) -> None:
    """Tell the guard how a request ended, for the log: a code, never words."""
    request.state.reason = reason


def fault(error: Exception, language: str, request: Request) -> JSONResponse:
    """Give the answer to a request that went wrong."""
    given = isinstance(error, InputError | ValueError)
    note(request, "input" if given else "fault")
    return JSONResponse({"line": fault_line(error, language or "en")}, status_code=400 if given else 500)


def fault_line(error: Exception, language: str) -> str:
    """Say in one line what went wrong; of our own faults only that there was one."""
    if isinstance(error, AbsentRecordError):
        return word(language, "no_record", name=", ".join(error.names))
    if isinstance(error, TooFewError):
        return word(language, "quiz_too_few", count=error.possible)
    if isinstance(error, InputError):
        return str(error).partition("\n")[0]
    # What was asked or typed is private: only the kind of error is logged.
    events.fault(error)
    return word(language, "failed_withheld" if isinstance(error, LanzaroteError) else "failed_other")


def file(content: bytes, media_type: str, name: str) -> Response:
    """Give a file to be saved."""
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
