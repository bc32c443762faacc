"""The formats in which answers are written, and documents about one thing, the same bytes for the same triples."""

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, serialize
from rdflib import Graph, URIRef

from kg.store import Answer, Endpoint, Formats, written
from kg.store.json_ld import json_ld
from kg.store.turtle import PREFIXES
from kg.terms import BASE, moved, rebase

JSON_LD = "application/ld+json"
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
    JSON_LD: RdfFormat.JSON_LD,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "text/n3": RdfFormat.N3,
}

_SPACED = frozenset({"text/turtle", "text/n3", "application/trig"})
_OF_DOCUMENTS = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "ldes": "https://w3id.org/ldes#",
    "sh": "http://www.w3.org/ns/shacl#",
    "tree": "https://w3id.org/tree#",
    "vann": "http://purl.org/vocab/vann/",
}
"""Prefixes of what only documents tell: data/triples.ttl has none of it."""


def prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of our Turtle files for data under this base."""
    return {name: moved(iri, BASE, base) for name, iri in PREFIXES.items()}


def document(endpoint: Endpoint, query: str, about: URIRef, media_type: str) -> Answer:
    """Return the graph of a CONSTRUCT query of our own as a document to read: what it is about first, the rest sorted.

    Only the prefixes that occur are declared. The bytes depend on nothing but the triples and the endpoint's base.
    """
    return Answer(readable(written(endpoint, query, Formats()).body, endpoint.base, about, media_type), media_type)


def graph_document(graph: Graph, base: str, about: URIRef, media_type: str) -> bytes:
    """Return a graph under this base in the same way."""
    return readable(graph.serialize(format="nt", encoding="utf-8"), base, about, media_type)


def readable(triples: bytes, base: str, about: URIRef, media_type: str) -> bytes:
    """Return N-Triples under this base in the same way."""
    first = rebase(f"<{about}> ", BASE, base).encode()
    ordered: list[bytes] = sorted(triples.splitlines(keepends=True), key=lambda line: (not line.startswith(first), line))
    sorted_triples = b"".join(ordered)
    if media_type == JSON_LD:
        return json_ld((quad.triple for quad in parse(sorted_triples, format=RdfFormat.N_TRIPLES)), base)
    used = {name: iri for name, iri in (prefixes(base) | _OF_DOCUMENTS).items() if f"<{iri}".encode() in sorted_triples}
    body = serialize(parse(sorted_triples, format=RdfFormat.N_TRIPLES), format=GRAPH_FORMATS[media_type], prefixes=used) or b""
    return spaced(body) if media_type in _SPACED else body


def spaced(turtle: bytes) -> bytes:
    """Return Turtle or TriG with its prefixes by name, for the serialiser has them in any order, and a line before each subject."""
    lines = turtle.splitlines(keepends=True)
    prefixes = [line for line in lines if line.startswith(b"@prefix ")]
    rest = (line if line.startswith(b"\t") else b"\n" + line for line in lines[len(prefixes) :])  # a line feed in a text is escaped
    return b"".join([*sorted(prefixes), *rest])
