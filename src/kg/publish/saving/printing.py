"""The picture drawn on a page of PDF: lines, boxes that lead to their pages, legend and source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO, Canvas

from kg.publish.focus.columns import Heading, Node
from kg.publish.saving import look
from kg.publish.saving.outline import traced
from kg.publish.saving.paper import Paper
from kg.publish.saving.sheet import Saved, xml
from kg.publish.saving.svg import MARGIN_PX, Line, Sheet
from kg.publish.templating import letters

REGULAR, BOLD = "SourceSans3", "SourceSans3-SemiBold"


@dataclass(frozen=True, slots=True)
class Printed:
    """A drawing and the paper it goes on."""

    sheet: Sheet
    paper: Paper

    @property
    def saved(self) -> Saved:
        """Return what is drawn."""
        return self.sheet.saved


@cache
def typeface() -> None:
    """Make our letters known to reportlab; once is enough."""
    pdfmetrics.registerFont(TTFont(REGULAR, str(letters("regular"))))
    pdfmetrics.registerFont(TTFont(BOLD, str(letters("semibold"))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def draw(canvas: Canvas, printed: Printed) -> None:
    """Draw all of it."""
    page, inner = printed.sheet, _moved(printed)
    for each in (*page.above, *page.below):
        _line(canvas, printed.paper, each)
    _edges(canvas, inner, (edge.path for edge in printed.saved.picture.edges))
    for heading in printed.saved.picture.headings:
        _heading(canvas, inner, heading)
    for node in printed.saved.picture.nodes:
        _node(canvas, inner, printed.saved, node)
    for entry in page.legend:
        _icon(canvas, printed.paper, entry.kind, (entry.x, entry.y - 12))
        _text(canvas, printed.paper, entry.name, (entry.x + 22, entry.y + 1), {})


def _moved(printed: Printed) -> Paper:
    """Return the paper as seen from the left upper corner of the picture itself."""
    page, on = printed.sheet, printed.paper
    return Paper(on.width, on.height, on.scale, on.x(page.left), on.y(page.top))


def _text(canvas: Canvas, on: Paper, text: str, place: tuple[float, float], how: Mapping[str, object]) -> None:
    """Write a line of text; `how` may tell its size in pixels, its colour, and whether it is bold."""
    size = how.get("size", 13)
    canvas.setFont(BOLD if how.get("bold") else REGULAR, float(str(size)) * on.scale)
    canvas.setFillColor(HexColor(str(how.get("colour", look.INK))))
    canvas.drawString(on.x(place[0]), on.y(place[1]), xml(text))


def _line(canvas: Canvas, on: Paper, line: Line) -> None:
    colour = look.ACCENT if line.href else look.INK if line.bold else look.SOFT
    _text(canvas, on, line.text, (MARGIN_PX, line.y), {"size": line.size, "bold": line.bold, "colour": colour})
    if line.href:
        width = pdfmetrics.stringWidth(xml(line.text), REGULAR, line.size * on.scale)
        canvas.linkURL(line.href, (on.x(MARGIN_PX), on.y(line.y + 4), on.x(MARGIN_PX) + width, on.y(line.y - line.size)))


def _heading(canvas: Canvas, on: Paper, heading: Heading) -> None:
    _text(canvas, on, heading.text, (heading.x, heading.y), {"bold": True, "colour": look.SOFT})


def _edges(canvas: Canvas, on: Paper, paths: Iterable[str]) -> None:
    canvas.saveState()
    _as_drawn(canvas, on, (0, 0))
    canvas.setStrokeColor(HexColor(look.LINE_STRONG))
    canvas.setStrokeAlpha(0.65)
    canvas.setLineWidth(1.25)
    for path in paths:
        canvas.drawPath(traced(canvas.beginPath(), path), stroke=1, fill=0)
    canvas.restoreState()


def _node(canvas: Canvas, on: Paper, saved: Saved, node: Node) -> None:
    box, colour = node.box, look.COLOURS[node.ref.kind]
    corner = min(node.corner, box.height / 2)
    left, bottom, width, height = on.x(box.x), on.y(box.bottom), box.width * on.scale, box.height * on.scale
    canvas.setFillColor(HexColor(look.WASH if node.centre else look.PAPER))
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth((3 if node.centre else 1.5) * on.scale)
    canvas.setDash([each * on.scale for each in look.DASHES] if node.between else [])
    canvas.roundRect(left, bottom, width, height, corner * on.scale, stroke=1, fill=1)
    canvas.setDash()
    _icon(canvas, on, node.ref.kind, (box.x + look.ICON[0], box.y + look.ICON[1]))
    for number, text in enumerate(node.lines):
        _text(canvas, on, text, (box.x + look.NAME[0], box.y + look.NAME[1] + look.LINE_PX * number), {})
    canvas.linkURL(saved.address(node.ref.href), (left, bottom, left + width, bottom + height))


def _icon(canvas: Canvas, on: Paper, kind: str, place: tuple[float, float]) -> None:
    icon = look.icons()[kind]
    canvas.saveState()
    _as_drawn(canvas, on, place)
    canvas.setFillColor(HexColor(look.COLOURS[kind]))
    rule = FILL_EVEN_ODD if icon.holes else FILL_NON_ZERO
    canvas.drawPath(traced(canvas.beginPath(), icon.path), stroke=0, fill=1, fillMode=rule)
    canvas.restoreState()


def _as_drawn(canvas: Canvas, on: Paper, place: tuple[float, float]) -> None:
    """Let what follows be told as in the drawing: in pixels, from a place downwards."""
    canvas.translate(on.x(place[0]), on.y(place[1]))
    canvas.scale(on.scale, -on.scale)
