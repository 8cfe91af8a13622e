"""All parts of the page, by the name of the element each is drawn in."""

from __future__ import annotations

from assistant.ui.about import about_tab
from assistant.ui.ask import ask_tab
from assistant.ui.browse import browse_tab
from assistant.ui.prepare import prepare_tab
from assistant.ui.source import source_pane
from assistant.ui.top import header
from assistant.ui.view import View
from assistant.ui.welcome import levels_dialog

TOP, ASK, BROWSE, PREPARE, ABOUT, PANE, DIALOGS = "lz-top", "lz-ask", "lz-browse", "lz-prepare", "lz-about", "lz-pane", "lz-dialogs"


def parts(view: View) -> dict[str, str]:
    """Draw the whole page as it is before anything is asked."""
    sheets = view.catalogue.factsheets
    return {
        TOP: header(view),
        ASK: ask_tab(view),
        BROWSE: browse_tab(view),
        PREPARE: prepare_tab(view),
        ABOUT: about_tab(view),
        PANE: source_pane(sheets[0], view) if sheets else "",
        DIALOGS: levels_dialog(view),
    }
