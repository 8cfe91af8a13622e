"""The page served on this machine, and only to it."""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.feedback import FeedbackStore
from assistant.pipeline import Assistant, load_catalogue, open_assistant
from assistant.settings import Settings
from assistant.ui.opening import Opening
from assistant.ui.view import View
from assistant.ui.welcome import examples
from assistant.ui.words import DEFAULT
from corpus.catalogue import Catalogue
from corpus.errors import SettingsError

if TYPE_CHECKING:
    import uvicorn

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_TRIES = 100
_LAST_PORT = 65535
# The browser itself is told to ask no other host for anything. Gradio needs inline scripts and `Function`.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
# What gradio serves besides the page: API descriptions, uploads, files, a proxy, a monitor. Nothing here uses them.
_CLOSED = (
    "/config", "/docs", "/login", "/logout", "/monitoring", "/openapi.json", "/redoc", "/svelte", "/gradio_api/api", "/gradio_api/call",
    "/gradio_api/deep_link", "/gradio_api/file", "/gradio_api/info", "/gradio_api/monitoring", "/gradio_api/openapi.json",
    "/gradio_api/process_recording", "/gradio_api/profiling", "/gradio_api/proxy", "/gradio_api/run/", "/gradio_api/runs",
    "/gradio_api/run-history", "/gradio_api/token", "/gradio_api/upload", "/gradio_api/user", "/gradio_api/vibe",
)  # fmt: skip


class Guard:
    """ASGI middleware: strict headers, closed side doors, and on loopback no foreign host names (DNS rebinding)."""

    def __init__(self, app: AsgiApp, hosts: tuple[str, ...]) -> None:
        """Wrap an application; `hosts` are the names it may be asked by, none for any."""
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._known(scope) or _foreign(scope) or str(scope["path"]).startswith(_CLOSED):
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain"), *_HEADERS]})
            await send({"type": "http.response.body", "body": b"Not found"})
            return

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers)

    def _known(self, scope: Scope) -> bool:
        host = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"host"), "")
        name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        return not self._hosts or name in self._hosts


def _foreign(scope: Scope) -> bool:
    """Say whether another site's page asks for something here: a browser then names where that page is from."""
    headers = {key: value.decode("latin-1") for key, value in scope["headers"] if key in (b"host", b"origin")}
    origin = headers.get(b"origin", "")
    return bool(origin) and urlsplit(origin).netloc != headers.get(b"host", "")


def web_app(
    catalogue: Catalogue, opening: Opening, host: str = "127.0.0.1", *, feedback: FeedbackStore | None = None, index_dir: Path | None = None
) -> AsgiApp:
    """Give the whole web application.

    Args:
        catalogue: what the page shows.
        opening: the assistant, which need not be ready.
        host: the address it is served at.
        feedback: where thumbs are kept; None offers none.
        index_dir: where the index lies, for the page that names it.

    """
    import gradio as gr
    from fastapi import FastAPI

    from assistant.ui.page import build_app
    from assistant.ui.routes import Desk, routes
    from assistant.ui.theme import look

    closed: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    own = FastAPI(**closed)
    own.include_router(routes(Desk(catalogue, opening, feedback=feedback, index_dir=index_dir)))
    # Mounted rather than launched: `launch` asks the server for itself through any proxy of the environment.
    app = gr.mount_gradio_app(
        own, build_app(catalogue, feedback=feedback is not None), path="/", app_kwargs=closed, footer_links=[], run_history=False,
        show_error=False, ssr_mode=False, pwa=False, mcp_server=False, enable_monitoring=False, max_file_size=0, **look(),
    )  # fmt: skip
    return Guard(app, _LOOPBACK if host in _LOOPBACK else ())


def server_of(app: AsgiApp) -> uvicorn.Server:
    """Give a server for an application that stops within two seconds and without a word."""
    import uvicorn

    class Quiet(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Each open page holds one connection for as long as it is open; that they are cut is no error.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            await super().shutdown(sockets)

    return Quiet(uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1))


def listen(host: str, port: int) -> socket.socket:
    """Listen on a port, or on the next free one above it.

    Raises:
        SettingsError: the host is no address of this machine, or there is no such port, or none free.

    """
    if not 0 <= port <= _LAST_PORT:
        msg = f"{port} is no port; give a number from 0 (any free one) to {_LAST_PORT}"
        raise SettingsError(msg)
    for candidate in range(port, min(port + _TRIES, _LAST_PORT + 1)):
        try:
            family = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0][0]
            return socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                msg = f"cannot listen on {host} ({error.strerror}); use an address of this machine, such as 127.0.0.1"
                raise SettingsError(msg) from error
    msg = f"no free port from {port} on; name another with --port"
    raise SettingsError(msg)


def serve(settings: Settings, host: str, port: int) -> int:
    """Serve the page until stopped; the assistant is opened behind it.

    Args:
        settings: where things lie, and whether thumbs are offered and kept.
        host: the address to listen on.
        port: the port, or the next free one above it.

    Returns:
        The exit code.

    Raises:
        InputError: what was given cannot be used.

    """
    with listen(host, port) as listening:
        catalogue = load_catalogue(settings)
        opening = Opening(lambda building: open_assistant(settings, building, catalogue=catalogue, thorough=True), _warm_up)
        store = FeedbackStore(settings.feedback_file) if settings.feedback else None
        server = server_of(web_app(catalogue, opening, host, feedback=store, index_dir=settings.index_dir))
        address = listening.getsockname()
        name = f"[{address[0]}]" if ":" in address[0] else address[0]
        if host not in _LOOPBACK:
            print("The page can be reached from other machines, without a password.", file=sys.stderr)
        # Connections wait in the socket's queue from here on, so the address is true when it is printed.
        print(f"Lanzarote Assistant is ready: http://{name}:{address[1]}/ (Ctrl+C stops it)", flush=True)
        opening.start()
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
        opening.stop()
    return 0


def _warm_up(assistant: Assistant) -> None:
    """Answer one question, so that the first person who asks does not wait for the model."""
    for question in examples(View(assistant.catalogue, DEFAULT))[:1]:
        try:
            assistant.ask(question)
        except Exception as error:  # noqa: BLE001  # a question's fault must not keep the page from opening
            logging.getLogger(__name__).error("the first question failed: %s", type(error).__name__)
