"""The little of ASGI that is needed: its types, what a request says of itself, and how a short answer is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

# A browser reads no answer before it has sent its request, so what is too large is still taken in, up to this many times the limit.
_PATIENCE = 8


class BodyTooLargeError(Exception):
    """A body has more bytes than are read, or does not say how many it has."""


class LeftError(Exception):
    """Whoever asked has gone before the whole request was there."""


def header(scope: Scope, name: str) -> str:
    """Give a header, empty where there is none or where there are several."""
    values = [value for key, value in scope["headers"] if key == name.encode()]
    return values[0].decode("latin-1") if len(values) == 1 else ""


async def body_of(scope: Scope, receive: Receive, most: int) -> bytes:
    """Read a whole body.

    Raises:
        BodyTooLargeError: it has more than `most` bytes, or its length is not given.
        LeftError: the client has gone.

    """
    length = header(scope, "content-length")
    if not length.isascii() or not length.isdigit() or len(length) > 12:
        raise BodyTooLargeError
    body = bytearray()
    came = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise LeftError
        came += len(message.get("body", b""))
        if came <= most:
            body += message.get("body", b"")
        elif came > _PATIENCE * most:
            raise BodyTooLargeError
        if not message.get("more_body", False):
            break
    if came > most:
        raise BodyTooLargeError
    return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already to whoever reads it next."""
    is_given = False

    async def again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def respond(send: Send, status: int, body: bytes, kind: str, headers: Headers = ()) -> None:
    """Send a whole answer."""
    about = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": about})
    await send({"type": "http.response.body", "body": body})
