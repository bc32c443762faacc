import asyncio
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from kg.errors import EndpointError, LimitError, QueryError
from kg.store import Answer, Dataset, Formats, Question
from kg.store.local import LocalEndpoint, open_files
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Workers
from kg.store.workers.sandbox import Sandbox
from kg.web.asking import Evaluation, InProcess, InWorkers, client_at, client_of

BASE = "https://kg.example.nl"
CSV = Formats("text/csv")


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("graph") / "graph.nt"
    file.write_text("".join(f'<{BASE}/{number}> <{BASE}/p> "{number % 7}" .\n' for number in range(300)), encoding="utf-8")
    return file


@pytest.fixture
def local(triples: Path) -> LocalEndpoint:
    return open_files([triples], BASE)


@pytest.fixture(params=["in this process", "in workers", "in a sandbox"])
def evaluation(request: pytest.FixtureRequest, triples: Path, local: LocalEndpoint) -> Evaluation:
    if request.param == "in this process":
        return InProcess(local)
    made = Workers if request.param == "in workers" else Sandbox
    return InWorkers(made([triples], BASE, Limits(time_s=20)), BASE)


@pytest.fixture
def started(evaluation: Evaluation) -> Iterator[tuple[Evaluation, asyncio.AbstractEventLoop]]:
    """Give an evaluation that was started in the loop of another thread, as a server's is for its handlers."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(evaluation.start(), loop).result(60)
    yield evaluation, loop
    asyncio.run_coroutine_threadsafe(_closed(evaluation), loop).result(60)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _closed(evaluation: Evaluation) -> None:
    evaluation.close()
    await asyncio.sleep(0.05)


Started = tuple[Evaluation, asyncio.AbstractEventLoop]


def answer(started: Started, question: Question) -> Answer:
    async def read() -> Answer:
        reply = await started[0].ask(question, "client")
        try:
            return Answer(reply.body + b"".join([piece async for piece in reply.rest()]), reply.media_type)
        finally:
            reply.close()

    return asyncio.run_coroutine_threadsafe(read(), started[1]).result(60)


def test_a_question_has_the_same_answer_whoever_evaluates_it(started: Started) -> None:
    assert answer(started, Question("ASK {}", CSV)) == Answer(b"true", "text/csv")
    assert answer(started, Question("ASK { ?s ?p ?o }", CSV, Dataset(("http://a/g",)))) == Answer(b"false", "text/csv")
    rows = answer(started, Question("SELECT * { ?s ?p ?o }", CSV))
    assert (rows.body.count(b"\r\n"), rows.media_type) == (301, "text/csv")
    with pytest.raises(QueryError, match=r"not a SPARQL 1\.1 query: line 1, column 4"):
        answer(started, Question("ASK"))


def test_code_in_a_thread_asks_the_same_through_an_endpoint(started: Started) -> None:
    endpoint = started[0].endpoint("client")
    assert endpoint.base == BASE
    assert endpoint.answer("ASK { ?s ?p ?o }", CSV, Dataset(("http://a/g",))) == Answer(b"false", "text/csv")
    assert endpoint.answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", CSV).body == b"n\r\n300\r\n"


def test_the_limits_are_those_of_the_workers_and_none_in_this_process(local: LocalEndpoint, triples: Path) -> None:
    limits = Limits(time_s=3)
    assert InProcess(local).limits is None
    assert InWorkers(Workers([triples], BASE, limits), BASE).limits is limits
    assert InWorkers(Sandbox([triples], BASE, limits), BASE).limits is limits


def test_in_this_process_the_endpoint_is_the_one_that_was_given_to_whoever_asks(local: LocalEndpoint) -> None:
    assert InProcess(local).endpoint("a") is InProcess(local).endpoint("b") is local


def test_workers_that_were_not_started_give_no_endpoint(triples: Path) -> None:
    with pytest.raises(RuntimeError, match="the workers have not been started"):
        InWorkers(Workers([triples], BASE, Limits()), BASE).endpoint("client")


def test_a_client_has_its_own_share_through_an_endpoint_too(triples: Path) -> None:
    limits = Limits(time_s=1, quick=1, reserved=0, long=1, long_per_client=1, waiting_per_client=0, quick_s=5)

    async def act() -> tuple[str, Answer]:
        asked = InWorkers(Workers([triples], BASE, limits), BASE)
        await asked.start()
        try:
            heavy = asyncio.ensure_future(asked.ask(Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"), "a"))
            await asyncio.sleep(0)
            with pytest.raises(Exception, match="at most 0 queries of one client wait here"):
                await asyncio.to_thread(asked.endpoint("a").answer, "ASK {}")
            with pytest.raises(LimitError) as caught:
                await heavy
            return caught.value.limit, await asyncio.to_thread(asked.endpoint("a").answer, "ASK {}", CSV)
        finally:
            asked.close()
            await asyncio.sleep(0.05)

    assert asyncio.run(act()) == ("time", Answer(b"true", "text/csv"))


def test_workers_over_files_that_are_not_there_do_not_start(tmp_path: Path) -> None:
    async def act() -> None:
        asked = InWorkers(Workers([tmp_path / "none.nt"], BASE, Limits()), BASE)
        with pytest.raises(EndpointError, match="the process that answers queries has ended"):
            await asked.start()
        asked.close()

    asyncio.run(act())


@pytest.mark.parametrize(
    ("address", "client"),
    [
        pytest.param(("192.0.2.1", 50000), "192.0.2.1", id="IPv4"),
        pytest.param(("2001:db8:1:2:3:4:5:6", 50000), "2001:0db8:0001:00", id="IPv6"),
        pytest.param(("testclient", 50000), "testclient", id="a name"),
        pytest.param(None, "", id="nobody, over a socket file"),
    ],
)
def test_who_asks_is_told_by_the_address_of_the_request(address: tuple[str, int] | None, client: str) -> None:
    assert client_of(Request({"type": "http", "headers": [], "client": address})) == client


@given(st.ip_addresses(v=4))
def test_each_ipv4_address_is_a_client_also_when_it_is_written_as_ipv6(address: IPv4Address) -> None:
    assert client_at(str(address)) == client_at(f"::ffff:{address}") == str(address)


@given(st.integers(1, 2**56 - 1), st.integers(0, 2**72 - 1), st.integers(0, 2**72 - 1), st.integers(0, 55))
def test_a_client_has_all_addresses_of_its_ipv6_network_and_no_other(network: int, one: int, two: int, bit: int) -> None:
    addresses = ((network << 72) + one, (network << 72) + two, (network ^ (1 << bit)) << 72)
    client, same, other = (client_at(str(IPv6Address(address))) for address in addresses)
    assert client == same != other


def test_an_address_with_a_zone_is_one_of_its_network() -> None:
    assert client_at("fe80::1%eth0") == client_at("fe80::2%eth0") == "fe80:0000:0000:00"
