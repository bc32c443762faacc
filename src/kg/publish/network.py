"""The part of the network that stands around one thing."""

from collections import Counter
from collections.abc import Iterator

import networkx as nx
from rdflib import URIRef

from kg.build.network import Network, projection
from kg.errors import NotFoundError
from kg.publish.library import Library


def whole(library: Library) -> Network:
    """Return the whole graph as a network, read once of a release."""
    return library.kept.of(projection, lambda: projection(library.endpoint, library.queries))


def surroundings(graph: Network, centre: URIRef, depth: int, limit: int) -> Network:
    """Return what lies within `depth` edges of the centre, whichever way they point, with all edges in between.

    Nodes come nearest first, at one distance the most strongly tied first; at most `limit` of them.
    `graph["centre"]` says where it began and `graph["omitted"]` how many nodes within reach were left
    out; each node has its `distance`. Raises NotFoundError when the centre is no node.
    """
    if centre not in graph:
        raise NotFoundError(centre)
    distances = _distances(graph, centre, depth)
    kept = list(distances)[: max(limit, 1)]
    found: Network = nx.MultiDiGraph(centre=centre, omitted=len(distances) - len(kept))
    for node in kept:
        found.add_node(node, **graph.nodes[node], distance=distances[node])
    for node in kept:
        for _, other, key, known in graph.out_edges(node, keys=True, data=True):
            if other in found:
                found.add_edge(node, other, key=key, **known)
    return found


def _distances(graph: Network, centre: URIRef, depth: int) -> dict[URIRef, int]:
    """Return the nodes within reach with their distance, nearest first."""
    distances, reached = {centre: 0}, [centre]
    for distance in range(1, depth + 1):
        ties: Counter[URIRef] = Counter()
        for node in reached:
            for other, weight in _tied(graph, node):
                if other not in distances:
                    ties[other] += weight
        reached = sorted(ties, key=lambda node: (-ties[node], node))
        distances |= dict.fromkeys(reached, distance)
    return distances


def _tied(graph: Network, node: URIRef) -> Iterator[tuple[URIRef, int]]:
    for _, other, known in graph.out_edges(node, data=True):
        yield other, known["weight"]
    for other, _, known in graph.in_edges(node, data=True):
        yield other, known["weight"]
