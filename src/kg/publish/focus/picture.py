"""The focus picture: a thing and its surroundings in columns, drawn the same way every time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.publish.facts import Facts, Ref, Text
from kg.publish.focus.branches import Branch, Edge, Leaf, forest
from kg.publish.focus.columns import COLUMNS, Heading, Node, placed, unplaced
from kg.publish.focus.routes import Box, route
from kg.publish.focus.surroundings import Surroundings, Tie, surroundings
from kg.publish.focus.view import STEPS, Wish, address
from kg.publish.library import Library
from kg.publish.links import path_of
from kg.publish.relations import ROLES, says
from kg.publish.words import Words, words

MOST = 60
"""How many things the picture on the page of a thing shows at most."""

_GAP_PX = 14
_EDGE_PX = 8

__all__ = ["COLUMNS", "MOST", "STEPS", "Branch", "Edge", "Heading", "Leaf", "Node", "Picture", "draw", "picture", "steps_of"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A thing and its surroundings: as drawn, as a nested list, and what was left out of both.

    What is too much to draw has no width, and its nodes and edges no place. `large` leads to the picture with its filters.
    """

    centre: Ref
    width: float
    height: float
    headings: tuple[Heading, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    trees: tuple[Leaf, ...]
    kinds: tuple[str, ...]
    omitted: tuple[tuple[str, int], ...]
    steps: int
    large: str

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Return what the list tells of the chosen thing."""
        return self.trees[0].branches


def picture(library: Library, known: Facts, steps: int = 1, limit: int = MOST) -> Picture:
    """Return the picture of what stands within so many steps of a thing."""
    return draw(surroundings(library, known, steps, limit), steps)


def draw(found: Surroundings, steps: int, *, fits: bool = True) -> Picture:
    """Return the picture of what was found; of what does not fit only what is in it, without its place and not as a list."""
    known, spoken = found.known, words(found.known.view.language)
    refs = {iri: _ref(found, iri) for iri in found.drawn}
    nodes, headings = placed(found, refs, spoken) if fits else (unplaced(found, refs), ())
    paths = _paths(found.ties, nodes) if fits else {}
    edges = tuple(_edge(found, refs, tie, paths.get(tie, "")) for tie in found.ties)
    return Picture(
        refs[found.drawn[0]],
        max(node.box.right for node in nodes) + _EDGE_PX if fits else 0,
        max(node.box.bottom for node in nodes) + _GAP_PX + _EDGE_PX if fits else 0,
        headings,
        nodes,
        edges,
        (forest(found.drawn, edges) if fits else ()) or (Leaf(refs[found.drawn[0]], ()),),
        tuple(kind for column in COLUMNS for kind in column if any(ref.kind == kind for ref in refs.values())),
        tuple(sorted(found.omitted.items())),
        steps,
        address(known.view, path_of(found.drawn[0]), Wish(steps=steps)),
    )


def steps_of(text: str) -> int:
    """Return how many steps a page asks for; one when it asks for something else."""
    return int(text) if text in {str(step) for step in STEPS} else 1


def _ref(found: Surroundings, iri: URIRef) -> Ref:
    """Return how a thing is referred to; when another in the picture has its name, with what tells them apart."""
    ref, tail = found.known.ref(iri), found.tails.get(iri)
    return replace(ref, name=replace(ref.name, value=f"{ref.name.value} ({tail})")) if tail else ref


def _edge(found: Surroundings, refs: Mapping[URIRef, Ref], tie: Tie, path: str) -> Edge:
    known, spoken = found.known, words(found.known.view.language)
    return Edge(refs[tie.source], says(known, spoken, tie.relation), refs[tie.target], path, _back(known, spoken, tie.relation))


def _back(known: Facts, spoken: Words, relation: URIRef) -> Text:
    """Return a relation as it reads from its object's side."""
    if relation.startswith(ROLES):
        role = known.name(relation)
        return Text(spoken("relation.has_role", role=role.value), role.language)
    return known.relation(relation, inverse=True)


def _paths(ties: Iterable[Tie], nodes: Iterable[Node]) -> dict[Tie, str]:
    """Return the lines of ties, from stack to stack between the boxes."""
    places: Mapping[URIRef, Node] = {node.ref.iri: node for node in nodes}
    stacks: dict[int, list[Box]] = defaultdict(list)
    for node in places.values():
        stacks[node.column].append(node.box)
    return {tie: _line(places[tie.source], places[tie.target], stacks) for tie in ties}


def _line(source: Node, target: Node, stacks: Mapping[int, list[Box]]) -> str:
    left, right = sorted((source, target), key=lambda node: node.column)
    passed = [stacks[number] for number in range(left.column + 1, right.column)]
    return route(left.box, right.box, passed, same_column=left.column == right.column)
