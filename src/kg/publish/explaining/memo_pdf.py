"""The memo as PDF, set in the letters of the pages, which are in the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import pairwise

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer

from kg.publish.explaining.memo import Answer, Memo, Note
from kg.publish.explaining.picture import Drawing
from kg.publish.explaining.png import png
from kg.publish.library import Language
from kg.publish.saving import look
from kg.publish.saving.printing import BOLD, REGULAR, typeface
from kg.publish.saving.sheet import xml
from kg.publish.words import words

_TAGS = {Language.NL: "nl-NL", Language.EN: "en-GB"}
_MARGIN, _TOP, _BOTTOM = 18 * mm, 14 * mm, 12 * mm
_PADDING = 6  # that a frame of reportlab keeps on each side
_WIDTH, _HEIGHT = A4[0] - 2 * _MARGIN - 2 * _PADDING, A4[1] - _TOP - _BOTTOM - 2 * _PADDING
_HIGHEST = 75 * mm
_LARGEST = 0.75  # points to a pixel: a small picture is not blown up


@dataclass(frozen=True, slots=True)
class _Styles:
    """How the parts of a memo are set."""

    title: ParagraphStyle
    heading: ParagraphStyle
    text: ParagraphStyle
    item: ParagraphStyle
    step: ParagraphStyle
    note: ParagraphStyle
    small: ParagraphStyle


def pdf(memo: Memo) -> bytes:
    """Return the memo as PDF: the same bytes for the same memo."""
    typeface()
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_TOP,
        bottomMargin=_BOTTOM,
        title=xml(memo.title),
        author=xml(memo.site),
        creator=xml(memo.site),
        subject=xml(memo.address),
        lang=_TAGS[memo.language],
        invariant=1,
    )
    picture = [Image(BytesIO(png(memo.picture)), *size(memo, memo.picture))] if memo.picture else []
    document.build(list(_told(memo, picture)))
    return file.getvalue()


def height(memo: Memo) -> float:
    """Return how high the memo is, 1 for all of a page; nothing is drawn to know it."""
    typeface()
    room = [Spacer(*size(memo, memo.picture))] if memo.picture else []
    told = list(_told(memo, room))
    high = sum(each.wrap(_WIDTH, _HEIGHT)[1] for each in told)
    between = sum(max(above.getSpaceAfter(), below.getSpaceBefore()) for above, below in pairwise(told))
    filled: float = (high + between) / _HEIGHT
    return filled


def _styles(times: float) -> _Styles:
    """Return how the parts are set, in letters so many times as large as usual."""
    text = _style(times, "text", 10, spaceAfter=2)
    step = _style(times, "step", 9.5, leftIndent=9 * mm, bulletIndent=0, spaceAfter=1, bulletFontName=REGULAR)
    accent = {"fontName": BOLD, "textColor": HexColor(look.ACCENT)}
    return _Styles(
        _style(times, "title", 18, spaceAfter=4, **accent),
        _style(times, "heading", 11.5, spaceBefore=7 * times, spaceAfter=2, **accent),
        text,
        ParagraphStyle("item", parent=text, leftIndent=5 * mm, bulletIndent=0, bulletFontName=REGULAR),
        step,
        _style(times, "note", 8.5, parent=step, spaceAfter=0),
        _style(times, "small", 8.5, spaceAfter=2),
    )


def _style(times: float, name: str, size: float, **more: object) -> ParagraphStyle:
    told = {"fontName": REGULAR, "textColor": HexColor(look.INK), "fontSize": size * times, "leading": 1.22 * size * times}
    return ParagraphStyle(name, **{**told, **more})


def _told(memo: Memo, picture: list[Flowable]) -> Iterator[Flowable]:
    """Yield what stands in the memo, from top to bottom, with this in the place of the picture."""
    spoken, style = words(memo.language), _styles(memo.letters)
    yield Paragraph(_safe(memo.title), style.title)
    yield Paragraph(spoken("explain.memo.question"), style.heading)
    yield Paragraph(_safe(memo.question), style.text)
    yield Paragraph(spoken("explain.memo.answer"), style.heading)
    yield from (Paragraph(_safe(answer.sentence), style.item, bulletText="•") for answer in memo.answers)
    if memo.remark:
        yield Paragraph(_safe(memo.remark), style.text)
    yield from picture
    if memo.answers:
        yield Paragraph(spoken("explain.memo.steps"), style.heading)
    for number, answer in enumerate(memo.answers, 1):
        yield from _steps(number, answer, style)
    if memo.notes:
        yield Paragraph(spoken("explain.memo.notes"), style.heading)
    yield from (_note(note, style) for note in memo.notes)
    yield Paragraph(spoken("explain.memo.read"), style.heading)
    yield Paragraph(_safe(" ".join(memo.read)), style.text)
    yield Paragraph(spoken("explain.memo.address"), style.heading)
    yield Paragraph(f"{_safe(memo.made)} {_link(memo.address)}", style.text)
    yield Paragraph(f"{spoken('explain.memo.cite')}: {_safe(memo.citation)}", style.small)


def size(memo: Memo, picture: Drawing) -> tuple[float, float]:
    """Return how wide and high the picture is: as wide as the text, unless that makes it too high or blows it up."""
    scale = min(_WIDTH / picture.width, _HIGHEST * memo.letters / picture.height, _LARGEST)
    return picture.width * scale, picture.height * scale


def _steps(number: int, answer: Answer, style: _Styles) -> Iterable[Flowable]:
    for place, line in enumerate(answer.steps, 1):
        notes = "".join(f" <super>[{note}]</super>" for note in line.notes)
        yield Paragraph(f"{_safe(line.text)}{notes}", style.step, bulletText=f"{number}.{place}")
    if answer.more:
        yield Paragraph(_safe(answer.more), style.step)


def _note(note: Note, style: _Styles) -> Paragraph:
    return Paragraph(f"{_safe(note.text)}. {_link(note.address)}", style.note, bulletText=f"[{note.number}]")


def _link(address: str) -> str:
    return f'<a href="{_safe(address)}" color="{look.ACCENT}">{_safe(address)}</a>'


def _safe(text: str) -> str:
    return escape(xml(text))
