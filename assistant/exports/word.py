"""The look of our Word documents: A4, named styles, a header, a footer with page numbers."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.exports.card import Look
from assistant.exports.zipped import LONGEST_PROPERTY, settled

QUOTE, POINT, SMALL, REMARK, OPTION = "Committee Text", "Committee Point", "Small Print", "Remark", "Quiz Option"
_FONT, _INK, _SOFT, _LINE = "Arial", RGBColor(0x1A, 0x23, 0x30), RGBColor(0x45, 0x50, 0x60), "79869A"
_WIDTH = Cm(16)


def new_document(title: str, source: str, date: datetime) -> WordDocument:
    """Make an empty document with its styles, its header (the title) and its footer (source and page)."""
    document = Document()
    _page(document)
    _styles(document)
    about = document.core_properties
    about.title, about.subject = title[:LONGEST_PROPERTY], source[:LONGEST_PROPERTY]
    about.author, about.comments, about.language = "", "", "en-GB"
    about.created = about.modified = date.replace(tzinfo=None)
    about.last_modified_by, about.revision = "", 1
    section = document.sections[0]
    section.header.paragraphs[0].text = title
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{source}\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    return document


def document_bytes(document: WordDocument, date: datetime) -> bytes:
    """Give the file's bytes, dated by the source."""
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), date)


def add_badge(paragraph: Paragraph, look: Look, word: str, *, filled: bool) -> None:
    """Add a level's badge: shape and word, dark where it is an obligation of the Convention itself, framed elsewhere."""
    run = paragraph.add_run(f"\u00a0{look.shape}\u00a0{word.upper()}\u00a0")
    run.bold = True
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF) if filled else RGBColor.from_string(look.colour)
    properties = run._r.get_or_add_rPr()
    properties.append(_element("w:bdr", val="single", sz="8", space="0", color=look.colour))
    properties.append(_element("w:shd", val="clear", color="auto", fill=look.colour if filled else "FFFFFF"))


def add_cited(paragraph: Paragraph, citation: str) -> None:
    """Add a citation whose level is in Markdown emphasis; the level is set in italics."""
    for place, part in enumerate(citation.split("*")):
        if part:
            paragraph.add_run(part).italic = place % 2 == 1


def add_link(paragraph: Paragraph, address: str) -> None:
    """Add an address; one that is whole can be clicked."""
    if "://" not in address:
        paragraph.add_run(address)
        return
    link = _element("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = OxmlElement("w:r")
    paragraph._p.append(link)
    link.append(run)
    words = Run(run, paragraph)
    words.text, words.font.underline, words.font.color.rgb = address, True, RGBColor(0x1F, 0x4E, 0x79)


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _styles(document: WordDocument) -> None:
    styles = document.styles
    for name, size, bold in (("Normal", 10.5, False), ("Title", 20, True), ("Heading 1", 15, True), ("Heading 2", 12.5, True)):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = _FONT, Pt(size), bold, _INK
        # The template's headings name theme fonts, which would win over the one just set.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        fonts.set(qn("w:hAnsi"), _FONT)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    styles["Heading 2"].paragraph_format.space_before = Pt(16)
    styles["Heading 2"].paragraph_format.space_after = Pt(4)
    language = _element("w:lang", val="en-GB")
    styles["Normal"].element.get_or_add_rPr().append(language)
    for name in ("Header", "Footer"):
        styles[name].font.size, styles[name].font.color.rgb = Pt(8.5), _SOFT
        styles[name].paragraph_format.tab_stops.clear_all()
    for name, base, size in (
        (QUOTE, "Normal", 11),
        (POINT, "List Bullet", 11),
        (SMALL, "Normal", 8.5),
        (REMARK, "Normal", 10),
        (OPTION, "Normal", 10.5),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles[base], Pt(size)
        style.paragraph_format.space_after = Pt(2 if name == SMALL else 4)
    styles[SMALL].font.color.rgb = _SOFT
    styles[OPTION].paragraph_format.left_indent, styles[OPTION].paragraph_format.first_line_indent = Cm(1.4), Cm(-1)
    styles[OPTION].paragraph_format.tab_stops.add_tab_stop(Cm(1.4))
    # The rule beside a quotation runs on along its points: it is measured from where their bullets stand.
    for name, indent, distance, rule in ((QUOTE, 0.4, 8, "single"), (POINT, 1.2, 13, "single"), (REMARK, 0.4, 8, "dotted")):
        styles[name].paragraph_format.left_indent = Cm(indent)
        borders = OxmlElement("w:pBdr")
        borders.append(_element("w:left", val=rule, sz="12", space=str(distance), color=_LINE))
        styles[name].element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind")


def _field(paragraph: Paragraph, name: str) -> None:
    """Add a field that Word fills in."""
    field = _element("w:fldSimple", instr=name)
    run = OxmlElement("w:r")
    Run(run, paragraph).text = "1"
    field.append(run)
    paragraph._p.append(field)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
