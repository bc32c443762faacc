"""A sandbox as it is, with its processes."""

import asyncio
import os
import signal
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kg.errors import EndpointError, LimitError, QueryError
from kg.store import Formats, Question
from kg.store.workers.limits import Limits
from kg.store.workers.sandbox import Sandbox
from store.workers.processes import (
    BASE,
    COUNT,
    COUNTED,
    LONG,
    children,
    eventually,
    gone,
    needs_proc,
    nursery,
    sandboxed,
    until,
    whole,
    working,
)

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
        following = asyncio.ensure_future(sandbox.drop("http://a/none"))
        await asyncio.sleep(0)
        os.kill(process, signal.SIGCONT)
        return await following, await sandbox.drop(None), await whole(sandbox, COUNT)

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


ENDLESS = f"INSERT {{ <a> <b> ?n }} WHERE {{ {COUNTED} }}"
LARGE = "INSERT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }; INSERT { ?a ?b ?i } WHERE { ?a ?b ?c . ?g ?h ?i }"
NESTED = f"INSERT {{ <a> <b> 1 }} WHERE {{ FILTER({'!' * 200000}true) }}"


@pytest.mark.parametrize(
    ("update", "limit", "message"),
    [
        pytest.param(ENDLESS, "time", "not carried out within 1 seconds, so nothing was changed; change less at once", id="time"),
        pytest.param(
            f"DELETE WHERE {{ ?s ?p ?o }} ; INSERT DATA {{ <a> <b> {', '.join(map(str, range(300)))} }} ; {ENDLESS}",
            "time",
            "not carried out within 1 seconds, so nothing was changed; change less at once",
            id="time, after a change that was made",
        ),
        pytest.param(
            LARGE, "memory", "needs more than the 48 MiB a change may take, so nothing was changed; change less at once", id="memory"
        ),
        pytest.param(NESTED, "memory", "nested deeper than this endpoint can follow, so nothing was changed; ", id="depth"),
    ],
)
def test_an_update_that_meets_a_limit_changes_nothing_and_the_same_process_goes_on(
    file: Path, update: str, limit: str, message: str
) -> None:
    async def act(sandbox: Sandbox) -> tuple[LimitError, bytes, bool]:
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        process = nursery()
        with pytest.raises(LimitError) as caught:
            await asyncio.wait_for(sandbox.update(update), 10)
        await sandbox.update("INSERT DATA { <a> <b> 2 }")
        return caught.value, await whole(sandbox, COUNT), process == nursery()

    error, after, same = sandboxed(file, act, Limits(time_s=1 if limit == "time" else 20, memory_mib=48))
    assert (error.limit, str(error)[: len(message)]) == (limit, message)
    assert (after, same) == (counted(302), True)


def test_a_document_that_takes_more_memory_than_it_may_changes_nothing(file: Path) -> None:
    document = "".join(f"<http://a/{number}> <http://a/p> <http://a/{number}/{'x' * 60}> .\n" for number in range(100_000)).encode()

    async def act(sandbox: Sandbox) -> tuple[str, bytes, bytes]:
        with pytest.raises(LimitError, match=r"^needs more than the 32 MiB a change may take") as caught:
            await sandbox.load(document, "application/n-triples", None, replace=True)
        after = await whole(sandbox, COUNT)
        await sandbox.load(document[: document.index(b"\n")], "application/n-triples", None, replace=True)
        return caught.value.limit, after, await whole(sandbox, COUNT)

    assert sandboxed(file, act, Limits(time_s=20, memory_mib=32)) == ("memory", counted(300), counted(1))


def test_questions_are_answered_while_an_update_runs_on(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[bytes, bool, bool]:
        runaway = asyncio.ensure_future(sandbox.update(ENDLESS))
        assert await until(lambda: working(nursery()))
        answers = await whole(sandbox, COUNT), await sandbox.exists("http://a/none"), runaway.done()
        with pytest.raises(LimitError, match="not carried out within 4 seconds"):
            await runaway
        return answers

    assert sandboxed(file, act, Limits(time_s=4)) == (counted(300), False, False)


def test_changes_wait_for_one_that_runs_on_no_longer_than_a_query_may_take(file: Path) -> None:
    async def act(sandbox: Sandbox) -> list[str]:
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        os.kill(nursery(), signal.SIGSTOP)
        running = asyncio.ensure_future(sandbox.update("INSERT DATA { <a> <b> 1 }"))
        await asyncio.sleep(0)
        with pytest.raises(LimitError) as caught:
            await asyncio.wait_for(sandbox.drop(None), 1.5)
        os.kill(nursery(), signal.SIGCONT)
        await running
        return [caught.value.limit, str(caught.value)]

    message = "no turn came within 0.8 seconds: others change the sandbox, or it is just beginning; try again later"
    assert sandboxed(file, act, Limits(time_s=0.8)) == ["places", message]


@pytest.mark.parametrize("leaves", [False, True], ids=["waits", "leaves"])
def test_a_process_that_does_not_answer_at_all_is_ended_and_begins_anew(file: Path, leaves: bool) -> None:  # noqa: FBT001
    async def act(sandbox: Sandbox) -> tuple[list[str], bytes]:
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        process = nursery()
        os.kill(process, signal.SIGSTOP)
        asked = asyncio.ensure_future(sandbox.update("INSERT DATA { <a> <b> 2 }"))
        await asyncio.sleep(0.1)
        if leaves:
            asked.cancel()
        (told,) = await asyncio.gather(asked, return_exceptions=True)
        assert await until(lambda: gone([process]))
        await sandbox.start()
        await sandbox.update("INSERT DATA { <a> <b> 3, 4 }")
        return [type(told).__name__, str(told)], await whole(sandbox, COUNT)

    ended = ["LimitError", "the sandbox had to be ended after 1.6 seconds, and what was changed in it is gone; it begins anew"]
    assert sandboxed(file, act, Limits(time_s=0.3)) == (["CancelledError", ""] if leaves else ended, counted(302))


def test_an_update_that_runs_on_only_after_its_trial_is_ended_with_the_sandbox(file: Path) -> None:
    """It runs on when it begins late; its trial begins in time, and takes until then. A trial that was late itself is tried again."""
    date = "^^<http://www.w3.org/2001/XMLSchema#dateTime>"
    slow = f"INSERT {{ <a> <b> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . VALUES ?x {{ {'1 ' * 30} }} }} }}"
    crossed = "INSERT { <a> <b> ?n } WHERE { SELECT (COUNT(*) AS ?n) { <a> <late> ?p . ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h } }"

    async def act(sandbox: Sandbox) -> tuple[str, bytes]:
        told = ""
        for _ in range(40):
            late = (datetime.now(UTC) + timedelta(seconds=0.1)).isoformat()
            begun = f"DELETE WHERE {{ <a> ?q ?o }} ; INSERT {{ <a> <late> <{BASE}/p> }} WHERE {{ FILTER(NOW() > '{late}'{date}) }}"
            try:
                await asyncio.wait_for(sandbox.update(f"{begun} ; {slow} ; {crossed}"), 10)
            except EndpointError as error:
                told = str(error)
                break
            except LimitError:
                continue
        await sandbox.start()
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        return told, await whole(sandbox, COUNT)

    ended = "the sandbox has ended, and what was changed in it is gone; it begins anew"
    assert sandboxed(file, act, Limits(time_s=1.5)) == (ended, counted(301))


def test_closing_it_ends_an_update_that_runs_on_and_starts_nothing(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[set[int], list[str]]:
        await sandbox.update("INSERT DATA { <a> <b> 1 }")  # ends the workers that were ready
        assert await until(lambda: not children(nursery()))
        running, waiting = (asyncio.ensure_future(sandbox.update(ENDLESS)) for _ in range(2))
        assert await until(lambda: working(nursery()))
        left = {nursery(), *children(nursery())}
        sandbox.close()
        told = [str(error) for error in await asyncio.gather(running, waiting, return_exceptions=True)]
        with pytest.raises(EndpointError, match="it is being closed"):
            await whole(sandbox, COUNT)
        assert not children(os.getpid())
        return left, told

    left, told = sandboxed(file, act, Limits(time_s=60))
    assert eventually(lambda: gone(left), 5)
    ended = "the sandbox has ended, and what was changed in it is gone; it begins anew"
    assert told == [ended, "no more queries are answered here: it is being closed"]


def test_closing_it_leaves_no_process(file: Path) -> None:
    async def act(sandbox: Sandbox) -> set[int]:
        await sandbox.update("INSERT DATA { <a> <b> 1 }")
        return {nursery(), *children(nursery())}

    left = sandboxed(file, act)
    assert eventually(lambda: gone(left))
    assert not children(os.getpid())
