"""The picture of the ways as a drawing that stands alone, and as pixels, for a memo."""

from dataclasses import dataclass

import resvg_py

from kg.publish.explaining.picture import Drawing
from kg.publish.saving import look
from kg.publish.templating import html, letters

_ZOOM = 2
"""Pixels of the PNG for one of the drawing: sharp when printed across a page."""


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
    fonts = [str(letters("regular")), str(letters("semibold"))]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg(drawing),
            zoom=_ZOOM,
            background=look.PAPER,
            font_files=fonts,
            skip_system_fonts=True,
            font_family="Source Sans 3",
        )
    )
