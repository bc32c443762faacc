"""The figures of a graph: counts for people, and the same as a VoID description."""

from dataclasses import dataclass

from rdflib import RDF, VOID, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.store import Endpoint, rows
from kg.store.queries import Queries
from kg.terms import BASE, mint


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is: in all, per class and per property (both by IRI)."""

    triples: int
    subjects: int
    predicates: int
    objects: int
    classes: tuple[tuple[URIRef, int], ...]
    properties: tuple[tuple[URIRef, int], ...]


def figures(endpoint: Endpoint, queries: Queries) -> Figures:
    """Return the figures of the graph behind the endpoint, counted by it."""
    (totals,) = rows(endpoint, queries.text("release/counts"))
    classes = rows(endpoint, queries.text("release/classes"))
    properties = rows(endpoint, queries.text("release/properties"))
    return Figures(
        **{name: int(value) for name, value in totals.items()},
        classes=tuple((URIRef(row["class"]), int(row["count"])) for row in classes),
        properties=tuple((URIRef(row["property"]), int(row["count"])) for row in properties),
    )


def void(counted: Figures) -> Graph:
    """Return the figures as a VoID dataset with a partition per class and per property (VoID §4.5)."""
    graph, dataset = Graph(), mint("dataset", "samenspel")
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, DCTERMS.title, Literal("Samenspel", lang="nl")))
    graph.add((dataset, VOID.uriSpace, Literal(f"{BASE}/id/")))
    totals = {VOID.triples: counted.triples, VOID.distinctSubjects: counted.subjects}
    totals |= {VOID.properties: counted.predicates, VOID.distinctObjects: counted.objects, VOID.classes: len(counted.classes)}
    for predicate, number in totals.items():
        graph.add((dataset, predicate, Literal(number)))
    for kind, number in counted.classes:
        _partition(graph, dataset, (VOID.classPartition, VOID["class"], VOID.entities), (kind, number))
    for predicate, number in counted.properties:
        _partition(graph, dataset, (VOID.propertyPartition, VOID.property, VOID.triples), (predicate, number))
    return graph


def _partition(graph: Graph, dataset: URIRef, words: tuple[URIRef, URIRef, URIRef], counted: tuple[URIRef, int]) -> None:
    """Add one partition; its IRI ends in the IRI of what it counts, so that it is always the same."""
    part, about, number = words
    node = URIRef(f"{dataset}#{about.fragment}={counted[0].replace('#', '%23')}")
    graph.add((dataset, part, node))
    graph.add((node, RDF.type, VOID.Dataset))
    graph.add((node, about, counted[0]))
    graph.add((node, number, Literal(counted[1])))
