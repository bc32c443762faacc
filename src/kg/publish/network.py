"""The graph as a network: what becomes node, edge and weight is declared in queries/network."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

import networkx as nx
from rdflib import URIRef

from kg.errors import NotFoundError
from kg.store import Endpoint, rows
from kg.store.queries import Queries

Network: TypeAlias = "nx.MultiDiGraph[URIRef]"


def projection(endpoint: Endpoint, queries: Queries) -> Network:
    """Return the whole graph as a network, nodes and edges in a fixed order.

    A node has `kind` and `label`. An edge is one claim and its key: the IRI of the claim, which leads to
    the evidence. It has `claim`, `predicate` (the property), `term` (the IRI of what names it: a role, a
    kind of relation, a property), `nl` and `en` (that name), `weight` (integer) and `year` (integer, 0 when none is stated).
    """
    network: Network = nx.MultiDiGraph()
    for row in rows(endpoint, queries.text("network/nodes")):
        network.add_node(URIRef(row["node"]), kind=str(row["kind"]), label=str(row["label"]))
    for row in rows(endpoint, queries.text("network/edges")):
        claim, term = URIRef(row["claim"]), URIRef(row["term"])
        name = str(row.get("nl", term))
        said = {"predicate": URIRef(row["predicate"]), "term": term, "nl": name, "en": str(row.get("en", name))}
        known = {"claim": claim, "weight": int(str(row["weight"])), "year": int(str(row.get("year", 0)))}
        network.add_edge(URIRef(row["from"]), URIRef(row["to"]), key=claim, **said, **known)
    return network


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
