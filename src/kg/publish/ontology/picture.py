"""The picture of the ontology: the main classes as boxes with their relations in them, and lines to where those lead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, URIRef
from rdflib.namespace import DCTERMS, ORG, QB

from kg.publish.facts import Text
from kg.publish.focus.routes import Box, route
from kg.publish.listing import CLASSES
from kg.publish.ontology.naming import Named, Naming
from kg.store.promises import Promise
from kg.terms import BELEID, SCHEMA

COLUMNS = (
    (ORG.Organization, BELEID.Document, BELEID.TextEdition, BELEID.Mention, BELEID.Relation),
    (BELEID.Participation, SCHEMA.MonetaryAmount, BELEID.StatusAssertion, DCTERMS.Location, BELEID.Fragment),
    (BELEID.Endeavour, BELEID.Programme, BELEID.Initiative, BELEID.ReportingPeriod, BELEID.Claim),
    (BELEID.Goal, BELEID.Contribution, BELEID.Result, BELEID.Indicator, QB.Observation),
)
"""The classes in the picture: who and where it is written, what ties them, what is done, and what for."""

MOST_TARGETS = 2
"""A relation that leads to more classes than this has no lines, only the number of classes."""

_WIDTH_PX = 225
_HEAD_PX = 44
_ROW_PX = 21
_FOOT_PX = 8
_GAP_PX = 18
_BETWEEN_PX = 72
_EDGE_PX = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A relation in the box of a class: where it stands, and the classes it leads to; `own` when that is this class alone."""

    term: Named
    y: float
    targets: tuple[URIRef, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A class in the picture: its box with its relations, what it is a kind of, and how many there are."""

    anchor: str
    term: Named
    kind: str
    above: Text
    count: int
    box: Box
    column: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a relation of one class to another class; `backwards` when its path begins at the latter."""

    source: str
    target: str
    kind: str
    path: str
    backwards: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation in words: of which class, which relation, to which classes."""

    source: Named
    relation: Named
    targets: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The classes and their relations: as drawn, and as a table."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]
    ties: tuple[Tie, ...]


Relations = Mapping[URIRef, Mapping[URIRef, tuple[URIRef, ...]]]
"""For each class its relations, each with the classes it leads to."""


def picture(naming: Naming, promised: Mapping[URIRef, Sequence[Promise]], counts: Mapping[URIRef, int]) -> Picture:
    """Return the picture of the main classes, with the relations that the shapes and the hints of the vocabulary tell."""
    found = relations(naming, promised)
    cells = dict(_cells(naming, found, counts))
    lines = [line for cell in cells.values() for line in _lines(cells, cell)]
    boxes = [cell.box for cell in cells.values()]
    ties = [Tie(cell.term, naming.named(each), naming.all(to)) for kind, cell in cells.items() for each, to in found[kind].items()]
    return Picture(
        max(box.right for box in boxes) + _EDGE_PX / 2, max(box.bottom for box in boxes) + _GAP_PX, (*cells.values(),), (*lines,), (*ties,)
    )


def relations(naming: Naming, promised: Mapping[URIRef, Sequence[Promise]]) -> Relations:
    """Return the relations of the classes in the picture; what all kinds of a class have is told of that class."""
    drawn = [kind for column in COLUMNS for kind in column if kind in naming.anchors]
    sources: dict[URIRef, set[URIRef]] = defaultdict(set)
    targets: dict[URIRef, set[URIRef]] = defaultdict(set)
    for source, relation, ends in (*_shaped(promised), *_hinted(naming)):
        sources[relation].update({source}.intersection(drawn))
        targets[relation].update(set(ends).intersection(drawn))
    kinds = _kinds(naming)
    found: dict[URIRef, dict[URIRef, tuple[URIRef, ...]]] = {kind: {} for kind in drawn}
    for relation in (each for each in sources if targets[each] or _leads_anywhere(naming, each)):
        for source in _general(kinds, sources[relation]):
            found[source][relation] = tuple(sorted(_general(kinds, targets[relation]), key=drawn.index))
    return found


def _shaped(promised: Mapping[URIRef, Iterable[Promise]]) -> Iterator[tuple[URIRef, URIRef, tuple[URIRef, ...]]]:
    for kind, promises in promised.items():
        for promise in promises:
            if len(promise.paths) == 1 and not promise.inverse and promise.most != 0:
                yield kind, promise.paths[0], promise.kinds


def _hinted(naming: Naming) -> Iterator[tuple[URIRef, URIRef, tuple[URIRef, ...]]]:
    for term in naming.anchors:
        for kind in naming.known.things(term, SCHEMA.domainIncludes):
            yield kind, term, tuple(naming.known.things(term, SCHEMA.rangeIncludes))


def _leads_anywhere(naming: Naming, relation: URIRef) -> bool:
    """Tell whether a relation of ours may lead to anything: the vocabulary names no range for it."""
    return OWL.ObjectProperty in naming.known.things(relation, RDF.type) and not naming.known.things(relation, SCHEMA.rangeIncludes)


def _kinds(naming: Naming) -> dict[URIRef, set[URIRef]]:
    """Return for each class that has them the classes that are kinds of it."""
    found: dict[URIRef, set[URIRef]] = defaultdict(set)
    for kind in naming.anchors:
        for above in naming.known.things(kind, RDFS.subClassOf):
            if above in naming.anchors:
                found[above].add(kind)
    return found


def _general(kinds: Mapping[URIRef, set[URIRef]], named: set[URIRef]) -> set[URIRef]:
    """Return the classes, in which a class stands for its kinds when it is named itself or all its kinds are."""
    whole = {above for above, parts in kinds.items() if above in named or parts <= named}
    return (named | whole).difference(*(kinds[above] for above in whole))


def _cells(naming: Naming, found: Relations, counts: Mapping[URIRef, int]) -> Iterator[tuple[URIRef, Cell]]:
    for number, column in enumerate(COLUMNS):
        y = 0.0
        for kind in (each for each in column if each in found):
            own = sorted(found[kind], key=lambda each: naming.named(each).name.value.casefold())
            height = _HEAD_PX + _ROW_PX * len(own) + (_FOOT_PX if own else 0)
            box = Box(_EDGE_PX + number * (_WIDTH_PX + _BETWEEN_PX), y + _GAP_PX / 2, _WIDTH_PX, height)
            rows = [_row(naming, kind, each, found[kind][each], box.y + _HEAD_PX + _ROW_PX * place) for place, each in enumerate(own)]
            above = next(
                (naming.known.name(each) for each in naming.known.things(kind, RDFS.subClassOf) if each in naming.anchors), Text("")
            )
            head = naming.anchors[kind], naming.named(kind), CLASSES.get(kind, ""), above, counts.get(kind, 0)
            yield kind, Cell(*head, box, number, tuple(rows))
            y += height + _GAP_PX


def _row(naming: Naming, kind: URIRef, relation: URIRef, targets: tuple[URIRef, ...], y: float) -> Row:
    return Row(naming.named(relation), y, targets, targets == (kind,))


def _lines(cells: Mapping[URIRef, Cell], cell: Cell) -> Iterator[Line]:
    for row in cell.rows:
        for target in row.targets if len(row.targets) <= MOST_TARGETS else ():
            if cells[target] is not cell:
                yield _line(cells.values(), cell, row, cells[target])


def _line(cells: Iterable[Cell], source: Cell, row: Row, target: Cell) -> Line:
    """Return the line from a relation to the head of a class, between the boxes of the columns that it passes."""
    port = Box(source.box.x, row.y, source.box.width, _ROW_PX)
    head = Box(target.box.x, target.box.y, target.box.width, _HEAD_PX)
    backwards = target.column < source.column
    left, right = (head, port) if backwards else (port, head)
    between = range(min(source.column, target.column) + 1, max(source.column, target.column))
    passed = ([cell.box for cell in cells if cell.column == number] for number in between)
    path = route(left, right, [column for column in passed if column], same_column=source.column == target.column)
    return Line(source.anchor, target.anchor, source.kind, path, backwards)
