"""Workers that are taken and given back, as they are."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from kg.store import Formats, Question
from kg.store.workers.frames import asking
from kg.store.workers.limits import Limits
from kg.store.workers.link import Link
from kg.store.workers.staff import Staff
from store.workers.processes import BASE, COUNTED, TRIPLES, children, gone, needs_proc, nursery, until

T = TypeVar("T")
pytestmark = needs_proc


def staffed(file: Path, act: Callable[[Staff], Awaitable[T]], quick: int = 3) -> T:
    async def inside() -> T:
        staff = Staff([file], BASE, Limits(quick=quick, reserved=1))
        assert await staff.start() == TRIPLES
        try:
            return await asyncio.wait_for(act(staff), 60)
        finally:
            staff.close()
            await asyncio.sleep(0.05)

    return asyncio.run(inside())


async def answer(link: Link) -> None:
    """Ask and read, so that the worker is free again."""
    link.ask(asking(Question("ASK {}", Formats("text/csv")), 20))
    await link.frame()


def test_workers_are_ready_before_anybody_asks_and_the_last_is_kept_for_light_queries(file: Path) -> None:
    async def act(staff: Staff) -> tuple[int, list[bool]]:
        before = children(nursery())
        links = [staff.ready(reaches=False, light=light) for light in (False, False, False, True)]
        assert {link.pid for link in links if link} == before == children(nursery())
        new = await staff.take(reaches=False, light=False)
        assert new.pid not in before
        return len(before), [bool(link) for link in links]

    assert staffed(file, act) == (3, [True, True, False, True])


def test_a_worker_that_is_given_back_is_taken_again(file: Path) -> None:
    async def act(staff: Staff) -> bool:
        link = await staff.take(reaches=False)
        await answer(link)
        staff.give_back(link, reaches=False)
        return await staff.take(reaches=False) is link

    assert staffed(file, act)


async def is_busy(_: Staff, link: Link) -> None:
    link.ask(asking(Question(COUNTED), 20))


async def is_behind(staff: Staff, link: Link) -> None:
    staff.put_behind(link)


async def is_old(staff: Staff, _: Link) -> None:
    staff.renew()


async def is_one_too_many(staff: Staff, _: Link) -> None:
    await staff.refill()


async def is_gone(_: Staff, link: Link) -> None:
    os.kill(link.pid, signal.SIGKILL)
    await link.gone


@pytest.mark.parametrize("spoiled", [is_busy, is_behind, is_old, is_one_too_many, is_gone])
def test_a_worker_that_is_not_as_new_is_ended_when_it_is_given_back(file: Path, spoiled: Callable[[Staff, Link], Awaitable[None]]) -> None:
    async def act(staff: Staff) -> tuple[bool, bool]:
        link = await staff.take(reaches=False)
        await spoiled(staff, link)
        staff.give_back(link, reaches=False)
        ended = await until(lambda: gone([link.pid]))
        return ended, await staff.take(reaches=False) is not link

    assert staffed(file, act, quick=2) == (True, True)


def test_a_worker_that_reaches_outside_serves_one_question(file: Path) -> None:
    async def act(staff: Staff) -> bool:
        link = await staff.take(reaches=True)
        await answer(link)
        staff.give_back(link, reaches=True)
        return await until(lambda: gone([link.pid]))

    assert staffed(file, act)


def test_a_worker_that_ended_while_it_was_idle_is_passed_over(file: Path) -> None:
    async def act(staff: Staff) -> bool:
        idle = children(nursery())
        for pid in idle:
            os.kill(pid, signal.SIGKILL)
        assert await until(lambda: gone(idle))
        link = await staff.take(reaches=False)
        await answer(link)
        return link.pid not in idle

    assert staffed(file, act)


def test_a_worker_that_reaches_outside_is_a_new_one(file: Path) -> None:
    async def act(staff: Staff) -> bool:
        before = children(nursery())
        return (await staff.take(reaches=True)).pid not in before

    assert staffed(file, act)


def test_a_worker_that_is_put_behind_has_only_what_others_leave(file: Path) -> None:
    async def act(staff: Staff) -> list[tuple[int, int]]:
        link = await staff.take(reaches=False)
        seen = [(os.getpriority(os.PRIO_PROCESS, link.pid), os.sched_getscheduler(link.pid))]
        staff.put_behind(link)
        seen.append((os.getpriority(os.PRIO_PROCESS, link.pid), os.sched_getscheduler(link.pid)))
        os.kill(link.pid, signal.SIGKILL)
        await link.gone
        staff.put_behind(link)
        return seen

    assert staffed(file, act) == [(0, os.SCHED_OTHER), (19, os.SCHED_IDLE)]


def test_workers_from_before_a_change_are_never_taken_after_it(file: Path) -> None:
    async def act(staff: Staff) -> bool:
        idle = children(nursery())
        staff.renew()
        assert await until(lambda: gone(idle))
        return (await staff.take(reaches=False)).pid in idle

    assert not staffed(file, act)


def test_a_worker_that_was_being_made_when_a_change_came_is_not_taken_after_it(file: Path) -> None:
    async def act(staff: Staff) -> set[int]:
        staff.renew()
        process = nursery()
        os.kill(process, signal.SIGSTOP)
        filling = asyncio.ensure_future(staff.refill())
        await asyncio.wait({filling}, timeout=0.05)
        staff.renew()  # as after an update that is done by now
        os.kill(process, signal.SIGCONT)
        await filling
        return {(await staff.take(reaches=False)).generation for _ in range(3)}

    assert staffed(file, act) == {2}


def test_without_a_nursery_filling_up_waits_for_the_next_question(file: Path) -> None:
    async def act(staff: Staff) -> int:
        process, idle = nursery(), children(nursery())
        staff.renew()
        assert await until(lambda: gone(idle))
        os.kill(process, signal.SIGSTOP)
        filling = asyncio.ensure_future(staff.refill())
        await asyncio.wait({filling}, timeout=0.05)
        os.kill(process, signal.SIGKILL)
        await filling
        link = await staff.take(reaches=False)
        await answer(link)
        return nursery() - process

    assert staffed(file, act) > 0


def test_closing_ends_idle_workers_and_those_that_answer_and_makes_no_more(file: Path) -> None:
    async def act(staff: Staff) -> bool:
        link = await staff.take(reaches=False)
        link.ask(asking(Question(COUNTED), 20))
        all_of_them = {nursery(), *children(nursery())}
        staff.close()
        await staff.refill()
        return await until(lambda: gone(all_of_them)) and not children(os.getpid())

    assert staffed(file, act)


def test_how_a_worker_ended_is_known(file: Path) -> None:
    async def act(staff: Staff) -> int:
        link = await staff.take(reaches=False)
        os.kill(link.pid, signal.SIGUSR1)
        return await staff.ending(link)

    assert staffed(file, act) == signal.SIGUSR1
