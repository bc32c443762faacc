"""data/triples.ttl in and out: sorted, one object a line, no blank nodes, prefixes fixed."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as oxigraph
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef

from kg.errors import MissingFileError, RdfError
from kg.store.files import replace
from kg.terms import BASE, KINDS

PREFIXES = {
    "beleid": f"{BASE}/def#",
    **{kind: f"{BASE}/id/{kind}/" for kind in KINDS if kind != "concept"},
    "adms": "http://www.w3.org/ns/adms#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "m8g": "http://data.europa.eu/m8g/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-a": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-m": "http://purl.org/linked-data/sdmx/2009/measure#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of every Turtle file we write, in the order in which they stand there."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_NAMESPACE = re.compile(r"(.*[/#])([^/#]*)")
_SHORT = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def load(file: Path) -> Graph:
    """Return the graph in a Turtle file; raises RdfError with the line when it is not Turtle."""
    if not file.exists():
        raise MissingFileError(f"{file}: no such file")
    graph = Graph()
    try:
        for statement in parse(path=file, format=RdfFormat.TURTLE):
            graph.add((_rdflib(statement.subject), _rdflib(statement.predicate), _rdflib(statement.object)))
    except (SyntaxError, ValueError) as error:
        raise RdfError(str(file), str(error)) from error
    return graph


def _rdflib(value: object) -> URIRef | BNode | Literal:
    """Return a pyoxigraph term as the rdflib term; its parser is three times as fast as rdflib's own."""
    if isinstance(value, NamedNode):
        return URIRef(value.value)
    if isinstance(value, oxigraph.Literal):
        if value.language:
            return Literal(value.value, lang=value.language)
        datatype = None if value.datatype.value == str(XSD.string) else URIRef(value.datatype.value)
        return Literal(value.value, datatype=datatype, normalize=False)
    return BNode(str(value))


def save(graph: Graph, file: Path) -> None:
    """Write the graph in place of the file, once what was written has been read back; a failure keeps the old file."""
    replace(file, (line.encode() for line in lines(graph)), _readable)


def _readable(file: Path) -> None:
    """Raise RdfError when the file is not Turtle: a graph that cannot be read again is never kept."""
    try:
        for _ in parse(path=file, format=RdfFormat.TURTLE):
            pass
    except (SyntaxError, ValueError) as error:
        raise RdfError("the graph", f"cannot be written so that it reads back: {error}") from error


def lines(graph: Graph) -> Iterator[str]:
    """Yield the graph as lines of Turtle: subjects, predicates and objects sorted, so that one change is one line."""
    yield from (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in graph:
        by_subject[_iri(subject)]["a" if predicate == RDF.type else _iri(predicate)].append(term(value))
    for described in sorted(by_subject):
        yield f"\n{described}\n"
        yield from _statements(by_subject[described])


def _statements(values: dict[str, list[str]]) -> Iterator[str]:
    predicates = sorted(values, key=lambda predicate: (predicate != "a", predicate))
    for predicate in predicates:
        for value in sorted(values[predicate]):
            yield f"    {predicate} {value} ;\n"
    yield "    .\n"


def term(value: object) -> str:
    """Return a term in Turtle, shortened where a fixed prefix fits.

    >>> term(Literal(2018)), term(Literal("Almelo", lang="nl")), term(Literal("17.5", datatype=XSD.decimal))
    ('2018', '"Almelo"@nl', '17.5')
    """
    if not isinstance(value, Literal):
        return _iri(value)
    if value.datatype == XSD.integer or (value.datatype == XSD.decimal and "." in value):
        return str(value)
    if value.language:
        return f"{quoted(value)}@{value.language}"
    return quoted(value) if value.datatype in {None, XSD.string} else f"{quoted(value)}^^{_iri(value.datatype)}"


def quoted(text: str) -> str:
    r"""Return a text between quotation marks, on one line, as Turtle and SPARQL both read it.

    rdflib's own way (`n3`) writes a text with line feeds so that a quotation mark at its end is lost.

    >>> print(quoted('a "b"\n\\'))
    "a \"b\"\n\\"
    """
    return f'"{text.translate(_ESCAPES)}"'


def _iri(value: object) -> str:
    if not isinstance(value, URIRef):
        raise RdfError(str(value), "a blank node; give it an IRI, so that it can be pointed at and compared")
    parts = _NAMESPACE.fullmatch(value)
    if parts and parts[1] in _SHORT and _LOCAL.fullmatch(parts[2]):
        return f"{_SHORT[parts[1]]}:{parts[2]}"
    return value.n3()
