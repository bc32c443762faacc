"""On which sheet of paper a drawing goes, and how large it stands there."""

from dataclasses import dataclass

SMALLEST_PX, SMALLEST_PT = 13, 6.5
"""The smallest letters of a drawing, and how small they may be on paper."""

MARGIN_PT = 28.35
"""Ten millimetres."""

_SIZES_PT = tuple((round(595.276 * 2 ** (step / 2), 2), round(841.89 * 2 ** (step / 2), 2)) for step in range(5))  # A4, A3, … A0
_LARGEST = 0.9  # points to a pixel: a small drawing is not blown up
_SMALLEST = SMALLEST_PT / SMALLEST_PX


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in points, how many points a pixel of the drawing takes, and the left upper corner of the drawing."""

    width: float
    height: float
    scale: float
    left: float
    top: float

    def x(self, px: float) -> float:
        """Return a place from the left on paper."""
        return self.left + px * self.scale

    def y(self, px: float) -> float:
        """Return a place from below on paper, of one from above in the drawing."""
        return self.top - px * self.scale


def paper(width_px: float, height_px: float) -> Paper:
    """Return the smallest sheet, from A4 to A0, on which a drawing can be read, whichever way it shows it largest.

    A drawing that is too large even for A0 gets a sheet of its own size.

    >>> small, large = paper(600, 500), paper(1176, 1594)
    >>> (round(small.width), round(small.height)), (round(large.width), round(large.height)), large.scale > 0.5
    ((842, 595), (842, 1191), True)
    """
    for short, long in _SIZES_PT:
        width, height = max(((long, short), (short, long)), key=lambda size: _scale(width_px, height_px, size))
        scale = _scale(width_px, height_px, (width, height))
        if scale >= _SMALLEST:
            return _centred(width, height, min(scale, _LARGEST), width_px)
    return _centred(width_px * _SMALLEST + 2 * MARGIN_PT, height_px * _SMALLEST + 2 * MARGIN_PT, _SMALLEST, width_px)


def _scale(width_px: float, height_px: float, size: tuple[float, float]) -> float:
    return min((size[0] - 2 * MARGIN_PT) / width_px, (size[1] - 2 * MARGIN_PT) / height_px)


def _centred(width: float, height: float, scale: float, width_px: float) -> Paper:
    return Paper(width, height, scale, (width - width_px * scale) / 2, height - MARGIN_PT)
