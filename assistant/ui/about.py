"""The tab that says what the program is and is not, and what it stands on."""

from __future__ import annotations

from assistant.feedback import program_version
from assistant.ui.markup import esc
from assistant.ui.view import View
from assistant.ui.welcome import definitions_list
from index.manifest import Manifest


def about_tab(view: View) -> str:
    """Draw all that does not depend on the index."""
    points = "".join(f"<li>{view.word(key)}</li>" for key in ("about_only", "about_until", "about_law", "about_language", "about_private"))
    rows = "".join(
        f'<tr><th scope="row">{esc(sheet.party)}</th><td>{esc(sheet.updated or "–")}</td><td lang="en">{esc(sheet.title)}</td>'
        f"<td>{len(sheet.recommendations)}</td><td><code>{esc(sheet.sha256)}</code></td></tr>"
        for sheet in view.catalogue.factsheets
    )
    heads = "".join(f'<th scope="col">{view.word(f"about_{key}")}</th>' for key in ("party", "updated", "report", "clauses", "hash"))
    return (
        f'<div class="lz-about"><h2>{view.word("tab_about")}</h2><p class="lz-lead">{view.word("about_is")}</p><ul>{points}</ul>'
        f"<h3>{view.word('levels_title')}</h3>{definitions_list(view)}"
        f'<h3>{view.word("about_sources")}</h3><div class="lz-scroll" tabindex="0" role="region" aria-label="{view.word("about_sources")}">'
        f'<table class="lz-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<h3>{view.word("about_program")}</h3><dl class="lz-facts"><dt>{view.word("about_version")}</dt><dd>{esc(program_version())}</dd>'
        '<div class="lz-index"></div></dl></div>'
    )


def index_facts(manifest: Manifest, view: View) -> str:
    """Say which index and model are in use."""
    facts = (
        ("about_model", f"{manifest.encoder} ({manifest.dimension})"),
        ("about_checksum", manifest.checksum),
        ("about_engine", manifest.engine),
        ("about_records", str(manifest.rows)),
    )
    return "".join(f"<dt>{view.word(key)}</dt><dd><code>{esc(value)}</code></dd>" for key, value in facts)
