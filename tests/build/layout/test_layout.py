"""Where everything lies: nothing over another, near what it is tied to, and about where it was before a change."""

import math
import random
from collections.abc import Mapping

import numpy as np
import pytest
from rdflib import URIRef

from kg.build.layout import overview
from kg.build.layout.drawing import Arrangement, arrangement
from kg.build.layout.forces import Forces, forceatlas, springs
from kg.build.layout.inside import inside, roomy
from kg.build.layout.islands import Belonging, Ties, ties_between
from kg.build.layout.placing import placed
from kg.build.network import Network
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.terms import mint


@pytest.fixture(scope="module")
def real(network: Network, owned: Belonging) -> Arrangement:
    return arrangement(network, owned)


def preserved(places: Mapping[URIRef, tuple[int, int, int]], ties: Ties) -> float:
    """Return which share of what a thing is tied to is among as many things nearest to it, on average."""
    things = list(places)
    points = np.array([places[thing][:2] for thing in things], dtype=float)
    shares = []
    for number in random.Random(7).sample(range(len(things)), 500):
        tied = set(ties[things[number]])
        if tied:
            distances = ((points - points[number]) ** 2).sum(axis=1)
            nearest = np.argsort(distances, kind="stable")[: len(tied) + 1]
            shares.append(len({things[each] for each in nearest} & tied) / len(tied))
    return sum(shares) / len(shares)


def test_no_island_lies_over_another_and_everything_lies_on_its_own(real: Arrangement) -> None:
    for number, island in enumerate(real.islands):
        for other in real.islands[:number]:
            assert math.dist((island.x, island.y), (other.x, other.y)) > island.radius + other.radius
    for x, y, number in real.places.values():
        island = real.islands[number]
        assert math.dist((x, y), (island.x, island.y)) <= island.radius


def test_things_hardly_lie_over_one_another(real: Arrangement) -> None:
    taken: dict[tuple[int, int], int] = {}
    for x, y, _ in real.places.values():
        taken[x // 6, y // 6] = taken.get((x // 6, y // 6), 0) + 1
    assert sum(count - 1 for count in taken.values()) < len(real.places) * 0.05


def test_what_is_tied_lies_near(real: Arrangement, network: Network) -> None:
    assert preserved(real.places, ties_between(network)) >= 0.2


def test_the_same_network_has_the_same_places_in_whatever_order_it_comes(real: Arrangement, network: Network, owned: Belonging) -> None:
    other: Network = type(network)()
    for node in reversed(list(network)):
        other.add_node(node, **network.nodes[node])
    for source, target, key, known in reversed(list(network.edges(keys=True, data=True))):
        other.add_edge(source, target, key=key, **known)
    assert arrangement(other, owned) == real


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_change_of_one_per_cent_leaves_things_where_they_were(network: Network, owned: Belonging, real: Arrangement, seed: int) -> None:
    changed = network.copy()
    changed.remove_nodes_from(random.Random(seed).sample(sorted(network), len(network) // 100))
    after = arrangement(changed, owned)
    width = max(island.x + island.radius for island in real.islands) - min(island.x - island.radius for island in real.islands)
    moved = sorted(math.dist(place[:2], real.places[thing][:2]) / width for thing, place in after.places.items())
    assert moved[len(moved) // 2] < 0.01
    assert moved[int(len(moved) * 0.97)] < 0.05
    before = {island.path: island for island in real.islands}
    for island in after.islands:
        was = before[island.path]
        assert math.dist((island.x, island.y), (was.x, was.y)) < 0.05 * width


@pytest.mark.parametrize("forces", [forceatlas, springs])
def test_whatever_forces_are_at_hand_a_disc_is_filled_with_tied_things_near_each_other(forces: Forces) -> None:
    chains = [[mint("doel", f"{chain}-{step}") for step in range(12)] for chain in range(5)]
    things = sorted(thing for chain in chains for thing in chain)
    ties = {
        thing: {chain[other]: 2 for other in (step - 1, step + 1) if 0 <= other < len(chain)}
        for chain in chains
        for step, thing in enumerate(chain)
    }
    places = dict(zip(things, inside(things, ties, forces), strict=True))
    distances = sorted(float(np.hypot(*place)) for place in places.values())
    assert distances == pytest.approx([math.sqrt((rank + 0.5) / len(things)) for rank in range(len(things))])
    near = np.mean([math.dist(places[thing], places[other]) for thing, tied in ties.items() for other in tied])
    far = np.mean([math.dist(places[one], places[other]) for one in things for other in things])
    assert near < far * 0.8


@pytest.mark.parametrize("things", [0, 1, 2])
def test_an_island_may_hold_hardly_anything(things: int) -> None:
    names = [mint("doel", f"d-{number}") for number in range(things)]
    assert placed(dict.fromkeys(names, 1.0)).shape == (things, 2)
    if names:
        assert inside(names, {name: {} for name in names}).shape == (things, 2)


def test_things_that_lie_too_near_are_pushed_apart() -> None:
    found = roomy(np.array([(0.0, 0.0), (0.1, 0.0), (5.0, 5.0)]), 1.0)
    assert math.dist(found[0], found[1]) == pytest.approx(1.0, abs=0.05)
    assert tuple(found[2]) == (5.0, 5.0)


def test_the_overview_tells_of_everything_in_the_network(endpoint: LocalEndpoint, queries: Queries, network: Network) -> None:
    told = overview(endpoint, queries)
    assert [mark.path for mark in told.marks] == sorted(node.partition("/id/")[2] for node in network)
    assert len(told.lines) == network.number_of_edges()
    almelo = next(mark for mark in told.marks if mark.path == "organisatie/gemeente-almelo")
    assert (almelo.kind, almelo.label, told.islands[almelo.island].path) == ("organisatie", "Gemeente Almelo", almelo.path)
    assert almelo.ties == network.degree(mint("organisatie", "gemeente-almelo"))
    goal = next(mark for mark in told.marks if mark.path == "doel/almelo-doel-nieuw-samenspel")
    assert goal.years == (2018,)
    regiodeal = next(mark for mark in told.marks if mark.path == "initiatief/regiodeal-twente")
    assert [told.themes[theme].nl for theme in regiodeal.themes]
