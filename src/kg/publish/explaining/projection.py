"""The network as the ways between two things are sought in it: undirected, with one weighed edge between two things."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rdflib import URIRef

from kg.build.network import Network
from kg.publish.explaining.weights import CENTS, Reasons, Weighed, Weights, weights
from kg.publish.library import Library
from kg.publish.network import whole


@dataclass(frozen=True, slots=True)
class Tie:
    """All claims of one kind between two things, read from the first to the second: `forward` as they stand in the network."""

    kind: Weighed
    forward: bool
    claims: tuple[URIRef, ...]

    @property
    def shape(self) -> tuple[URIRef, bool]:
        """Return what ties of the same sort have in common."""
        return self.kind.term, self.forward or self.kind.symmetric


@dataclass(frozen=True, slots=True)
class Projection:
    """The things, numbered by their IRIs; of each its neighbours with what the step costs, and the toll for passing through it.

    `parts` numbers the parts of the network: a way joins two things of one part, however long, and none of two.
    """

    things: tuple[URIRef, ...]
    numbers: Mapping[URIRef, int]
    near: tuple[Mapping[int, int], ...]
    tolls: tuple[int, ...]
    parts: tuple[int, ...]
    network: Network

    def ties(self, first: URIRef, second: URIRef) -> tuple[Tie, ...]:
        """Return how two neighbours are tied, the closest tie first."""
        found: dict[tuple[URIRef, bool], list[URIRef]] = {}
        names: dict[URIRef, Reasons] = {}
        for forward, claims in ((True, self._claims(first, second)), (False, self._claims(second, first))):
            for claim in claims:
                found.setdefault((claim["term"], forward), []).append(claim["claim"])
                names[claim["term"]] = Reasons(claim.get("nl", claim["term"]), claim.get("en", claim["term"]))
        ties = [Tie(weights().tie(term, names[term]), forward, tuple(claims)) for (term, forward), claims in found.items()]
        return tuple(sorted(ties, key=lambda tie: (tie.kind.cost, tie.kind.term, not tie.forward)))

    def along(self, way: tuple[int, ...]) -> tuple[tuple[URIRef, URIRef], ...]:
        """Return the steps of a way as pairs of things."""
        return tuple(pairwise(self.things[number] for number in way))

    def _claims(self, source: URIRef, target: URIRef) -> Iterator[Mapping[str, Any]]:
        yield from (self.network.get_edge_data(source, target) or {}).values()


def projection(library: Library) -> Projection:
    """Return the projection of a release, worked out once."""
    return library.kept.of(projection, lambda: projected(whole(library), weights()))


def projected(network: Network, weighed: Weights) -> Projection:
    """Return the projection of a network."""
    things = tuple(sorted(network.nodes))
    numbers = {thing: number for number, thing in enumerate(things)}
    near: list[dict[int, int]] = [{} for _ in things]
    for source, target, known in network.edges(data=True):
        first, second, cost = numbers[source], numbers[target], weighed.cost(known["term"])
        if first != second and cost < near[first].get(second, cost + 1):
            near[first][second] = near[second][first] = cost
    ordered = tuple(dict(sorted(each.items())) for each in near)
    return Projection(things, numbers, ordered, tuple(_toll(weighed, len(each)) for each in ordered), _parts(ordered), network)


def _parts(near: Sequence[Mapping[int, int]]) -> tuple[int, ...]:
    """Return of each thing the first thing of the part of the network that it is in."""
    parts: dict[int, int] = {}
    for first in range(len(near)):
        left = [] if first in parts else [first]
        while left:
            here = left.pop()
            if here not in parts:
                parts[here] = first
                left += near[here]
    return tuple(parts[number] for number in range(len(near)))


def _toll(weighed: Weights, ties: int) -> int:
    return round(weighed.hub * math.log(ties / weighed.free) * CENTS) if ties > weighed.free else 0
