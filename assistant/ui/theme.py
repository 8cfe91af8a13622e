"""What the page looks like: fonts that are on the machine already, and the style sheets of this folder."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import gradio as gr

from assistant.ui.page import asset

_STYLES = ("tokens.css", "frame.css", "conversation.css", "source.css", "tabs.css")
# Loaded before the parts of the page, each of which brings its own script.
_SCRIPTS = ("shared.js", "links.js", "verdicts.js")
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f4e79"/>'
    '<path d="M9 8v16h14" fill="none" stroke="#fff" stroke-width="3.4"/><circle cx="20" cy="12" r="3.2" fill="#fff"/></svg>'
)


def look() -> dict[str, Any]:
    """Give gradio's arguments for theme and head.

    The style sheets go into the head: gradio's own `css` rewrites selectors and drops rules it does not know.
    """
    styles = "\n".join(asset(name) for name in _STYLES)
    script = "\n".join(asset(name) for name in _SCRIPTS)
    icon = f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,{quote(_ICON)}">'
    head = f"{icon}<style>{styles}</style><script>{script}</script>"
    return {"theme": _theme(), "head": head}


def _theme() -> gr.themes.Base:
    # Plain `Font`s are names only: no style sheet, local or remote, is asked for.
    sans = [gr.themes.Font(name) for name in ("Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", "sans-serif")]
    mono = [gr.themes.Font(name) for name in ("Consolas", "Liberation Mono", "monospace")]
    theme = gr.themes.Base(primary_hue=gr.themes.colors.blue, neutral_hue=gr.themes.colors.slate, font=sans, font_mono=mono)
    return theme.set(
        body_background_fill="#f6f7f9",
        body_background_fill_dark="#12171e",
        body_text_color="#1b2430",
        body_text_color_dark="#e6e9ee",
    )
