"""The formats in which answers are written, and documents about one thing, the same bytes for the same triples."""

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, serialize
from rdflib import URIRef

from kg.store import Answer, Endpoint, Formats, written
from kg.store.turtle import PREFIXES
from kg.terms import BASE, moved, rebase

RESULT_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "text/n3": RdfFormat.N3,
}


def prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of our Turtle files for data under this base."""
    return {name: moved(iri, BASE, base) for name, iri in PREFIXES.items()}


def document(endpoint: Endpoint, query: str, about: URIRef, media_type: str) -> Answer:
    """Return the graph of a CONSTRUCT query of our own as a document to read: what it is about first, the rest sorted.

    Only the prefixes that occur are declared. The bytes depend on nothing but the triples and the endpoint's base.
    """
    first = rebase(f"<{about}> ", BASE, endpoint.base).encode()
    lines = written(endpoint, query, Formats()).body.splitlines(keepends=True)
    ordered: list[bytes] = sorted(lines, key=lambda line: (not line.startswith(first), line))
    triples = b"".join(ordered)
    used = {name: iri for name, iri in prefixes(endpoint.base).items() if f"<{iri}".encode() in triples}
    body = serialize(parse(triples, format=RdfFormat.N_TRIPLES), format=GRAPH_FORMATS[media_type], prefixes=used)
    return Answer(body or b"", media_type)
