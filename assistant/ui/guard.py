"""What stands before the page: only what it needs can be asked for, only by who may, and every answer is strict with the browser."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from assistant.access.asgi import AsgiApp, BodyTooLargeError, LeftError, Message, Receive, Scope, Send, body_of, header, replayed, respond
from assistant.access.events import event, fault
from assistant.access.limits import Meter, Refusal, network
from assistant.access.policy import HEADERS, NOTHING, policy_of
from assistant.access.terms import Terms
from assistant.ui.door import Door
from assistant.ui.words import preferred, word

# All that Gradio's page asks for. Whatever else Gradio serves (API, queue, uploads, files, proxy, monitor) is not there.
_FILES = re.compile(
    r"/theme\.css|/favicon\.ico|/manifest\.json|/(?:assets|static/(?:js|fonts|img)(?:/[\w-]+)?)/[\w-][\w-]*(?:\.[\w-]+)+", re.ASCII
)
_PAGE = "/"
_STATUS = {Refusal.TOO_FAST: 429, Refusal.TOO_MANY: 429, Refusal.FULL: 503, Refusal.CLOSING: 503, Refusal.TOO_LARGE: 413,
           Refusal.TOO_SLOW: 408}  # fmt: skip
# Said by ourselves, for one page: nobody else's word counts.
_SAID = (b"content-security-policy", b"referrer-policy")
# Gradio would make addresses of these.
_NOT_PASSED = ("forwarded", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-prefix", "x-direct-url", "cookie",
               "accept-encoding", "if-none-match", "if-modified-since", "range")  # fmt: skip


class Guard:
    """ASGI middleware around the whole page. While it is closing, running answers are finished and new questions are told so."""

    def __init__(self, app: AsgiApp, terms: Terms, *, paths: Collection[str], head: str, on_closing: Callable[[], None]) -> None:
        """Wrap an application.

        Args:
            app: the application.
            terms: on what terms it is served.
            paths: all that the page's scripts ask for by POST.
            head: what Gradio's scripts put into the head of the page.
            on_closing: is called when it begins to close.

        """
        self.terms = terms
        self._paths = frozenset(paths)
        self._head = head
        self._app = app
        self._door = Door(terms.accounts) if terms.accounts else None
        self._meter = Meter(terms.limits)
        self._on_closing = on_closing
        self._is_closing = False

    def close(self) -> None:
        """Answer nothing new from now on."""
        if not self._is_closing:
            self._is_closing = True
            self._on_closing()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is waiting or being answered."""
        return self._meter.running == 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, and write down how that went."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        request, started, status = secrets.token_hex(8), time.perf_counter(), 0
        state: dict[str, Any] = scope.setdefault("state", {})

        async def strict(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _strict(message.get("headers", []), scope, request)
            await send(message)

        try:
            await self._serve(scope, receive, strict)
        except LeftError:
            state["reason"] = "left"
        except Exception as error:  # noqa: BLE001  # a server's own report would repeat what was asked
            state["reason"] = "fault"
            fault(error, request=request)
            if not status:
                await respond(strict, 500, b"", "text/plain")
        taken = round((time.perf_counter() - started) * 1000, 1)
        event("request", request=request, route=self._route(scope), status=status, ms=taken, reason=str(state.get("reason", "")))

    def _route(self, scope: Scope) -> str:
        """Name what was asked for; of what is not there, and of files, not even the name, in which anything may stand."""
        if not scope["state"].get("known"):
            return "other"
        return "file" if _FILES.fullmatch(scope["path"]) else str(scope["path"])

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_known = self.terms.admits(header(scope, "host")) and not _foreign(scope) and self._has(scope)
        if not is_known:
            await respond(send, 404, b"Not found", "text/plain")
            return
        state, path = scope["state"], scope["path"]
        state["known"] = True
        state["client"] = network(str((scope.get("client") or ("",))[0]))
        user = None
        if self._door is not None:
            user = self._door.user(scope)
            if user is None or (path, scope["method"]) in self._door.OWN:
                await self._door.answer(scope, receive, send)
                return
            state["client"] = f"user {user}"
        if path == _PAGE:
            await self._metered(scope, send, partial(self._page, scope, receive, send, user))
        elif path in self._paths:
            await self._metered(scope, send, partial(self._request, scope, receive, send))
        else:
            await self._app(scope, receive, send)

    def _has(self, scope: Scope) -> bool:
        """Say whether there is such an address, written in the one way in which the page writes it."""
        path, method = scope["path"], scope["method"]
        if scope.get("raw_path", path.encode()) != path.encode() or ".." in path:
            return False
        if self._door is not None and (path, method) in self._door.OWN:
            return True
        if method == "POST":
            return path in self._paths
        return method in ("GET", "HEAD") and (path == _PAGE or bool(_FILES.fullmatch(path)))

    async def _page(self, scope: Scope, receive: Receive, send: Send, user: str | None) -> None:
        """Serve Gradio's page, which is the same whatever its address says, with a policy that names its scripts."""
        asked = {**scope, "query_string": b"", "method": "GET"}
        asked["headers"] = [(key, value) for key, value in scope["headers"] if key.decode("latin-1") not in _NOT_PASSED]
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(asked, receive, keep)
        body = b"".join(message.get("body", b"") for message in messages[1:])
        # The base is where the page lies anyway; the name tells the page's scripts whose browser storage they have before them.
        page = body.decode("utf-8").replace('<base href="./" />', f'<meta name="lanzarote-user" content="{user or ""}">', 1)
        policy = [(b"content-security-policy", policy_of(page + self._head).encode())]
        content = b"" if scope["method"] == "HEAD" else page.encode("utf-8")
        await respond(send, messages[0]["status"], content, "text/html; charset=utf-8", policy)

    async def _metered(self, scope: Scope, send: Send, serve: Callable[[], Awaitable[None]]) -> None:
        """Serve what costs something, within the limits."""
        client = scope["state"]["client"]
        refusal = Refusal.CLOSING if self._is_closing else self._meter.enter(client)
        if refusal is not None:
            await _refuse(scope, send, refusal)
            return
        try:
            await serve()
        finally:
            self._meter.leave(client)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what the page's scripts ask for, once all of it is there."""
        body = await self._body(scope, receive)
        if isinstance(body, Refusal):
            await _refuse(scope, send, body)
        else:
            await self._app(scope, replayed(body, receive), send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | Refusal:
        limits = self.terms.limits
        try:
            return await asyncio.wait_for(body_of(scope, receive, limits.body), limits.patience)
        except BodyTooLargeError:
            return Refusal.TOO_LARGE
        except TimeoutError:
            return Refusal.TOO_SLOW


async def _refuse(scope: Scope, send: Send, refusal: Refusal) -> None:
    scope["state"]["reason"] = str(refusal)
    language = preferred(header(scope, "accept-language"))
    line = word(language, f"refusal_{refusal}")
    after = [(b"retry-after", b"2")]
    if scope["path"] == _PAGE:
        await respond(send, _STATUS[refusal], line.encode(), "text/plain; charset=utf-8", after)
    else:
        await respond(send, _STATUS[refusal], json.dumps({"line": line}).encode(), "application/json", after)


def _strict(headers: list[tuple[bytes, bytes]], scope: Scope, request: str) -> list[tuple[bytes, bytes]]:
    """Add what a browser must know, and take out what would open the page to others."""
    said = {key for key, _ in headers if key in _SAID}
    ours = [(key, value) for key, value in (*HEADERS, (b"content-security-policy", NOTHING.encode())) if key not in said]
    ours.append((b"x-request-id", request.encode()))
    if not _FILES.fullmatch(scope["path"]):
        ours.append((b"cache-control", b"no-store"))
    if scope.get("scheme") == "https":
        ours.append((b"strict-transport-security", b"max-age=31536000"))
    replaced = {key for key, _ in ours}
    kept = [(key, value) for key, value in headers if key.lower() not in replaced and not key.lower().startswith(b"access-control-")]
    return [*kept, *ours]


def _foreign(scope: Scope) -> bool:
    """Say whether another site's page asks for something here: a browser then names where that page is from."""
    if any(key == b"origin" for key, _ in scope["headers"]):
        return urlsplit(header(scope, "origin")).netloc != header(scope, "host")
    return scope["method"] == "POST" and header(scope, "sec-fetch-site") not in ("", "same-origin", "none")
