"""The picture as PDF: as vectors on a page that is large enough to read it, then its relations as a table with where they stand."""

import io
from functools import partial
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer

from kg.publish.facts import Ref
from kg.publish.placed import place
from kg.publish.saving import look
from kg.publish.saving.behind import Tie
from kg.publish.saving.paper import paper
from kg.publish.saving.printing import BOLD, REGULAR, Printed, draw, typeface
from kg.publish.saving.sheet import Saved, xml
from kg.publish.saving.svg import sheet

_MARGIN = 15 * mm
_PLACES = 12  # of a relation, that are told
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=8.5, leading=11, textColor=HexColor(look.INK))
_HEAD = ParagraphStyle("head", parent=_BODY, fontName=BOLD)
_TITLE = ParagraphStyle("title", parent=_BODY, fontName=BOLD, fontSize=15, leading=20)
_SHARES = (0.22, 0.15, 0.22, 0.09, 0.32)


def written(saved: Saved) -> bytes:
    """Return the picture as PDF: the same bytes for the same picture."""
    typeface()
    page = sheet(saved)
    on = paper(page.width, page.height)
    told = f"{saved.source} {saved.origin.address}"
    file, site = io.BytesIO(), xml(saved.origin.site)
    document = BaseDocTemplate(
        file, title=xml(saved.title), author=site, creator=site, subject=xml(told), lang=saved.language.value, invariant=1
    )
    width, height = landscape(A4)
    document.addPageTemplates(
        [
            PageTemplate("picture", [_frame(on.width, on.height, 0)], pagesize=(on.width, on.height)),
            PageTemplate("table", [_frame(width, height, _MARGIN)], lambda canvas, _: _foot(canvas, saved), pagesize=(width, height)),
        ]
    )
    document.build([_Drawing(Printed(page, on)), NextPageTemplate("table"), PageBreak(), *_relations(saved, width - 2 * _MARGIN)])
    return file.getvalue()


def _frame(width: float, height: float, margin: float) -> Frame:
    return Frame(margin, margin, width - 2 * margin, height - 2 * margin, leftPadding=0, bottomPadding=0, rightPadding=0, topPadding=0)


class _Drawing(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The picture, as something that fills its page."""

    def __init__(self, printed: Printed) -> None:
        super().__init__()
        self._printed = printed
        self.width, self.height = printed.paper.width, printed.paper.height

    def draw(self) -> None:
        """Draw it, with a bookmark."""
        self.canv.bookmarkPage("beeld")
        self.canv.addOutlineEntry(xml(self._printed.saved.title), "beeld")
        draw(self.canv, self._printed)


class _Bookmark(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A place in the list of contents."""

    width = height = 0

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self._key, self._title = key, title

    def draw(self) -> None:
        """Mark the place."""
        self.canv.bookmarkPage(self._key)
        self.canv.addOutlineEntry(self._title, self._key)


def _relations(saved: Saved, width: float) -> list[Flowable]:
    """Return the table of relations below its heading."""
    spoken = saved.words
    heads = [spoken("picture.from"), spoken("picture.relation"), spoken("picture.to"), spoken("saving.years"), spoken("saving.evidence")]
    rows = [[Paragraph(_plain(text), _HEAD) for text in heads], *(_row(saved, tie) for tie in saved.ties)]
    table = LongTable(rows, colWidths=[share * width for share in _SHARES], repeatRows=1, splitInRow=1, style=_style())
    title = spoken("saving.relations", name=saved.picture.centre.name.value)
    empty = [] if saved.ties else [Paragraph(_plain(spoken("saving.no_relations")), _BODY)]
    return [_Bookmark("verbanden", xml(title)), Paragraph(_plain(title), _TITLE), Spacer(1, 6), *([table] if saved.ties else empty)]


def _style() -> list[tuple[object, ...]]:
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(look.LINE_STRONG)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(look.LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]


def _row(saved: Saved, tie: Tie) -> list[Paragraph]:
    cells = (
        _link(saved, tie.source),
        _plain(tie.relation.value),
        _link(saved, tie.target),
        ", ".join(tie.years) or _plain(saved.words("saving.no_year")),
        _evidence(saved, tie),
    )
    return [Paragraph(cell, _BODY) for cell in cells]


def _evidence(saved: Saved, tie: Tie) -> str:
    """Return where a relation stands, a line each; a row must fit a page, so the rest of many is counted."""
    places = dict.fromkeys(place(each, partial(_link, saved), _plain) for each in tie.evidence)
    rest = len(places) - _PLACES
    return "<br/>".join([*islice(places, _PLACES), *([_plain(saved.words.count("saving.more_places", rest))] if rest > 0 else [])])


def _link(saved: Saved, ref: Ref) -> str:
    name = _plain(ref.name.value)
    return f"<a href={quoteattr(saved.address(ref.href))} color={quoteattr(look.ACCENT)}>{name}</a>" if ref.href else name


def _plain(text: str) -> str:
    return escape(xml(text))


def _foot(canvas: Canvas, saved: Saved) -> None:
    """Write at the foot of a page where all comes from, and which page it is."""
    width, _ = landscape(A4)
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(HexColor(look.SOFT))
    canvas.drawString(_MARGIN, 8 * mm, xml(f"{saved.title}. {saved.source}"))
    canvas.drawRightString(width - _MARGIN, 8 * mm, saved.words("saving.page", number=canvas.getPageNumber()))
