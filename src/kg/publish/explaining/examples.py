"""Pairs of things to try, chosen by a rule that ontology/explaining.toml declares."""

from collections.abc import Iterable, Iterator
from itertools import product

from rdflib import URIRef

from kg.publish.explaining.paths import reaches
from kg.publish.explaining.projection import Projection, projection
from kg.publish.explaining.weights import weights
from kg.publish.library import Library

_TRIED = 6
"""Of each kind, how many of those with most ties are tried."""


def examples(library: Library) -> tuple[tuple[URIRef, URIRef], ...]:
    """Return pairs of the kinds that are declared: with most ties, that a way joins and no tie directly; each thing once."""
    return library.kept.of(examples, lambda: tuple(_examples(projection(library))))


def partners(library: Library, thing: URIRef, *, as_end: bool = False) -> tuple[tuple[URIRef, URIRef], ...]:
    """Return pairs of this thing with another, one of each kind that may begin or end a pair."""
    seen = projection(library)
    wanted = dict.fromkeys(kind for pair in weights().examples for kind in pair)
    found = (next(_joined(seen, [thing], _by_ties(seen, kind)), None) for kind in wanted)
    return tuple((pair[1], pair[0]) if as_end else pair for pair in found if pair)


def _examples(seen: Projection) -> Iterator[tuple[URIRef, URIRef]]:
    used: set[URIRef] = set()
    for first, second in weights().examples:
        pairs = _joined(seen, _by_ties(seen, first), _by_ties(seen, second))
        pair = next((pair for pair in pairs if used.isdisjoint(pair)), None)
        if pair:
            used.update(pair)
            yield pair


def _joined(seen: Projection, ones: Iterable[URIRef], others: Iterable[URIRef]) -> Iterator[tuple[URIRef, URIRef]]:
    """Yield the pairs that a way joins and that are not tied directly."""
    for pair in product(ones, others):
        one, other = (seen.numbers[thing] for thing in pair)
        if one != other and other not in seen.near[one] and reaches(seen, one, other):
            yield pair


def _by_ties(seen: Projection, kind: str) -> list[URIRef]:
    """Return the things of a kind with most ties, the most first."""
    things = [thing for thing in seen.things if seen.network.nodes[thing].get("kind") == kind]
    return sorted(things, key=lambda thing: (-len(seen.near[seen.numbers[thing]]), thing))[:_TRIED]
