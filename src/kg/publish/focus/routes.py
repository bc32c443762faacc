"""The lines of a picture in columns: they pass between the boxes of a column, never behind one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_GAP_PX = 7  # half the space between two boxes
_BEFORE_PX = 14  # where a line is level again, before and after a column


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left upper corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the place of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the place of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Return half its height."""
        return self.y + self.height / 2


def route(left: Box, right: Box, passed: Sequence[Sequence[Box]], *, same_column: bool = False) -> str:
    """Return the SVG path of a line from a box to one further right, through the gaps of the columns between.

    >>> route(Box(0, 0, 10, 10), Box(60, 20, 10, 10), [])
    'M10 5C35 5 35 25 60 25'
    """
    if same_column:
        return _beside(left, right)
    points = [(left.right, left.middle)]
    for column in passed:
        share = (column[0].x - left.right) / (right.x - left.right)
        level = _gap(column, left.middle + share * (right.middle - left.middle))
        points += [(column[0].x - _BEFORE_PX, level), (max(box.right for box in column) + _BEFORE_PX, level)]
    points.append((right.x, right.middle))
    return smooth(points)


def _gap(column: Sequence[Box], level: float) -> float:
    """Return the middle of the gap in a column that lies nearest to a height."""
    gaps = [column[0].y - _GAP_PX, *(box.bottom + _GAP_PX for box in column)]
    return min(gaps, key=lambda gap: (abs(gap - level), gap))


def smooth(points: Sequence[tuple[float, float]]) -> str:
    """Return a path that is level at every point; between two points of one height it is straight.

    >>> smooth([(0, 5), (40, 25), (60, 25)])
    'M0 5C20 5 20 25 40 25H60'
    """
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x, y), (next_x, next_y) in pairwise(points):
        if y == next_y:
            path += f"H{next_x:g}"
        else:
            half = (x + next_x) / 2
            path += f"C{half:g} {y:g} {half:g} {next_y:g} {next_x:g} {next_y:g}"
    return path


def _beside(first: Box, second: Box) -> str:
    """Return an arc on the left of a column, between two boxes in it."""
    out = min(first.x, second.x) - 2 * _BEFORE_PX
    return f"M{first.x:g} {first.middle:g}C{out:g} {first.middle:g} {out:g} {second.middle:g} {second.x:g} {second.middle:g}"
