"""From the coordinates of a PDF, up from the bottom left, to those of a page as it is held upright."""

from dataclasses import dataclass

_EDGE = 2.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A page's visible rectangle (left, bottom, right, top), and the quarter turns clockwise (0 to 3) that put its text upright."""

    visible: tuple[float, float, float, float]
    quarters: int

    @property
    def size(self) -> tuple[float, float]:
        """The width and the height of the page as it is held."""
        left, bottom, right, top = self.visible
        across, up = right - left, top - bottom
        return (up, across) if self.quarters % 2 else (across, up)

    def point(self, across: float, up: float) -> tuple[float, float]:
        """Return how far right and how far down a point is.

        >>> Turn((0, 0, 600, 800), 0).point(100, 700)
        (100, 100)
        >>> Turn((0, 0, 600, 800), 1).point(100, 700)
        (700, 100)
        """
        left, bottom, right, top = self.visible
        match self.quarters:
            case 0:
                return across - left, top - up
            case 1:
                return up - bottom, across - left
            case 2:
                return right - across, up - bottom
            case _:
                return top - up, right - across

    def span(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
        """Return how far right a box with these corners begins and ends."""
        one, other = self.point(left, bottom)[0], self.point(right, top)[0]
        return (one, other) if one <= other else (other, one)

    def shows(self, across: float, down: float) -> bool:
        """Tell whether a point is on the page."""
        width, height = self.size
        return -_EDGE <= across <= width + _EDGE and -_EDGE <= down <= height + _EDGE
