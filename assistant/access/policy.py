"""What a browser is told about a page of ours: whom it may ask, what may run in it, what it may keep."""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(?P<body>.*?)</style\s*>", re.DOTALL | re.IGNORECASE)

_COMMON = "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
# Whoever is shown nothing but data or a file needs nothing.
NOTHING = f"default-src 'none'; {_COMMON}"

_POWERS = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
HEADERS = (
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", ", ".join(f"{power}=()" for power in _POWERS).encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)


def policy_of(page: str) -> str:
    """Give the policy of Gradio's page: of scripts, its own files and those that the page itself holds, by their hashes.

    `unsafe-eval` is Gradio's: its HTML component makes each part, and each part's script, with `Function`.
    It lets scripts that run already make others; it lets no markup run any. Styles may stand inline: Svelte
    sets them on elements, and with no other origin allowed they can send nothing anywhere.
    """
    inline = [match["body"] for match in _SCRIPT.finditer(page) if "src=" not in match["attributes"]]
    scripts = " ".join(["'self'", "'unsafe-eval'", *dict.fromkeys(map(_hash, inline))])
    return (
        f"default-src 'none'; script-src {scripts}; script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"font-src 'self' data:; connect-src 'self'; manifest-src 'self'; {_COMMON}"
    )


def policy_of_form(page: str) -> str:
    """Give the policy of a page without scripts: its own styles, by their hashes, and nothing else."""
    styles = " ".join(_hash(match["body"]) for match in _STYLE.finditer(page))
    return f"default-src 'none'; style-src {styles}; {_COMMON}"


def _hash(text: str) -> str:
    # A browser hashes what it parsed, in which every line end is a line feed.
    digest = hashlib.sha256(re.sub("\r\n?", "\n", text).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
