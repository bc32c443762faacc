"""Waiting as it is, in an event loop, without workers."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LimitError, TooManyQueriesError
from kg.store.workers.admission import Turn
from kg.store.workers.limits import Limits
from kg.store.workers.queue import Queue

T = TypeVar("T")
ONE = Limits(time_s=3, quick=1, reserved=0, long=1, long_per_client=1, waiting=3, waiting_per_client=2)


def queued(act: Callable[[Queue], Awaitable[T]], limits: Limits = ONE) -> T:
    async def inside() -> T:
        return await asyncio.wait_for(act(Queue(limits)), 20)

    return asyncio.run(inside())


def entering(queue: Queue, client: str, within_s: float = 10) -> asyncio.Future[Turn]:
    return asyncio.ensure_future(queue.enter(client, asyncio.get_running_loop().time() + within_s))


async def settled() -> None:
    """Let what can be done be done."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_free_place_is_taken_without_waiting_and_a_place_that_comes_free_goes_to_who_waits() -> None:
    async def act(queue: Queue) -> list[bool]:
        first = await entering(queue, "a")
        second = entering(queue, "a")
        await settled()
        before = second.done()
        queue.leave(first)
        queue.leave(await second)
        third = entering(queue, "a")
        await settled()
        return [before, third.done()]

    assert queued(act) == [False, True]


def test_equals_go_in_the_order_in_which_they_came() -> None:
    async def act(queue: Queue) -> list[str]:
        turn = await entering(queue, "x")
        waiting = [entering(queue, client) for client in "abc"]
        order = []
        for _ in waiting:
            await settled()
            queue.leave(turn)
            await settled()
            (turn,) = (each.result() for each in waiting if each.done() and each.result().client not in order)
            order.append(turn.client)
        return order

    assert queued(act) == ["a", "b", "c"]


def test_who_waits_until_the_deadline_is_told_that_no_place_came_free() -> None:
    async def act(queue: Queue) -> tuple[str, str, bool]:
        running = await entering(queue, "a")
        with pytest.raises(LimitError) as caught:
            await entering(queue, "b", 0.01)
        queue.leave(running)
        after = entering(queue, "c")
        await settled()
        return str(caught.value), caught.value.limit, after.done()

    assert queued(act) == ("no place came free within 3 seconds; try again later", "places", True)


@pytest.mark.parametrize("called", [False, True], ids=["before it was called", "after it was called"])
def test_who_gives_up_leaves_its_place_to_the_next(called: bool) -> None:  # noqa: FBT001
    async def act(queue: Queue) -> bool:
        running = await entering(queue, "a")
        quitter, other = entering(queue, "b"), entering(queue, "c")
        await settled()
        if called:
            queue.leave(running)
            quitter.cancel()
        else:
            quitter.cancel()
            queue.leave(running)
        with pytest.raises(asyncio.CancelledError):
            await quitter
        return (await other).client == "c"

    assert queued(act)


def test_a_deadline_that_passes_just_when_the_turn_comes_loses_no_place() -> None:
    async def act(queue: Queue) -> str:
        running = await entering(queue, "a")
        late = entering(queue, "b", 0.01)
        await settled()
        asyncio.get_running_loop().call_later(0.01, queue.leave, running)
        await asyncio.wait({late})
        if not late.exception():
            queue.leave(late.result())
        return (await entering(queue, "c")).client

    assert {queued(act) for _ in range(20)} == {"c"}


def test_a_client_may_have_so_many_waiting_and_all_together_so_many_and_who_has_most_makes_way() -> None:
    async def act(queue: Queue) -> list[str]:
        await entering(queue, "a")
        waiting = [entering(queue, client) for client in "aab"]
        await settled()
        with pytest.raises(TooManyQueriesError) as own:
            await entering(queue, "a")
        waiting.append(entering(queue, "c"))
        await settled()
        with pytest.raises(LimitError) as crowding:
            await waiting[1]
        with pytest.raises(LimitError) as full:
            await entering(queue, "d")
        for each in waiting:
            each.cancel()
        return [str(own.value), *(f"{each.value.limit}: {each.value}" for each in (crowding, full))]

    assert queued(act) == [
        "at most 2 queries of one client wait here; send fewer at a time",
        "places: too many queries wait here; try again in a few seconds",
        "places: too many queries wait here; try again in a few seconds",
    ]


def test_who_is_sent_away_and_leaves_at_once_is_forgotten_once() -> None:
    async def act(queue: Queue) -> str:
        running = await entering(queue, "a")
        waiting = [entering(queue, "a") for _ in range(2)] + [entering(queue, "b")]
        await settled()
        last = entering(queue, "c")
        await asyncio.sleep(0)
        waiting[1].cancel()
        await settled()
        queue.leave(running)
        for each in waiting:
            each.cancel()
        return (await last).client

    assert queued(act) == "c"


def test_a_query_that_gets_a_long_place_leaves_its_own_to_who_waits() -> None:
    async def act(queue: Queue) -> tuple[str, list[str]]:
        shed: list[str] = []
        long = await entering(queue, "a")
        waiting = entering(queue, "b")
        await settled()
        queue.linger(long, lambda: shed.append("a"))
        return (await waiting).client, shed

    assert queued(act) == ("b", [])


def test_a_query_that_gets_no_long_place_is_ended_once_and_only_when_another_client_waits() -> None:
    async def act(queue: Queue) -> list[list[str]]:
        shed: list[str] = []
        long = await entering(queue, "a")
        queue.linger(long, lambda: shed.append("long"))
        short = await entering(queue, "a")
        queue.linger(short, lambda: shed.append("short"))
        seen = [[*shed]]
        own = entering(queue, "a")
        await settled()
        seen.append([*shed])
        others = [entering(queue, client) for client in "bc"]
        await settled()
        seen.append([*shed])
        queue.leave(short)
        assert (await others[0]).client == "b"
        for each in (own, others[1]):
            each.cancel()
        return seen

    assert queued(act) == [[], [], ["short"]]


def test_a_query_that_is_found_to_go_on_while_another_client_waits_is_ended_at_once() -> None:
    async def act(queue: Queue) -> tuple[list[str], str]:
        shed: list[str] = []
        queue.linger(await entering(queue, "a"), lambda: shed.append("long"))
        turn = await entering(queue, "a")
        other = entering(queue, "b")
        await settled()
        assert shed == []

        def leave() -> None:
            shed.append("short")
            queue.leave(turn)

        queue.linger(turn, leave)
        return shed, (await other).client

    assert queued(act) == (["short"], "b")


def test_a_place_that_is_given_up_at_once_is_taken_by_who_made_it_so() -> None:
    async def act(queue: Queue) -> str:
        queue.linger(await entering(queue, "a"), lambda: None)
        turn = await entering(queue, "a")
        queue.linger(turn, lambda: queue.leave(turn))
        return (await entering(queue, "b")).client

    assert queued(act) == "b"


class Hasty(asyncio.SelectorEventLoop):
    """A loop in which a millisecond counts for a second."""

    def time(self) -> float:
        return super().time() * 1000


def test_a_client_that_asked_little_passes_one_that_waits_since_it_asked_much() -> None:
    limits = Limits(quick=1, reserved=1, long=1, long_per_client=1)

    async def act() -> list[bool]:
        queue = Queue(limits)
        much = await entering(queue, "a", 10_000)
        end = asyncio.get_running_loop().time() + 5
        while asyncio.get_running_loop().time() < end:  # noqa: ASYNC110 - sleeping, such a loop would take five seconds
            await asyncio.sleep(0)
        queue.leave(much)
        queue.leave(await entering(queue, "b", 10_000))
        await entering(queue, "a", 10_000)
        waiting = entering(queue, "a", 10_000)
        await settled()
        light = entering(queue, "b", 10_000)
        await settled()
        seen = [waiting.done(), light.done()]
        waiting.cancel()
        return seen

    with asyncio.Runner(loop_factory=Hasty) as runner:
        assert runner.run(act()) == [False, True]


@given(st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_whatever_they_do_no_more_run_than_there_are_places_and_everybody_is_served_or_told(seed: int) -> None:
    limits = Limits(time_s=5, quick=2, reserved=1, long=1, long_per_client=1, waiting=30, waiting_per_client=10)
    choose = random.Random(seed)
    running: set[Turn] = set()

    async def client(queue: Queue, name: str) -> str:
        turn = await queue.enter(name, asyncio.get_running_loop().time() + 5)
        ended = asyncio.Event()
        running.add(turn)
        assert len(running) <= limits.quick + limits.reserved + limits.long
        try:
            for _ in range(choose.randrange(4)):
                await asyncio.sleep(0)
            if choose.random() < 0.3:
                queue.linger(turn, ended.set)
                for _ in range(choose.randrange(20)):
                    await asyncio.sleep(0)
            return "ended" if ended.is_set() else "served"
        finally:
            running.remove(turn)
            queue.leave(turn)

    async def act(queue: Queue) -> set[str]:
        asked = [asyncio.ensure_future(client(queue, choose.choice("abc"))) for _ in range(25)]
        for each in choose.sample(asked, 5):
            await asyncio.sleep(0)
            each.cancel()
        answers = await asyncio.gather(*asked, return_exceptions=True)
        free = [await entering(queue, "z") for _ in range(limits.quick)]
        assert (len(free), queue.crowded(free[0])) == (2, False)
        return {answer if isinstance(answer, str) else type(answer).__name__ for answer in answers}

    assert queued(act, limits) <= {"served", "ended", "CancelledError", "TooManyQueriesError"}
    assert running == set()
