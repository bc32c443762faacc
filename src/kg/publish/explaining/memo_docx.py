"""The memo as a document for a word processor, with real headings and its language set."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from kg.publish.explaining.memo import Answer, Memo, Note
from kg.publish.library import Language
from kg.publish.saving import look
from kg.publish.saving.sheet import xml
from kg.publish.words import words

_TAGS = {Language.NL: "nl-NL", Language.EN: "en-GB"}
_FACE = "Calibri"
_WIDTH_MM, _MARGIN_MM, _HIGHEST_MM = 210, 20, 75
_SMALL_PT = 8.5
_LONGEST = 255  # characters of a property


def docx(memo: Memo) -> bytes:
    """Return the memo as DOCX."""
    document = Document()
    _set_up(document, memo)
    _answer(document, memo)
    if memo.picture:
        _picture(document, memo)
    if memo.answers:
        _grounds(document, memo)
    _foot(document, memo)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


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
    for style, size, after in (
        ("Normal", 10, 3),
        ("List Bullet", 10, 3),
        ("List Number", 9.5, 1),
        ("Heading 1", 12, 2),
        ("Heading 2", 10, 1),
        ("Title", 18, 6),
    ):
        known: Any = document.styles[style]
        known.font.size, known.font.name = Pt(size), _FACE
        known.paragraph_format.space_after = Pt(after)
        if style.startswith(("Heading", "Title")):
            known.font.color.rgb = RGBColor.from_string(look.ACCENT.lstrip("#"))
            known.element.rPr.rFonts.set(qn("w:asciiTheme"), "minorHAnsi")
            known.paragraph_format.space_before = Pt(8 if style == "Heading 1" else 2)
    told = document.core_properties
    told.title, told.author, told.language = xml(memo.title)[:_LONGEST], xml(memo.site)[:_LONGEST], _TAGS[memo.language]
    told.subject, told.comments = memo.address[:_LONGEST], ""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), _TAGS[memo.language])


def _picture(document: Written, memo: Memo) -> None:
    """Add the picture with what it shows in words, as wide as the text unless that makes it too high."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(BytesIO(memo.picture), width=Mm(_WIDTH_MM - 2 * _MARGIN_MM))
    if shape.height > Mm(_HIGHEST_MM):
        shape.width, shape.height = Length(shape.width * Mm(_HIGHEST_MM) // shape.height), Mm(_HIGHEST_MM)
    properties = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way to it
    properties.set("descr", xml(memo.told))
    properties.set("title", xml(memo.title))


def _steps(document: Written, number: int, answer: Answer) -> None:
    for place, line in enumerate(answer.steps, 1):
        paragraph = document.add_paragraph(f"{number}.{place}  {xml(line.text)}")
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(9), Mm(-9)
        for note in line.notes:
            paragraph.add_run(f" [{note}]").font.superscript = True
    if answer.more:
        document.add_paragraph(xml(answer.more)).paragraph_format.left_indent = Mm(9)


def _note(document: Written, note: Note) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(9), Mm(-9)
    paragraph.add_run(f"[{note.number}]  {xml(note.text)}. ").font.size = Pt(_SMALL_PT)
    _link(paragraph, note.address)


def _foot(document: Written, memo: Memo) -> None:
    """Add what was read, and where this comes from."""
    spoken = words(memo.language)
    document.add_heading(spoken("explain.memo.read"), 1)
    document.add_paragraph(xml(" ".join(memo.read)))
    document.add_heading(spoken("explain.memo.address"), 1)
    paragraph = document.add_paragraph(f"{xml(memo.made)} ")
    _link(paragraph, memo.address)
    cited = document.add_paragraph()
    cited.add_run(f"{spoken('explain.memo.cite')}: {xml(memo.citation)}").font.size = Pt(_SMALL_PT)


def _link(paragraph: Paragraph, address: str) -> None:
    """Add an address that leads there."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.size, run.font.underline = Pt(_SMALL_PT), True
    run.font.color.rgb = RGBColor.from_string(look.ACCENT.lstrip("#"))
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001
