"""The dataset by VoID, for who queries: how much there is in it, where to get it, and of which words it is made."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from rdflib import RDF, VOID, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF
from rdflib.term import Node

from kg.build.figures import void
from kg.publish.catalogue import DATASET, Catalogue
from kg.publish.catalogue_parts import ONTOLOGY, address, agents, edition, published, publisher
from kg.publish.triples import Triple, about, each, worded
from kg.terms import BASE, moved

DOCUMENT = "/void"

_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_FORMATS: Mapping[str, str] = MappingProxyType(
    {"text/turtle": "Turtle", "application/n-triples": "N-Triples", "application/ld+json": "JSON-LD", "application/rdf+xml": "RDF_XML"},
)
"""The forms that hold the triples of the graph and no others, as W3C names them."""


def void_graph(told: Catalogue) -> Graph:
    """Return the dataset by VoID, with a partition per class and per property, under the base of the endpoint."""
    return published(told, chain(_document(told), _dataset(told), counts(told), _partitions(told), agents(told)))


def _document(told: Catalogue) -> Iterator[Triple]:
    title = worded(DCTERMS.title, told.publication.title)
    return about(address(told, DOCUMENT), (RDF.type, VOID.DatasetDescription), (FOAF.primaryTopic, DATASET), *title)


def _partitions(told: Catalogue) -> Iterator[Triple]:
    """Yield what the release itself tells of its figures, but for what is told here in other words."""
    here, there = BASE, told.base
    classes, properties = (
        tuple((URIRef(moved(iri, here, there)), number) for iri, number in each) for each in (told.figures.classes, told.figures.properties)
    )
    for subject, predicate, value in void(replace(told.figures, classes=classes, properties=properties)):
        if predicate not in {DCTERMS.title, VOID.uriSpace}:
            yield _valid(subject), predicate, _valid(value)


def _valid(term: Node) -> Node:
    """Return the IRI of a partition so that it is one: a fragment holds no other # (RFC 3987 §2.2)."""
    start, mark, rest = term.partition("#") if isinstance(term, URIRef) else ("", "", "")
    return URIRef(start + mark + rest.replace("#", "%23")) if "#" in rest else term


def counts(told: Catalogue) -> Iterator[Triple]:
    """Yield how much there is in the dataset, where to get it, and of which words it is made (VoID §3 and §4)."""
    counted = told.figures
    dumps = (address(told, file.path) for file in told.downloads if file.media_type in _RDF_FORMATS)
    numbers = {VOID.triples: counted.triples, VOID.distinctSubjects: counted.subjects, VOID.distinctObjects: counted.objects}
    numbers |= {VOID.properties: counted.predicates, VOID.classes: len(counted.classes)}
    return about(
        DATASET,
        *((predicate, Literal(number)) for predicate, number in numbers.items()),
        *each(VOID.dataDump, dumps),
        (VOID.sparqlEndpoint, address(told, "/sparql") if told.publication.services else None),
        (VOID.uriSpace, Literal(f"{told.base}/id/")),
        *each(VOID.exampleResource, told.examples),
        *each(VOID.vocabulary, vocabularies(told)),
        *each(VOID.feature, (URIRef(_FORMATS + form) for form in _RDF_FORMATS.values())),
    )


def vocabularies(told: Catalogue) -> list[URIRef]:
    """Return the namespaces of the classes and properties that occur, sorted."""
    terms = (str(term) for term, _ in (*told.figures.classes, *told.figures.properties))
    return sorted({URIRef(term[: max(term.rfind("#"), term.rfind("/")) + 1]) for term in terms})


def _dataset(told: Catalogue) -> Iterator[Triple]:
    return about(
        DATASET,
        *worded(DCTERMS.title, told.publication.title),
        *worded(DCTERMS.description, told.publication.description),
        (DCTERMS.license, told.publication.licence.iri),
        (DCTERMS.publisher, publisher(told)),
        (DCTERMS.conformsTo, ONTOLOGY),
        (FOAF.homepage, told.publication.landing_page or address(told, "/")),
        *edition(told),
    )
