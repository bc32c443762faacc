"""The comparison as a picture: three bands of named boxes, what is new, what is no longer mentioned, and what both mention."""

from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.facts import Ref
from kg.publish.focus.lettering import LINE_PX, lines
from kg.publish.words import Words
from kg.publish.years.comparing import BOTH, GONE, NEW, Comparison, Mention

MOST = 150
"""How many boxes can still be read; of more there is no picture."""

ORDER = (GONE, BOTH, NEW)
"""The bands from left to right, as time goes."""

WIDTH, TOP = 206, 40
_APART, _BESIDE, _BETWEEN = 26, 62, 9
_COLUMNS, _SHORT = 5, 8
"""How many columns fit beside one another on a desk; the longest bands have more than one.
A column of few boxes need not be shorter."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box: where it stands, its name in lines, its band with the sign of it, and in words what it stands for."""

    ref: Ref
    band: str
    column: int
    x: int
    y: int
    height: int
    lines: tuple[str, ...]
    sign: str
    mark: str


@dataclass(frozen=True, slots=True)
class Band:
    """A band: where it stands and how wide it is, its name and how many boxes it has."""

    name: str
    title: str
    x: int
    number: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture of a comparison."""

    width: int
    height: int
    bands: tuple[Band, ...]
    nodes: tuple[Node, ...]


_SIGNS = {NEW: "+", BOTH: "=", GONE: "\N{MINUS SIGN}"}


def drawn(found: Comparison, spoken: Words) -> Drawn | None:
    """Return the picture; None when there is nothing to draw, or too much to read."""
    if not 0 < len(found.mentions) <= MOST:
        return None
    changed = {each.thing.iri for each in found.changes}
    nodes: list[Node] = []
    bands: list[Band] = []
    column, columns = 0, _columns([len(found.band(name)) for name in ORDER])
    for name, wide in zip(ORDER, columns, strict=True):
        told = found.band(name)
        bands.append(Band(name, spoken(f"years.band.{name}"), _left(column, len(bands)), len(told)))
        for part in _parts(told, wide):
            nodes += _stacked(part, changed, spoken, (column, _left(column, len(bands) - 1)))
            column += 1
    return Drawn(_left(column, len(bands) - 1) - _BETWEEN + 2, max(each.y + each.height for each in nodes) + 4, tuple(bands), tuple(nodes))


def _left(column: int, bands: int) -> int:
    """Return where a column begins, with so many bands before its own."""
    return column * (WIDTH + _BETWEEN) + bands * _APART


def _columns(numbers: list[int]) -> list[int]:
    """Return in how many columns each band stands: one more for the band that is longest, as long as they fit.

    >>> _columns([24, 1, 55]), _columns([3, 0, 2])
    ([1, 1, 3], [1, 1, 1])
    """
    columns = [1] * len(numbers)
    while sum(columns) < _COLUMNS:
        longest = max(range(len(numbers)), key=lambda band: numbers[band] / columns[band])
        if numbers[longest] <= _SHORT * columns[longest]:
            break
        columns[longest] += 1
    return columns


def _parts(told: tuple[Mention, ...], columns: int) -> list[tuple[Mention, ...]]:
    """Return the boxes of a band in columns that are as long as one another; an empty band keeps its column."""
    size = max(1, -(-len(told) // columns))
    return [told[first : first + size] for first in range(0, max(1, len(told)), size)]


def _stacked(told: tuple[Mention, ...], changed: set[URIRef], spoken: Words, place: tuple[int, int]) -> list[Node]:
    """Return the boxes of one column, from above."""
    found, (column, x), y = [], place, TOP
    for each in told:
        name, differs = lines(each.thing.name.value, WIDTH - _BESIDE), each.thing.iri in changed
        sign, mark = _SIGNS[each.band] + (" ≠" if differs else ""), spoken(f"years.mark.{each.band}{'.changed' if differs else ''}")
        found.append(Node(each.thing, each.band, column, x, y, len(name) * LINE_PX + 12, name, sign, mark))
        y += found[-1].height + _BETWEEN
    return found
