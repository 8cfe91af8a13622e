"""The page's HTML, without a browser: nothing escapes escaping, nothing of the source is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Draft, Prose, Quoted, Reason
from assistant.browsing import Wanted, listing
from assistant.composing.labels import label
from assistant.composing.render import to_markdown
from assistant.messages import LANGUAGES, say
from assistant.query import Intent, Query
from assistant.ui.about import about_tab
from assistant.ui.badges import badge
from assistant.ui.blocks import Cited, Quotation, Text, blocks_of
from assistant.ui.browse import listed
from assistant.ui.cards import card, full_name
from assistant.ui.markup import prose, verbatim
from assistant.ui.parts import parts
from assistant.ui.prepare import file_name
from assistant.ui.source import factsheet_html, source_pane
from assistant.ui.turns import failed_turn, turn
from assistant.ui.view import View
from assistant.ui.welcome import definitions, examples, levels_dialog, welcome
from corpus.catalogue import Catalogue, Filters
from corpus.load import load_all
from corpus.records import Factsheet, Kind, Recommendation, Record, Statement, Urgency
from corpus.text import comparable, strip_emphasis, strip_links

HOSTILE = '<img src=x onerror="alert(1)"> **bold** *em* & "quoted" </script> ${1+1} {{7*7}} [a](javascript:alert(1)) `x`'
SHEETS = ("romania", "valdoria", "norland-and-esk", "republic-of-tamar")


class Reader(HTMLParser):
    """Reads HTML as a browser does.

    Attributes:
        text: all text but superscripts; `words`: for every record the text marked as its words; `tags`: the elements met.

    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.text: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.tags: set[str] = set()
        self._open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.tags.add(tag)
        if tag not in ("br", "img", "path", "rect", "circle"):
            self._open.append((tag, (dict(attrs).get("data-in") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self._open and tag == self._open[-1][0]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take text."""
        if any(tag == "sup" for tag, _ in self._open):
            return
        self.text.append(data)
        for _, records in self._open:
            for record in records:
                self.words.setdefault(record, []).append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.fixture(scope="module")
def catalogue(sources: dict[str, Path]) -> Catalogue:
    return Catalogue(load_all([sources[name] for name in SHEETS]))


@pytest.fixture(params=SHEETS)
def sheet(request: pytest.FixtureRequest, catalogue: Catalogue) -> Factsheet:
    return catalogue.factsheet(request.param)


def body(answer: Answer, catalogue: Catalogue, query: Query | None = None) -> str:
    return "".join(turn(answer, query or Query(question=answer.question), View(catalogue, "en")).pieces)


def answer_of(*records: Record, quote: bool = True, question: str = "what?", language: str = "en") -> Answer:
    parts = [Prose("On this the Committee **requires** something.")]
    for record in records:
        if record.urgency:
            parts.append(Prose(say(language, f"{record.urgency}_heading")))
        if quote:
            parts.append(Quoted(record, label(record, language)))
    return Answer(
        question=question,
        intent=Intent.TOPIC,
        answer=to_markdown(Draft(Intent.TOPIC, tuple(parts), records), language),
        citations=tuple(map(Citation, records)),
    )


# The source pane


def test_each_character_of_the_source_is_shown_in_its_order(sheet: Factsheet):
    shown = comparable("".join(read(factsheet_html(sheet)).text))
    assert shown == comparable(strip_links(strip_emphasis(sheet.source)))


def test_each_record_marks_exactly_its_words_across_page_cuts(sheet: Factsheet):
    words = read(factsheet_html(sheet)).words
    assert any(len(record.spans) > 1 for record in sheet.records)
    for record in sheet.records:
        assert comparable("".join(words[record.record])) == comparable(strip_links(record.quote)), record.record


def test_footnote_marks_are_superscripts_and_emphasis_is_markup(sheet: Factsheet):
    html = factsheet_html(sheet)
    for number in range(1, len(sheet.footnotes) + 1):
        assert html.count(f"<sup>{number}</sup>") == 2, number  # in the text and before the footnote
    assert "**" not in html
    assert not re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]", html)
    assert [html.count(f'<h3 data-chapter="{chapter.numeral}">') for chapter in sheet.chapters] == [1] * len(sheet.chapters)


def test_a_dash_amid_a_sentence_is_no_bullet(catalogue: Catalogue):
    # VI-2 goes on with "– and how to provide" on a new line.
    html = factsheet_html(catalogue.factsheet("romania"))
    assert re.search(r"videos\s*– and how to provide", "".join(read(html).text))
    assert not re.search(r'lz-glyph">(<span[^>]*>)?–', html)


def test_lead_ins_know_their_clauses(sheet: Factsheet):
    html = factsheet_html(sheet)
    led = {name for names in re.findall(r'data-lead="([^"]*)"', html) for name in names.split()}
    assert led == {clause.record for clause in sheet.recommendations if clause.lead_in_spans}


def test_pane_offers_parties_only_if_there_are_several(catalogue: Catalogue):
    sheet = catalogue.factsheet("romania")
    assert "lz-party" not in source_pane(sheet, View(Catalogue([sheet]), "en"))
    pane = source_pane(sheet, View(catalogue, "en"))
    assert [f">{party}</option>" in pane for party in catalogue.parties] == [True] * 4
    assert f"<option selected>{sheet.party}</option>" in pane


# Cards and badges


@pytest.mark.parametrize(
    ("level", "word", "drawn"), [("require", "requires", "<rect"), ("request", "requests", "<path"), ("invite", "invites", "<circle")]
)
def test_a_badge_tells_the_level_by_word_class_and_shape(catalogue: Catalogue, level: str, word: str, drawn: str):
    record = next(record for record in catalogue.records if record.urgency == level)
    html = badge(record, View(catalogue, "en"))
    assert f"lz-{level}" in html
    assert drawn in html
    assert "".join(read(html).text) == word
    assert "popovertarget" in html


def test_a_card_of_every_record_has_its_words_and_place(sheet: Factsheet, catalogue: Catalogue):
    for record in sheet.records:
        html = card(record, View(catalogue, "en"))
        quoted = html.partition("<blockquote")[2].partition("</blockquote>")[0].partition(">")[2]
        shown = "".join(read(quoted).text)
        lead_in = record.lead_in if isinstance(record, Recommendation | Statement) else ""
        # Bullets are drawn by the list, not written.
        assert comparable(shown) == comparable(lead_in + record.text.replace("\n- ", "\n")), record.record
        assert f'data-show="{record.record}"' in html
        for number in record.recommendation_ids:
            assert number in html
        if record.addressee:
            assert ("specific to" if record.addressee == "specific" else "generic" if "generic heading" in html else "all Parties") in html
        if record.paragraphs:
            assert ", ".join(map(str, record.paragraphs)) in html


def test_a_clause_without_a_number_gets_none(catalogue: Catalogue):
    clause = next(c for c in catalogue.factsheet("romania").recommendations if not c.recommendation_ids)
    html = card(clause, View(catalogue, "en"))
    assert "Clause without a number, chapter VII" in html
    assert not re.search(r"VII-\d", re.sub(r'data-\w+="[^"]*"', "", html))


def test_sub_points_are_a_list(catalogue: Catalogue):
    record = catalogue.get("romania:X-6")
    assert record
    html = verbatim(record.text)
    assert html.count("<li>") == 2
    assert "<li>in the health sector</li>" in html


# Answers


def test_quotations_become_cards_and_labels_go(catalogue: Catalogue):
    for language in LANGUAGES:
        records = [catalogue.get(f"romania:{name}") for name in ("VI-1", "VI-2", "X-6")]
        blocks, rest = blocks_of(answer_of(*filter(None, records), language=language))
        assert [block.record for block in blocks if isinstance(block, Cited)] == records
        assert rest == []
        texts = [block for block in blocks if isinstance(block, Text)]
        assert [text.level for text in texts][:4] == [None, Urgency.REQUIRE, Urgency.INVITE, Urgency.REQUIRE]
        assert not any("·" in text.markdown for text in texts)


def test_every_clause_is_recognised_in_an_answer(sheet: Factsheet):
    blocks, rest = blocks_of(answer_of(*sheet.recommendations, *sheet.statements))
    assert [b.record for b in blocks if isinstance(b, Cited)] == [*sheet.recommendations, *sheet.statements]
    assert not [b for b in blocks if isinstance(b, Quotation)]
    assert not rest


def test_what_is_cited_but_not_quoted_is_kept_behind_a_fold(catalogue: Catalogue):
    clauses = catalogue.factsheet("romania").recommendations
    html = body(answer_of(*clauses, quote=False), catalogue)
    assert html.count('<article class="lz-card') == 73
    assert "Show the 73 passages" in html
    assert html.index("<details") < html.index("<article")


def test_a_quotation_nobody_cites_is_still_shown(catalogue: Catalogue):
    answer = Answer(question="?", intent=Intent.OTHER, answer="Said:\n\n> words <b>\n> - point")
    html = body(answer, catalogue)
    assert "<p>words &lt;b&gt;</p><ul><li>point</li></ul>" in html


def test_a_refusal_looks_unlike_an_answer_and_offers_its_suggestions(catalogue: Catalogue):
    for reason in Reason:
        answer = Answer(
            question="?", intent=Intent.OTHER, answer="Not there.", reason=reason, suggestions=("What does VI-1 say?", 'a "b" <c>')
        )
        html = body(answer, catalogue)
        assert "lz-refusal" in html
        assert "lz-answer" not in html
        assert 'data-ask="What does VI-1 say?"' in html
        assert 'data-ask="a &quot;b&quot; &lt;c&gt;"' in html


def test_what_was_understood_is_said(catalogue: Catalogue):
    answer = Answer(question="and this?", intent=Intent.TOPIC, answer="x")
    within = Filters(chapters=("VI",), urgencies=(Urgency.REQUIRE,), kinds=(Kind.OBSERVATION,))
    query = Query(question="and this?", topic="helplines <i>", carried="before <b>", within=within)
    html = body(answer, catalogue, query)
    assert "before &lt;b&gt;" in html
    text = "".join(read(html).text)
    for words in ("helplines", "Chapter VI", "requires", "observation"):
        assert words in text


# Escaping


def test_a_hostile_question_stays_text_everywhere(catalogue: Catalogue):
    record = catalogue.get("romania:VI-1")
    assert record
    refused = Answer(
        question=HOSTILE, intent=Intent.OTHER, answer=f"{HOSTILE} is not there.", reason=Reason.ABSENT_ID, suggestions=(HOSTILE,)
    )
    answered = Answer(question=HOSTILE, intent=Intent.LIST, answer=f"All **2** on: {HOSTILE}\n\n> {HOSTILE}", understood=HOSTILE)
    understood = Query(question=HOSTILE, topic=HOSTILE, carried=HOSTILE)
    html = body(refused, catalogue, understood) + body(answered, catalogue, understood)
    html += "".join(failed_turn(HOSTILE, View(catalogue, "en")).pieces)
    reader = read(html)
    assert not reader.tags & {"img", "script", "b", "a", "em", "strong"}
    assert "".join(reader.text).count(HOSTILE) >= 7
    assert "onerror=" not in re.sub(r'="[^"]*"', "", "".join(re.findall(r"<[^>]*>", html)))


def test_emphasis_of_ours_is_drawn_only_where_it_is_ours():
    assert prose("**No** – *invited* & <b>") == "<strong>No</strong> – <em>invited</em> &amp; &lt;b&gt;"
    assert prose("**No** <b>", emphasis=False) == "**No** &lt;b&gt;"
    assert prose("2 * 3 * 4 and ** x **") == "2 * 3 * 4 and ** x **"
    assert prose("VI-1") == '<span class="lz-number">VI-1</span>'


def test_a_hostile_factsheet_stays_text(catalogue: Catalogue):
    from dataclasses import replace

    sheet = catalogue.factsheet("romania")
    source = sheet.source.replace("free of charge", "<b>e</b>&nbsp;")
    assert len(source) == len(sheet.source)
    hostile = replace(sheet, source=source, party='<i>"X"', updated="<u>")
    html = source_pane(hostile, View(Catalogue([hostile]), "en"))
    assert not read(html).tags & {"i", "u", "s", "b"}
    assert comparable("".join(read(factsheet_html(hostile)).text)) == comparable(strip_links(strip_emphasis(source)))


# Welcome and definitions


def test_examples_come_from_the_first_factsheet(catalogue: Catalogue, sources: dict[str, Path]):
    for name in SHEETS:
        alone = Catalogue(load_all([sources[name]]))
        found = examples(View(alone, "en"))
        assert len(found) >= 4
        party = alone.factsheets[0].party
        assert any(party in question for question in found)
        ids = {number for question in found for number in re.findall(r"\b[IVX]+-\d+\b", question)}
        assert ids <= set(alone.ids(party))
    assert "What must Romania do on helplines?" in examples(View(Catalogue(load_all([sources["romania"]])), "en"))


def test_nothing_loaded_is_no_error():
    assert examples(View(Catalogue(()), "en")) == []
    assert "lz-welcome" in welcome(View(Catalogue(()), "en"))


def test_definitions_are_the_committees(sheet: Factsheet):
    alone = Catalogue([sheet])
    found = definitions(View(alone, "en"))
    assert list(found) == list(Urgency)
    assert all(record.kind is Kind.DEFINITION and record.party == sheet.party for record in found.values())
    html = levels_dialog(View(alone, "en"))
    for record in found.values():
        assert comparable(record.text) in comparable("".join(read(html).text))


def test_no_party_is_named_in_the_pages_code():
    folder = Path(__file__).parent.parent / "assistant" / "ui"
    files = [*folder.glob("*.py"), *folder.glob("*.js"), *folder.glob("*.css"), folder.parent.parent / "app.py"]
    assert len(files) > 15
    assert not [file.name for file in files if "romania" in file.read_text(encoding="utf-8").lower()]


def test_the_status_says_what_came_of_the_question(catalogue: Catalogue):
    view = View(catalogue, "en")
    answered = turn(answer_of(*catalogue.records[:1]), Query(question="?"), view)
    assert answered.status == "Answered. On this the Committee requires something."
    assert answered.records == (catalogue.records[0].record,)
    refused = turn(Answer(question="?", intent=Intent.OTHER, answer="Not there.", reason=Reason.ABSENT_ID), Query(question="?"), view)
    assert refused.status == "Not answered. Not there."
    assert failed_turn("Broken.", view).answered is False


# The tabs


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_parts_are_drawn_in_every_language(catalogue: Catalogue, language: str):
    drawn = parts(View(catalogue, language))
    assert set(drawn) == {"lz-top", "lz-ask", "lz-browse", "lz-prepare", "lz-about", "lz-pane", "lz-dialogs"}
    for html in drawn.values():
        assert not re.search(r"[{}]", re.sub(r"data-words=\"[^\"]*\"|style=\"[^\"]*\"", "", html))


def test_nothing_loaded_still_gives_a_page():
    assert parts(View(Catalogue(()), "en"))["lz-pane"] == ""


def test_about_names_every_source_and_each_level_in_the_committees_words(catalogue: Catalogue):
    text = "".join(read(about_tab(View(catalogue, "en"))).text)
    for sheet in catalogue.factsheets:
        assert sheet.sha256 in text
        assert sheet.party in text
        assert sheet.updated in text
    for words in ("March 2022", "no legal advice", "as clarified by its Explanatory report", "documents adopted by the Committee"):
        assert words in text


def test_the_chart_counts_what_the_table_lists(catalogue: Catalogue):
    wanted = Wanted()
    found = listing(wanted, catalogue, lambda *_: [])
    chart = listed(wanted, found, View(catalogue, "en"))["chart"]
    drawn = re.findall(r'data-chapter="(\w+)" data-urgency="(\w+)".*?</svg>(\d+)<', chart)
    clauses = [record for record in catalogue.records if record.urgency]
    assert sum(int(count) for _, _, count in drawn) == len(clauses)
    for chapter, level, count in drawn:
        assert int(count) == sum(record.chapter == chapter and record.urgency == level for record in clauses)


def test_a_file_is_named_after_its_title():
    assert file_name("Workshop: Iași / Chișinău", ".docx", "other") == "workshop-iasi-chisinau.docx"
    assert file_name("../../etc", ".md", "other") == "etc.md"
    assert file_name("  ", ".csv", "other") == "other.csv"


def test_no_two_rows_of_a_factsheet_have_the_same_name_unless_they_share_their_footnotes(catalogue: Catalogue):
    view = View(catalogue, "en")
    found: dict[str, list[Record]] = {}
    for record in catalogue.factsheet("romania").records:
        found.setdefault(full_name(record, view), []).append(record)
    for named, records in found.items():
        assert len({record.footnotes for record in records}) == 1, named
    assert "Observation, chapter III, footnote 30" in found
