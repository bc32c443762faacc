"""One client's pages keep no other's waiting: places in threads, by themselves and in front of a real server.

Clients are told apart by their address, so these ask from different addresses of the loopback network.
"""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Semaphore, Thread
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from kg.build.release import Release
from kg.errors import LimitError, TooManyQueriesError
from kg.publish.library import Library
from kg.store import Answer, Dataset, Endpoint, Formats
from kg.store.workers.limits import Limits
from kg.web.app import MOST_EVALUATING_PER_CLIENT, create_app
from kg.web.asking import InProcess
from kg.web.places import Places

ROOT = Path(__file__).parents[2]
LONG_S = 60.0
"""Longer than any of this takes; what is not answered by then never is."""
SLOW, OTHER = "127.0.5.1", "127.0.5.2"
QUESTION = "/vragen/doelen-van-initiatief.csv"
OTHERS = ("/healthz", "/robots.txt", "/static/logo.svg", "/", "/over", "/zoek?q=regio", QUESTION, "/v1/queries/doelen-van-initiatief")
WITHOUT_A_THREAD = OTHERS[:3]


class Door:
    """Work that goes on when the door opens, and tells when it has come before it."""

    def __init__(self) -> None:
        self.opened = Event()
        self.come = Semaphore(0)

    def passed(self) -> bool:
        self.come.release()
        return self.opened.wait(3 * LONG_S)

    def before_it(self, number: int) -> bool:
        """Tell whether so many have come."""
        return all(self.come.acquire(timeout=LONG_S) for _ in range(number))

    def nobody(self) -> bool:
        """Tell whether nobody else has come."""
        return not self.come.acquire(blocking=False)


def acted(act: Callable[[Places, Door], Coroutine[Any, Any, None]], places: Places) -> None:
    """Let it act, and let all who wait pass in the end, so that a failing test ends as well."""

    async def run() -> None:
        door = Door()
        try:
            await act(places, door)
        finally:
            door.opened.set()
            await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)

    asyncio.run(run())


def asking(places: Places, client: str, door: Door, by_s: float | None = None) -> "asyncio.Task[bool]":
    return asyncio.ensure_future(places.run(client, by_s, door.passed))


async def come(door: Door, number: int) -> bool:
    return await asyncio.to_thread(door.before_it, number) and door.nobody()


async def settled() -> None:
    """Let all that can go on at once go on."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_client_has_its_places_and_the_next_client_still_finds_some() -> None:
    async def act(places: Places, door: Door) -> None:
        first = [asking(places, "a", door) for _ in range(6)]
        assert await come(door, 4)
        second = [asking(places, "b", door) for _ in range(6)]
        assert await come(door, 2)  # of the four that were left
        third = [asking(places, "c", door) for _ in range(6)]
        assert await come(door, 1)
        assert not any(task.done() for task in (*first, *second, *third))
        door.opened.set()
        assert all(await asyncio.gather(*first, *second, *third))

    acted(act, Places(8, 4, 100, 100))


def test_a_place_that_comes_free_goes_to_the_client_with_the_fewest() -> None:
    order: list[str] = []

    async def act(places: Places, door: Door) -> None:
        held = asking(places, "a", door)
        assert await come(door, 1)
        tasks = [asyncio.ensure_future(places.run(client, None, partial(order.append, client))) for client in "aaabcb"]
        await settled()
        door.opened.set()
        await asyncio.gather(held, *tasks)

    acted(act, Places(1, 1, 100, 100))
    assert order == ["a", "b", "c", "a", "b", "a"]


def test_a_client_with_too_many_waiting_is_told_so_and_others_still_wait() -> None:
    async def act(places: Places, door: Door) -> None:
        tasks = [asking(places, "a", door) for _ in range(3)]
        await settled()
        with pytest.raises(TooManyQueriesError, match="at most 2 requests of one client wait here; send fewer at a time"):
            await places.run("a", None, door.passed)
        tasks.append(asking(places, "b", door))
        await settled()
        door.opened.set()
        assert all(await asyncio.gather(*tasks))

    acted(act, Places(1, 1, 100, 2))


def test_when_all_are_full_the_last_of_who_has_most_waiting_makes_room() -> None:
    async def act(places: Places, door: Door) -> None:
        tasks = [asking(places, "a", door) for _ in range(4)]
        await settled()
        other = asking(places, "b", door)
        with pytest.raises(LimitError, match="too many wait here") as away:
            await tasks.pop()
        with pytest.raises(LimitError, match="too many wait here") as refused:
            await asking(places, "b", door)
        assert (away.value.limit, refused.value.limit) == ("places", "places")
        door.opened.set()
        assert all(await asyncio.gather(other, *tasks))

    acted(act, Places(1, 1, 3, 100))


def test_nobody_waits_longer_than_until_their_deadline() -> None:
    async def act(places: Places, door: Door) -> None:
        held = asking(places, "a", door)
        assert await come(door, 1)
        with pytest.raises(LimitError, match="no place came free in time") as late:
            await places.run("b", asyncio.get_running_loop().time() + 0.05, door.passed)
        assert late.value.limit == "places"
        door.opened.set()
        assert await held
        assert await places.run("b", asyncio.get_running_loop().time(), door.passed)

    acted(act, Places(1, 1, 100, 100))


def test_a_place_is_taken_until_the_thread_ends_also_when_its_client_leaves() -> None:
    async def act(places: Places, door: Door) -> None:
        left, waiting, gone = (asking(places, client, door) for client in "abc")
        assert await come(door, 1)
        left.cancel()
        gone.cancel()
        await settled()
        assert (left.cancelled(), gone.cancelled()) == (True, True)
        assert not await asyncio.to_thread(door.come.acquire, timeout=0.3)
        door.opened.set()
        assert await waiting

    acted(act, Places(1, 1, 100, 100))


def test_who_leaves_when_a_place_comes_free_gives_it_to_the_next() -> None:
    async def act(places: Places, door: Door) -> None:
        first = asking(places, "a", door)
        assert await come(door, 1)
        leaving, following = asking(places, "b", door), asking(places, "c", door)
        await settled()
        for running in asyncio.all_tasks() - {first, leaving, following, asyncio.current_task()}:
            running.add_done_callback(lambda _: leaving.cancel())  # when it has been called, and does not know that yet
        door.opened.set()
        assert (await first, await asyncio.wait_for(following, LONG_S / 2)) == (True, True)
        assert [type(each) for each in await asyncio.gather(leaving, return_exceptions=True)] == [asyncio.CancelledError]
        assert await places.run("d", asyncio.get_running_loop().time(), door.passed)

    acted(act, Places(1, 1, 100, 100))


def test_nothing_is_kept_of_clients_that_are_gone() -> None:
    places = Places(2, 1, 1000, 2)
    before = repr(vars(places))

    async def act(places: Places, door: Door) -> None:
        tasks = [asking(places, f"client {number % 50}", door) for number in range(100)]
        await settled()
        tasks[-1].cancel()
        door.opened.set()
        await asyncio.gather(*tasks, return_exceptions=True)

    acted(act, places)
    assert repr(vars(places)) == before


def test_what_goes_wrong_in_the_thread_is_told_and_its_place_is_free_again() -> None:
    def failing() -> None:
        raise LookupError("nothing here")

    async def act(places: Places, door: Door) -> None:
        for _ in range(3):
            with pytest.raises(LookupError, match="nothing here"):
                await places.run("a", None, failing)
        door.opened.set()

    acted(act, Places(1, 1, 0, 0))


class Behind:
    """An endpoint behind a door."""

    def __init__(self, endpoint: Endpoint, door: Door) -> None:
        self.base = endpoint.base
        self._endpoint = endpoint
        self._door = door

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        self._door.passed()
        return self._endpoint.answer(query, formats, dataset)


class SlowForOne(InProcess):
    """Keeps one client waiting at a door, and answers all others."""

    def __init__(self, endpoint: Endpoint, limits: Limits | None = None) -> None:
        super().__init__(endpoint)
        self.limits = limits  # type: ignore[assignment]  # this one promises some
        self.door = Door()

    def endpoint(self, client: str) -> Endpoint:
        answering = super().endpoint(client)
        return Behind(answering, self.door) if client == SLOW else answering


@contextmanager
def serving(app: Starlette, door: Door) -> Iterator[int]:
    """Give the port of a server, which at the end lets all pass."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            door.opened.set()
            server.should_exit = True
            thread.join()


def got(port: int, path: str, address: str, timeout_s: float = LONG_S) -> tuple[int, str]:
    """Return the status of a page, and after how long to ask again."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=timeout_s, source_address=(address, 0))) as connection:
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("Retry-After", "")


def done(answers: list[Future[tuple[int, str]]]) -> int:
    return sum(answer.done() for answer in answers)


def eventually(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + LONG_S
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def test_a_client_whose_pages_wait_for_their_answers_keeps_no_others_waiting(library: Library, static: Path) -> None:
    evaluation = SlowForOne(library.endpoint)
    with serving(create_app(library, static, evaluation), evaluation.door) as port, ThreadPoolExecutor(60) as clients:
        slow = [clients.submit(got, port, QUESTION, SLOW) for _ in range(60)]
        try:
            assert evaluation.door.before_it(MOST_EVALUATING_PER_CLIENT)
            assert [got(port, path, OTHER, LONG_S / 3)[0] for path in OTHERS] == [200] * len(OTHERS)
            assert [got(port, path, SLOW, LONG_S / 3)[0] for path in WITHOUT_A_THREAD] == [200] * len(WITHOUT_A_THREAD)
            assert (done(slow), evaluation.door.nobody()) == (0, True)
        finally:
            evaluation.door.opened.set()
        assert {answer.result()[0] for answer in slow} == {200}


def test_a_client_with_too_many_pages_waiting_is_told_to_send_fewer(library: Library, static: Path) -> None:
    evaluation = SlowForOne(library.endpoint, Limits(waiting_per_client=3))
    with serving(create_app(library, static, evaluation), evaluation.door) as port, ThreadPoolExecutor(30) as clients:
        slow = [clients.submit(got, port, QUESTION, SLOW) for _ in range(30)]
        refused = 30 - MOST_EVALUATING_PER_CLIENT - 3
        try:
            assert eventually(lambda: done(slow) == refused)
            assert got(port, QUESTION, OTHER) == (200, "")
            assert [answer.result() for answer in slow if answer.done()] == [(429, "5")] * refused
        finally:
            evaluation.door.opened.set()
        assert sorted(answer.result()[0] for answer in slow) == [200] * (MOST_EVALUATING_PER_CLIENT + 3) + [429] * refused


def test_a_page_that_waits_when_its_client_hangs_up_waits_no_more(library: Library, static: Path) -> None:
    evaluation = SlowForOne(library.endpoint, Limits(waiting_per_client=1))
    sent = f"GET {QUESTION} HTTP/1.1\r\nHost: kg\r\n\r\n".encode()
    with serving(create_app(library, static, evaluation), evaluation.door) as port, ExitStack() as open_:
        connections = [
            open_.enter_context(socket.create_connection(("127.0.0.1", port), source_address=(SLOW, 0)))
            for _ in range(MOST_EVALUATING_PER_CLIENT + 1)
        ]
        for connection in connections[:-1]:
            connection.sendall(sent)
        assert evaluation.door.before_it(MOST_EVALUATING_PER_CLIENT)
        connections[-1].sendall(sent)
        assert eventually(lambda: waits(port, SLOW) is False)
        connections[-1].close()
        assert eventually(lambda: waits(port, SLOW))


def waits(port: int, address: str) -> bool:
    """Tell whether a page more may wait; it is not waited for."""
    try:
        return got(port, QUESTION, address, 0.5)[0] != 429
    except TimeoutError:
        return True


def test_the_server_tells_that_it_is_well_when_every_thread_waits(library: Library, static: Path) -> None:
    door = Door()
    app = create_app(library, static, InProcess(Behind(library.endpoint, door)))
    with serving(app, door) as port, ThreadPoolExecutor(45) as clients:
        slow = [clients.submit(got, port, "/sparql?query=ASK%7B%7D&x=1", SLOW) for _ in range(45)]
        try:
            assert door.before_it(40)
            assert [got(port, path, OTHER, LONG_S / 3)[0] for path in WITHOUT_A_THREAD] == [200] * len(WITHOUT_A_THREAD)
            assert done(slow) == 0
        finally:
            door.opened.set()
        assert {answer.result()[0] for answer in slow} == {200}


COUNTED = "/sparql?query=SELECT%20(COUNT(*)%20AS%20?n)%20%7B%20?a%20?b%20?c%20.%20?d%20?e%20?f%20.%20?g%20?h%20?i%20%7D"


@pytest.mark.skipif(not Path("/proc").exists(), reason="Linux answers at every address of the loopback network, and has workers")
def test_long_queries_and_many_pages_of_one_client_keep_no_others_from_theirs(real_release: Release) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", "--out", str(real_release.folder.parent)]
    command += ["--query-time", str(2 * LONG_S)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as process:
        assert process.stderr is not None
        try:
            told = next(line for line in process.stderr if "http://" in line)
            port = int(re.findall(r"http://127\.0\.0\.1:(\d+)", told)[0])
            assert got(port, "/healthz", OTHER)[0] == 200
            with ExitStack() as open_:
                for number in range(14 + 45):
                    connection = open_.enter_context(socket.create_connection(("127.0.0.1", port), source_address=(SLOW, 0)))
                    connection.sendall(f"GET {COUNTED if number < 14 else QUESTION} HTTP/1.1\r\nHost: kg\r\nX: {number}\r\n\r\n".encode())
                time.sleep(1)
                paths = [path for path in OTHERS if not path.startswith("/static")]
                assert [got(port, path, OTHER, LONG_S / 2)[0] for path in paths] == [200] * len(paths)
        finally:
            process.send_signal(signal.SIGINT)
            process.stderr.read()
