"""Examples from the graph: a thing of a class in Turtle, and a property in a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import RDF, RDFS, Literal, URIRef

from kg.publish.facts import Ref, Statements
from kg.publish.library import Library
from kg.publish.ontology.naming import Named, Naming, described
from kg.publish.values import Value, value
from kg.store import Term, rows

MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of an example: its property and its value as Turtle writes them, with their links."""

    predicate: Named
    value: Named


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of a class: its name with the link to its page, how it is written, some of its statements and how many more there are."""

    ref: Ref
    code: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Use:
    """One statement with a property, in words."""

    subject: Ref
    value: Value


def specimens(library: Library, classes: Iterable[URIRef]) -> dict[URIRef, URIRef]:
    """Return a thing of each class that has one: of the first few the one that tells most in the room there is."""
    found = ((kind, rows(library.endpoint, _specimen(library, kind))) for kind in classes)
    return {kind: URIRef(row["thing"]) for kind, solutions in found for row in solutions if "thing" in row}


def said(library: Library, things: Iterable[URIRef]) -> Statements:
    """Return what things say of themselves."""
    return described(rows(library.endpoint, library.queries.text("pages/ontology/said", things=sorted(things))))


def uses(library: Library, properties: Iterable[URIRef], told: Statements) -> dict[URIRef, tuple[URIRef, Term]]:
    """Return a statement with each property that is used: from what the page tells already when it is there."""
    found: dict[URIRef, tuple[URIRef, Term]] = {}
    for term in properties:
        known = next(((thing, values[term][0]) for thing, values in told.items() if term in values), None)
        if statement := known or _first(library, term):
            found[term] = statement
    return found


def example(naming: Naming, thing: URIRef, told: Mapping[URIRef, Sequence[Term]]) -> Example:
    """Return a thing as an example: what it is and its name first."""
    order = sorted(told, key=lambda each: (each != RDF.type, each != RDFS.label, naming.code(each)))
    lines = [_line(naming, predicate, term) for predicate in order for term in told[predicate]]
    return Example(naming.known.ref(thing), naming.code(thing), tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES))


def use(naming: Naming, statement: tuple[URIRef, Term]) -> Use:
    """Return a statement in words."""
    subject, term = statement
    return Use(naming.known.ref(subject), value(naming.known, naming.words, term))


def _specimen(library: Library, kind: URIRef) -> str:
    return library.queries.text("pages/ontology/specimen", kind=kind, most=Literal(MOST_LINES))


def _line(naming: Naming, predicate: URIRef, term: Term) -> Line:
    written = Named(naming.known.name(predicate), "a", "") if predicate == RDF.type else naming.value(predicate)
    return Line(written, naming.value(term))


def _first(library: Library, term: URIRef) -> tuple[URIRef, Term] | None:
    query = library.queries.text("pages/ontology/use", property=term)
    return next(((URIRef(row["subject"]), row["value"]) for row in rows(library.endpoint, query)), None)
