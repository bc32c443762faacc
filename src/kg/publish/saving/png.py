"""The picture as PNG, drawn from its SVG with our own letters."""

from kg.errors import NetworkTooLargeError
from kg.publish.raster import raster
from kg.publish.saving.sheet import Saved
from kg.publish.saving.svg import drawing, sheet
from kg.publish.templating import letters

ZOOM = 2
"""Two dots for each pixel of the page: sharp in a report."""

MOST_DOTS = 32_000_000
"""More than this and many a phone or office program does not open it."""


def written(saved: Saved) -> bytes:
    """Return the picture as PNG; raises NetworkTooLargeError for one with too many dots."""
    page = sheet(saved)
    if page.width * page.height * ZOOM * ZOOM > MOST_DOTS:
        raise NetworkTooLargeError(saved.words("saving.too_large.png", nodes=len(saved.picture.nodes)))
    return raster(drawing(saved, {}), ZOOM, [letters("regular"), letters("semibold")])
