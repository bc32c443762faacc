"""Answers that can be compared: rows, graphs and datasets up to the names of blank nodes, numbers as the engine writes them."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from rdflib import Graph, Namespace
from rdflib.term import BNode, URIRef

from conformance.suite import iri_of

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
Term = NamedNode | BlankNode | Literal
Row = dict[str, Term]
Outcome = bool | frozenset[str] | tuple[list[str], list[tuple[str, ...]]]


def canonical(quads: Iterable[Quad]) -> frozenset[str]:
    """Return the statements with canonical blank nodes; a store first brings numbers in the form that the engine keeps them in."""
    store = Store()
    store.extend(quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad) for quad in dataset)


def rows(found: Iterable[Row], *, ordered: bool) -> frozenset[str]:
    """Return rows as statements about a node for each; with its place when the order counts."""
    quads = []
    for place, row in enumerate(found):
        node = BlankNode()
        quads.append(Quad(node, NamedNode("urn:row"), Literal(place if ordered else 0)))
        quads += [Quad(node, NamedNode(f"urn:variable:{name}"), value) for name, value in row.items()]
    return canonical(quads)


def solutions(found: QuerySolutions) -> list[Row]:
    names = [variable.value for variable in found.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in found]


def triples(text: bytes | str, form: RdfFormat, base: str) -> frozenset[str]:
    return canonical(Quad(quad.subject, quad.predicate, quad.object) for quad in parse(text, format=form, base_iri=base))


def read(body: bytes, form: QueryResultsFormat) -> bool | list[Row]:
    found = parse_query_results(body, format=form)
    return bool(found) if isinstance(found, QueryBoolean) else solutions(found)


def expected(file: Path) -> bool | list[Row] | frozenset[str]:
    """Return what a file of results holds: a truth value, rows, or a graph."""
    form = QueryResultsFormat.from_extension(file.suffix[1:])
    if form in {QueryResultsFormat.XML, QueryResultsFormat.JSON, QueryResultsFormat.TSV}:
        return read(file.read_bytes(), form)
    graph = Graph().parse(file, publicID=iri_of(file))
    result = graph.value(predicate=URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), object=RS.ResultSet)
    if result is None:
        rdf = RdfFormat.from_extension(file.suffix[1:]) or RdfFormat.TURTLE
        return triples(file.read_bytes(), rdf, iri_of(file))
    if (truth := graph.value(result, RS.boolean)) is not None:
        return str(truth) == "true"
    listed = sorted(graph.objects(result, RS.solution), key=lambda solution: int(str(graph.value(solution, RS["index"]) or 0)))
    return [_row(graph, solution) for solution in listed]


def _row(graph: Graph, solution: object) -> Row:
    bindings = graph.objects(solution, RS.binding)  # type: ignore[arg-type]
    return {str(graph.value(each, RS.variable)): _term(graph.value(each, RS.value)) for each in bindings}


def _term(value: object) -> Term:
    if isinstance(value, URIRef):
        return NamedNode(str(value))
    if isinstance(value, BNode):
        return BlankNode(str(value))
    language, datatype = getattr(value, "language", None), getattr(value, "datatype", None)
    return Literal(str(value), language=language) if language else Literal(str(value), datatype=NamedNode(datatype) if datatype else None)


def table(text: str, suffix: str, *, ordered: bool) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the header of CSV or TSV, sorted, and its rows, sorted unless their order counts; blank nodes alike, the rest as written."""
    header, *lines = csv.reader(io.StringIO(text)) if suffix == ".csv" else [line.split("\t") for line in text.splitlines()]
    places = sorted(range(len(header)), key=lambda place: header[place])  # SELECT * promises no order of columns
    told = [tuple("_:" if line[place].startswith("_:") else line[place] for place in places) for line in lines]
    return [header[place] for place in places], told if ordered else sorted(told)


def loaded(data: dict[str, list[Path]]) -> list[Quad]:
    """Return the statements of the files in their graphs."""
    quads = []
    for graph, files in data.items():
        target = NamedNode(graph) if graph else DefaultGraph()
        for file in files:
            form = RdfFormat.from_extension(file.suffix[1:]) or RdfFormat.TURTLE
            found = parse(file.read_bytes(), format=form, base_iri=iri_of(file), rename_blank_nodes=True)
            quads += [Quad(quad.subject, quad.predicate, quad.object, target) for quad in found]
    return quads
