"""Slides: every text fits its place by the estimate, long ones go on, and nothing is lost on the way."""

from __future__ import annotations

import io
from dataclasses import replace

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Length

from assistant.exports import Item, Selection, export_bytes, select, select_records
from assistant.exports.fitting import Box, Piece, fit, height, lines
from corpus.catalogue import Catalogue
from corpus.records import Kind
from tests.golden import SLUGS, parsed

ROMANIA = parsed("romania")
ONE = Catalogue([ROMANIA])
ALL = Catalogue([parsed(slug) for slug in SLUGS])
MARKS = ("Rectangle", "Isosceles", "Oval", "Diamond")
SMALLEST = 18  # points: what a hall can still read
WORDS = st.lists(st.text("abcdefgh.;", min_size=1, max_size=14), min_size=1, max_size=120)
BODY = Box(400.0, 120.0, range(28, 17, -1))


def deck(selection: Selection) -> list[Slide]:
    return list(pptx.Presentation(io.BytesIO(export_bytes(selection, "pptx"))).slides)


def words(slide: Slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]


def long_selection() -> Selection:
    """Make a list of nine long points and a paragraph five times as long as any in the source."""
    points, paragraph = ONE.by_id("II-6")[0], ONE.by_id("VI-1")[0]
    rows = [points.text.split("\n")[0], *(f"- point {number}: {' '.join(points.points)}" for number in range(9))]
    records = replace(points, text="\n".join(rows)), replace(paragraph, text=" ".join([paragraph.text] * 5))
    return Selection(items=tuple(Item(record, ROMANIA) for record in records))


# ------------------------------------------------------------------ the estimate
def test_what_fits_at_once_is_as_large_as_it_can_be():
    fitted = fit([Piece("Short.")], BODY)
    assert fitted == (28, ((Piece("Short."),),))


def test_a_longer_text_is_smaller():
    text = "word " * 35
    size = fit([Piece(text.strip())], BODY).size
    assert 18 <= size < 28
    assert height([Piece(text)], BODY.width, size) <= BODY.height < height([Piece(text)], BODY.width, size + 1)


def test_sub_points_have_less_room():
    text = "word " * 60
    assert len(lines(Piece(text, is_point=True), 400, 20)) >= len(lines(Piece(text), 400, 20))


def test_a_cut_is_behind_a_sentence_where_one_ends():
    text = f"{'first ' * 30}ends. {'second ' * 60}"
    pages = fit([Piece(text)], BODY).pages
    assert len(pages) > 1
    assert pages[0][-1].text.endswith("ends.")
    assert pages[1][0].goes_on


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=6))
def test_pages_hold_all_words_and_none_overflows(paragraphs: list[tuple[list[str], bool]]):
    pieces = [Piece(" ".join(words), is_point=point) for words, point in paragraphs]
    fitted = fit(pieces, BODY)
    assert " ".join(piece.text for page in fitted.pages for piece in page) == " ".join(piece.text for piece in pieces)
    assert all(page and height(page, BODY.width, fitted.size) <= BODY.height for page in fitted.pages)


def test_a_word_longer_than_a_slide_ends():
    assert len(fit([Piece("x" * 5000), Piece("after")], BODY).pages) == 2


# ------------------------------------------------------------------ the slides
def text_boxes(slide: Slide) -> list[tuple[Length, Length, list[Piece], int, str]]:
    found = []
    for shape in slide.shapes:
        if not shape.has_text_frame or not shape.text_frame.text:
            continue
        runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
        pieces = [
            Piece(paragraph.text, is_point=bool(paragraph._p.pPr is not None and paragraph._p.pPr.get("marL")))
            for paragraph in shape.text_frame.paragraphs
        ]
        if runs:
            found.append((shape.width, shape.height, pieces, max(int(run.font.size.pt) for run in runs), shape.text_frame.text))
    return found


@pytest.mark.parametrize(
    "selection",
    [select_records(ALL, [record for record in ALL.records if record.kind is not Kind.FOOTNOTE], title="A title " * 20), long_selection()],
    ids=["every record", "long"],
)
def test_no_text_is_higher_than_its_box_and_none_is_off_the_slide(selection: Selection):
    presentation = pptx.Presentation(io.BytesIO(export_bytes(selection, "pptx")))
    for number, slide in enumerate(presentation.slides, 1):
        for width, room, pieces, size, text in text_boxes(slide):
            if number > 1:  # the first slide's lines are of several sizes
                assert height(pieces, width.pt, size) <= room.pt + 0.5, f"slide {number}: {text}"
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= presentation.slide_width, f"slide {number}"
            assert 0 <= shape.top <= shape.top + shape.height <= presentation.slide_height, f"slide {number}"


def test_what_the_committee_says_is_never_smaller_than_a_hall_can_read():
    for slide in deck(select_records(ALL, [*ALL.factsheet("Romania").recommendations])) + deck(long_selection()):
        for _, room, _, size, _ in text_boxes(slide):
            assert room.inches < 4 or size >= SMALLEST


def test_long_texts_go_on_and_say_so():
    slides = deck(long_selection())
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    first = [title for title in titles if title.startswith("II-6")]
    assert first == [f"II-6 ({number} of {len(first)})" for number in range(1, len(first) + 1)]
    assert len(first) > 1
    bullets = [paragraph for slide in slides for shape in slide.shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs]
    assert sum(paragraph._p.find(".//{*}buChar") is not None for paragraph in bullets) == 9


def test_a_title_one_slide_a_record_and_a_summary():
    slides = deck(select(ONE, ["VI-1", "II-6", "VI-2", "VI-fn88"], title="Helplines"))
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        "Helplines",
        "VI-1",
        "II-6",
        "VI-2",
        "Observation, chapter VI",
        "Summary by urgency",
    ]


@pytest.mark.parametrize(
    ("name", "word", "shape", "colour"),
    [
        ("VI-1", "REQUIRES", MSO_SHAPE.RECTANGLE, "9A1B2F"),
        ("II-6", "REQUESTS", MSO_SHAPE.ISOSCELES_TRIANGLE, "8A4F00"),
        ("VI-2", "INVITES", MSO_SHAPE.OVAL, "1C6A63"),
        ("VI-fn88", "OBSERVATION", MSO_SHAPE.DIAMOND, "44546A"),
    ],
)
def test_a_badge_is_word_colour_and_shape(name: str, word: str, shape: MSO_SHAPE, colour: str):
    slide = deck(select(ONE, [name]))[1]
    assert word in words(slide)
    (mark,) = [each for each in slide.shapes if each.name.startswith(MARKS) and each.width == each.height]
    assert (mark.auto_shape_type, str(mark.fill.fore_color.rgb)) == (shape, colour)
    assert mark._element.find(".//{*}cNvPr").get("descr") == word.lower()


def test_the_notes_have_what_the_speaker_needs():
    slide = deck(select(ONE, ["VII-fn94"], comments={"romania:VII-fn94": "Ask about funding."}))[1]
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("Ask about funding.")
    for part in (
        "“Request”: when the steps",
        "to encourage the financing of projects",
        "Footnote 94: Examples",
        "?record=romania:VII-fn94",
    ):
        assert part in notes


def test_the_summary_names_every_recommendation_once_under_its_level():
    slide = deck(select(ONE, ["VI-1", "II-6", "VI-2", "VI-4", "X-statement4", "VI-fn88"]))[-1]
    text = [each.replace("\N{NON-BREAKING HYPHEN}", "-") for each in words(slide)]
    assert [each for each in text if each in ("VI-1", "II-6", "VI-2, VI-4")] == ["VI-1", "II-6", "VI-2, VI-4"]
    assert {"REQUIRES (1)", "REQUESTS (1)", "INVITES (2)"} <= set(text)
    assert "Also quoted: 1 promising practice, 1 observation" in text
