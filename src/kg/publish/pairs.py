"""The things of an answer that hang together, in two columns with the lines between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.facts import Ref, Text, readable
from kg.publish.focus.lettering import LINE_PX, lines
from kg.publish.focus.routes import Box, route
from kg.publish.headings import heading, naming
from kg.publish.library import View
from kg.publish.links import kind_of, page_of
from kg.store import Solution

MOST = 40
"""The most things in a column; what is left out stands in the table."""

_COLUMN_PX, _BETWEEN_PX, _EDGE_PX, _GAP_PX = 340, 180, 8, 10
_PADDING_PX, _ICON_PX, _HEADING_PX = 10, 24, 36


@dataclass(frozen=True, slots=True)
class End:
    """A thing in one of the two columns: its box and its name in lines."""

    ref: Ref
    column: int
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line between two things."""

    source: URIRef
    target: URIRef
    path: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two columns of things with their lines; `omitted` counts the things that are not drawn."""

    headings: tuple[tuple[Text, float], ...]
    width: float
    height: float
    ends: tuple[End, ...]
    pairs: tuple[Pair, ...]
    omitted: int


def pairs(wanted: tuple[str, str], solutions: Iterable[Solution], view: View) -> Pairs | None:
    """Return what hangs together by two variables of the answer; None when no row has both."""
    found, refs = _read(wanted, solutions, view)
    if not found:
        return None
    left = list(dict.fromkeys(source for source, _ in found))
    right = _level(left, found)
    kept = frozenset(left[:MOST])
    reached = {target for source, target in found if source in kept}
    columns = (left[:MOST], [thing for thing in right if thing in reached][:MOST])
    ends = tuple(end for number, things in enumerate(columns) for end in _column(number, [refs[thing] for thing in things]))
    boxes = {(end.column, end.ref.iri): end.box for end in ends}
    drawn = [(source, target) for source, target in found if (0, source) in boxes and (1, target) in boxes]
    return Pairs(
        tuple((heading(name), _x(number)) for number, name in enumerate(wanted)),
        _x(1) + _COLUMN_PX + _EDGE_PX,
        max(end.box.bottom for end in ends) + _EDGE_PX,
        ends,
        tuple(Pair(source, target, route(boxes[0, source], boxes[1, target], [])) for source, target in drawn),
        len(left) + len(right) - len(ends),
    )


def _read(wanted: tuple[str, str], solutions: Iterable[Solution], view: View) -> tuple[list[tuple[URIRef, URIRef]], dict[URIRef, Ref]]:
    """Return the different pairs in their order, and the things in them."""
    found: dict[tuple[URIRef, URIRef], None] = {}
    refs: dict[URIRef, Ref] = {}
    for row in solutions:
        source, target = (row.get(name) for name in wanted)
        if isinstance(source, URIRef) and isinstance(target, URIRef):
            found[source, target] = None
            for name, thing in zip(wanted, (source, target), strict=True):
                text = Text(str(row.get(naming(name), readable(thing))), "nl" if naming(name) in row else "")
                refs.setdefault(thing, Ref(thing, kind_of(thing), text, page_of(view, thing)))
    return list(found), refs


def _level(left: Sequence[URIRef], found: Iterable[tuple[URIRef, URIRef]]) -> list[URIRef]:
    """Return the things on the right so that each stands near what it hangs together with: lines then cross less."""
    places: Mapping[URIRef, int] = {thing: place for place, thing in enumerate(left)}
    heights: dict[URIRef, list[int]] = defaultdict(list)
    for source, target in found:
        heights[target].append(places[source])
    return sorted(heights, key=lambda thing: (sum(heights[thing]) / len(heights[thing]), thing))


def _column(number: int, refs: Iterable[Ref]) -> Iterable[End]:
    y = float(_HEADING_PX)
    for ref in refs:
        text = lines(ref.name.value, _COLUMN_PX - _ICON_PX - 2 * _PADDING_PX)
        height = 2 * _PADDING_PX + LINE_PX * len(text)
        yield End(ref, number, Box(_x(number), y, _COLUMN_PX, height), text)
        y += height + _GAP_PX


def _x(number: int) -> float:
    return _EDGE_PX + number * (_COLUMN_PX + _BETWEEN_PX)
