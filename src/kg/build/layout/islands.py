"""On which island each thing lies: that of the organisation which answers for it, or else of what it is tied to most."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.build.network import Network
from kg.store import Endpoint, rows
from kg.store.queries import Queries

NOBODY = URIRef("")
"""The island of what no organisation answers for."""

MOST_ISLANDS = 50
"""So many organisations have an island of their own at most: six kinds on each make 300 marks when a picture is drawn in short."""

_FEWEST = 3
_LARGE = 4_000

Ties = Mapping[URIRef, Mapping[URIRef, int]]


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who answers for each thing, and who published most of the documents it stands in."""

    owners: Mapping[URIRef, URIRef]
    publishers: Mapping[URIRef, URIRef]


def belonging(endpoint: Endpoint, queries: Queries) -> Belonging:
    """Return who answers for what; of several the first, of several publishers the one with most documents."""
    found: dict[str, dict[URIRef, URIRef]] = {"owner": {}, "publisher": {}}
    for row in rows(endpoint, queries.text("network/homes")):
        found[str(row["how"])].setdefault(URIRef(row["node"]), URIRef(row["home"]))
    return Belonging(found["owner"], found["publisher"])


def ties_between(network: Network) -> Ties:
    """Return how strongly things are tied, both ways, whatever the edges say."""
    ties: dict[URIRef, Counter[URIRef]] = {node: Counter() for node in network}
    for source, target, known in network.edges(data=True):
        if source != target:
            ties[source][target] += known["weight"]
            ties[target][source] += known["weight"]
    return ties


def homes(ties: Ties, belonging: Belonging) -> dict[URIRef, URIRef]:
    """Return on whose island each thing lies.

    An organisation that answers for several things has an island: of itself and of what it answers for.
    All else lies where most of its ties lead, from the islands outwards; what no tie leads to an
    island lies with the publisher of its documents when that has one, and else on that of nobody.
    """
    seats = _seats(ties, belonging.owners)
    found = {seat: seat for seat in seats}
    found |= {thing: owner for thing, owner in belonging.owners.items() if thing in ties and thing not in seats and owner in seats}
    left = [thing for thing in ties if thing not in found]
    while reached := {thing: home for thing in left if (home := _strongest(ties[thing], found))}:
        found |= reached
        left = [thing for thing in left if thing not in found]
    for thing in left:
        publisher = belonging.publishers.get(thing, NOBODY)
        found[thing] = publisher if publisher in seats else NOBODY
    return found


def _seats(ties: Ties, owners: Mapping[URIRef, URIRef]) -> frozenset[URIRef]:
    """Return the organisations that answer for enough to have an island; how much that is hardly changes with the graph."""
    owned = Counter(owner for thing, owner in owners.items() if thing in ties and owner in ties)
    enough = _FEWEST << (len(ties) // _LARGE).bit_length()
    most = sorted(owned, key=lambda owner: (-owned[owner], owner))[:MOST_ISLANDS]
    return frozenset(owner for owner in most if owned[owner] >= enough)


def _strongest(tied: Mapping[URIRef, int], found: Mapping[URIRef, URIRef]) -> URIRef:
    """Return the home that a thing is tied to most, or none when it is tied to nothing that has one."""
    scores: dict[URIRef, int] = defaultdict(int)
    for other, weight in tied.items():
        if other in found:
            scores[found[other]] += weight
    return max(scores, key=lambda home: (scores[home], home), default=NOBODY)


def members(homes: Mapping[URIRef, URIRef]) -> dict[URIRef, list[URIRef]]:
    """Return the things of each island by IRI; the largest island first, at one size by IRI, that of nobody last."""
    found: dict[URIRef, list[URIRef]] = defaultdict(list)
    for thing in sorted(homes):
        found[homes[thing]].append(thing)
    order: Iterable[URIRef] = sorted(found, key=lambda home: (home == NOBODY, -len(found[home]), home))
    return {home: found[home] for home in order}
