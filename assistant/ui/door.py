"""Logging in and out, where the page has users: a form without scripts, and one cookie that no script can read."""

from __future__ import annotations

import json
from functools import partial
from urllib.parse import parse_qs

from starlette.requests import cookie_parser

from assistant.access.accounts import Accounts
from assistant.access.asgi import BodyTooLargeError, Headers, Receive, Scope, Send, body_of, header, respond
from assistant.access.events import event
from assistant.access.fair import FairQueue
from assistant.access.limits import Tries
from assistant.access.policy import policy_of_form
from assistant.access.sessions import LONGEST, Sessions
from assistant.ui.markup import esc
from assistant.ui.words import preferred, word

_COOKIE = "lanzarote-session"
_MOST_FORM = 8192  # bytes
# Wrong passwords before a wait: of one client, and of all who try one name.
_FREE_OF_CLIENT, _FREE_OF_NAME = 5, 50
_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ground: #f5f6f8; --ink: #1a2330; --edge: #79869a;
  --accent: #1f4e79; --on: #fff; --bad: #9a1b2f }
@media (prefers-color-scheme: dark) { :root { --paper: #1a212b; --ground: #12171e; --ink: #e7ebf0; --edge: #7d8b9f;
  --accent: #8dbdf0; --on: #0d1a28; --bad: #ff9aa8 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 "Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, system-ui, sans-serif }
main { width: 100%; max-width: 24rem; padding: 2rem; background: var(--paper); border-radius: .75rem }
h1 { margin: 0; font-size: 1.3rem } p { margin: .4rem 0 1.2rem } .bad { color: var(--bad); font-weight: 600 }
label { display: block; margin: .9rem 0 .3rem; font-weight: 600 }
input, button { width: 100%; padding: .6rem .7rem; font: inherit; border-radius: .5rem; border: 1px solid var(--edge) }
input { background: var(--paper); color: inherit }
button { margin-top: 1.4rem; background: var(--accent); border-color: var(--accent); color: var(--on); font-weight: 600; cursor: pointer }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
"""


class Door:
    """Shows the form, checks what it sends, and knows who is in."""

    # Addresses that are the door's own, whoever asks.
    OWN = frozenset({("/", "POST"), ("/logout", "POST")})

    def __init__(self, accounts: Accounts) -> None:
        """Open it for these users."""
        self._accounts = accounts
        self._sessions = Sessions(accounts)
        self._of_client, self._of_name = Tries(_FREE_OF_CLIENT), Tries(_FREE_OF_NAME)
        # A check takes 32 MiB and a tenth of a second: one at a time.
        self._checks = FairQueue(1)

    def user(self, scope: Scope) -> str | None:
        """Give who asks, None for who is not logged in."""
        return self._sessions.user(_token(scope))

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log in or out; to whoever is not logged in, show the form or say that there is one."""
        if scope["path"] == "/logout":
            self._sessions.close(_token(scope))
            cleared = [_cookie(scope, "", 0), (b"clear-site-data", b'"storage"'), (b"location", b"/")]
            await respond(send, 303, b"", "text/plain", cleared)
        elif scope["path"] == "/" and scope["method"] == "POST":
            await self._log_in(scope, receive, send)
        elif scope["path"] == "/":
            await _form(scope, send, 200)
        else:
            scope["state"]["reason"] = "logged_out"
            line = word(_language(scope), "login_again")
            await respond(send, 401, json.dumps({"line": line}).encode(), "application/json")

    async def _log_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            form = parse_qs((await body_of(scope, receive, _MOST_FORM)).decode("utf-8", "replace"), max_num_fields=8)
        except (BodyTooLargeError, ValueError):
            form = {}
        name, password = (form.get(key, [""])[0] for key in ("name", "password"))
        client: str = scope["state"]["client"]
        if wait := max(self._of_client.wait(client), self._of_name.wait(name)):
            scope["state"]["reason"] = "login_wait"
            await _form(scope, send, 429, word(_language(scope), "login_wait", seconds=wait), [(b"retry-after", str(wait).encode())])
            return
        # Counted before the check, so that many at once get no further than one after the other.
        self._of_client.failed(client)
        self._of_name.failed(name)
        kept = await self._checks.run(client, partial(self._accounts.check, name, password))
        if kept is None:
            scope["state"]["reason"] = "login_wrong"
            await _form(scope, send, 403, word(_language(scope), "login_wrong"))
            return
        self._of_client.passed(client)
        self._of_name.passed(name)
        self._sessions.close(_token(scope))
        event("login")
        query = scope.get("query_string", b"")
        place = b"/?" + query if query and query.isascii() and query.decode().isprintable() else b"/"
        await respond(send, 303, b"", "text/plain", [_cookie(scope, self._sessions.open(name, kept), int(LONGEST)), (b"location", place)])


async def _form(scope: Scope, send: Send, status: int, fault: str = "", headers: Headers = ()) -> None:
    """Send the form; it is sent back to its own address, so that what a link asked for comes after it."""
    language = _language(scope)

    def say(key: str) -> str:
        return esc(word(language, key))

    said = f'<p class="bad" role="alert">{esc(fault)}</p>' if fault else f"<p>{say('login_text')}</p>"
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{say('title')}</title><style>{_STYLE}</style></head><body><main><h1>{say('title')}</h1>{said}"
        f'<form method="post"><label for="name">{say("login_name")}</label>'
        '<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required autofocus>'
        f'<label for="password">{say("login_password")}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" maxlength="1024" required>'
        f'<button type="submit">{say("login_do")}</button></form></main></body></html>'
    )
    policy = (b"content-security-policy", policy_of_form(page).encode())
    # With `no-referrer` a browser would not say from where the form is sent, and it would be taken for another site's.
    referrer = (b"referrer-policy", b"same-origin")
    content = b"" if scope["method"] == "HEAD" else page.encode("utf-8")
    await respond(send, status, content, "text/html; charset=utf-8", [policy, referrer, *headers])


def _language(scope: Scope) -> str:
    return preferred(header(scope, "accept-language"))


def _token(scope: Scope) -> str:
    return cookie_parser(header(scope, "cookie")).get(_COOKIE, "")


def _cookie(scope: Scope, token: str, seconds: int) -> tuple[bytes, bytes]:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return b"set-cookie", f"{_COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}".encode()
