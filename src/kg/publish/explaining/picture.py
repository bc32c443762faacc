"""The ways between two things as one picture: from left to right in columns, each way on a row of its own as far as it can."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
from rdflib import URIRef

from kg.publish.explaining.ways import Explained, Step, Way
from kg.publish.facts import Ref
from kg.publish.focus.columns import Node
from kg.publish.focus.lettering import LINE_PX, lines, width_px
from kg.publish.focus.routes import Box, smooth
from kg.publish.library import Language
from kg.publish.links import path_of
from kg.publish.words import Words

_WIDTHS_PX = (190, 168, 150, 136)
_PAGE_PX = 1150  # where a page has room for it, the picture need not scroll
_PADDING_PX = 8
_ICON_PX = 23
_BETWEEN_ROWS_PX = 22
_INDENT_PX = 12
_OTHERS_PX = 28  # the box that counts what may stand there instead
_FEWEST_BETWEEN_PX = 64  # between two columns
_BESIDE_LABEL_PX = 40
_LABEL_PX = 12
_BETWEEN_LABELS_PX = 16
_FREE_PX = 8  # between a line and a box
_LEVEL_PX = 10  # where a line is level again, before and after a column
_ROW_PX = 26  # a row without boxes


@dataclass(frozen=True, slots=True)
class Others:
    """A box that says how many things may stand instead of the `node` above it; `key` is where those are listed."""

    count: int
    key: str
    box: Box
    text: str
    node: Node

    @property
    def column(self) -> int:
        """Return the column it stands in."""
        return self.node.column


@dataclass(frozen=True, slots=True)
class Line:
    """A step as a line with its name: the arrow stands at the `tip` of it: "end", "start" or neither."""

    source: Ref
    target: Ref
    label: str
    path: str
    x: float
    y: float
    tip: str

    @property
    def ends(self) -> tuple[str, str]:
        """Return the paths of its two ends below /id."""
        return path_of(self.source.iri), path_of(self.target.iri)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture of some ways."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    others: tuple[Others, ...]
    dashes: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand before they are drawn: their column, their row, and of each row the height of its middle."""

    columns: Mapping[URIRef, int]
    rows: Mapping[URIRef, int]
    left: Sequence[float]
    width: float
    middles: Sequence[float]
    height: float


def drawing(found: Explained, spoken: Words) -> Drawing:
    """Return the picture of the ways that were found; there is at least one."""
    refs = {thing.iri: thing for way in found.ways for thing in way.things}
    plan = _plan(found, refs, spoken.language)
    nodes = {iri: _node(plan, ref, found) for iri, ref in refs.items()}
    others = _others(nodes, found.ways, spoken)
    taken = defaultdict[int, list[Box]](list)
    for node in nodes.values():
        taken[node.column].append(node.box)
    for each in others:
        taken[each.column].append(each.box)
    drawn = [_line(plan, nodes, taken, (way, step)) for way, step in _steps(found.ways)]
    return Drawing(
        max(node.box.right for node in nodes.values()) + 2,
        plan.height,
        tuple(nodes.values()),
        tuple(_apart(_labelled(spoken.language, step, line) for line, (_, step) in zip(drawn, _steps(found.ways), strict=True))),
        others,
        tuple(_dashes(nodes, found.ways, others)),
        tuple(dict.fromkeys(ref.kind for ref in refs.values())),
    )


def _steps(ways: Iterable[Way]) -> list[tuple[Way, Step]]:
    """Return each step once, with the first way that takes it."""
    found: dict[frozenset[URIRef], tuple[Way, Step]] = {}
    for way in ways:
        for step in way.steps:
            found.setdefault(frozenset((step.source.iri, step.target.iri)), (way, step))
    return list(found.values())


def _plan(found: Explained, refs: Mapping[URIRef, Ref], language: Language) -> _Plan:
    columns, rows = _columns(found.ways), _rows(found.ways)
    left, width = _left(found.ways, columns, language)
    counted = Counter(way.instead.iri for way in found.ways if way.instead)
    middles: list[float] = []
    y = 2.0
    for row, way in enumerate(found.ways):
        own = [refs[iri] for iri, number in rows.items() if number == row]
        if not own and len(way.steps) > 1:
            middles.append(middles[min(rows[thing.iri] for thing in way.things[1:-1])])
            continue
        room = max([_ROW_PX, *(_height(ref, width) for ref in own)])
        middles.append(y + room / 2)
        y += room + _BETWEEN_ROWS_PX + _OTHERS_PX * max((counted[ref.iri] for ref in own), default=0)
    height = max(y - _BETWEEN_ROWS_PX + 2, _height(found.start, width) + 4, _height(found.end, width) + 4)
    down = (height - y + _BETWEEN_ROWS_PX) / 2 - 1
    return _Plan(columns, rows, left, width, [middle + down for middle in middles], height)


def _rows(ways: Sequence[Way]) -> dict[URIRef, int]:
    """Return the row of each thing between the ends: that of the first way it is on."""
    rows: dict[URIRef, int] = {}
    for row, way in enumerate(ways):
        for thing in way.things[1:-1]:
            rows.setdefault(thing.iri, row)
    return rows


def _columns(ways: Sequence[Way]) -> dict[URIRef, int]:
    """Return the columns of the things: each stands right of all that come before it, save where two ways run opposite."""
    order: nx.DiGraph[URIRef] = nx.DiGraph()
    for way in ways:
        for before, after in pairwise(thing.iri for thing in way.things):
            if not (order.has_node(after) and order.has_node(before) and nx.has_path(order, after, before)):
                order.add_edge(before, after)
    return {thing: column for column, things in enumerate(nx.topological_generations(order)) for thing in things}


def _left(ways: Sequence[Way], columns: Mapping[URIRef, int], language: Language) -> tuple[list[float], float]:
    """Return where each column begins, and how wide its boxes are: as wide as a page has room for.

    Before a column is room for the names of the lines that begin in the column left of it.
    """
    room = defaultdict[int, float](lambda: _FEWEST_BETWEEN_PX)
    for _, step in _steps(ways):
        before = min(columns[step.source.iri], columns[step.target.iri])
        label = step.ties[0].kind.label.spoken(language)
        room[before] = max(room[before], width_px(label, _LABEL_PX) + _BESIDE_LABEL_PX)
    between = [room[column] for column in range(max(columns.values()))]
    fitting = (each for each in _WIDTHS_PX if sum(between) + each * (len(between) + 1) <= _PAGE_PX)
    width = next(fitting, _WIDTHS_PX[-1])
    return [2.0 + width * number + sum(between[:number]) for number in range(len(between) + 1)], width


def _text(ref: Ref, width: float) -> tuple[str, ...]:
    return lines(ref.name.value, width - _ICON_PX - 2 * _PADDING_PX)


def _height(ref: Ref, width: float) -> float:
    return 2 * _PADDING_PX + LINE_PX * len(_text(ref, width))


def _node(plan: _Plan, ref: Ref, found: Explained) -> Node:
    end = ref.iri in {found.start.iri, found.end.iri}
    middle = plan.height / 2 if end else plan.middles[plan.rows[ref.iri]]
    column, height = plan.columns[ref.iri], _height(ref, plan.width)
    box = Box(plan.left[column], middle - height / 2, plan.width, height)
    return Node(ref, box, _text(ref, plan.width), column, end)


def _others(nodes: Mapping[URIRef, Node], ways: Iterable[Way], spoken: Words) -> tuple[Others, ...]:
    """Return the boxes that count what may stand instead of a thing, below it and below each other."""
    found: list[Others] = []
    for way in ways:
        if way.instead:
            above = nodes[way.instead.iri]
            before = sum(each.node == above for each in found)
            top = above.box.bottom + 5 + before * _OTHERS_PX
            box = Box(above.box.x + _INDENT_PX, top, above.box.width - 2 * _INDENT_PX, _OTHERS_PX - 5)
            found.append(Others(len(way.others), way.key, box, spoken.count("explain.others", len(way.others)), above))
    return tuple(found)


def _line(plan: _Plan, nodes: Mapping[URIRef, Node], taken: Mapping[int, list[Box]], told: tuple[Way, Step]) -> Line:
    way, step = told
    left, right = sorted((nodes[step.source.iri], nodes[step.target.iri]), key=lambda node: node.column)
    points = [(left.box.right, left.box.middle)]
    for column in range(left.column + 1, right.column):
        level = _level(taken[column], plan.middles[way.number - 1])
        points += [(plan.left[column] - _LEVEL_PX, level), (plan.left[column] + plan.width + _LEVEL_PX, level)]
    points.append((right.box.x, right.box.middle))
    (x, y), (next_x, next_y) = points[:2]
    return Line(left.ref, right.ref, "", smooth(points), (x + next_x) / 2, (y + next_y) / 2, "")


def _labelled(language: Language, step: Step, line: Line) -> Line:
    """Return a line with its name, and the arrow that says which way that reads."""
    kind = step.ties[0].kind
    rightward = (kind.onward == step.ties[0].forward) == (line.source.iri == step.source.iri)
    tip = "" if kind.symmetric else "end" if rightward else "start"
    return Line(line.source, line.target, kind.label.spoken(language), line.path, line.x, line.y, tip)


def _apart(drawn: Iterable[Line]) -> list[Line]:
    """Return the lines with their names moved down where one would stand on another."""
    found: list[Line] = []
    for line in sorted(drawn, key=lambda each: (each.y, each.x)):
        y = line.y
        for other in sorted(found, key=lambda each: each.y):
            wide = (width_px(line.label, _LABEL_PX) + width_px(other.label, _LABEL_PX)) / 2 + 6
            if abs(other.x - line.x) < wide and abs(other.y - y) < _BETWEEN_LABELS_PX:
                y = other.y + _BETWEEN_LABELS_PX
        found.append(Line(line.source, line.target, line.label, line.path, line.x, y, line.tip))
    return found


def _dashes(nodes: Mapping[URIRef, Node], ways: Iterable[Way], others: Sequence[Others]) -> Iterator[str]:
    """Yield the lines that tie the counted things to what stands before and after them on their way, where nothing is in between."""
    for way, each in zip((way for way in ways if way.instead), others, strict=True):
        place = way.things.index(each.node.ref)
        for beside in (way.things[place - 1], way.things[place + 1]):
            near = nodes[beside.iri]
            if abs(near.column - each.column) == 1:
                first, second = sorted((near.box, each.box), key=lambda box: box.x)
                yield smooth([(first.right, first.middle), (second.x, second.middle)])


def _level(boxes: Sequence[Box], wanted: float) -> float:
    """Return the height nearest to the wanted one at which a line passes all boxes of a column."""

    def free(height: float) -> bool:
        return all(height <= box.y - _FREE_PX or height >= box.bottom + _FREE_PX for box in boxes)

    heights = [wanted, *(height for box in boxes for height in (box.y - _FREE_PX, box.bottom + _FREE_PX))]
    return min((height for height in heights if free(height)), key=lambda height: (abs(height - wanted), height))
