"""Statements as triples: how the graphs with which we describe ourselves are written down."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg.publisher import Worded

Triple: TypeAlias = tuple[Node, Node, Node]
Said: TypeAlias = tuple[URIRef, Node | None]


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Return a graph of these triples."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def about(subject: URIRef, *said: Said) -> Iterator[Triple]:
    """Yield what is said of one thing, leaving out what has no value."""
    yield from ((subject, predicate, value) for predicate, value in said if value is not None)


def each(predicate: URIRef, values: Iterable[Node]) -> Iterator[Said]:
    """Yield the same property with each of the values."""
    return ((predicate, value) for value in values)


def worded(predicate: URIRef, text: Worded) -> tuple[Said, ...]:
    """Return a property with a text in each language."""
    return (predicate, Literal(text.nl, lang="nl")), (predicate, Literal(text.en, lang="en"))


def day(predicate: URIRef, date: str) -> tuple[Said, ...]:
    """Return a property with a date, or nothing when there is none."""
    return ((predicate, Literal(date, datatype=XSD.date)),) if date else ()
