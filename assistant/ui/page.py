"""The page put together: its parts, and what happens on each click."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from importlib import resources

import gradio as gr

from assistant.pipeline import Assistant
from assistant.ui.source import source_pane
from assistant.ui.turns import Turn, conversation, failed_turn, pending_turn, turn
from assistant.ui.welcome import header, levels_dialog, welcome
from assistant.ui.words import word
from corpus.errors import InputError, LanzaroteError

_log = logging.getLogger(__name__)

_MAX_QUESTION = 2000
# Nothing of the page is an API: its endpoints are neither listed nor callable by clients.
_EVENT = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}

Turns = tuple[Turn, ...]


def build_app(assistant: Assistant) -> gr.Blocks:
    """Build the page over an assistant."""
    catalogue = assistant.catalogue
    empty = welcome(catalogue)
    first_id = next((name for sheet in catalogue.factsheets for name in catalogue.ids(sheet.party)), "")

    def ask(question: str, turns: Turns) -> Iterator[tuple[str, Turns, str]]:
        question = question.strip()
        if question:
            yield conversation((*turns, pending_turn(question)), empty), turns, ""
            turns = (*turns, answered(assistant, question, turns))
        yield conversation(turns, empty), turns, ""

    def ask_button(turns: Turns, event: gr.EventData) -> Iterator[tuple[str, Turns, str]]:
        yield from ask(str(event.question)[:_MAX_QUESTION], turns)

    def restart() -> tuple[str, Turns, str]:
        return conversation((), empty), (), ""

    def open_party(event: gr.EventData) -> str:
        return source_pane(catalogue.factsheet(str(event.party)), catalogue.parties)

    with gr.Blocks(title=word("title"), analytics_enabled=False, fill_width=True) as page:
        turns = gr.State(())
        top = _html(header(), "lz-top", "header.js")
        with gr.Row(elem_id="lz-columns", equal_height=True):
            with gr.Column(elem_id="lz-chat", scale=11, min_width=320):
                talk = _html(conversation((), empty), "lz-talk", "conversation.js")
                with gr.Row(elem_id="lz-composer"):
                    box = gr.Textbox(
                        label=word("ask_label"), placeholder=word("ask_placeholder", id=first_id), show_label=False, container=False,
                        lines=1, max_lines=5, max_length=_MAX_QUESTION, scale=1, elem_id="lz-question",
                    )  # fmt: skip
                    send = gr.Button(word("ask"), variant="primary", scale=0, min_width=88, elem_id="lz-send")
            with gr.Column(elem_id="lz-factsheet", scale=9, min_width=320):
                sheet = source_pane(catalogue.factsheets[0], catalogue.parties) if catalogue.factsheets else ""
                source = _html(sheet, "lz-pane", "source.js")
        _html(levels_dialog(catalogue), "lz-dialogs", "levels.js")
        after = [talk, turns, box]
        gr.on([box.submit, send.click], ask, [box, turns], after, **_EVENT)
        talk.ask(ask_button, [turns], after, **_EVENT)
        top.restart(restart, None, after, **_EVENT)
        source.open(open_party, None, [source], **_EVENT)
    page.queue(api_open=False)
    return page


def answered(assistant: Assistant, question: str, turns: Turns) -> Turn:
    """Ask, with the earlier questions of the conversation; an error becomes one clear line."""
    history = [earlier.question for earlier in turns if earlier.answered]
    try:
        return turn(assistant.ask(question, history), assistant.catalogue)
    except InputError as error:
        return failed_turn(question, str(error).partition("\n")[0])
    except LanzaroteError:
        return failed_turn(question, word("failed_withheld"))
    except Exception as error:  # noqa: BLE001  # the page stays usable whatever happens behind it
        # The question itself is private: only the kind of error is logged.
        _log.error("a question failed: %s", type(error).__name__)
        return failed_turn(question, word("failed_other"))


def asset(name: str) -> str:
    """Read a style sheet or script that belongs to the page."""
    return (resources.files("assistant.ui") / name).read_text(encoding="utf-8")


def _html(value: str, element: str, script: str) -> gr.HTML:
    return gr.HTML(value, elem_id=element, js_on_load=asset(script), apply_default_css=False, padding=False)
