"""The ways between two things: the cheapest first, without detours, and really different."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from typing import cast

import networkx as nx
import pytest
from rdflib import URIRef

from kg.build.network import Network
from kg.publish.explaining.paths import bundled, differing, reaches, sought
from kg.publish.explaining.projection import Projection, projected, projection
from kg.publish.explaining.weights import weights
from kg.publish.library import Library
from kg.publish.network import whole
from kg.terms import concept, mint

SEARCH = weights().search
SAXION, ALMELO = mint("organisatie", "saxion"), mint("organisatie", "gemeente-almelo")
ENSCHEDE = mint("organisatie", "gemeente-enschede")
PARTNER, OWNER, AKIN = concept("rol", "partner"), concept("verbandsoort", "eigenaar"), concept("verbandsoort", "verwant-aan")


def tied(*ties: tuple[str, str, URIRef]) -> Projection:
    """Return the projection of some ties between things of these names."""
    network: nx.MultiDiGraph[URIRef] = nx.MultiDiGraph()
    for number, (source, target, term) in enumerate(ties):
        claim = URIRef(f"claim:{number}")
        network.add_edge(URIRef(source), URIRef(target), key=claim, claim=claim, term=term)
    return projected(network, weights())


def ways(seen: Projection, start: str, end: str) -> list[str]:
    found = sought(seen, seen.numbers[URIRef(start)], seen.numbers[URIRef(end)], SEARCH)
    return ["".join(str(seen.things[number]) for number in way) for _, way in found.ways]


def test_a_direct_tie_and_a_way_past_another_thing_are_both_found_but_no_detour() -> None:
    seen = tied(("a", "b", PARTNER), ("a", "c", PARTNER), ("c", "b", PARTNER), ("c", "d", PARTNER), ("d", "b", PARTNER))
    assert ways(seen, "a", "b") == ["ab", "acb"]


def test_a_way_costs_its_steps_and_a_toll_for_hubs() -> None:
    spokes = [("hub", f"s{number}", PARTNER) for number in range(60)]
    seen = tied(("a", "hub", PARTNER), ("hub", "b", PARTNER), ("a", "quiet", PARTNER), ("quiet", "b", PARTNER), *spokes)
    assert ways(seen, "a", "b") == ["aquietb", "ahubb"]


def test_what_says_little_comes_after_what_says_much() -> None:
    seen = tied(("a", "x", AKIN), ("x", "b", AKIN), ("a", "y", PARTNER), ("y", "b", PARTNER))
    assert ways(seen, "a", "b") == ["ayb", "axb"]


def test_between_what_nothing_joins_there_is_no_way() -> None:
    seen = tied(("a", "b", PARTNER), ("c", "d", PARTNER))
    assert ways(seen, "a", "d") == []
    assert not reaches(seen, seen.numbers[URIRef("a")], seen.numbers[URIRef("d")])


def test_a_way_longer_than_what_is_told_is_not_told() -> None:
    chain = [(f"n{place}", f"n{place + 1}", PARTNER) for place in range(SEARCH.steps + 1)]
    assert ways(tied(*chain), "n0", f"n{SEARCH.steps}") != []
    assert ways(tied(*chain), "n0", f"n{SEARCH.steps + 1}") == []


def test_ways_that_differ_in_one_thing_are_put_together() -> None:
    seen = tied(*(tie for name in "cde" for tie in (("a", name, PARTNER), (name, "b", PARTNER))), ("a", "x", OWNER), ("x", "b", OWNER))
    found = bundled(seen, sought(seen, seen.numbers[URIRef("a")], seen.numbers[URIRef("b")], SEARCH).ways)
    told = {("".join(str(seen.things[each]) for each in bundle.way), len(bundle.others)) for bundle in found}
    assert told == {("acb", 2), ("axb", 0)}


PAIRS = [(SAXION, ALMELO), (ALMELO, ENSCHEDE), (mint("initiatief", "skills-twente"), SAXION)]


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_the_ways_in_the_real_graph_hold_what_is_promised(library: Library, start: URIRef, end: URIRef) -> None:
    seen = projection(library)
    first, last = seen.numbers[start], seen.numbers[end]
    found = sought(seen, first, last, SEARCH)
    costs = [cost for cost, _ in found.ways]
    assert costs == sorted(costs)
    for cost, way in found.ways:
        assert (way[0], way[-1]) == (first, last)
        assert len(way) == len(set(way)) <= SEARCH.steps + 1
        assert cost == sum(seen.near[one][other] for one, other in pairwise(way)) + sum(seen.tolls[each] for each in way[1:-1])
        ties = {pair for pair in combinations(way, 2) if pair[1] in seen.near[pair[0]]} - {(first, last)}
        assert ties <= set(pairwise(way))
    assert len({way for _, way in found.ways}) == len(found.ways)


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_the_cheapest_way_is_the_one_that_networkx_finds(library: Library, start: URIRef, end: URIRef) -> None:
    seen = projection(library)
    first, last = seen.numbers[start], seen.numbers[end]
    graph: nx.DiGraph[int] = nx.DiGraph()
    for one, near in enumerate(seen.near):
        graph.add_weighted_edges_from((one, other, cost + (0 if other == last else seen.tolls[other])) for other, cost in near.items())
    assert sought(seen, first, last, SEARCH).ways[0][0] == nx.dijkstra_path_length(graph, first, last)


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_the_same_pair_has_the_same_answer_whatever_the_order_of_the_claims(library: Library, start: URIRef, end: URIRef) -> None:
    network = whole(library)
    turned: nx.MultiDiGraph[URIRef] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    for source, target, claim, known in reversed(list(network.edges(keys=True, data=True))):
        turned.add_edge(source, target, key=claim, **known)
    told = []
    for seen in (projection(library), projected(turned, weights())):
        found = bundled(seen, sought(seen, seen.numbers[start], seen.numbers[end], SEARCH).ways)
        told.append([(bundle.cost, bundle.way, bundle.others) for bundle in differing(found, weights(), SEARCH.most)])
    assert told[0] == told[1]


def test_what_is_shown_more_of_begins_with_what_was_shown(library: Library) -> None:
    seen = projection(library)
    found = bundled(seen, sought(seen, seen.numbers[SAXION], seen.numbers[ALMELO], SEARCH).ways)
    assert differing(found, weights(), 10)[:5] == differing(found, weights(), 5)
    shown = differing(found, weights(), 5)
    assert len({each.way[1:-1] for each in shown}) == 5


class Counted:
    """The neighbours of things, which count how often somebody looks."""

    def __init__(self, near: tuple[Mapping[int, int], ...]) -> None:
        self.looks = 0
        self._near = near

    def __getitem__(self, number: int) -> Mapping[int, int]:
        self.looks += 1
        return self._near[number]


def test_in_a_graph_of_a_million_triples_the_search_looks_at_little_more_than_it_may(library: Library) -> None:
    """In twenty copies of the real network that share its organisations: hubs with twenty times as many ties (bench/explaining.py)."""
    seen = projected(copied(whole(library), 20), weights())
    most = len(seen.things) + 2 * (SEARCH.moves + max(map(len, seen.near)))
    for start, end in (
        (SAXION, ALMELO),
        (ALMELO, ENSCHEDE),
        (mint("initiatief", "skills-twente--3"), mint("doel", "almelo-doel-nieuw-samenspel--17")),
    ):
        near = Counted(seen.near)
        found = sought(replace(seen, near=cast("tuple[Mapping[int, int], ...]", near)), seen.numbers[start], seen.numbers[end], SEARCH)
        assert found.ways
        assert len(found.ways) <= near.looks <= most


def copied(network: Network, copies: int) -> Network:
    """Return so many copies of a network as one that shares its organisations."""
    many: Network = nx.MultiDiGraph()
    for copy in range(copies):

        def named(thing: URIRef, copy: int = copy) -> URIRef:
            return thing if network.nodes[thing].get("kind") == "organisatie" else URIRef(f"{thing}--{copy}")

        for source, target, claim, known in network.edges(keys=True, data=True):
            many.add_edge(named(source), named(target), key=URIRef(f"{claim}--{copy}"), **known)
    return many
