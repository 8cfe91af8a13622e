"""The page put together with what stands before it, and served: on this machine only, unless told otherwise."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.access.accounts import Accounts
from assistant.access.events import event, fault, log_to
from assistant.access.terms import LOOPBACK, Terms, is_address, is_every, is_loopback
from assistant.feedback import FeedbackStore
from assistant.pipeline import Assistant, load_catalogue, open_assistant
from assistant.settings import Settings
from assistant.ui.guard import Guard
from assistant.ui.opening import Opening
from assistant.ui.server import listen, server_of
from assistant.ui.view import View
from assistant.ui.welcome import examples
from assistant.ui.words import DEFAULT
from corpus.catalogue import Catalogue
from corpus.errors import SettingsError

__all__ = ["Wish", "listen", "serve", "server_of", "web_app"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the page is to be served.

    Attributes:
        host, port: where to listen; the port, or the next free one above it.
        names: what else browsers may call it, where a proxy on this machine passes on requests under these names.
        auth_file: the users; None for no accounts.
        insecure: whether others may use it without a password.
        log: the file in which requests are written down, `-` for standard error, empty for none.

    """

    host: str = "127.0.0.1"
    port: int = 7860
    names: tuple[str, ...] = ()
    auth_file: Path | None = None
    insecure: bool = False
    log: str = ""


def web_app(
    catalogue: Catalogue,
    opening: Opening,
    terms: Terms | None = None,
    *,
    feedback: FeedbackStore | None = None,
    index_dir: Path | None = None,
) -> Guard:
    """Give the whole web application.

    Args:
        catalogue: what the page shows.
        opening: the assistant, which need not be ready.
        terms: on what terms it is served; those of this machine alone if None.
        feedback: where thumbs are kept; None offers none.
        index_dir: where the index lies, for the page that names it.

    """
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.routing import APIRoute

    from assistant.ui.page import build_app
    from assistant.ui.routes import Desk, routes
    from assistant.ui.theme import look

    terms = terms or Terms()
    accounts = terms.accounts is not None
    looks = look()
    closed: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    own = FastAPI(**closed)
    desk = routes(Desk(catalogue, opening, feedback=feedback, index_dir=index_dir, accounts=accounts))
    own.include_router(desk)
    # Mounted rather than launched: `launch` asks the server for itself through any proxy of the environment.
    app = gr.mount_gradio_app(
        own, build_app(catalogue, feedback=feedback is not None, accounts=accounts), path="/", app_kwargs=closed, footer_links=[],
        run_history=False, show_error=False, ssr_mode=False, pwa=False, mcp_server=False, enable_monitoring=False, max_file_size=0,
        **looks,
    )  # fmt: skip
    paths = [route.path for route in desk.routes if isinstance(route, APIRoute)]
    return Guard(app, terms, paths=paths, head=looks["head"], on_closing=opening.give_up)


def serve(settings: Settings, wish: Wish) -> int:
    """Serve the page until stopped; the assistant is opened behind it.

    Args:
        settings: where things lie, and whether thumbs are offered and kept.
        wish: where, and to whom.

    Returns:
        The exit code.

    Raises:
        InputError: what was given cannot be used, or would let others in without a password.

    """
    accounts = Accounts(wish.auth_file) if wish.auth_file else None
    with listen(wish.host, wish.port) as listening:
        address = listening.getsockname()
        terms = terms_of(wish, address[0], accounts)
        log_to(wish.log)
        catalogue = load_catalogue(settings)
        opening = Opening(lambda building: open_assistant(settings, building, catalogue=catalogue, thorough=True), _warm_up)
        store = FeedbackStore(settings.feedback_file) if settings.feedback else None
        server = server_of(web_app(catalogue, opening, terms, feedback=store, index_dir=settings.index_dir))
        name = f"[{address[0]}]" if ":" in address[0] else address[0]
        if accounts is None and not _is_private(wish, address[0]):
            print("Everybody who can reach this address can use the page, without a password.", file=sys.stderr)
        # Connections wait in the socket's queue from here on, so the address is true when it is printed.
        print(f"Lanzarote Assistant is ready: http://{name}:{address[1]}/ (Ctrl+C stops it)", flush=True)
        opening.start()
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
        opening.stop()
        event("stopped")
    return 0


def terms_of(wish: Wish, address: str, accounts: Accounts | None) -> Terms:
    """Say on what terms the page is served at a numeric address that is listened on.

    Raises:
        SettingsError: it can be reached from elsewhere, has no users, and `--insecure` was not given.

    """
    if not _is_private(wish, address) and accounts is None and not wish.insecure:
        msg = (
            f"{wish.host}{''.join(f' ({name})' for name in wish.names)} can be reached from other machines: "
            "name the users with --auth-file FILE ('lanzarote users add' makes it), or let everybody in with --insecure"
        )
        raise SettingsError(msg)
    names = (*LOOPBACK, address, *(() if is_address(wish.host) else (wish.host.casefold(),)), *(each.casefold() for each in wish.names))
    return Terms(
        names=tuple(dict.fromkeys(names)), any_address=is_every(address), behind_proxy=bool(wish.names), accounts=accounts,
    )  # fmt: skip


def _is_private(wish: Wish, address: str) -> bool:
    """Say whether only this machine can reach it: it listens on loopback, and no proxy passes on what others ask."""
    return is_loopback(address) and not wish.names


def _warm_up(assistant: Assistant) -> None:
    """Answer one question, so that the first person who asks does not wait for the model."""
    for question in examples(View(assistant.catalogue, DEFAULT))[:1]:
        try:
            assistant.ask(question)
        except Exception as error:  # noqa: BLE001  # a question's fault must not keep the page from opening
            fault(error)
