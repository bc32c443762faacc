"""SERVICE: called when the publisher named the endpoint, and then only that; nothing else is reached by any way we know."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store.workers.limits import Limits
from kg.store.workers.pool import Workers
from store.workers.conftest import Elsewhere
from store.workers.processes import needs_proc, refused, run, whole

pytestmark = needs_proc


def test_an_endpoint_on_the_list_is_called_and_no_other(file: Path, elsewhere: Elsewhere) -> None:
    address = elsewhere.address
    limits = Limits(time_s=10, services=(f"{address}/sparql",))
    others = [
        f"<{address}/other>",
        f"<{address}/sparql/>",
        f"<{address}/SPARQL>",
        f"<{address}/sparql?x>",
        "<sparql>",
        "?there",
        "x:sparql",
    ]

    async def act(workers: Workers) -> tuple[list[bytes], list[str]]:
        calls = (f"SERVICE <{address}/sparql>", f"SERVICE SILENT <{address}/sparql>")
        answers = [await whole(workers, f"SELECT ?x WHERE {{ {call} {{ ?x ?y ?z }} }}") for call in calls]
        queries = [
            f"BASE <{address}/> PREFIX x: <{address}/> SELECT * WHERE {{ BIND(<{address}/sparql> AS ?there) SERVICE {one} {{ ?x ?y ?z }} }}"
            for one in others
        ]
        return answers, [await refused(workers, query) for query in queries]

    answers, told = run(file, act, limits)
    assert answers == [b"x\r\nelders\r\n"] * 2
    assert {line.partition(": this")[0] for line in told} == {"QueryError: SERVICE is not allowed here"}
    assert elsewhere.called == ["/sparql"] * 2


def test_an_endpoint_on_the_list_cannot_send_us_on_to_another(file: Path, elsewhere: Elsewhere) -> None:
    limits = Limits(time_s=10, services=(f"{elsewhere.address}/redirect",))

    async def act(workers: Workers) -> str:
        return await refused(workers, f"SELECT * WHERE {{ SERVICE <{elsewhere.address}/redirect> {{ ?x ?y ?z }} }}")

    assert run(file, act, limits).startswith("QueryError: this query cannot be answered: Error 307 Temporary Redirect")
    assert elsewhere.called == ["/redirect"]


def test_a_call_cannot_hide_behind_one_that_is_allowed(file: Path, elsewhere: Elsewhere) -> None:
    address = elsewhere.address
    limits = Limits(time_s=10, services=(f"{address}/sparql",))

    async def act(workers: Workers) -> list[str]:
        allowed = f"SERVICE <{address}/sparql> {{ ?x ?y ?z"
        hidden = [
            f"SELECT * WHERE {{ {allowed} }} SERVICE <{address}/other> {{ ?x ?y ?z }} }}",
            f"SELECT * WHERE {{ {allowed} SERVICE <{address}/other> {{ ?x ?y ?z }} }} }}",
            f"SELECT * WHERE {{ {allowed} }} FILTER EXISTS {{ SERVICE SILENT <{address}/other> {{ ?x ?y ?z }} }} }}",
            f"PREFIX : <{address}/other> SELECT * WHERE {{ {allowed} }} ?s ?p ?o.SERVICE: {{ ?x ?y ?z }} }}",
        ]
        return [(await refused(workers, query)).partition(": this")[0] for query in hidden]

    assert set(run(file, act, limits)) == {"QueryError: SERVICE is not allowed here"}
    assert elsewhere.called == []


def test_a_slow_endpoint_on_the_list_holds_nobody_longer_than_the_limit(file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/sparql"

        async def act(workers: Workers) -> str:
            return await refused(workers, f"SELECT * WHERE {{ SERVICE <{address}> {{ ?x ?y ?z }} }}")

        assert run(file, act, Limits(time_s=0.5, services=(address,))).startswith("time: not answered within 0.5 seconds")


@pytest.fixture
def listeners() -> Iterator[list[socket.socket]]:
    """Listen on both loopback addresses; afterwards, nobody may have come."""
    with socket.create_server(("127.0.0.1", 0)) as four, socket.create_server(("::1", 0), family=socket.AF_INET6) as six:
        yield [four, six]
        for each in (four, six):
            each.settimeout(0.05)
            with pytest.raises(TimeoutError):
                each.accept()


def test_nothing_on_this_machine_is_reached_by_address_by_name_or_from_a_dataset(file: Path, listeners: list[socket.socket]) -> None:
    port, port6 = (each.getsockname()[1] for each in listeners)
    addresses = [f"http://{host}/" for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"0.0.0.0:{port}", f"[::1]:{port6}")]
    clauses = ["SERVICE <{}>", "SERVICE SILENT <{}>", "BIND(<{}> AS ?to) SERVICE ?to", "BIND(<{}> AS ?to) SERVICE SILENT ?to"]

    async def act(workers: Workers) -> tuple[set[str], set[bytes], set[str]]:
        calls = [f"SELECT * WHERE {{ {clause.format(address)} {{ ?s ?p ?o }} }}" for address in addresses for clause in clauses]
        froms = [f"SELECT ?s {word} <{address}> WHERE {{ ?s ?p ?o }}" for address in addresses for word in ("FROM", "FROM NAMED")]
        loads = [f"LOAD <{address}>" for address in addresses]
        told = {(await refused(workers, query)).partition(":")[0] for query in calls}
        empty = {await whole(workers, query) for query in froms}
        return told, empty, {(await refused(workers, query)).partition(": line")[0] for query in loads}

    assert run(file, act) == ({"QueryError"}, {b"s\r\n"}, {"QueryError: not a SPARQL 1.1 query"})
