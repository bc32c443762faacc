"""How long the ways between two things take to find in a large graph: `python bench/explaining.py [--copies 20] [--rounds 5]`.

The graph is so many copies of the real network that share its organisations: hubs with as many times as many ties. In turns: ours (the
search of `kg.publish.explaining`, with its limits, and the choice of ways that differ) and as the peer as many of the cheapest simple
paths of networkx, by the same costs of steps (it knows no tolls and no detours), up to the ways we show at most. Prints the medians in
milliseconds of the processor for some pairs of things, and their ratio.
"""

import argparse
import statistics
from collections.abc import Callable
from functools import partial
from itertools import islice
from time import process_time

import networkx as nx
from rdflib import URIRef

from kg.assets import asset, model_files
from kg.build.network import Network, projection
from kg.publish.explaining.paths import bundled, differing, sought
from kg.publish.explaining.projection import Projection, projected
from kg.publish.explaining.weights import weights
from kg.store.local import open_files
from kg.store.queries import Queries
from kg.terms import mint, name_of

SAXION, ALMELO, ENSCHEDE = (mint("organisatie", name) for name in ("saxion", "gemeente-almelo", "gemeente-enschede"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    endpoint = open_files([*model_files(), asset("data") / "triples.ttl"])
    seen = projected(copied(projection(endpoint, Queries(asset("queries"))), given.copies), weights())
    plain = plainly(seen)
    last = given.copies - 1
    pairs = (
        (SAXION, ALMELO),
        (ALMELO, ENSCHEDE),
        (mint("initiatief", "skills-twente--0"), mint("doel", f"almelo-doel-nieuw-samenspel--{last}")),
    )
    print(f"{len(seen.things)} things, {plain.number_of_edges()} pairs tied")
    for start, end in pairs:
        ends = seen.numbers[start], seen.numbers[end]
        took: dict[str, list[float]] = {"ours": [], "networkx": []}
        for _ in range(given.rounds):
            took["ours"].append(timed(partial(ours, seen, *ends)))
            took["networkx"].append(timed(partial(peer, plain, *ends)))
        mine, theirs = (statistics.median(took[name]) for name in ("ours", "networkx"))
        print(f"{name_of(start)} – {name_of(end)}\tours {mine:.0f} ms\tnetworkx {theirs:.0f} ms\tratio {mine / theirs:.2f}")


def copied(network: Network, copies: int) -> Network:
    """Return so many copies of a network as one that shares its organisations."""
    many: Network = nx.MultiDiGraph()
    for copy in range(copies):
        names = {
            thing: thing if known.get("kind") == "organisatie" else URIRef(f"{thing}--{copy}") for thing, known in network.nodes(data=True)
        }
        for source, target, claim, known in network.edges(keys=True, data=True):
            many.add_edge(names[source], names[target], key=URIRef(f"{claim}--{copy}"), **known)
    return many


def plainly(seen: Projection) -> "nx.Graph[int]":
    """Return the same network as networkx has it, its edges with what the step costs."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from((number, other, step) for number, near in enumerate(seen.near) for other, step in near.items())
    return graph


def ours(seen: Projection, start: int, end: int) -> None:
    search = weights().search
    differing(bundled(seen, sought(seen, start, end, search).ways), weights(), search.ways)


def peer(plain: "nx.Graph[int]", start: int, end: int) -> None:
    list(islice(nx.shortest_simple_paths(plain, start, end, weight="weight"), weights().search.most))


def timed(make: Callable[[], None]) -> float:
    """Return how much of the processor it took, in milliseconds."""
    begun = process_time()
    make()
    return (process_time() - begun) * 1000


if __name__ == "__main__":
    main()
