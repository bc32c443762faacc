"""Graphs to break, the ways to break them, and the two SHACL engines that must notice.

A test module says what it breaks: BASIS, the files that stay whole; GOOD, the file to break; BROKEN, the ways.
"""

import functools
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import pyshacl
import pytest
import shacl
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query

Findings = set[tuple[str, str, str]]
"""Which shapes spoke, how severely, and about what."""

SEVERITIES = {"V": "Violation", "W": "Warning", "I": "Info"}
RELATION = "beleid:relationFrom {} ; beleid:relationKind {} ; beleid:relationTo {} ; beleid:evidencedBy passage:p1"


class Case(TypedDict, total=False):
    """One way to break a graph; broken.toml explains the keys."""

    drop: str
    forget: Sequence[str]
    add: str
    relate: Sequence[str]
    finds: Mapping[str, str]
    official: str


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `broken` graph once for every case, and one for a `shattered` graph once for every eight."""
    if "case" in metafunc.fixturenames:
        cases = tomllib.loads(metafunc.module.BROKEN.read_text(encoding="utf-8"))
        metafunc.parametrize("case", cases.values(), ids=cases.keys())
    if "cases" in metafunc.fixturenames:
        every = list(tomllib.loads(metafunc.module.BROKEN.read_text(encoding="utf-8")).values())
        groups = -(-len(every) // 8)
        metafunc.parametrize("cases", [every[group::groups] for group in range(groups)], ids=range(groups))


@pytest.fixture
def good(request: pytest.FixtureRequest) -> Graph:
    return Graph() + parsed((request.module.GOOD,))


@pytest.fixture
def broken(good: Graph, case: Case, request: pytest.FixtureRequest) -> Graph:
    """The GOOD graph, broken as the case says."""
    dropped, added = changes(case, request.module.GOOD)
    assert not dropped - good, "the case drops what is not there"
    return good - dropped + added


@pytest.fixture
def shattered(good: Graph, cases: Sequence[Case], request: pytest.FixtureRequest) -> Graph:
    """The GOOD graph, broken in several ways at once."""
    for case in cases:
        dropped, added = changes(case, request.module.GOOD)
        good = good - dropped + added
    return good


@pytest.fixture
def finds(case: Case) -> set[tuple[str, str]]:
    """The shapes that must notice the case, and how severely: these and no others."""
    return {(shape, SEVERITIES[letter]) for shape, letter in case["finds"].items()}


@pytest.fixture
def with_shacl(request: pytest.FixtureRequest) -> Callable[[Path, Graph], Findings]:
    """What the engine in Rust finds in a graph and the module's BASIS."""
    return functools.partial(shacl_findings, request.module.BASIS)


@pytest.fixture
def with_pyshacl(request: pytest.FixtureRequest) -> Callable[[Path, Graph], Findings]:
    """What the engine in Python finds in a graph and the module's BASIS."""
    return functools.partial(pyshacl_findings, request.module.BASIS)


def changes(case: Case, file: Path) -> tuple[Graph, Graph]:
    """Return what the case takes from the file's graph, and what it puts in."""
    dropped = turtle(file, case.get("drop", ""))
    for thing in case.get("forget", ()):
        (iri,) = set(turtle(file, f"{thing} a {thing}").subjects())
        dropped += parsed((file,)).triples((iri, None, None))
    relations = [
        f"verband:new{number} a beleid:Relation ; {RELATION.format(*relation.split())}"
        for number, relation in enumerate(case.get("relate", ()))
    ]
    return dropped, turtle(file, " . ".join(filter(None, [case.get("add", ""), *relations])))


def shacl_findings(basis: tuple[Path, ...], shapes: Path, data: Graph) -> Findings:
    report = compiled(shapes).validate_text(ntriples(basis) + data.serialize(format="nt"), format="ntriples")
    return {(name_of(str(result.source_shape).strip("<>")), result.severity, result.focus_node.strip("<>")) for result in report.results}


def pyshacl_findings(basis: tuple[Path, ...], shapes: Path, data: Graph) -> Findings:
    """rdflib parses the same query again for every focus node, 50 ms a time: here each is parsed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", str)
        patch.setattr(processor, "translateQuery", lambda text, *_: translated(text))
        _, report, _ = pyshacl.validate(parsed(basis) + data, shacl_graph=parsed((shapes,)), inference="none", inplace=True)
    return {
        (
            name_of(str(report.value(result, SH.sourceShape))),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            str(report.value(result, SH.focusNode)),
        )
        for result in report.objects(None, SH.result)
    }


@functools.cache
def parsed(files: tuple[Path, ...]) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


@functools.cache
def ntriples(files: tuple[Path, ...]) -> str:
    return parsed(files).serialize(format="nt")


@functools.cache
def compiled(shapes: Path) -> shacl.Shapes:
    return shacl.Shapes.from_file(str(shapes))


@functools.cache
def translated(text: str) -> Query:
    return translateQuery(parseQuery(text))


@functools.cache
def prefixes(file: Path) -> Mapping[str, str]:
    """Return the line that declares each prefix of a file."""
    return {match[1]: match[0] for match in re.finditer(r"^@prefix +(\S*:).*$", file.read_text(encoding="utf-8"), re.MULTILINE)}


def turtle(file: Path, text: str) -> Graph:
    """Return statements written with the prefixes of a file; declares only those used, for rdflib is slow at it."""
    used = [line for prefix, line in prefixes(file).items() if prefix in text]
    return Graph().parse(data="\n".join([*used, text, "." if text else ""]))


def name_of(shape: str) -> str:
    return shape.rsplit("/", 1)[-1]
