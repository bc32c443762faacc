"""What stands on a page of a PDF before it is understood: glyphs, words, rules and boxes; lengths in points, from the top left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How a glyph is printed: its size in points (to the half), its weight, its colour (0xRRGGBB) and its font."""

    size: float
    bold: bool = False
    colour: int = 0
    font: str = ""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed sign: where it begins and ends on its line, and how far below the top of the page that line is."""

    text: str
    left: float
    right: float
    baseline: float
    style: Style


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs that stand together on a line."""

    text: str
    box: Box
    baseline: float
    style: Style


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is seen: its number in the file from 1, its glyphs in no order, and the rules drawn on it.

    A rule is a Box without width or without height; the sides of a drawn or tinted rectangle are rules too.
    `sideways` counts the glyphs that stand on their side and were left out; `unreadable` those the file gives no text for.
    `outlined` are the titles that the table of bookmarks gives to this page.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...] = ()
    pictures: int = 0
    sideways: int = 0
    unreadable: int = 0
    outlined: frozenset[str] = frozenset()


def union(boxes: "list[Box] | tuple[Box, ...]") -> Box:
    """Return the smallest box around them all.

    >>> union([Box(0, 0, 1, 1), Box(2, 3, 4, 5)])
    Box(left=0, top=0, right=4, bottom=5)
    """
    return Box(min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes))


def within(inner: Box, outer: Box) -> bool:
    """Tell whether the middle of one box is in the other.

    >>> within(Box(1, 1, 3, 3), Box(0, 0, 2.5, 2.5))
    True
    """
    across, down = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= across <= outer.right and outer.top <= down <= outer.bottom
