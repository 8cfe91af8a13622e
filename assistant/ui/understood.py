"""How a question was understood, in a line above its answer."""

from __future__ import annotations

from assistant.composing.labels import subjects_text
from assistant.messages import join, say
from assistant.query import Query
from assistant.ui.markup import esc
from assistant.ui.view import View
from assistant.ui.words import word
from corpus.catalogue import Filters
from corpus.words import content_words


def understood(query: Query, view: View) -> str:
    """Draw the line: what form of answer, about what, restricted to what; and what was taken over from before."""
    parts = [_what(query, view), *restrictions(query.filters.or_else(query.within), view.language)]
    carried = f"<br>{view.word('carried', what=query.carried)}" if query.carried else ""
    listed = "".join(f"<li>{esc(part)}</li>" for part in parts if part)
    return f'<div class="lz-understood"><span>{view.word("understood")}</span><ul>{listed}</ul>{carried}</div>'


def restrictions(filters: Filters, language: str) -> list[str]:
    """Name what filters ask for, each kind of restriction on its own."""
    said = [
        filters.parties,
        [word(language, "chapter", numeral=numeral) for numeral in filters.chapters],
        [say(language, str(level)) for level in filters.urgencies],
        [word(language, f"addressee_{whom}") for whom in filters.addressees],
        [word(language, f"kind_{kind}") for kind in filters.kinds],
    ]
    return [", ".join(values) for values in said if values]


def _what(query: Query, view: View) -> str:
    language = view.language
    form = word(language, f"form_{query.intent}")
    numbers = [*query.ids, *(say(language, "footnote", numbers=n) for n in query.footnotes)]
    numbers += [say(language, "paragraph", numbers=number) for number in query.paragraphs]
    topic = subjects_text(query.subjects, language) if query.indexed else " ".join(content_words(query.topic, query.language))
    about = join(language, numbers) or topic
    return f"{form}: {about}" if about else form
