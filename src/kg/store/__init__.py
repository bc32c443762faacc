"""Step 4: triples → answers. An Endpoint is whatever answers SPARQL; rows() and graph() read its answers.

Everything above the store speaks of IRIs under the project's own base; an endpoint may publish
under another one. The move between the two happens here, on the way in and on the way out.
"""

import json
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from rdflib import XSD, BNode, Graph, Literal, URIRef

from kg.terms import BASE, moved, moved_term, rebase

JSON_RESULTS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

Term: TypeAlias = URIRef | Literal | BNode
Solution: TypeAlias = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Formats:
    """The media types an answer may have: for rows and truth values, and for graphs."""

    results: str = JSON_RESULTS
    graph: str = N_TRIPLES


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query, written in this media type."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query is asked of (SPARQL 1.1 Protocol §2.1.4); they go before FROM and FROM NAMED in the query."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the formats its answer may have and the dataset it is asked of."""

    query: str
    formats: Formats = Formats()
    dataset: Dataset | None = None


class Endpoint(Protocol):
    """Whatever answers SPARQL 1.1 queries about data under this base IRI."""

    @property
    def base(self) -> str:
        """Return the base IRI of the data, without a slash at the end."""
        ...

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        """Return the answer to the query; raises QueryError when it is refused, EndpointError when nobody answers.

        Without a dataset the query is asked of all there is; an IRI in one is never a reason to fetch something.
        """
        ...


def rows(endpoint: Endpoint, query: str) -> list[Solution]:
    """Return the solutions of a SELECT query in their order, each with its bound variables only."""
    answer = endpoint.answer(rebase(query, BASE, endpoint.base))
    bindings = json.loads(answer.body)["results"]["bindings"]
    known: dict[tuple[str, ...], Term] = {}
    return [{name: _once(known, value, endpoint.base) for name, value in binding.items()} for binding in bindings]


def ask(endpoint: Endpoint, query: str) -> bool:
    """Return the truth value of an ASK query."""
    return bool(json.loads(endpoint.answer(rebase(query, BASE, endpoint.base)).body)["boolean"])


def graph(endpoint: Endpoint, query: str) -> Graph:
    """Return the graph of a CONSTRUCT or DESCRIBE query, under the project's own base."""
    answer = endpoint.answer(rebase(query, BASE, endpoint.base))
    return moved_graph(Graph().parse(data=answer.body.decode(), format="ntriples"), endpoint.base, BASE)


def moved_graph(published: Graph, old: str, new: str) -> Graph:
    """Return the graph with its IRIs under another base, term by term: what a text says stays as it is."""
    if old == new:
        return published
    found = Graph()
    for subject, predicate, value in published:
        found.add((moved_term(subject, old, new), moved_term(predicate, old, new), moved_term(value, old, new)))
    return found


def written(endpoint: Endpoint, query: str, formats: Formats) -> Answer:
    """Return the answer to one of our own queries as the endpoint publishes it, under its own base."""
    return endpoint.answer(rebase(query, BASE, endpoint.base), formats)


def _once(known: dict[tuple[str, ...], Term], value: dict[str, str], base: str) -> Term:
    """Return the term of a value: most values of an answer come more than once, and making a term takes longer than finding it."""
    key = tuple(value.values())
    found = known.get(key)
    if found is None:
        found = known[key] = _term(value, base)
    return found


def _term(value: dict[str, str], base: str) -> Term:
    """Return a term of the SPARQL 1.1 JSON results format (§3.2.2)."""
    if value["type"] == "uri":
        return URIRef(moved(value["value"], base, BASE))
    if value["type"] == "bnode":
        return BNode(value["value"])
    language, datatype = value.get("xml:lang"), value.get("datatype")
    text = moved(value["value"], base, BASE) if datatype == str(XSD.anyURI) else value["value"]
    return Literal(text, lang=language, datatype=URIRef(datatype) if datatype and not language else None)
