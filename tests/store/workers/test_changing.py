"""What a sandbox's nursery does with its store, in this process."""

import json
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.store.workers.changing import changed
from kg.store.workers.frames import HEAD, Kind, told

BASE = "https://kg.example.nl"
GRAPH = "http://a/g"
P = NamedNode("http://a/p")


@pytest.fixture
def store() -> Store:
    made = Store()
    made.update("INSERT DATA { <http://a/s> <http://a/p> 1 . GRAPH <http://a/g> { <http://a/s> <http://a/p> 2 } }")
    return made


def change(store: Store, name: str, arguments: object) -> object:
    """Return what a change tells, as the front reads it; raises why it was refused."""
    message = changed(store, BASE, json.dumps([name, arguments]).encode())
    kind, length = HEAD.unpack_from(message)
    body = message[HEAD.size :]
    assert length == len(body)
    if kind == Kind.REFUSED:
        raise told(Kind(kind), body)
    assert kind == Kind.WHOLE
    return json.loads(body)


def quad(subject: str, value: str, graph: str = "") -> Quad:
    number = Literal(value, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    return Quad(NamedNode(subject), P, number, NamedNode(graph) if graph else DefaultGraph())


def test_an_update_changes_the_store_with_relative_iris_against_its_base(store: Store) -> None:
    assert change(store, "update", ["DELETE DATA { <http://a/s> <http://a/p> 1 }; INSERT DATA { <s> <http://a/p> 3 }", [], []]) is True
    assert set(store) == {quad(f"{BASE}/s", "3"), quad("http://a/s", "2", GRAPH)}


def test_an_update_of_a_dataset_sees_that_dataset(store: Store) -> None:
    change(store, "update", ["INSERT { ?s <http://a/p> 7 } WHERE { ?s <http://a/p> 2 }", [GRAPH], []])
    assert quad("http://a/s", "7") in set(store)
    change(store, "update", ["INSERT { ?s <http://a/p> 8 } WHERE { ?s <http://a/p> 1 }", [], [GRAPH]])
    assert quad("http://a/s", "8") not in set(store)


@pytest.mark.parametrize(
    ("name", "arguments", "message", "place"),
    [
        pytest.param(
            "update",
            ["INSERT DATA { <a> <b> 9 };\nDELETE WHAT", [], []],
            "not a SPARQL 1.1 query: line 2, column 12: the text ends here, or something before it is wrong",
            (2, 12),
            id="no SPARQL",
        ),
        pytest.param(
            "update",
            ["CREATE GRAPH <http://a/g>", [], []],
            "this update cannot be carried out: The graph <http://a/g> already exists",
            (0, 0),
        ),
        pytest.param(
            "update",
            ["INSERT { ?s ?p 3 } WHERE { ?s ?p 1 }", ["no iri"], []],
            "this update cannot be carried out: Invalid IRI code point ' '",
            (0, 0),
            id="a dataset of no graph",
        ),
        pytest.param(
            "update",
            ["WITH <http://a/g> DELETE WHERE { ?s ?p 1 }", [GRAPH], []],
            "the update has USING or WITH of its own, so using-graph-uri and using-named-graph-uri cannot be sent beside it",
            (0, 0),
            id="two datasets",
        ),
        pytest.param("load", ["<a", "text/turtle", None, True], "not text/turtle: ", (0, 0), id="no Turtle"),
        pytest.param(
            "load", ["<a> <b> 1 .", "application/n-triples", GRAPH, True], "not application/n-triples: ", (0, 0), id="no N-Triples"
        ),
        pytest.param("load", ["", "text/turtle", "no iri", False], "'no iri' is no IRI of a graph", (0, 0), id="no graph"),
        pytest.param("drop", "no iri", "'no iri' is no IRI of a graph", (0, 0), id="no graph to drop"),
        pytest.param("exists", "no iri", "'no iri' is no IRI of a graph", (0, 0), id="no graph to look for"),
    ],
)
def test_a_change_that_cannot_be_made_changes_nothing_and_says_why(
    store: Store, name: str, arguments: object, message: str, place: tuple[int, int]
) -> None:
    before = set(store)
    with pytest.raises(QueryError) as caught:
        change(store, name, arguments)
    assert (str(caught.value)[: len(message)], (caught.value.line, caught.value.column)) == (message, place)
    assert set(store) == before


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        yield listening


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a> <b> 9 }; LOAD <http://$/>",
        "INSERT DATA { <a> <b> 9 }; LOAD <http://$/x.ttl> INTO GRAPH <http://a/h>",
        "INSERT DATA { <a> <b> 9 }; INSERT { ?s ?p ?o } WHERE { SERVICE <http://$/> { ?s ?p ?o } }",
        "INSERT DATA { <a> <b> 9 }; LOAD <file:///etc/hostname>",
    ],
)
def test_an_update_reaches_nothing_and_is_then_undone(store: Store, listener: socket.socket, update: str) -> None:
    before = set(store)
    text = update.replace("$", f"127.0.0.1:{listener.getsockname()[1]}")
    with pytest.raises(QueryError) as caught:
        change(store, "update", [text, [], []])
    assert "cannot be carried out" in str(caught.value) or str(caught.value).startswith("LOAD and SERVICE reach nothing from here: ")
    with pytest.raises(TimeoutError):
        listener.accept()
    assert set(store) == before


def test_a_silent_load_reaches_nothing_either(store: Store, listener: socket.socket) -> None:
    before = set(store)
    port = listener.getsockname()[1]
    change(store, "update", [f"LOAD SILENT <http://127.0.0.1:{port}/>; LOAD SILENT <http://localhost:{port}/>", [], []])
    with pytest.raises(TimeoutError):
        listener.accept()
    assert set(store) == before


def test_files_can_be_opened_again_after_a_change(store: Store) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with pytest.raises(QueryError):
        change(store, "update", ["DELETE WHAT", [], []])
    change(store, "exists", GRAPH)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before
    assert Path(__file__).read_bytes()


@pytest.mark.parametrize(("graph", "there"), [(None, True), (GRAPH, True), ("http://a/other", False)])
def test_a_document_is_put_beside_what_is_there_or_in_its_place(store: Store, graph: str | None, there: bool) -> None:  # noqa: FBT001
    target = NamedNode(graph) if graph else DefaultGraph()
    before = set(store.quads_for_pattern(None, None, None, target))
    document = ["<http://a/s> <http://a/p> 3 .", "text/turtle", graph]
    assert change(store, "load", [*document, False]) is there
    assert set(store.quads_for_pattern(None, None, None, target)) == before | {quad("http://a/s", "3", graph or "")}
    assert change(store, "load", [*document, True]) is True
    assert set(store.quads_for_pattern(None, None, None, target)) == {quad("http://a/s", "3", graph or "")}


def test_relative_iris_are_read_against_the_graph_they_are_put_in(store: Store) -> None:
    change(store, "load", ["<> <http://a/p> 3 .", "text/turtle", "http://a/other", False])
    change(store, "load", ["<x> <http://a/p> 3 .", "text/turtle", None, True])
    assert set(store) >= {quad("http://a/other", "3", "http://a/other"), quad(f"{BASE}/x", "3")}


def test_an_empty_document_makes_a_graph_that_is_there(store: Store) -> None:
    assert change(store, "load", ["", "text/turtle", "http://a/empty", True]) is False
    assert change(store, "exists", "http://a/empty") is True


def test_a_graph_that_is_dropped_is_gone_and_the_default_graph_is_emptied(store: Store) -> None:
    steps = [("exists", GRAPH), ("drop", GRAPH), ("exists", GRAPH), ("drop", GRAPH), ("drop", None), ("exists", None)]
    assert [change(store, name, graph) for name, graph in steps] == [True, True, False, False, True, True]
    assert len(store) == 0


def test_blank_nodes_of_two_documents_are_never_the_same(store: Store) -> None:
    document = ["_:a <http://a/p> 5 .", "text/turtle", GRAPH, False]
    change(store, "load", document)
    change(store, "load", document)
    assert len({found.subject for found in store.quads_for_pattern(None, P, quad("x:y", "5").object)}) == 2


@given(st.lists(st.tuples(st.sampled_from([None, "http://a/1", "http://a/2"]), st.integers(0, 3), st.booleans()), max_size=12))
def test_each_graph_holds_what_was_put_there_since_it_was_last_replaced(puts: list[tuple[str | None, int, bool]]) -> None:
    store = Store()
    expected: dict[str | None, set[int]] = {None: set()}
    for graph, number, replace in puts:
        there = change(store, "load", [f"<http://a/s> <http://a/p> {number} .", "text/turtle", graph, replace])
        assert there is (graph in expected)
        expected[graph] = (set() if replace else expected.get(graph, set())) | {number}
    for graph, numbers in expected.items():
        target = NamedNode(graph) if graph else DefaultGraph()
        assert set(store.quads_for_pattern(None, None, None, target)) == {
            quad("http://a/s", str(number), graph or "") for number in numbers
        }
