"""The picture of the ways as a drawing that stands alone, and as pixels, for a memo."""

from dataclasses import dataclass

from kg.publish.explaining.picture import Drawing
from kg.publish.raster import raster
from kg.publish.saving import look
from kg.publish.saving.png import ZOOM
from kg.publish.templating import html, letters


@dataclass(frozen=True, slots=True)
class Standing:
    """A drawing with how it looks on white paper."""

    drawing: Drawing
    look: object
    icons: object


def svg(drawing: Drawing) -> str:
    """Return the drawing as SVG with its colours in it."""
    return html("explain_drawing.svg", Standing(drawing, look, look.icons()))


def png(drawing: Drawing) -> bytes:
    """Return the drawing as PNG, in the letters of the pages."""
    return raster(svg(drawing), ZOOM, [letters("regular"), letters("semibold")])
