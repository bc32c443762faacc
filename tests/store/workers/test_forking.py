"""The front's side of a nursery that really runs."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from kg.errors import EndpointError, LimitError
from kg.store import Formats, Question
from kg.store.workers.forking import Forks
from kg.store.workers.frames import asking, opened
from kg.store.workers.limits import Limits
from kg.store.workers.link import Link
from store.workers.forkless import forkless
from store.workers.processes import BASE, COUNT, TRIPLES, children, eventually, gone, needs_proc, nursery, until

T = TypeVar("T")
pytestmark = needs_proc
HAS_ENDED = "the process that answers queries has ended; ask again"


def forking(file: Path, act: Callable[[Forks], Awaitable[T]]) -> T:
    """Return what comes of acting with a nursery; nothing may be left unsaid to asyncio."""
    unsaid: list[str] = []

    async def inside() -> T:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unsaid.append(str(context["message"])))
        forks = Forks([file], BASE, Limits())
        try:
            return await asyncio.wait_for(act(forks), 60)
        finally:
            forks.close()
            await asyncio.sleep(0.05)

    found = asyncio.run(inside())
    assert unsaid == []
    return found


async def answered(link: Link, query: str = COUNT) -> bytes:
    link.ask(asking(Question(query, Formats("text/csv")), 20))
    return opened((await link.frame())[1])[1]


def test_a_nursery_is_started_once_by_the_first_that_asks(file: Path) -> None:
    async def act(forks: Forks) -> tuple[list[int], set[int]]:
        triples = await asyncio.gather(*(forks.triples() for _ in range(5)))
        return triples, children(os.getpid())

    triples, processes = forking(file, act)
    assert triples == [TRIPLES] * 5
    assert len(processes) == 1


def test_each_fork_is_a_worker_of_its_own_that_answers(file: Path) -> None:
    async def act(forks: Forks) -> tuple[list[bytes], bool]:
        links = await asyncio.gather(*(forks.fork(reaches=number == 2) for number in range(3)))
        same = {link.pid for link in links} == children(nursery()) and all(forks.alive(link.pid) for link in links)
        answers = [await answered(link) for link in links]
        for link in links:
            link.close()
        return answers, same

    assert forking(file, act) == ([b"n\r\n300\r\n"] * 3, True)


def test_how_a_worker_ended_is_known_before_and_after_it_is_asked(file: Path) -> None:
    async def act(forks: Forks) -> tuple[int, int, int, list[bool]]:
        first, second = await forks.fork(reaches=False), await forks.fork(reaches=False)
        alive = [forks.alive(first.pid), forks.alive(0)]
        asked = asyncio.ensure_future(forks.ending(first.pid))
        await asyncio.sleep(0)
        os.kill(first.pid, signal.SIGKILL)
        early = await asked
        late = await forks.ending(first.pid)
        second.close()
        ended = await forks.ending(second.pid)
        return early, late, ended, [*alive, forks.alive(first.pid)]

    assert forking(file, act) == (signal.SIGKILL, signal.SIGKILL, 0, [True, False, False])


def test_nobody_waits_long_for_the_end_of_a_worker_that_goes_on(file: Path) -> None:
    async def act(forks: Forks) -> tuple[int, int]:
        link = await forks.fork(reaches=False)
        never = await forks.ending(link.pid)
        link.close()
        return never, await forks.ending(link.pid)

    assert forking(file, act) == (0, 0)


def test_who_gives_up_waiting_for_a_worker_ends_it(file: Path) -> None:
    async def act(forks: Forks) -> None:
        await forks.triples()
        process = nursery()
        os.kill(process, signal.SIGSTOP)
        waiting = asyncio.ensure_future(forks.fork(reaches=False))
        await asyncio.wait({waiting}, timeout=0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        os.kill(process, signal.SIGCONT)
        kept = await forks.fork(reaches=False)
        assert await until(lambda: children(process) == {kept.pid})
        kept.close()

    forking(file, act)


def test_who_waits_when_the_nursery_is_killed_is_told_and_the_next_starts_another(file: Path) -> None:
    async def act(forks: Forks) -> tuple[list[str], bytes, bool]:
        await forks.triples()
        first = nursery()
        os.kill(first, signal.SIGSTOP)
        waiting = [asyncio.ensure_future(forks.fork(reaches=False)) for _ in range(2)]
        await asyncio.wait(waiting, timeout=0.05)
        os.kill(first, signal.SIGKILL)
        told = [str(error) for error in await asyncio.gather(*waiting, return_exceptions=True)]
        link = await forks.fork(reaches=False)
        answer = await answered(link)
        link.close()
        return told, answer, nursery() != first

    assert forking(file, act) == ([HAS_ENDED, HAS_ENDED], b"n\r\n300\r\n", True)


def test_who_finds_the_nursery_just_gone_is_told_and_the_next_starts_another(file: Path) -> None:
    async def act(forks: Forks) -> bytes:
        await forks.triples()
        first = nursery()
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)  # noqa: ASYNC222 - in a turn of the loop it would be heard
        with pytest.raises(EndpointError, match=HAS_ENDED):
            await forks.fork(reaches=False)
        link = await forks.fork(reaches=False)
        answer = await answered(link)
        link.close()
        return answer

    assert forking(file, act) == b"n\r\n300\r\n"


async def patiently(forks: Forks) -> Link:
    """Return a worker, as soon as the nursery has heard those who asked before."""
    while True:
        with suppress(EndpointError):
            return await forks.fork(reaches=False)
        await asyncio.sleep(0.01)


def test_a_nursery_that_has_no_time_is_left_alone_by_those_it_cannot_hear(file: Path) -> None:
    async def act(forks: Forks) -> tuple[int, bytes]:
        await forks.triples()
        process = nursery()
        os.kill(process, signal.SIGSTOP)
        waiting = [asyncio.ensure_future(forks.fork(reaches=False)) for _ in range(400)]
        done, rest = await asyncio.wait(waiting, timeout=0.5)
        assert {str(each.exception()) for each in done} == {"the process that answers queries has no time; ask again later"}
        for each in rest:
            each.cancel()
        await asyncio.wait(rest)
        os.kill(process, signal.SIGCONT)
        link = await patiently(forks)
        answer = await answered(link)
        link.close()
        return nursery() - process, answer

    assert forking(file, act) == (0, b"n\r\n300\r\n")


def test_a_worker_outlives_the_process_it_came_from(file: Path) -> None:
    async def act(forks: Forks) -> bytes:
        link = await forks.fork(reaches=False)
        os.kill(nursery(), signal.SIGKILL)
        assert await until(lambda: not children(os.getpid()))
        answer = await answered(link)
        link.close()
        return answer

    assert forking(file, act) == b"n\r\n300\r\n"


def test_a_store_is_changed_over_a_connection_to_the_nursery_itself(file: Path) -> None:
    async def act(forks: Forks) -> int:
        link = await forks.writer()
        link.close()
        return link.pid - nursery()

    assert forking(file, act) == 0


def test_files_that_are_not_there_are_told_to_each_that_asks_and_nothing_else_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def act(forks: Forks) -> list[str]:
        told = [str(error) for error in await asyncio.gather(forks.triples(), forks.fork(reaches=False), return_exceptions=True)]
        assert await until(lambda: not children(os.getpid()))
        with pytest.raises(EndpointError) as caught:
            await forks.triples()
        return [*told, str(caught.value)]

    way = "so the process that answers queries has ended; put that right, or name another file, and start again"
    message = f"{tmp_path / 'none.nt'}: no such file, {way}"
    assert forking(tmp_path / "none.nt", act) == [message] * 3
    assert capfd.readouterr().err == ""


def test_a_fork_that_the_machine_refuses_is_a_limit_and_the_nursery_goes_on(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(forks: Forks) -> list[str]:
        await forks.triples()
        process = forkless_nursery()
        told = []
        for _ in range(2):
            with pytest.raises(LimitError) as caught:
                await forks.fork(reaches=False)
            told += [caught.value.limit, str(caught.value)]
        assert forkless_nursery() == process
        return told

    monkeypatch.setattr(sys, "executable", forkless(tmp_path))
    assert forking(file, act) == ["places", "there is no room for another process now; try again in a few seconds"] * 2


def forkless_nursery() -> int:
    (found,) = children(os.getpid())
    return found


def test_what_is_closed_starts_nothing_however_often(file: Path) -> None:
    async def act(forks: Forks) -> None:
        await forks.triples()
        forks.close()
        forks.close()
        for asked in (forks.triples(), forks.fork(reaches=False), forks.writer()):
            with pytest.raises(EndpointError, match="it is being closed"):
                await asked
        assert not children(os.getpid())

    forking(file, act)


def test_more_endings_than_are_remembered_are_forgotten_oldest_first(file: Path) -> None:
    async def act(forks: Forks) -> list[int]:
        for pid in range(1, 1003):
            forks._note(pid, 9)  # noqa: SLF001 - a thousand workers would take their time
        return sorted(forks._died)[:2]  # noqa: SLF001

    assert forking(file, act) == [3, 4]


def test_when_the_front_is_killed_its_processes_end_and_say_nothing(file: Path) -> None:
    text = (
        "import asyncio\nfrom pathlib import Path\nfrom kg.store import Question\n"
        "from kg.store.workers.limits import Limits\nfrom kg.store.workers.pool import Workers\n"
        f"async def go():\n    workers = Workers([Path({str(file)!r})], {BASE!r}, Limits())\n    await workers.start()\n"
        "    print('ready', flush=True)\n"
        "    await workers.ask(Question('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }'))\n"
        "asyncio.run(go())\n"
    )
    with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as front:
        assert front.stdout is not None
        assert front.stdout.readline() == "ready\n"
        (process,) = children(front.pid)
        assert eventually(lambda: len(children(process)) == 3)
        left = {process, *children(process)}
        front.kill()
        assert eventually(lambda: gone(left))
        assert front.stderr is not None
        assert front.stderr.read() == ""
