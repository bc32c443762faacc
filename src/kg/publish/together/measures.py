"""How organisations stand in the network of who works with whom: how many partners, how often, and whom they join."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx
from rdflib import URIRef

from kg.publish.together.sharing import Sharing, ends

Graph: TypeAlias = "nx.Graph[int]"

MOST_EXACT = 500
"""Up to so many organisations, if they have few links, their place between others is worked out from all; beyond it from a sample."""

MOST_WALKED = 1_000_000
"""So many links are walked at most: once each for every organisation of all or of the sample."""

SAMPLE, FEWEST, SEED = 200, 20, 1
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Ties:
    """The organisations that share an initiative as a graph of their places in `organisations`; an edge has `count` and `weighted`.

    Numbers instead of IRIs make the measures three times as fast: rdflib compares IRIs in Python.
    """

    graph: Graph
    organisations: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one organisation stands.

    `initiatives` counts those it takes part in, `partners` and `together` count its links and what they share. `between` is the
    share, from 0 to 1, of the shortest ways between two others that lead over it, and `rank` its place by that from 1; 0 when none does.
    """

    initiatives: int
    partners: int
    together: int
    between: float
    rank: int


@dataclass(frozen=True, slots=True)
class Measures:
    """The standing of all organisations; `between` is estimated from a sample of so many of them, 0 when it is exact."""

    standings: Mapping[URIRef, Standing]
    sample: int


def ties(found: Sharing) -> Ties:
    """Return the organisations that share an initiative as a graph, nodes and edges in a fixed order."""
    organisations = tuple(ends(found.links))
    places = {each: place for place, each in enumerate(organisations)}
    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(len(organisations)))
    for (one, other), link in sorted(found.links.items()):
        graph.add_edge(places[one], places[other], count=link.count, weighted=link.weighted)
    return Ties(graph, organisations)


def sampled(known: Ties) -> int:
    """Return of how many organisations the ways to all others are walked to tell who stands between them; 0 when of all."""
    number, links = len(known.graph), known.graph.number_of_edges()
    if number <= MOST_EXACT and number * links <= MOST_WALKED:
        return 0
    sample = max(FEWEST, min(SAMPLE, MOST_WALKED // max(links, 1)))
    return sample if sample < number else 0


def measures(found: Sharing, known: Ties) -> Measures:
    """Return the standing of each organisation in these parts, also of those that share nothing."""
    graph = known.graph
    sample = sampled(known)
    between = _named(known, nx.betweenness_centrality(graph, k=sample or None, seed=SEED))
    ranks = _ranks(between)
    partners, together = _named(known, dict(graph.degree())), _named(known, dict(graph.degree(weight="count")))
    initiatives: Counter[URIRef] = Counter(each for organisations in found.members.values() for each in organisations)
    standings = {
        each: Standing(
            initiatives[each],
            int(partners.get(each, 0)),
            int(together.get(each, 0)),
            between.get(each, 0.0),
            ranks.get(each, 0),
        )
        for each in found.organisations
    }
    return Measures(standings, sample)


def _named(known: Ties, figures: Mapping[int, float]) -> dict[URIRef, float]:
    return {known.organisations[place]: figure for place, figure in figures.items()}


def _ranks(between: Mapping[URIRef, float]) -> dict[URIRef, int]:
    """Return the places from 1 for the highest; equals share a place, and who joins nobody has none."""
    highest = sorted((value for value in between.values() if value > _LEAST), reverse=True)
    places: dict[float, int] = {}
    for place, value in enumerate(highest, 1):
        places.setdefault(value, place)
    return {each: places[value] for each, value in between.items() if value > _LEAST}
