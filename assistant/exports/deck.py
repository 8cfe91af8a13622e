"""The look of our slides: wide, a level's badge as shape, colour and word, the source at the foot."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Length, Pt

from assistant.exports.card import LOOKS, Look
from assistant.exports.fitting import GAP, INDENT, LINE, Box, Piece, fit
from assistant.exports.zipped import LONGEST_PROPERTY, settled
from corpus.records import Urgency

WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
EDGE, INSIDE = Inches(0.7), Inches(11.93)
INK, SOFT = RGBColor(0x1A, 0x23, 0x30), RGBColor(0x45, 0x50, 0x60)
_BADGE_LEFT, _BADGE_TOP = Inches(9.6), Inches(0.6)
_FONT = "Arial"
_BOLD = 0.9  # of the room is left for a bold text, which is measured as a regular one
_TITLE_LAYOUT, _TITLE_ONLY = 0, 5
_SHAPES: Mapping[Look, MSO_SHAPE] = MappingProxyType(
    {
        LOOKS[Urgency.REQUIRE]: MSO_SHAPE.RECTANGLE,
        LOOKS[Urgency.REQUEST]: MSO_SHAPE.ISOSCELES_TRIANGLE,
        LOOKS[Urgency.INVITE]: MSO_SHAPE.OVAL,
        LOOKS[None]: MSO_SHAPE.DIAMOND,
    }
)
_NUMBER = (
    '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" id="{{6F1C2B1E-0000-4000-8000-000000000001}}" type="slidenum">'
    '<a:rPr lang="en-GB" sz="1100"/><a:t>{number}</a:t></a:fld>'
)


class Place(NamedTuple):
    """Where something stands on a slide."""

    left: Length
    top: Length
    width: Length
    height: Length

    def moved(self, left: Length) -> Place:
        """The same place further to the right or left."""
        return self._replace(left=left)


BODY = Place(EDGE, Inches(1.95), INSIDE, Inches(4.15))


def room(place: Place, sizes: range) -> Box:
    """Give the room a place has, in points; our text frames have no margins."""
    return Box(Length(place.width).pt, Length(place.height).pt, sizes)


def new_deck(title: str, source: str, date: datetime) -> Presentation:
    """Make an empty presentation of 16:9, its layouts widened with it."""
    deck = pptx.Presentation()
    factor = WIDTH / (deck.slide_width or WIDTH)
    deck.slide_width, deck.slide_height = WIDTH, _HEIGHT
    for master in deck.slide_masters:
        for shape in [*master.placeholders, *(each for layout in master.slide_layouts for each in layout.placeholders)]:
            left, top, width, height = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.top, shape.width, shape.height = Length(int(left * factor)), top, Length(int(width * factor)), height
    about = deck.core_properties
    about.title, about.subject = title[:LONGEST_PROPERTY], source[:LONGEST_PROPERTY]
    about.author, about.last_modified_by, about.language = "", "", "en-GB"
    about.created = about.modified = date.replace(tzinfo=None)
    about.revision = 1
    return deck


def deck_bytes(deck: Presentation, date: datetime) -> bytes:
    """Give the file's bytes, dated by the source."""
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue(), date)


def add_title_slide(deck: Presentation, title: str, below: Sequence[str]) -> None:
    """Add the first slide."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_LAYOUT])
    heading, subtitle = slide.shapes.title, slide.placeholders[1]
    for shape, place in (
        (heading, Place(EDGE, Inches(1.6), INSIDE, Inches(1.9))),
        (subtitle, Place(EDGE, Inches(3.8), INSIDE, Inches(2.6))),
    ):
        shape.left, shape.top, shape.width, shape.height = place
    fitted = fit([Piece(title)], room(Place(EDGE, EDGE, Length(int(INSIDE * _BOLD)), Inches(1.9)), range(40, 17, -1)))
    _set(_bare(heading.text_frame, MSO_ANCHOR.BOTTOM), title, fitted.size, INK, bold=True)
    frame = _bare(subtitle.text_frame)
    for number, text in enumerate(below):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(10)
        _run(paragraph, text, 20 if number == 0 else 15, SOFT)
    _bar(slide, Place(EDGE, Inches(3.65), Inches(1.6), Inches(0.06)), RGBColor(0x1F, 0x4E, 0x79))


def new_slide(deck: Presentation, title: str, citation: str, link: str) -> Slide:
    """Add a slide with its title, the source line (the level in italics) and the slide's number."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = Place(EDGE, Inches(0.45), Inches(8.6), Inches(0.75))
    size = fit([Piece(title)], room(Place(EDGE, EDGE, Length(int(Inches(8.6) * _BOLD)), Inches(0.75)), range(32, 13, -1))).size
    _set(_bare(heading.text_frame, MSO_ANCHOR.MIDDLE), title, size, INK, bold=True)
    foot = Place(EDGE, Inches(6.92), Inches(11), Inches(0.4))
    frame = _frame(slide, foot)
    size = fit([Piece(citation)], room(foot, range(12, 7, -1))).size
    for place, part in enumerate(citation.split("*")):
        run = _run(frame.paragraphs[0], part, size, SOFT, italic=place % 2 == 1)
        if "://" in link and part:
            run.hyperlink.address = link
    number = _frame(slide, Place(Inches(12), Inches(6.92), Inches(0.63), Inches(0.4)))
    number.paragraphs[0].alignment = PP_ALIGN.RIGHT
    number.paragraphs[0]._p.append(parse_xml(_NUMBER.format(number=len(deck.slides))))
    return slide


def add_badge(slide: Slide, look: Look, word: str, *, left: Length = _BADGE_LEFT, top: Length = _BADGE_TOP) -> None:
    """Add a level's badge: its shape, filled with its colour, and its word beside."""
    side = Inches(0.32)
    mark = slide.shapes.add_shape(_SHAPES[look], left, top + Inches(0.04), side, side)
    mark.fill.solid()
    mark.fill.fore_color.rgb = RGBColor.from_string(look.colour)
    mark.line.fill.background()
    mark.shadow.inherit = False
    mark._element.find(f".//{qn('p:cNvPr')}").set("descr", word)
    frame = _frame(slide, Place(Length(left + side + Inches(0.14)), top, Inches(2.9), Inches(0.4)))
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _run(frame.paragraphs[0], word.upper(), 18, RGBColor.from_string(look.colour), bold=True)


def add_line(slide: Slide, place: Place, text: str, *, sizes: range, colour: RGBColor, italic: bool = False) -> None:
    """Add a short text, as large as fits of the sizes given."""
    fitted = fit([Piece(text)], room(place, sizes))
    _run(_frame(slide, place).paragraphs[0], text, fitted.size, colour, italic=italic)


def add_pieces(slide: Slide, place: Place, pieces: Sequence[Piece], size: int) -> None:
    """Add paragraphs and sub-points at a size, spaced as the estimate reckons with."""
    frame = _frame(slide, place)
    for number, piece in enumerate(pieces):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.line_spacing, paragraph.space_after = Pt(LINE * size), Pt(GAP * size)
        if piece.is_point:
            _bullet(paragraph._p.get_or_add_pPr(), size, mark=not piece.goes_on)
        _run(paragraph, piece.text, size, INK, italic=piece.is_lead)


def _bullet(properties, size: int, *, mark: bool) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    indent = int(Pt(INDENT * size))
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent if mark else 0))
    kind = '<a:buChar xmlns:a="{0}" char="•"/>' if mark else '<a:buNone xmlns:a="{0}"/>'
    properties.append(parse_xml(kind.format("http://schemas.openxmlformats.org/drawingml/2006/main")))


def _frame(slide: Slide, place: Place) -> TextFrame:
    return _bare(slide.shapes.add_textbox(*place).text_frame)


def _bare(frame: TextFrame, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> TextFrame:
    """Make a text frame wrap, without margins and without shrinking its text."""
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _set(frame: TextFrame, text: str, size: int, colour: RGBColor, *, bold: bool = False) -> None:
    _run(frame.paragraphs[0], text, size, colour, bold=bold)


def _run(paragraph, text: str, size: int, colour: RGBColor, *, bold: bool = False, italic: bool = False):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    paragraph.alignment = paragraph.alignment or PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.name, run.font.size, run.font.bold, run.font.italic, run.font.color.rgb = _FONT, Pt(size), bold, italic, colour
    return run


def add_stripe(slide: Slide, look: Look) -> None:
    """Add a stripe of a level's colour along the slide's left edge."""
    _bar(slide, Place(Length(0), Length(0), Inches(0.18), _HEIGHT), RGBColor.from_string(look.colour))


def _bar(slide: Slide, place: Place, colour: RGBColor) -> None:
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
    bar.fill.solid()
    bar.fill.fore_color.rgb = colour
    bar.line.fill.background()
    bar.shadow.inherit = False
