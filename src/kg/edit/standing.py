"""The graph as it stands, and what it would be with rows changed."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph

from kg.assets import asset, model_files
from kg.build.sides import Side, side_of_file
from kg.build.tables import tables
from kg.edit.place import digest
from kg.edit.rows import Edit, merged
from kg.extract.facts import facts
from kg.model.findings import Finding
from kg.model.tables import Row
from kg.review.acceptance import accept, change
from kg.review.shapes import validate
from kg.store import turtle
from kg.store.local import open_files
from kg.store.queries import Queries

EMPTY = "".join(turtle.lines(Graph())).encode()
"""The text of a graph that says nothing yet."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The text of the graph at one moment, its digest, and its rows."""

    text: bytes
    digest: str
    rows: tuple[Row, ...]


def standing(text: bytes) -> Standing:
    """Return what a text of the graph holds."""
    with _file(text) as graph:
        return Standing(text, digest(text), tuple(tables(open_files([*model_files(), graph]), _queries())))


def text_of(graph: Path) -> bytes:
    """Return the text of the graph's file; of one that is not there yet, that of a graph which says nothing."""
    return graph.read_bytes() if graph.exists() else EMPTY


def changed(now: Standing, edits: Sequence[Edit]) -> bytes:
    """Return the text of the graph with these edits made; raises TableError when a cell refers to nothing."""
    with _file(now.text) as file:
        graph = turtle.load(file)
    accept(graph, change(graph, facts(now.rows), facts(merged(now.rows, edits))))
    return "".join(turtle.lines(graph)).encode()


def side(text: bytes) -> Side:
    """Return a text of the graph, with the model, as what it can be compared with."""
    with _file(text) as graph:
        return side_of_file(graph)


def findings(found: Side) -> tuple[Finding, ...]:
    """Return what the shapes find."""
    return validate(b"".join(found.lines).decode(), (asset("ontology") / "shapes.ttl",)).findings


@contextmanager
def _file(text: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "triples.ttl"
        file.write_bytes(text)
        yield file


@cache
def _queries() -> Queries:
    """Return the saved queries that come with the package; they belong to the code."""
    return Queries(asset("queries"))
