"""The focus picture: a thing and its surroundings in columns, drawn the same way every time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.facts import Facts, Ref, Text
from kg.publish.lettering import LINE_PX, lines
from kg.publish.library import Library
from kg.publish.relations import ROLES, says
from kg.publish.routes import Box, route
from kg.publish.surroundings import Surroundings, Tie, surroundings
from kg.publish.words import Words, words

COLUMNS = (("programma", "document"), ("doel",), ("initiatief",), ("organisatie", "indicator", "resultaat"))
MOST = 60
STEPS = (1, 2, 3)

_WIDTHS_PX = (160, 180, 200, 220, 240, 260)
_PAGE_PX = 1130  # where a page has room for it, the picture need not scroll
_MOST_LINES = 3
_PADDING_PX = 10
_ICON_PX = 26
_KIND_PX = 16  # the line that says what sort of thing it is
_GAP_PX = 14
_BETWEEN_PX = 40
_HEADING_PX = 56  # room for two lines
_EDGE_PX = 8
_ARC_PX = 24  # room on the left for the lines within the first column
_MOST_COLUMNS = 5
_FEWEST_ROWS = 9


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the picture: its box, its name in lines, and the column of boxes it stands in."""

    ref: Ref
    box: Box
    lines: tuple[str, ...]
    column: int
    centre: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two nodes: in words, and as the path of its line."""

    source: Ref
    relation: Text
    target: Ref
    path: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One kind of relation of a thing as a list shows it, with the things on the other side and what hangs from them."""

    relation: Text
    leaves: tuple["Leaf", ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A thing in the list, with its own branches."""

    ref: Ref
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a column, in lines, and where it stands."""

    column: int
    lines: tuple[str, ...]
    x: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A thing and its surroundings: as drawn, as a nested list, and what was left out of both."""

    centre: Ref
    width: float
    height: float
    headings: tuple[Heading, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    branches: tuple[Branch, ...]
    kinds: tuple[str, ...]
    omitted: tuple[tuple[str, int], ...]
    steps: int


def picture(library: Library, known: Facts, steps: int = 1, limit: int = MOST) -> Picture:
    """Return the picture of what stands within so many steps of a thing."""
    found = surroundings(library, known, steps, limit)
    spoken = words(known.view.language)
    refs = {iri: found.known.ref(iri) for iri in found.drawn}
    nodes, headings = _placed(found, refs, spoken)
    boxes = {node.ref.iri: node for node in nodes}
    edges = tuple(_edge(found.known, spoken, tie, boxes, nodes) for tie in found.ties)
    return Picture(
        refs[known.thing],
        max(node.box.right for node in nodes) + _EDGE_PX,
        max(node.box.bottom for node in nodes) + _GAP_PX + _EDGE_PX,
        headings,
        nodes,
        edges,
        _branches(found, refs, spoken),
        tuple(kind for column in COLUMNS for kind in column if any(ref.kind == kind for ref in refs.values())),
        tuple(sorted(found.omitted.items())),
        steps,
    )


def _placed(found: Surroundings, refs: Mapping[URIRef, Ref], spoken: Words) -> tuple[tuple[Node, ...], tuple[Heading, ...]]:
    """Return the nodes in their columns, and the headings of the columns; a long column stands in several stacks."""
    nodes: list[Node] = []
    headings: list[Heading] = []
    x = float(_ARC_PX)
    stacks = _stacks(found, refs)
    widest = max(_WIDTHS_PX[0], (_PAGE_PX + _BETWEEN_PX) // len(stacks) - _BETWEEN_PX)
    for number, (column, stack) in enumerate(stacks):
        width, drafts = _lettered([refs[iri] for iri in stack], [*(each for each in _WIDTHS_PX if each < widest), widest])
        if not any(heading.column == column for heading in headings):
            kinds = [kind for kind in COLUMNS[column] if any(ref.kind == kind for ref in refs.values())]
            headings.append(Heading(column, lines(", ".join(spoken(f"kinds.{kind}") for kind in kinds).capitalize(), width), x))
        y = float(_HEADING_PX)
        for ref, text, height in drafts:
            nodes.append(Node(ref, Box(x, y, width, height), text, number, ref.iri == found.drawn[0]))
            y += height + _GAP_PX
        x += width + _BETWEEN_PX
    return tuple(nodes), tuple(headings)


def _stacks(found: Surroundings, refs: Mapping[URIRef, Ref]) -> list[tuple[int, list[URIRef]]]:
    """Return the things per column in their order, a column broken into stacks so that the whole is about as wide as high."""
    order = _order(found, refs)
    columns = [(number, [iri for kind in kinds for iri in order if refs[iri].kind == kind]) for number, kinds in enumerate(COLUMNS)]
    columns = [(number, things) for number, things in columns if things]
    rows = _FEWEST_ROWS
    while sum(-(-len(things) // rows) for _, things in columns) > _MOST_COLUMNS:
        rows += 1
    return [(number, list(stack)) for number, things in columns for stack in _even(things, -(-len(things) // rows))]


def _order(found: Surroundings, refs: Mapping[URIRef, Ref]) -> list[URIRef]:
    """Return the things so that what hangs from the same thing stands together."""
    places = {iri: number for number, iri in enumerate(found.drawn)}
    parents: dict[URIRef, list[tuple[int, str]]] = defaultdict(list)
    for tie in found.ties:
        first, second = sorted((tie.source, tie.target), key=lambda iri: places[iri])
        parents[second].append((places[first], tie.relation))
    return sorted(found.drawn, key=lambda iri: (min(parents[iri], default=(0, "")), refs[iri].name.value.casefold(), iri))


def _even(things: Sequence[URIRef], parts: int) -> Iterator[Sequence[URIRef]]:
    """Yield the things in parts that differ by one at most."""
    size, more = divmod(len(things), parts)
    start = 0
    for part in range(parts):
        end = start + size + (part < more)
        yield things[start:end]
        start = end


def _lettered(refs: Sequence[Ref], widths: Iterable[float]) -> tuple[float, list[tuple[Ref, tuple[str, ...], float]]]:
    """Return the first width at which the names take few lines, else the last; and the lines and height of each node."""
    for width in widths:
        room = width - _ICON_PX - 2 * _PADDING_PX
        texts = [lines(ref.name.value, room) for ref in refs]
        if all(len(text) <= _MOST_LINES for text in texts):
            break
    return width, [(ref, text, 2 * _PADDING_PX + _KIND_PX + LINE_PX * len(text)) for ref, text in zip(refs, texts, strict=True)]


def _edge(known: Facts, spoken: Words, tie: Tie, boxes: Mapping[URIRef, Node], nodes: Iterable[Node]) -> Edge:
    source, target = boxes[tie.source], boxes[tie.target]
    columns: dict[int, list[Box]] = defaultdict(list)
    for node in nodes:
        columns[node.column].append(node.box)
    left, right = sorted((source, target), key=lambda node: node.column)
    passed = [columns[number] for number in range(left.column + 1, right.column)]
    path = route(left.box, right.box, passed, same_column=left.column == right.column)
    return Edge(source.ref, _relation(known, spoken, tie, inverse=False), target.ref, path)


def _relation(known: Facts, spoken: Words, tie: Tie, *, inverse: bool) -> Text:
    if not inverse:
        return says(known, spoken, tie.relation)
    if tie.relation.startswith(ROLES):
        role = known.name(tie.relation)
        return Text(spoken("relation.has_role", role=role.value), role.language)
    return known.relation(tie.relation, inverse=True)


def _branches(found: Surroundings, refs: Mapping[URIRef, Ref], spoken: Words) -> tuple[Branch, ...]:
    """Return the ties as a tree from the thing outwards: each under the end that lies nearest to it."""
    places = {iri: number for number, iri in enumerate(found.drawn)}
    hanging: dict[URIRef, list[tuple[Text, URIRef]]] = defaultdict(list)
    for tie in found.ties:
        inverse = places[tie.target] < places[tie.source]
        near, far = (tie.target, tie.source) if inverse else (tie.source, tie.target)
        hanging[near].append((_relation(found.known, spoken, tie, inverse=inverse), far))

    def grown(iri: URIRef) -> tuple[Branch, ...]:
        grouped: dict[Text, list[URIRef]] = defaultdict(list)
        for relation, other in hanging.pop(iri, []):
            grouped[relation].append(other)
        kinds = sorted(grouped, key=lambda relation: (relation.value, relation.language))
        return tuple(Branch(kind, tuple(Leaf(refs[other], grown(other)) for other in by_name(grouped[kind]))) for kind in kinds)

    def by_name(things: list[URIRef]) -> list[URIRef]:
        return sorted(things, key=lambda iri: (refs[iri].name.value.casefold(), iri))

    return grown(found.drawn[0])


def steps_of(text: str) -> int:
    """Return how many steps a page asks for; one when it asks for something else."""
    return int(text) if text in {str(step) for step in STEPS} else 1
