"""Workers as they are: real processes over the facts of tests/small."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import pytest

from kg.errors import EndpointError, LimitError, QueryError, TooManyQueriesError
from kg.store import Dataset, Formats, Question
from kg.store.workers.limited import limited
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Reply, Workers
from kg.store.workers.sandbox import Sandbox

BASE = "https://kg.example.nl"
LIMITS = Limits(time_s=1.5, memory_mib=96, result_mib=8, quick=2, reserved=1, long=2, long_per_client=1, waiting=6, waiting_per_client=3)
COUNTED = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
CROSSED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 3000"
T = TypeVar("T")

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="reads Linux' /proc to see processes come and go")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph") / "graph.nt"
    made.write_text("".join(f'<{BASE}/{number}> <{BASE}/p> "{number % 7}" .\n' for number in range(300)), encoding="utf-8")
    return made


def run(file: Path, act: Callable[[Workers], Awaitable[T]], limits: Limits = LIMITS) -> T:
    async def inside() -> T:
        workers = Workers([file], BASE, limits)
        assert await workers.start() == 300
        try:
            return await act(workers)
        finally:
            workers.close()
            await asyncio.sleep(0.05)  # connections close in the next turns of the loop

    return asyncio.run(inside())


async def whole(workers: Workers | Sandbox, query: str, client: str = "") -> bytes:
    reply = await workers.ask(Question(query, Formats("text/csv")), client)
    try:
        return reply.body + b"".join([piece async for piece in reply.rest()])
    finally:
        reply.close()


async def refused(workers: Workers, query: str, client: str = "") -> str:
    with pytest.raises((QueryError, LimitError, TooManyQueriesError)) as caught:
        await whole(workers, query, client)
    return f"{getattr(caught.value, 'limit', type(caught.value).__name__)}: {caught.value}"


def children(parent: int) -> set[int]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def files_allowed(pid: int) -> tuple[str, ...]:
    """Return how many files a process may have open, and may ask for."""
    (line,) = (line for line in Path(f"/proc/{pid}/limits").read_text().splitlines() if line.startswith("Max open files"))
    return tuple(line.split()[3:5])


def nurseries() -> set[int]:
    return {pid for pid in children(os.getpid()) if b"kg.store.workers.nursery" in Path(f"/proc/{pid}/cmdline").read_bytes()}


async def until(holds: Callable[[], bool], within_s: float = 3) -> bool:
    end = time.monotonic() + within_s
    while not holds() and time.monotonic() < end:  # noqa: ASYNC110 - processes come and go without telling this loop
        await asyncio.sleep(0.01)
    return holds()


def test_a_short_answer_comes_whole_and_its_worker_is_kept(file: Path) -> None:
    async def act(workers: Workers) -> tuple[Reply, set[int], set[int]]:
        before = children(nurseries().pop())
        reply = await workers.ask(Question("ASK {}"))
        return reply, before, children(nurseries().pop())

    reply, before, after = run(file, act, Limits(quick_s=20))
    assert (reply.media_type, reply.body, reply.errand) == ("application/sparql-results+json", b'{"head":{},"boolean":true}', None)
    assert before == after


def test_a_long_answer_comes_in_pieces(file: Path) -> None:
    async def act(workers: Workers) -> tuple[bool, bytes]:
        reply = await workers.ask(Question(LONG, Formats("text/csv")))
        return reply.errand is not None, reply.body + b"".join([piece async for piece in reply.rest()])

    in_pieces, body = run(file, act)
    assert (in_pieces, body.count(b"\r\n")) == (True, 3001)


def test_a_graph_comes_in_its_format(file: Path) -> None:
    async def act(workers: Workers) -> Reply:
        return await workers.ask(Question("CONSTRUCT { <a> <b> 1 } WHERE {}", Formats(graph="application/n-triples")))

    reply = run(file, act)
    assert reply.media_type == "application/n-triples"
    assert reply.body.startswith(f"<{BASE}/a> <{BASE}/b> ".encode())


def test_the_dataset_is_the_one_that_is_asked(file: Path) -> None:
    async def act(workers: Workers) -> bytes:
        return (await workers.ask(Question("ASK { ?s ?p ?o }", Formats("text/csv"), Dataset(("http://a/g",))))).body

    assert run(file, act) == b"false"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        pytest.param("ASK {", "QueryError: not a SPARQL 1.1 query: line 1, column 6: the text ends here", id="syntax"),
        pytest.param("ASK { SERVICE <http://127.0.0.1/> { } }", "QueryError: SERVICE is not allowed here", id="service"),
        pytest.param(COUNTED, "time: not answered within 1.5 seconds", id="time"),
        pytest.param(SORTED, "memory: needs more than the 96 MiB a query may take", id="memory"),
        pytest.param(CROSSED, "size: the answer is larger than the 8 MiB", id="size"),
    ],
)
def test_what_cannot_be_answered_says_why_and_hurts_nobody(file: Path, query: str, told: str) -> None:
    async def act(workers: Workers) -> tuple[str, bytes]:
        return await refused(workers, query), await whole(workers, "ASK {}")

    why, after = run(file, act)
    assert why.startswith(told)
    assert after == b"true"


def test_who_waits_too_long_or_with_too_many_is_told(file: Path) -> None:
    limits = Limits(time_s=1.5, quick=1, reserved=0, long=1, long_per_client=1, waiting=4, waiting_per_client=3, quick_s=5)

    async def act(workers: Workers) -> list[str]:
        asked = [asyncio.ensure_future(refused(workers, COUNTED, client)) for client in "aaaabb"]
        return sorted(await asyncio.gather(*asked))

    told = run(file, act, limits)
    assert [line.partition(":")[0] for line in told] == ["places", "places", "places", "places", "places", "time"]
    assert "places: too many queries wait here; try again in a few seconds" in told


def test_one_client_cannot_fill_the_queue(file: Path) -> None:
    limits = Limits(time_s=1, quick=1, reserved=0, long=1, long_per_client=1, waiting=100, waiting_per_client=1, quick_s=5)

    async def act(workers: Workers) -> list[str]:
        return await asyncio.gather(*(refused(workers, COUNTED, "a") for _ in range(3)))

    assert "TooManyQueriesError: at most 1 queries of one client wait here; send fewer at a time" in run(file, act, limits)


def test_long_queries_make_way_for_another_client(file: Path) -> None:
    limits = Limits(time_s=10, quick=2, reserved=0, long=1, long_per_client=1, quick_s=0.1)

    async def act(workers: Workers) -> tuple[bytes, str]:
        heavy = [asyncio.ensure_future(refused(workers, COUNTED, "a")) for _ in range(3)]
        await asyncio.sleep(0.3)
        answer = await asyncio.wait_for(whole(workers, "ASK {}", "b"), 5)
        done, rest = await asyncio.wait(heavy, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        return answer, done.pop().result()

    assert run(file, act, limits) == (b"true", "places: ended to let others have their turn; try again when it is quieter")


@pytest.mark.parametrize("after_s", [0.05, 0.5], ids=["at once", "when it runs behind the others"])
def test_a_question_that_is_given_up_ends_its_worker_and_frees_its_place(file: Path, after_s: float) -> None:
    limits = Limits(time_s=20, quick=1, reserved=0, long=1, long_per_client=1)

    async def act(workers: Workers) -> bytes:
        nursery = nurseries().pop()
        asked = asyncio.ensure_future(whole(workers, COUNTED))
        await asyncio.sleep(after_s)
        busy = children(nursery)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert await until(lambda: bool(busy - children(nursery)))
        return await asyncio.wait_for(whole(workers, "ASK {}"), 5)

    assert run(file, act, limits) == b"true"


def test_an_answer_that_nobody_reads_on_frees_its_place(file: Path) -> None:
    limits = Limits(time_s=20, quick=1, reserved=0, long=1, long_per_client=1)

    async def act(workers: Workers) -> bytes:
        reply = await workers.ask(Question(CROSSED))
        reply.close()
        reply.close()
        return await asyncio.wait_for(whole(workers, "ASK {}"), 5)

    assert run(file, act, limits) == b"true"


def test_who_gives_up_waiting_leaves_the_queue(file: Path) -> None:
    limits = Limits(time_s=20, quick=1, reserved=0, long=1, long_per_client=1, waiting=1, quick_s=10)

    async def act(workers: Workers) -> bytes:
        running = asyncio.ensure_future(whole(workers, COUNTED))
        await asyncio.sleep(0.05)
        waiting = asyncio.ensure_future(whole(workers, "ASK {}"))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        last = asyncio.ensure_future(whole(workers, "ASK {}"))
        await asyncio.sleep(0.05)
        running.cancel()
        return await asyncio.wait_for(last, 5)

    assert run(file, act, limits) == b"true"


def test_a_worker_that_is_killed_costs_one_answer(file: Path) -> None:
    async def act(workers: Workers) -> tuple[str, bytes]:
        asked = asyncio.ensure_future(refused(workers, COUNTED))
        await asyncio.sleep(0.1)
        (working,) = (pid for pid in children(nurseries().pop()) if state(pid) == "R")
        os.kill(working, signal.SIGKILL)
        return await asked, await whole(workers, "ASK {}")

    assert run(file, act) == ("places: ended before it was answered; ask it again", b"true")


def test_a_nursery_that_is_killed_is_started_again(file: Path) -> None:
    async def act(workers: Workers) -> bytes:
        (nursery,) = nurseries()
        for pid in (nursery, *children(nursery)):
            os.kill(pid, signal.SIGKILL)
        assert await until(lambda: nursery not in nurseries() or bool(nurseries() - {nursery}))
        for _ in range(3):  # the first to ask may find that it has just gone
            try:
                return await whole(workers, "ASK {}")
            except (EndpointError, LimitError):
                await asyncio.sleep(0.1)
        return b""

    assert run(file, act) == b"true"


def test_a_file_that_is_not_there_is_told_and_not_waited_for(tmp_path: Path) -> None:
    async def act() -> None:
        workers = Workers([tmp_path / "none.nt"], BASE, LIMITS)
        try:
            await asyncio.wait_for(workers.start(), 20)
        finally:
            workers.close()

    with pytest.raises(EndpointError, match="the process that answers queries has ended"):
        asyncio.run(act())


def test_closing_leaves_no_process(file: Path) -> None:
    async def act(_: Workers) -> set[int]:
        (nursery,) = nurseries()
        return {nursery, *children(nursery)}

    left = run(file, act)
    end = time.monotonic() + 3
    while any(Path(f"/proc/{pid}").exists() for pid in left) and time.monotonic() < end:
        time.sleep(0.01)
    assert [pid for pid in left if Path(f"/proc/{pid}").exists()] == []


def test_when_the_front_dies_everything_ends(file: Path) -> None:
    text = (
        "import asyncio\nfrom pathlib import Path\nfrom kg.store.workers.limits import Limits\nfrom kg.store.workers.pool import Workers\n"
        f"async def go():\n    workers = Workers([Path({str(file)!r})], {BASE!r}, Limits())\n    await workers.start()\n"
        "    print('ready', flush=True)\n    await asyncio.sleep(60)\nasyncio.run(go())\n"
    )
    with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True) as front:
        assert front.stdout is not None
        assert front.stdout.readline() == "ready\n"
        (nursery,) = children(front.pid)
        left = {nursery, *children(nursery)}
        front.kill()
    end = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in left) and time.monotonic() < end:
        time.sleep(0.02)
    assert [pid for pid in left if Path(f"/proc/{pid}").exists()] == []


class Elsewhere(BaseHTTPRequestHandler):
    """Another endpoint, that tells who called; /redirect sends on to /hidden."""

    def do_POST(self) -> None:
        called: list[str] = self.server.called  # type: ignore[attr-defined]
        called.append(self.path)
        self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/redirect":
            self.send_response(307)
            self.send_header("Location", "/hidden")
            self.end_headers()
            return
        body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"elders"}}]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815 - the server's own names

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    called: list[str] = []
    server.called = called  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", called
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_on_the_list_is_called_and_no_other(file: Path, elsewhere: tuple[str, list[str]]) -> None:
    address, called = elsewhere
    limits = Limits(time_s=10, services=(f"{address}/sparql", f"{address}/redirect"))
    others = [f"<{address}/other>", f"<{address}/sparql/>", f"<{address}/SPARQL>", "?there", "x:sparql"]

    async def act(workers: Workers) -> tuple[bytes, list[str]]:
        answer = await whole(workers, f"SELECT * WHERE {{ SERVICE <{address}/sparql> {{ ?x ?y ?z }} }}")
        queries = [
            f"PREFIX x: <{address}/> SELECT * WHERE {{ BIND(<{address}/other> AS ?there) SERVICE {one} {{ ?x ?y ?z }} }}" for one in others
        ]
        told = [await refused(workers, query) for query in queries]
        redirected = await refused(workers, f"SELECT * WHERE {{ SERVICE <{address}/redirect> {{ ?x ?y ?z }} }}")
        return answer, [*told, redirected]

    answer, told = run(file, act, limits)
    assert answer == b"x,y,z\r\nelders,,\r\n"
    assert [line.startswith("QueryError: SERVICE is not allowed here") for line in told[:-1]] == [True] * len(others)
    assert set(called) == {"/sparql", "/redirect"}


def test_a_worker_can_open_nothing(file: Path) -> None:
    """Beside the refusal by its look there is no way out: the process has no file descriptor left."""

    async def act(workers: Workers) -> set[tuple[str, ...]]:
        await whole(workers, "ASK {}")
        (nursery,) = nurseries()
        return {files_allowed(pid) for pid in children(nursery)}

    assert run(file, act) == {("4", "4")}


def test_threads_ask_through_one_endpoint(file: Path) -> None:
    answers = []
    with limited([file], BASE, Limits()) as endpoint:
        threads = [threading.Thread(target=lambda: answers.append(endpoint.answer(LONG, Formats("text/csv")).body)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with pytest.raises(QueryError, match=r"not a SPARQL 1\.1 query"):
            endpoint.answer("ASK")
    assert [answer.count(b"\r\n") for answer in answers] == [3001] * 8


def sandboxed(file: Path, act: Callable[[Sandbox], Awaitable[T]]) -> T:
    async def inside() -> T:
        sandbox = Sandbox([file], BASE, Limits(time_s=5))
        assert await sandbox.start() == 300
        try:
            return await act(sandbox)
        finally:
            sandbox.close()
            await asyncio.sleep(0.05)

    return asyncio.run(inside())


COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def test_a_sandbox_answers_from_what_is_in_it_now(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[bytes, bytes, bytes]:
        before = await whole(sandbox, COUNT)
        old = await sandbox.ask(Question(LONG, Formats("text/csv")))
        await sandbox.update("DELETE WHERE { ?s ?p ?o }")
        rest = old.body + b"".join([piece async for piece in old.rest()])
        return before, rest[-10:], await whole(sandbox, COUNT)

    before, old, after = sandboxed(file, act)
    assert (before, after) == (b"n\r\n300\r\n", b"n\r\n0\r\n")
    assert old.endswith(b"\r\n")


def test_an_update_happens_whole_or_not_at_all(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[str, bytes]:
        with pytest.raises(QueryError) as caught:
            await sandbox.update("INSERT DATA { <a> <b> 1 } ; LOAD <http://127.0.0.1:9/>")
        return str(caught.value), await whole(sandbox, COUNT)

    told, after = sandboxed(file, act)
    assert told.startswith("LOAD and SERVICE reach nothing from here")
    assert after == b"n\r\n300\r\n"


def test_an_update_that_is_none_says_where(file: Path) -> None:
    async def act(sandbox: Sandbox) -> tuple[int, int]:
        with pytest.raises(QueryError) as caught:
            await sandbox.update("DELETE\nWHAT")
        return caught.value.line, caught.value.column

    assert sandboxed(file, act)[0] >= 1


def test_graphs_come_and_go(file: Path) -> None:
    graph = "http://a/g"

    async def act(sandbox: Sandbox) -> list[object]:
        turtle = (b"<> <http://a/p> 1 .", "text/turtle", graph)
        steps: list[object] = [await sandbox.exists(graph), await sandbox.load(*turtle, replace=True), await sandbox.exists(graph)]
        steps.append(await sandbox.load(b"<http://a/x> <http://a/p> 2 .", "text/turtle", graph, replace=False))
        steps.append(await whole(sandbox, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <http://a/g> { ?s ?p ?o } }"))
        await sandbox.update("INSERT { ?s <http://a/q> 3 } WHERE { ?s ?p 2 }", (graph,))
        steps.append(await whole(sandbox, "SELECT ?s WHERE { ?s <http://a/q> 3 }"))
        steps += [
            await sandbox.load(*turtle, replace=True),
            await sandbox.drop(graph),
            await sandbox.exists(graph),
            await sandbox.drop(None),
        ]
        return [*steps, await sandbox.exists(None), await whole(sandbox, COUNT)]

    assert sandboxed(file, act) == [
        *[False, False, True, True, b"n\r\n2\r\n", b"s\r\nhttp://a/x\r\n", True, True, False, True, True],
        b"n\r\n0\r\n",
    ]


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
    assert after == b"n\r\n300\r\n"
