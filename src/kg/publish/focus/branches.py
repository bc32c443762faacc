"""The ties of a picture as a nested list: from the chosen thing outwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.facts import Evidence, Ref, Text
from kg.publish.links import path_of


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two nodes: in words from its source and `back` from its target, and as the path of its line.

    Beside it the years it is said of or in, where it stands, and the pages of the claims that state it.
    """

    source: Ref
    relation: Text
    target: Ref
    path: str
    back: Text
    years: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[str, str]:
        """Return the paths of its ends below /id, by which the picture knows them."""
        return path_of(self.source.iri), path_of(self.target.iri)


@dataclass(frozen=True, slots=True)
class Branch:
    """One kind of relation of a thing as a list shows it, with the things on the other side and what hangs from them."""

    relation: Text
    leaves: tuple["Leaf", ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A thing in the list, with its own branches; `again` when they stand where the list names it first."""

    ref: Ref
    branches: tuple[Branch, ...]
    again: bool = False

    @property
    def path(self) -> str:
        """Return the path of the thing below /id."""
        return path_of(self.ref.iri)


def forest(order: Sequence[URIRef], edges: Iterable[Edge]) -> tuple[Leaf, ...]:
    """Return ties as trees, each tie under the end that lies nearest to the centre, which comes first in the order.

    There is one tree when all ties of a picture are there; of some of them, one for each thing to which no other leads.
    """
    hanging, led_to = _hanging({iri: number for number, iri in enumerate(order)}, edges)
    roots = [iri for iri in order if iri in hanging and iri not in led_to]
    refs = {ref.iri: ref for edge in edges for ref in (edge.source, edge.target)}
    told: set[URIRef] = set()

    def grown(ref: Ref) -> Leaf:
        again = ref.iri in told
        told.add(ref.iri)
        grouped: dict[Text, list[Ref]] = defaultdict(list)
        for relation, other in hanging.pop(ref.iri, []):
            grouped[relation].append(other)
        kinds = sorted(grouped, key=lambda relation: (relation.value, relation.language))
        return Leaf(ref, tuple(Branch(kind, tuple(map(grown, sorted(grouped[kind], key=_by_name)))) for kind in kinds), again)

    return tuple(grown(refs[root]) for root in roots)


def _hanging(places: Mapping[URIRef, int], edges: Iterable[Edge]) -> tuple[dict[URIRef, list[tuple[Text, Ref]]], set[URIRef]]:
    """Return what hangs from each thing, with the relation as it reads from there, and all that hangs from something."""
    hanging: dict[URIRef, list[tuple[Text, Ref]]] = defaultdict(list)
    led_to = set()
    for edge in edges:
        forwards = places[edge.source.iri] <= places[edge.target.iri]
        near, relation, far = (edge.source, edge.relation, edge.target) if forwards else (edge.target, edge.back, edge.source)
        hanging[near.iri].append((relation, far))
        led_to.add(far.iri)
    return hanging, led_to


def _by_name(ref: Ref) -> tuple[str, str]:
    return ref.name.value.casefold(), ref.iri
