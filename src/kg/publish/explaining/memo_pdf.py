"""The memo as PDF, set in the letters of the pages, which are in the file."""

from collections.abc import Iterable
from html import escape
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate

from kg.publish.explaining.memo import Answer, Memo, Note
from kg.publish.library import Language
from kg.publish.saving import look
from kg.publish.saving.printing import BOLD, REGULAR, typeface
from kg.publish.saving.sheet import xml
from kg.publish.words import words

_TAGS = {Language.NL: "nl-NL", Language.EN: "en-GB"}
_MARGIN = 18 * mm
_HIGHEST = 75 * mm
_TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=18, leading=21, textColor=HexColor(look.ACCENT), spaceAfter=4)
_HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=11.5, leading=14, textColor=HexColor(look.ACCENT), spaceBefore=7, spaceAfter=2)
_TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=10, leading=12.5, spaceAfter=2, textColor=HexColor(look.INK))
_ITEM = ParagraphStyle("item", parent=_TEXT, leftIndent=5 * mm, bulletIndent=0, bulletFontName=REGULAR)
_STEP = ParagraphStyle(
    "step", parent=_TEXT, fontSize=9.5, leading=11.5, leftIndent=9 * mm, bulletIndent=0, spaceAfter=1, bulletFontName=REGULAR
)
_NOTE = ParagraphStyle("note", parent=_STEP, fontSize=8.5, leading=10.5, spaceAfter=0)
_SMALL = ParagraphStyle("small", parent=_TEXT, fontSize=8.5, leading=10.5)


def pdf(memo: Memo) -> bytes:
    """Return the memo as PDF."""
    typeface()
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=14 * mm,
        bottomMargin=12 * mm,
        title=xml(memo.title),
        author=xml(memo.site),
        subject=xml(memo.address),
        lang=_TAGS[memo.language],
    )
    document.build(list(_told(memo, document.width)))
    return file.getvalue()


def _told(memo: Memo, width: float) -> Iterable[Flowable]:
    """Yield what stands in the memo, from top to bottom."""
    spoken = words(memo.language)
    yield Paragraph(_safe(memo.title), _TITLE)
    yield Paragraph(spoken("explain.memo.question"), _HEADING)
    yield Paragraph(_safe(memo.question), _TEXT)
    yield Paragraph(spoken("explain.memo.answer"), _HEADING)
    yield from (Paragraph(_safe(answer.sentence), _ITEM, bulletText="•") for answer in memo.answers)
    if memo.remark:
        yield Paragraph(_safe(memo.remark), _TEXT)
    if memo.picture:
        yield _picture(memo.picture, width - 4 * mm)
    if memo.answers:
        yield Paragraph(spoken("explain.memo.steps"), _HEADING)
    for number, answer in enumerate(memo.answers, 1):
        yield from _steps(number, answer)
    if memo.notes:
        yield Paragraph(spoken("explain.memo.notes"), _HEADING)
    yield from map(_note, memo.notes)
    yield Paragraph(spoken("explain.memo.read"), _HEADING)
    yield Paragraph(_safe(" ".join(memo.read)), _TEXT)
    yield Paragraph(spoken("explain.memo.address"), _HEADING)
    yield Paragraph(f"{_safe(memo.made)} {_link(memo.address)}", _TEXT)
    yield Paragraph(f"{spoken('explain.memo.cite')}: {_safe(memo.citation)}", _SMALL)


def _picture(content: bytes, width: float) -> Image:
    """Return the picture as wide as the text, unless that makes it too high."""
    across, high = ImageReader(BytesIO(content)).getSize()
    scale = min(width / across, _HIGHEST / high)
    return Image(BytesIO(content), across * scale, high * scale)


def _steps(number: int, answer: Answer) -> Iterable[Flowable]:
    for place, line in enumerate(answer.steps, 1):
        notes = "".join(f" <super>[{note}]</super>" for note in line.notes)
        yield Paragraph(f"{_safe(line.text)}{notes}", _STEP, bulletText=f"{number}.{place}")
    if answer.more:
        yield Paragraph(_safe(answer.more), _STEP)


def _note(note: Note) -> Paragraph:
    return Paragraph(f"{_safe(note.text)}. {_link(note.address)}", _NOTE, bulletText=f"[{note.number}]")


def _link(address: str) -> str:
    return f'<a href="{_safe(address)}" color="{look.ACCENT}">{_safe(address)}</a>'


def _safe(text: str) -> str:
    return escape(xml(text))
