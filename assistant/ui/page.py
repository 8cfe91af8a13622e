"""The page put together: Gradio's frame, and in it the parts that are drawn here."""

from __future__ import annotations

from importlib import resources

import gradio as gr

from assistant.ui import parts
from assistant.ui.view import View
from assistant.ui.words import DEFAULT, word
from corpus.catalogue import Catalogue

# Of each part: the script that goes with it.
_SCRIPTS = {
    parts.TOP: "top.js",
    parts.ASK: "ask.js",
    parts.BROWSE: "browse.js",
    parts.PREPARE: "prepare.js",
    parts.ABOUT: "about.js",
    parts.PANE: "source.js",
    parts.DIALOGS: "levels.js",
}


def build_app(catalogue: Catalogue, *, feedback: bool = False, accounts: bool = False) -> gr.Blocks:
    """Build the page over all records; a browser that speaks another language fetches its parts in that one."""
    drawn = parts.parts(View(catalogue, DEFAULT, feedback=feedback, accounts=accounts))

    def part(name: str) -> gr.HTML:
        return gr.HTML(drawn[name], elem_id=name, js_on_load=asset(_SCRIPTS[name]), apply_default_css=False, padding=False)

    with gr.Blocks(title=word(DEFAULT, "title"), analytics_enabled=False, fill_width=True) as page:
        part(parts.TOP)
        with gr.Row(elem_id="lz-columns", equal_height=True):
            with gr.Column(elem_id="lz-main", scale=11, min_width=320):
                for tab in (parts.ASK, parts.BROWSE, parts.PREPARE, parts.ABOUT):
                    part(tab)
            with gr.Column(elem_id="lz-factsheet", scale=9, min_width=320):
                part(parts.PANE)
        part(parts.DIALOGS)
    return page


def asset(name: str) -> str:
    """Read a style sheet or script that belongs to the page."""
    return (resources.files("assistant.ui") / name).read_text(encoding="utf-8")
