"""The W3C SPARQL 1.1 test suite as values: its manifests, read from ../shared, which is not on a user's machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SHARED = Path(__file__).parents[3] / "shared" / "standards" / "w3c"
SUITE = SHARED / "sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")

needed = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C SPARQL 1.1 test suite is not here (../shared/standards/w3c/sparql11)")

EVALUATED = [
    *["aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping", "json-res", "negation"],
    *["project-expression", "property-path", "subquery"],
]
UPDATED = [
    *["add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop", "move", "update-silent"],
]
SYNTAX = ["aggregates", "construct", "delete-insert", "grouping", "syntax-query", "syntax-update-1", "syntax-update-2"]
LEFT_OUT = {
    "entailment": "entailment regimes are no part of what the endpoint offers: it answers from what is stated (simple entailment)",
    "service": "a query may call no other endpoint, unless the publisher names it; test_federated.py sees each of these refused",
    "syntax-fed": "as for service: the clauses are refused, whatever their syntax",
}
"""Folders that are not run, and why."""


@dataclass(frozen=True)
class Case:
    """A test of a manifest, in its graph."""

    folder: str
    iri: URIRef
    graph: Graph

    @property
    def name(self) -> str:
        return f"{self.folder}#{str(self.iri).rpartition('#')[2]}"

    @property
    def kind(self) -> str:
        return str(self.graph.value(self.iri, RDF.type)).rpartition("#")[2]

    @property
    def action(self) -> Node:
        return self.one(self.iri, MF.action)

    @property
    def result(self) -> Node:
        return self.one(self.iri, MF.result)

    def one(self, subject: Node, predicate: URIRef) -> Node:
        (value,) = self.graph.objects(subject, predicate)
        return value

    def data(self, subject: Node, default: URIRef, named: URIRef) -> dict[str, list[Path]]:
        """Return the files of each graph; "" is the default graph."""
        found: dict[str, list[Path]] = {"": [file_of(file) for file in self.graph.objects(subject, default)]}
        for entry in self.graph.objects(subject, named):
            file = self.graph.value(entry, UT.graph) or entry
            found[str(self.graph.value(entry, RDFS.label) or file)] = [file_of(file)]
        return found


@cache
def manifest(folder: str, name: str = "manifest.ttl") -> tuple[Case, ...]:
    """Return the tests of a folder in their order."""
    file = SUITE / folder / name
    if not file.is_file():
        return ()
    graph = Graph().parse(file, publicID=f"{BASE}{folder}/{name}", format="turtle")
    entries = graph.value(predicate=RDF.type, object=MF.Manifest)
    listed = graph.value(entries, MF.entries)
    return tuple(Case(folder, URIRef(str(iri)), graph) for iri in items(graph, listed))


def cases(folders: list[str], kinds: set[str]) -> list[Case]:
    return [case for folder in folders for case in manifest(folder) if case.kind in kinds]


def file_of(iri: Node) -> Path:
    """Return the file that a manifest points to."""
    return SUITE / str(iri).removeprefix(BASE)


def iri_of(file: Path) -> str:
    """Return the IRI of a file of the suite, against which it is read."""
    return BASE + file.relative_to(SUITE).as_posix()


def items(graph: Graph, listed: Node | None) -> Iterator[Node]:
    """Yield what is in an RDF list."""
    if listed is not None:
        yield from Collection(graph, listed)
