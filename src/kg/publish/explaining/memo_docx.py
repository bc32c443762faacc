"""The memo as a document for a word processor, with real headings and its language set."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from kg.build.archive import archive
from kg.publish.explaining.memo import Answer, Memo, Note
from kg.publish.explaining.memo_pdf import size
from kg.publish.explaining.picture import Drawing
from kg.publish.explaining.png import png
from kg.publish.library import Language
from kg.publish.saving import look
from kg.publish.saving.sheet import xml
from kg.publish.words import words

_TAGS = {Language.NL: "nl-NL", Language.EN: "en-GB"}
_FACE = "Calibri"
_OF_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
"""The letters of the theme, which go before those that a style names."""

_WIDTH_MM, _MARGIN_MM = 210, 20
_STEP, _NOTE, _SMALL = "Memo step", "Memo note", "Memo small"
"""The styles that a word processor does not have by itself."""
_LONGEST = 255  # characters of a property


def docx(memo: Memo) -> bytes:
    """Return the memo as DOCX: the same bytes for the same memo."""
    document = Document()
    _set_up(document, memo)
    _answer(document, memo)
    if memo.picture:
        _picture(document, memo, memo.picture)
    if memo.answers:
        _grounds(document, memo)
    _foot(document, memo)
    file = BytesIO()
    document.save(file)
    with ZipFile(file) as packed:
        return archive({name: packed.read(name) for name in packed.namelist()})


def _answer(document: Written, memo: Memo) -> None:
    spoken = words(memo.language)
    document.add_paragraph(xml(memo.title), style="Title")
    document.add_heading(spoken("explain.memo.question"), 1)
    document.add_paragraph(xml(memo.question))
    document.add_heading(spoken("explain.memo.answer"), 1)
    for answer in memo.answers:
        document.add_paragraph(xml(answer.sentence), style="List Bullet")
    if memo.remark:
        document.add_paragraph(xml(memo.remark))


def _grounds(document: Written, memo: Memo) -> None:
    """Add the steps with the numbers of their sources, and the sources."""
    spoken = words(memo.language)
    document.add_heading(spoken("explain.memo.steps"), 1)
    for number, answer in enumerate(memo.answers, 1):
        _steps(document, number, answer)
    document.add_heading(spoken("explain.memo.notes"), 1)
    for note in memo.notes:
        _note(document, note)


def _set_up(document: Written, memo: Memo) -> None:
    """Give the document its page, its letters, its language and what is told about it."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH_MM), Mm(297)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(15)
    for style, letters_pt, after in (
        ("Normal", 10, 2),
        ("List Bullet", 10, 2),
        ("Heading 1", 11.5, 2),
        ("Title", 18, 4),
    ):
        known: Any = document.styles[style]
        known.font.size, known.font.name = Pt(letters_pt * memo.letters), _FACE
        known.paragraph_format.space_after, known.paragraph_format.line_spacing = Pt(after), 1
        if style.startswith(("Heading", "Title")):
            known.font.color.rgb = RGBColor.from_string(look.ACCENT.lstrip("#"))
            for name in _OF_THEME:
                known.element.rPr.rFonts.attrib.pop(qn(f"w:{name}"), None)
            known.paragraph_format.space_before = Pt(7 * memo.letters if style == "Heading 1" else 0)
    for style, letters_pt, after, indent in ((_STEP, 9.5, 1, 9), (_NOTE, 8.5, 0, 9), (_SMALL, 8.5, 2, 0)):
        own: Any = document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        own.base_style, own.font.size = document.styles["Normal"], Pt(letters_pt * memo.letters)
        own.paragraph_format.space_after = Pt(after)
        own.paragraph_format.left_indent, own.paragraph_format.first_line_indent = Mm(indent), Mm(-indent)
    told = document.core_properties
    told.title, told.author, told.language = xml(memo.title)[:_LONGEST], xml(memo.site)[:_LONGEST], _TAGS[memo.language]
    told.subject, told.comments = memo.address[:_LONGEST], ""
    told.created = told.modified = datetime(memo.day.year, memo.day.month, memo.day.day)  # noqa: DTZ001 - python-docx writes it as UTC
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), _TAGS[memo.language])


def _picture(document: Written, memo: Memo, picture: Drawing) -> None:
    """Add the picture with what it shows in words, as large as in the PDF."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    wide, high = size(memo, picture)
    shape = paragraph.add_run().add_picture(BytesIO(png(picture)), width=Pt(wide), height=Pt(high))
    properties = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way to it
    properties.set("descr", xml(memo.told))
    properties.set("title", xml(memo.title))


def _steps(document: Written, number: int, answer: Answer) -> None:
    for place, line in enumerate(answer.steps, 1):
        paragraph = document.add_paragraph(f"{number}.{place}\t{xml(line.text)}", style=_STEP)
        for note in line.notes:
            paragraph.add_run(f" [{note}]").font.superscript = True
    if answer.more:
        document.add_paragraph(xml(answer.more), style=_STEP).paragraph_format.first_line_indent = Mm(0)


def _note(document: Written, note: Note) -> None:
    paragraph = document.add_paragraph(f"[{note.number}]\t{xml(note.text)}. ", style=_NOTE)
    _link(paragraph, note.address)


def _foot(document: Written, memo: Memo) -> None:
    """Add what was read, and where this comes from."""
    spoken = words(memo.language)
    document.add_heading(spoken("explain.memo.read"), 1)
    document.add_paragraph(xml(" ".join(memo.read)))
    document.add_heading(spoken("explain.memo.address"), 1)
    paragraph = document.add_paragraph(f"{xml(memo.made)} ")
    _link(paragraph, memo.address)
    document.add_paragraph(f"{spoken('explain.memo.cite')}: {xml(memo.citation)}", style=_SMALL)


def _link(paragraph: Paragraph, address: str) -> None:
    """Add an address that leads there."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(look.ACCENT.lstrip("#"))
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001
