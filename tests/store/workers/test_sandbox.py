"""A sandbox as it is, with its processes."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import pytest

from kg.errors import EndpointError, QueryError
from kg.store import Formats, Question
from kg.store.workers.limits import Limits
from kg.store.workers.sandbox import Sandbox
from store.workers.processes import COUNT, COUNTED, LONG, children, eventually, gone, needs_proc, nursery, sandboxed, until, whole

pytestmark = needs_proc


def counted(number: int) -> bytes:
    return f"n\r\n{number}\r\n".encode()


def test_it_answers_from_what_is_in_it_now(file: Path) -> None:
    async def act(sandbox: Sandbox) -> list[bytes]:
        before = await whole(sandbox, COUNT)
        await sandbox.update("INSERT DATA { <a> <b> 1, 2 }")
        between = await whole(sandbox, COUNT)
        await sandbox.update("DELETE WHERE { ?s ?p ?o }")
        return [before, between, await whole(sandbox, COUNT)]

    assert sandboxed(file, act) == [counted(300), counted(302), counted(0)]


def test_a_long_answer_that_was_begun_before_an_update_is_of_before_it(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[int, bytes]:
        old = await sandbox.ask(Question("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }", Formats("text/csv")))
        await sandbox.update("DELETE WHERE { ?s ?p ?o }")
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        body = old.body + b"".join([piece async for piece in old.rest()])
        return body.count(b"\r\n"), await whole(sandbox, COUNT)

    assert sandboxed(file, act) == (300 * 300 + 1, counted(1))


def test_a_worker_of_before_an_update_answers_nobody_after_it(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[bytes, bool]:
        old = await sandbox.ask(Question(LONG))
        workers = children(nursery())
        await sandbox.update("DELETE WHERE { ?s ?p ?o }")
        async for _ in old.rest():
            pass
        return await whole(sandbox, COUNT), await until(lambda: gone(workers))

    assert sandboxed(file, act) == (counted(0), True)


def test_many_updates_at_once_are_made_one_after_another_and_all(file: Path) -> None:
    async def act(sandbox: Sandbox) -> bytes:
        await asyncio.gather(*(sandbox.update(f"INSERT DATA {{ <a> <b> {number} }}") for number in range(40)))
        return await whole(sandbox, COUNT)

    assert sandboxed(file, act) == counted(340)


def test_an_update_happens_whole_or_not_at_all(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[str, bytes]:
        with pytest.raises(QueryError) as caught:
            await sandbox.update("INSERT DATA { <a> <b> 1 } ; LOAD <http://127.0.0.1:9/>")
        return str(caught.value), await whole(sandbox, COUNT)

    assert sandboxed(file, act) == (
        "LOAD and SERVICE reach nothing from here: send the triples with INSERT DATA, or to /graphs",
        counted(300),
    )


def test_an_update_that_is_none_says_where(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[int, int, str]:
        with pytest.raises(QueryError) as caught:
            await sandbox.update("CLEAR ALL;\nCLEAR")
        return caught.value.line, caught.value.column, caught.value.text

    assert sandboxed(file, act) == (2, 6, "CLEAR")


def test_an_update_whose_client_leaves_is_made_and_the_next_gets_its_own_answer(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[bool, bool, bytes]:
        process = nursery()
        await sandbox.exists(None)
        os.kill(process, signal.SIGSTOP)
        leaving = asyncio.ensure_future(sandbox.update("DELETE WHERE { ?s ?p ?o }"))
        await asyncio.wait({leaving}, timeout=0.05)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        following = asyncio.ensure_future(sandbox.exists("http://a/none"))
        await asyncio.sleep(0)
        os.kill(process, signal.SIGCONT)
        return await following, await sandbox.exists(None), await whole(sandbox, COUNT)

    assert sandboxed(file, act) == (False, True, counted(0))


def test_load_reaches_nothing_by_address_or_by_name(file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as four, socket.create_server(("::1", 0), family=socket.AF_INET6) as six:
        port, port6 = four.getsockname()[1], six.getsockname()[1]
        addresses = [f"http://127.0.0.1:{port}/", f"http://localhost:{port}/x.ttl", f"http://[::1]:{port6}/", f"http://0.0.0.0:{port}/"]

        async def act(sandbox: Sandbox) -> bytes:
            for address in addresses:
                for update in (f"LOAD <{address}>", f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"):
                    with pytest.raises(QueryError, match=r"^LOAD and SERVICE reach nothing from here"):
                        await sandbox.update(update)
                await sandbox.update(f"LOAD SILENT <{address}> INTO GRAPH <http://a/g>")
                with pytest.raises(QueryError, match=r"^SERVICE is not allowed here"):
                    await whole(sandbox, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
            return await whole(sandbox, "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")

        assert sandboxed(file, act) == counted(300)
        for each in (four, six):
            each.settimeout(0.05)
            with pytest.raises(TimeoutError):
                each.accept()


def test_graphs_come_and_go(file: Path) -> None:
    graph = "http://a/g"

    async def act(sandbox: Sandbox) -> list[object]:
        turtle = (b"<> <http://a/p> 1 .", "text/turtle", graph)
        steps: list[object] = [await sandbox.exists(graph), await sandbox.load(*turtle, replace=True), await sandbox.exists(graph)]
        steps.append(await sandbox.load(b"<http://a/x> <http://a/p> 2 .", "text/turtle", graph, replace=False))
        steps.append(await whole(sandbox, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <http://a/g> { ?s ?p ?o } }"))
        await sandbox.update("INSERT { ?s <http://a/q> 3 } WHERE { ?s ?p 2 }", (graph,))
        steps.append(await whole(sandbox, "SELECT ?s WHERE { ?s <http://a/q> 3 }"))
        steps += [await sandbox.load(*turtle, replace=True), await sandbox.drop(graph), await sandbox.exists(graph)]
        steps += [await sandbox.drop(None), await sandbox.exists(None), await whole(sandbox, COUNT)]
        return steps

    assert sandboxed(file, act) == [
        *[False, False, True, True, counted(2), b"s\r\nhttp://a/x\r\n"],
        *[True, True, False, True, True, counted(0)],
    ]


def test_a_graph_is_read_to_its_end(file: Path) -> None:
    async def act(sandbox: Sandbox) -> int:
        query = "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"
        return (await sandbox.graph(query, Formats(graph="application/n-triples"))).count(b"\n")

    assert sandboxed(file, act) == 300 * 7


@pytest.mark.parametrize(
    ("body", "graph", "told"),
    [
        pytest.param(b"<a", "http://a/g", "not text/turtle: ", id="broken"),
        pytest.param(b"<http://a/a> <http://a/b> 1 .", "no iri", "'no iri' is no IRI of a graph", id="no IRI"),
    ],
)
def test_a_document_that_cannot_be_taken_changes_nothing(file: Path, body: bytes, graph: str, told: str) -> None:
    async def act(sandbox: Sandbox) -> tuple[str, bytes]:
        with pytest.raises(QueryError) as caught:
            await sandbox.load(body, "text/turtle", graph, replace=True)
        return str(caught.value), await whole(sandbox, COUNT)

    message, after = sandboxed(file, act)
    assert message.startswith(told)
    assert after == counted(300)


def test_a_sandbox_whose_process_is_killed_says_so_once_and_begins_anew(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[str, bytes]:
        await sandbox.update("DELETE WHERE { ?s ?p ?o }")
        os.kill(nursery(), signal.SIGKILL)
        assert await until(lambda: not children(os.getpid()))
        with pytest.raises(EndpointError) as caught:
            await sandbox.update("INSERT DATA { <a> <b> 1 }")
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        return str(caught.value), await whole(sandbox, COUNT)

    assert sandboxed(file, act) == ("the sandbox has ended, and what was changed in it is gone; it begins anew", counted(301))


def test_an_update_that_runs_on_holds_questions_no_longer_than_their_limit(file: Path) -> None:
    async def act(sandbox: Sandbox) -> str:
        process = nursery()
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        runaway = asyncio.ensure_future(sandbox.update(f"INSERT {{ <a> <b> ?n }} WHERE {{ {COUNTED} }}"))
        await asyncio.wait({runaway}, timeout=0.1)
        with pytest.raises(Exception, match="not answered within 1 seconds") as caught:
            await asyncio.wait_for(whole(sandbox, COUNT), 5)
        os.kill(process, signal.SIGKILL)
        with pytest.raises(EndpointError, match="the sandbox has ended"):
            await runaway
        return type(caught.value).__name__

    assert sandboxed(file, act, Limits(time_s=1)) == "LimitError"


def test_closing_it_leaves_no_process(file: Path) -> None:
    async def act(sandbox: Sandbox) -> set[int]:
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        return {nursery(), *children(nursery())}

    left = sandboxed(file, act)
    assert eventually(lambda: gone(left))
    assert not children(os.getpid())
