"""Pairs of things to try, chosen by a rule that ontology/explaining.toml declares."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
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
    return library.kept.of(examples, lambda: tuple(_examples(projection(library), most_tied(library))))


def partners(library: Library, thing: URIRef, *, as_end: bool = False) -> tuple[tuple[URIRef, URIRef], ...]:
    """Return pairs of this thing with another, one of each kind that may begin or end a pair."""
    seen = projection(library)
    wanted = dict.fromkeys(kind for pair in weights().examples for kind in pair)
    found = (next(_joined(seen, [thing], most_tied(library).get(kind, ())), None) for kind in wanted)
    return tuple((pair[1], pair[0]) if as_end else pair for pair in found if pair)


def most_tied(library: Library) -> Mapping[str, tuple[URIRef, ...]]:
    """Return the things of each kind with most ties, the most first; looked up once of a release."""
    return library.kept.of(most_tied, lambda: _most_tied(projection(library)))


def _most_tied(seen: Projection) -> dict[str, tuple[URIRef, ...]]:
    kinds = defaultdict[str, list[URIRef]](list)
    for thing in seen.things:
        kinds[seen.network.nodes[thing].get("kind", "")].append(thing)
    found = {
        kind: nsmallest(_TRIED, things, key=lambda thing: (-len(seen.near[seen.numbers[thing]]), thing)) for kind, things in kinds.items()
    }
    return {kind: tuple(things) for kind, things in found.items()}


def _examples(seen: Projection, tied: Mapping[str, tuple[URIRef, ...]]) -> Iterator[tuple[URIRef, URIRef]]:
    used: set[URIRef] = set()
    for first, second in weights().examples:
        pairs = _joined(seen, tied.get(first, ()), tied.get(second, ()))
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
