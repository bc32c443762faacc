"""Where the organisations of a network stand: around a ring, each group together on one side, each organisation on a row of its own.

Every row has a height of its own, so no two names can overlap; the same network always gives the same places.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.publish.facts import Ref
from kg.publish.focus.lettering import LINE_PX, lines

_LABEL_PX, _BULGE_PX, _INNER_PX = 236, 120, 330
_ROW_PX, _HEAD_PX, _GAP_PX, _EDGE_PX, _DOT_PX = 9, 13, 16, 8, 14
_BASELINE_PX = 13  # from the top of a line of text
_SMALLEST_PX, _LARGER_PX = 3.5, 4.0

INNER_PX = _BULGE_PX + _INNER_PX * 0.55
"""How deep a line between two on the same side goes at most."""

WIDTH_PX = 2 * (_LABEL_PX + _DOT_PX + _BULGE_PX + _EDGE_PX) + _INNER_PX


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation as it is to be placed: its name in lines, and its share, from 0 to 1, of what the strongest shares."""

    ref: Ref
    lines: tuple[str, ...]
    share: float

    @property
    def height(self) -> float:
        """Return how high its row is."""
        return LINE_PX * len(self.lines) + _ROW_PX


@dataclass(frozen=True, slots=True)
class Section:
    """A group as it is to be placed: its number, its name in lines, and its members."""

    group: int
    lines: tuple[str, ...]
    members: tuple[Member, ...]

    @property
    def head(self) -> float:
        """Return how high its name is."""
        return LINE_PX * len(self.lines) + _HEAD_PX

    @property
    def height(self) -> float:
        """Return how high the whole is, with the air below it."""
        return self.head + sum(member.height for member in self.members) + _GAP_PX


Side: TypeAlias = Sequence[Section]


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation in its place: its mark at x and y, its name beside it; `column` is 0 on the left side and 1 on the right."""

    ref: Ref
    group: int
    column: int
    x: float
    y: float
    lines: tuple[str, ...]
    text_x: float
    text_y: float
    radius: float
    height: float


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a group, in lines, above its organisations; `y` is that of the first line."""

    group: int
    column: int
    lines: tuple[str, ...]
    x: float
    y: float


def section(group: int, name: str, members: Sequence[tuple[Ref, float]]) -> Section:
    """Return a group with its names in lines; with each member comes its share of what the strongest shares."""
    return Section(group, lines(name, _LABEL_PX), tuple(Member(ref, lines(ref.name.value, _LABEL_PX), share) for ref, share in members))


def sides(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Return the groups of the left and of the right side: the highest first, each where most room is left; on a side by number."""
    found: tuple[list[Section], list[Section]] = ([], [])
    for each in sorted(sections, key=lambda each: (-each.height, each.group)):
        min(found, key=_height).append(each)
    for side in found:
        side.sort(key=lambda each: each.group)
    return found


def height_of(both: tuple[Side, Side]) -> float:
    """Return how high the picture of these sides is."""
    return max(map(_height, both)) + 2 * _EDGE_PX


def heads(both: tuple[Side, Side]) -> Iterator[Head]:
    """Yield the names of the groups in their places."""
    height = height_of(both)
    for column, top, each in _tops(both):
        x = _text_x(column, _x(column, top + each.head / 2, height))
        yield Head(each.group, column, each.lines, x, top + _HEAD_PX / 2 + _BASELINE_PX)


def nodes(both: tuple[Side, Side]) -> Iterator[Node]:
    """Yield the organisations in their places, from the top down, the left side first."""
    height = height_of(both)
    for column, top, each in _tops(both):
        y = top + each.head
        for member in each.members:
            yield _node((column, each.group), member, y, height)
            y += member.height


def _node(place: tuple[int, int], member: Member, top: float, height: float) -> Node:
    column, group = place
    middle = top + member.height / 2
    x = _x(column, middle, height)
    first = top + _ROW_PX / 2 + _BASELINE_PX
    radius = _SMALLEST_PX + _LARGER_PX * math.sqrt(member.share)
    return Node(member.ref, group, column, x, middle, member.lines, _text_x(column, x), first, radius, member.height)


def _tops(both: tuple[Side, Side]) -> Iterator[tuple[int, float, Section]]:
    """Yield the groups with their side and how far from the top they begin; a lower side stands half way."""
    height = height_of(both)
    for column, side in enumerate(both):
        top = (height - _height(side)) / 2
        for each in side:
            yield column, top, each
            top += each.height


def _height(side: Side) -> float:
    return sum(each.height for each in side)


def _x(column: int, y: float, height: float) -> float:
    """Return how far from the left a mark stands at this height: on the ring, which is widest half way down."""
    away = min(abs(2 * y / height - 1), 1.0)
    left = _EDGE_PX + _LABEL_PX + _DOT_PX + _BULGE_PX * (1 - math.sqrt(1 - away**2))
    return round(left if column == 0 else WIDTH_PX - left, 1)


def _text_x(column: int, x: float) -> float:
    return round(x - _DOT_PX if column == 0 else x + _DOT_PX, 1)
