"""Where the things of a picture stand: in columns by kind, each a stack of boxes or several, in an order that stays."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from rdflib import URIRef

from kg.publish.facts import Ref
from kg.publish.focus.lettering import LINE_PX, lines, width_px
from kg.publish.focus.routes import Box
from kg.publish.focus.surroundings import Surroundings
from kg.publish.links import path_of
from kg.publish.words import Words

COLUMNS = (("programma", "document"), ("doel",), ("initiatief",), ("organisatie", "indicator", "resultaat"))

CORNERS: Mapping[str, int] = MappingProxyType(
    {"doel": 16, "initiatief": 8, "programma": 0, "organisatie": 3, "indicator": 12, "resultaat": 8, "document": 0}
)
"""How round the corners of the boxes of a kind are."""

_WIDTHS_PX = (150, 165, 180, 200, 220, 240, 260)
_PAGE_PX = 1160  # where a page has room for it, the picture need not scroll
_MOST_LINES = 3
_PADDING_PX = 8
_ICON_PX = 23
_GAP_PX = 14
_BETWEEN_PX = 36
_HEADING_PX = 26
_ABOVE_PX = 12  # before a heading that has boxes above it
_ARC_PX = 24  # room on the left for the lines within the first column
_STACKS = ((60, 5), (10_000, 6))  # up to so many things stand in so many stacks at most
_LOW_PX = 560  # a stack that is no higher need not be split


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a picture: its box, its name in lines, and the stack of boxes it stands in; the picture is about its `centre`.

    `between` when nobody asked for it and it only ties what was asked for to the centre.
    """

    ref: Ref
    box: Box
    lines: tuple[str, ...]
    column: int
    centre: bool
    between: bool = False

    @property
    def path(self) -> str:
        """Return its path below /id, by which the picture knows it."""
        return path_of(self.ref.iri)

    @property
    def corner(self) -> int:
        """Return how round the corners of its box are."""
        return CORNERS[self.ref.kind]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the boxes below are, and where that stands."""

    text: str
    x: float
    y: float


def unplaced(found: Surroundings, refs: Mapping[URIRef, Ref]) -> tuple[Node, ...]:
    """Return the nodes of what is too much for a picture: without a place in it."""
    return tuple(Node(refs[iri], Box(0, 0, 0, 0), (), 0, iri == found.drawn[0], iri in found.between) for iri in found.drawn)


def placed(found: Surroundings, refs: Mapping[URIRef, Ref], spoken: Words) -> tuple[tuple[Node, ...], tuple[Heading, ...]]:
    """Return the nodes in their columns, and a heading above each kind of them; a long column stands in several stacks."""
    nodes: list[Node] = []
    headings: list[Heading] = []
    x = float(_ARC_PX)
    for number, (stack, width) in enumerate(_stacks(found, refs)):
        y = 0.0
        for kind, things in groupby(stack, key=lambda iri: refs[iri].kind):
            y += _ABOVE_PX if y else 0
            headings.append(Heading(spoken(f"kinds.{kind}"), x, y + LINE_PX))
            y += _HEADING_PX
            for iri in things:
                box, text = _box(refs[iri], x, y, width)
                nodes.append(Node(refs[iri], box, text, number, iri == found.drawn[0], iri in found.between))
                y = box.bottom + _GAP_PX
        x += width + _BETWEEN_PX
    return tuple(nodes), tuple(headings)


def _box(ref: Ref, x: float, y: float, width: float) -> tuple[Box, tuple[str, ...]]:
    text = lines(ref.name.value, _room(width))
    return Box(x, y, width, 2 * _PADDING_PX + LINE_PX * len(text)), text


def _room(width: float) -> float:
    return width - _ICON_PX - 2 * _PADDING_PX


def _stacks(found: Surroundings, refs: Mapping[URIRef, Ref]) -> list[tuple[list[URIRef], float]]:
    """Return the things per column in their order, each with its width; a high column is broken into stacks where a page has room."""
    order = _order(found, refs)
    columns = [[iri for kind in kinds for iri in order if refs[iri].kind == kind] for kinds in COLUMNS]
    columns = [things for things in columns if things]
    most = max(len(columns), next(stacks for things, stacks in _STACKS if len(order) <= things))
    heights = {iri: _box(refs[iri], 0, 0, _widest(most))[0].height + _GAP_PX for iri in order}
    parts = _parts([sum(heights[iri] for iri in things) for things in columns], most)
    stacks = [stack for things, count in zip(columns, parts, strict=True) for stack in _even(things, heights, count)]
    return list(zip(stacks, _widths([[refs[iri].name.value for iri in stack] for stack in stacks]), strict=True))


def _parts(heights: Sequence[float], most: int) -> list[int]:
    """Return in how many stacks to break columns of these heights: the highest first, until they are low or there are so many stacks.

    >>> _parts([400, 3000, 1200], 5)
    [1, 3, 1]
    """
    parts = [1] * len(heights)
    while sum(parts) < most:
        highest = max(range(len(parts)), key=lambda number: heights[number] / parts[number])
        if heights[highest] / parts[highest] <= _LOW_PX:
            break
        parts[highest] += 1
    return parts


def _widest(stacks: int) -> float:
    """Return how wide so many stacks of the same width can be on a page."""
    return max(_WIDTHS_PX[0], (_PAGE_PX + _BETWEEN_PX - _ARC_PX) // stacks - _BETWEEN_PX)


def _widths(stacks: Sequence[Sequence[str]]) -> list[float]:
    """Return the widths of stacks with these names: what one leaves of its share goes to those in which a word would be broken."""
    widest = _widest(len(stacks))
    found = [_width(names, [*(each for each in _WIDTHS_PX if each < widest), widest]) for names in stacks]
    spare = widest * len(stacks) - sum(found)
    for number, names in enumerate(stacks):
        wanted = min(max(0.0, _longest(names) + 1 - _room(found[number])), spare)
        found[number] += wanted
        spare -= wanted
    return found


def _width(names: Sequence[str], widths: Iterable[float]) -> float:
    """Return the first width at which the names take few lines and no word is broken, else the last."""
    longest = _longest(names)
    for width in widths:
        room = _room(width)
        if longest <= room and all(len(lines(name, room)) <= _MOST_LINES for name in names):
            break
    return width


def _longest(names: Iterable[str]) -> float:
    """Return how wide the longest word is."""
    return max((width_px(word) for name in names for word in name.split()), default=0)


def _order(found: Surroundings, refs: Mapping[URIRef, Ref]) -> list[URIRef]:
    """Return the things so that what hangs from the same thing stands together; more things leave the order of the others as it is."""
    places = {iri: number for number, iri in enumerate(found.drawn)}
    parents: dict[URIRef, list[tuple[int, str]]] = defaultdict(list)
    for tie in found.ties:
        first, second = sorted((tie.source, tie.target), key=lambda iri: places[iri])
        parents[second].append((places[first], tie.relation))
    return sorted(found.drawn, key=lambda iri: (min(parents[iri], default=(0, "")), refs[iri].name.value.casefold(), iri))


def _even(things: Sequence[URIRef], heights: Mapping[URIRef, float], parts: int) -> Iterator[list[URIRef]]:
    """Yield the things in parts that are about equally high."""
    share = sum(heights[iri] for iri in things) / parts
    stack: list[URIRef] = []
    reached, part = 0.0, 1
    for iri in things:
        if stack and part < parts and reached + heights[iri] / 2 > part * share:
            yield stack
            stack, part = [], part + 1
        stack.append(iri)
        reached += heights[iri]
    yield stack
