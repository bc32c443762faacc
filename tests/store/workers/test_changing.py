"""What a sandbox does with what it holds, asked of one that really runs."""

import asyncio
import socket
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LimitError, QueryError
from kg.store.workers.changing import reaches_out
from kg.store.workers.limits import Limits
from kg.store.workers.sandbox import Sandbox
from store.workers.processes import BASE, needs_proc, nursery, whole

T = TypeVar("T")
Held = set[tuple[str, str, str]]

pytestmark = needs_proc
GRAPH = "http://a/g"
HELD = "INSERT DATA { <http://a/s> <http://a/p> 1 . GRAPH <http://a/g> { <http://a/s> <http://a/p> 2 } }"
ALL = "SELECT ?s ?o ?g { { ?s <http://a/p> ?o } UNION { GRAPH ?g { ?s <http://a/p> ?o } } }"
NO_WAY_OUT = "LOAD and SERVICE reach nothing from here: send the triples with INSERT DATA, or to /graphs"


@dataclass(frozen=True)
class Kept:
    """A sandbox, and the loop it belongs to."""

    sandbox: Sandbox
    runner: asyncio.Runner

    def wait(self, awaited: Awaitable[T]) -> T:
        """Return what comes of it; what hangs fails."""

        async def inside() -> T:
            return await asyncio.wait_for(awaited, 30)

        return self.runner.run(inside())

    def update(self, text: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> None:
        self.wait(self.sandbox.update(text, default, named))

    def load(self, text: str, graph: str | None, *, replace: bool = False, media_type: str = "text/turtle") -> bool:
        return self.wait(self.sandbox.load(text.encode(), media_type, graph, replace=replace))

    def held(self) -> Held:
        """Return subject, value and graph ("": the default) of each statement with the predicate of these tests."""
        _, *rows = self.wait(whole(self.sandbox, ALL)).decode().splitlines()
        subjects = [tuple(row.split(",")) for row in rows]
        assert len(subjects) == len(set(subjects))
        return {(subject, value, graph) for subject, value, graph in subjects}


@pytest.fixture(scope="module")
def running() -> Iterator[Kept]:
    with asyncio.Runner() as runner:
        kept = Kept(Sandbox([], BASE, Limits(time_s=20)), runner)
        kept.wait(kept.sandbox.start())
        yield kept

        async def ended() -> None:
            kept.sandbox.close()
            await asyncio.sleep(0.05)

        kept.wait(ended())


@pytest.fixture
def kept(running: Kept) -> Kept:
    running.update(f"DROP ALL ; {HELD}")
    return running


BEFORE = {("http://a/s", "1", ""), ("http://a/s", "2", GRAPH)}


def test_an_update_changes_what_is_held_with_relative_iris_against_its_base(kept: Kept) -> None:
    kept.update("DELETE DATA { <http://a/s> <http://a/p> 1 }; INSERT DATA { <s> <http://a/p> 3 }")
    assert kept.held() == {(f"{BASE}/s", "3", ""), ("http://a/s", "2", GRAPH)}


def test_an_update_of_a_dataset_sees_that_dataset(kept: Kept) -> None:
    kept.update("INSERT { ?s <http://a/p> 7 } WHERE { ?s <http://a/p> 2 }", default=(GRAPH,))
    assert kept.held() == BEFORE | {("http://a/s", "7", "")}
    kept.update("INSERT { ?s <http://a/p> 8 } WHERE { ?s <http://a/p> 1 }", named=(GRAPH,))
    assert kept.held() == BEFORE | {("http://a/s", "7", "")}


@pytest.mark.parametrize(
    ("update", "default", "message", "place"),
    [
        pytest.param(
            "INSERT DATA { <a> <http://a/p> 9 };\nDELETE WHAT",
            (),
            "not a SPARQL 1.1 update: line 2, column 12: the text ends here, or something before it is wrong",
            (2, 12),
            id="no SPARQL",
        ),
        pytest.param(
            "INSERT DATA { <a> <http://a/p> 9 }; CREATE GRAPH <http://a/g>",
            (),
            "this update cannot be carried out: The graph <http://a/g> already exists",
            (0, 0),
            id="a graph that is there",
        ),
        pytest.param(
            "INSERT { ?s <http://a/p> 3 } WHERE { ?s ?p 1 }",
            ("no iri",),
            "this update cannot be carried out: Invalid IRI code point ' '",
            (0, 0),
            id="a dataset of no graph",
        ),
        pytest.param(
            "WITH <http://a/g> DELETE WHERE { ?s ?p 1 }",
            (GRAPH,),
            "the update has USING or WITH of its own, so using-graph-uri and using-named-graph-uri cannot be sent beside it",
            (0, 0),
            id="two datasets",
        ),
    ],
)
def test_an_update_that_cannot_be_made_changes_nothing_and_says_why(
    kept: Kept, update: str, default: tuple[str, ...], message: str, place: tuple[int, int]
) -> None:
    with pytest.raises(QueryError) as caught:
        kept.update(update, default)
    assert (str(caught.value)[: len(message)], (caught.value.line, caught.value.column)) == (message, place)
    assert kept.held() == BEFORE


@pytest.mark.parametrize(
    ("text", "media_type", "graph", "message"),
    [
        pytest.param("<a", "text/turtle", None, "not text/turtle: ", id="no Turtle"),
        pytest.param("<a> <b> 1 .", "application/n-triples", GRAPH, "not application/n-triples: ", id="no N-Triples"),
        pytest.param("", "text/turtle", "no iri", "'no iri' is no IRI of a graph", id="no graph"),
    ],
)
def test_a_document_that_cannot_be_taken_changes_nothing_and_says_why(
    kept: Kept, text: str, media_type: str, graph: str | None, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        kept.load(text, graph, replace=True, media_type=media_type)
    assert str(caught.value).startswith(message)
    assert kept.held() == BEFORE


def test_what_is_no_iri_is_no_graph_to_drop_or_look_for(kept: Kept) -> None:
    with pytest.raises(QueryError, match="'no iri' is no IRI of a graph"):
        kept.wait(kept.sandbox.drop("no iri"))
    with pytest.raises(QueryError, match="'no iri' is no IRI of a graph"):
        kept.wait(kept.sandbox.exists("no iri"))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        yield listening


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://$/>",
        "LOAD <http://$/x.ttl> INTO GRAPH <http://a/h>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://$/> { ?s ?p ?o } }",
        "LOAD <file:///etc/hostname>",
    ],
)
def test_an_update_reaches_nothing_and_is_then_undone(kept: Kept, listener: socket.socket, update: str) -> None:
    address = f"127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(QueryError, match=r"^LOAD and SERVICE reach nothing|^this update cannot be carried out"):
        kept.update(f"INSERT DATA {{ <a> <http://a/p> 9 }} ; {update.replace('$', address)}")
    with pytest.raises(TimeoutError):
        listener.accept()
    assert kept.held() == BEFORE


def test_a_silent_load_reaches_nothing_either(kept: Kept, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    kept.update(f"LOAD SILENT <http://127.0.0.1:{port}/>; LOAD SILENT <http://localhost:{port}/>")
    with pytest.raises(TimeoutError):
        listener.accept()
    assert kept.held() == BEFORE


FETCHES = [
    pytest.param("LOAD <https://127.0.0.1:9/>", id="plain"),
    pytest.param("LOAD<https://127.0.0.1:9/>", id="without a space"),
    pytest.param("LOAD # http:\n # <http://a/>\n<HTTPS://127.0.0.1:9/>", id="after comments"),
    pytest.param("load silent<https://127.0.0.1:9/>", id="silent"),
    pytest.param("LOAD SILENT # x\n <https://127.0.0.1:9/> INTO GRAPH <http://a/h>", id="silent, after a comment"),
    pytest.param("BASE <http://a/> LOAD <\\u0068ttps://127.0.0.1:9/>", id="an escape"),
    pytest.param("PREFIX : <https://127.0.0.1:9/> LOAD :x", id="a prefixed name"),
    pytest.param("PREFIX silent: <https://127.0.0.1:9/> LOAD silent:x", id="a prefix with the name of a keyword"),
    pytest.param("LOAD <x>", id="a relative address, for the base is one of https"),
    pytest.param("# BASE <http://a/>\nLOAD <x>", id="a base in a comment"),
    pytest.param("PREFIX : <x> LOAD :y", id="a relative prefix"),
    pytest.param("CLEAR ALL;LOAD<https://127.0.0.1:9/>", id="after another operation"),
    pytest.param("INSERT { ?s ?p ?o } WHERE { SERVICE <https://127.0.0.1:9/> { ?s ?p ?o } }", id="service"),
    pytest.param(
        "INSERT { <a:a> <a:b> 1 } WHERE { ?s ?p ?a FILTER(?a<'>') } ; LOAD <https://127.0.0.1:1/>", id="after what looks like an IRI"
    ),
    pytest.param('INSERT { <a:a> <a:b> 1 } WHERE { ?s ?p ?a FILTER(?a<">") } ; LOAD <https://127.0.0.1:1/> #"', id="or like a string"),
]


@pytest.mark.parametrize("update", FETCHES)
def test_what_would_fetch_over_https_is_refused_before_it_is_tried(kept: Kept, update: str) -> None:
    """Oxigraph aborts the process when it finds no certificates; such a trial would end as one that takes too much memory."""
    with pytest.raises(QueryError) as caught:
        kept.update(update)
    assert str(caught.value) == NO_WAY_OUT
    assert kept.held() == BEFORE


@pytest.mark.parametrize(
    "update",
    [
        pytest.param("PREFIX ex: <https://127.0.0.1:9/> LOADex:y", id="a keyword that is written to a name"),
        pytest.param("INSERT { } WHERE { ?s ?p ?a FILTER(?a<'>') } ; LOAD <x>", id="a relative address after what looks like an IRI"),
    ],
)
def test_what_fetches_over_https_all_the_same_ends_its_trial_and_nothing_else(kept: Kept, update: str) -> None:
    process = nursery()
    with pytest.raises(LimitError, match="nothing was changed"):
        kept.update(f"{update} ; INSERT DATA {{ <a> <http://a/p> 9 }}")
    assert (nursery(), kept.held()) == (process, BEFORE)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:s> <https://a/q> 'the load was high' }",
        "INSERT DATA { <a:load> <https://a/q> 'a load of https: addresses' } # to load it, https:",
        "INSERT DATA { <a:s> <a:q> 'LOAD <http://a/>' } # load <x>",
        "PREFIX load: <https://a/> INSERT { load:x <https://a/q> ?load } WHERE { ?load ?p 1 }",
        "PREFIX payload: <https://a/> INSERT DATA { payload:x payload:load payload:y }",
        "BASE <http://a/> LOAD SILENT <x>",
        "LOAD SILENT <somescheme://a/>",
    ],
)
def test_an_update_that_only_speaks_of_loading_is_carried_out(kept: Kept, update: str) -> None:
    kept.update(f"{update} \n; INSERT DATA {{ <http://a/s> <http://a/p> 3 }}")
    assert ("http://a/s", "3", "") in kept.held()


def test_looking_for_a_load_takes_no_longer_than_reading() -> None:
    assert not reaches_out(f"INSERT DATA {{ <a:a> <https://a/b> '{'load ' * 200_000}' }}")


@pytest.mark.parametrize(("graph", "there"), [(None, True), (GRAPH, True), ("http://a/other", False)])
def test_a_document_is_put_beside_what_is_there_or_in_its_place(kept: Kept, graph: str | None, there: bool) -> None:  # noqa: FBT001
    elsewhere = {statement for statement in BEFORE if statement[2] != (graph or "")}
    put = {("http://a/s", "3", graph or "")}
    assert kept.load("<http://a/s> <http://a/p> 3 .", graph) is there
    assert kept.held() == BEFORE | put
    assert kept.load("<http://a/s> <http://a/p> 3 .", graph, replace=True) is True
    assert kept.held() == elsewhere | put


def test_relative_iris_are_read_against_the_graph_they_are_put_in(kept: Kept) -> None:
    kept.load("<> <http://a/p> 3 .", "http://a/other")
    kept.load("<x> <http://a/p> 3 .", None, replace=True)
    assert kept.held() == {("http://a/other", "3", "http://a/other"), (f"{BASE}/x", "3", ""), ("http://a/s", "2", GRAPH)}


def test_an_empty_document_makes_a_graph_that_is_there(kept: Kept) -> None:
    assert kept.load("", "http://a/empty", replace=True) is False
    assert kept.wait(kept.sandbox.exists("http://a/empty")) is True


def test_a_graph_that_is_dropped_is_gone_and_the_default_graph_is_emptied(kept: Kept) -> None:
    exists, drop = kept.sandbox.exists, kept.sandbox.drop
    steps = [(exists, GRAPH), (drop, GRAPH), (exists, GRAPH), (drop, GRAPH), (drop, None), (exists, None)]
    assert [kept.wait(step(graph)) for step, graph in steps] == [True, True, False, False, True, True]
    assert kept.held() == set()


def test_blank_nodes_of_two_documents_are_never_the_same(kept: Kept) -> None:
    for _ in range(2):
        kept.load("_:a <http://a/p> 5 .", GRAPH)
    assert len({subject for subject, value, _ in kept.held() if value == "5"}) == 2


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([None, "http://a/1", "http://a/2"]), st.integers(0, 3), st.booleans()), max_size=8))
def test_each_graph_holds_what_was_put_there_since_it_was_last_replaced(running: Kept, puts: list[tuple[str | None, int, bool]]) -> None:
    running.update("DROP ALL")
    expected: dict[str | None, set[int]] = {None: set()}
    for graph, number, replace in puts:
        there = running.load(f"<http://a/s> <http://a/p> {number} .", graph, replace=replace)
        assert there is (graph in expected)
        expected[graph] = (set() if replace else expected.get(graph, set())) | {number}
    assert running.held() == {("http://a/s", str(number), graph or "") for graph, numbers in expected.items() for number in numbers}
