"""Places for requests that take a thread for long: pages that wait for the answer to a query, and files that are made of one."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import LimitError, TooManyQueriesError
from kg.web.asking import Evaluation
from kg.web.streaming import Watch

Made = TypeVar("Made")

_FULL = "too many wait here for a page or a file; try again in a few seconds"


class Places:
    """Places in threads: so many in all, and so many of one client; the others wait, up to as many. Belongs to one event loop.

    Nobody takes more places than are left then, so that several clients who would have them all leave some to others.
    A place that comes free goes to the client that has the fewest. Of a client that has none and waits for none, nothing is kept.
    """

    def __init__(self, in_all: int, per_client: int, waiting: int, waiting_per_client: int) -> None:
        self._in_all = in_all
        self._per_client = per_client
        self._most_waiting = waiting
        self._waiting_per_client = waiting_per_client
        self._taken: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    async def run(self, client: str, by_s: float | None, made: Callable[[], Made]) -> Made:
        """Return what is made, in a thread that is not one of those that serve all others; the place is taken until the thread ends.

        Raises TooManyQueriesError or LimitError when too many wait, or no place comes free by then (in the time of the event loop).
        """
        await self._enter(client, by_s)
        running = asyncio.ensure_future(to_thread.run_sync(made, limiter=CapacityLimiter(1)))
        running.add_done_callback(lambda _: self._leave(client))
        return await asyncio.shield(running)

    async def _enter(self, client: str, by_s: float | None) -> None:
        if self._free_for(client):
            self._taken[client] += 1
            return
        called = self._queued(client)
        try:
            async with asyncio.timeout_at(by_s):
                await called
        except TimeoutError as error:
            self._give_up(client, called)
            raise LimitError("no place came free in time; try again later", "places") from error
        except asyncio.CancelledError:
            self._give_up(client, called)
            raise

    def _free_for(self, client: str) -> bool:
        return self._taken[client] < min(self._per_client, self._in_all - self._taken.total())

    def _queued(self, client: str) -> asyncio.Future[None]:
        if len(self._waiting.get(client, ())) >= self._waiting_per_client:
            raise TooManyQueriesError(f"at most {self._waiting_per_client} requests of one client wait here; send fewer at a time")
        if sum(map(len, self._waiting.values())) >= self._most_waiting:
            self._send_away(client)
        called = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(called)
        return called

    def _send_away(self, client: str) -> None:
        """Refuse the last of those who have most waiting, so that they keep no other out; raises LimitError when that is this client."""
        crowding = max(self._waiting, key=lambda each: len(self._waiting[each]), default=client)
        if len(self._waiting.get(crowding, ())) <= len(self._waiting.get(client, ())) + 1:
            raise LimitError(_FULL, "places")
        called = self._waiting[crowding].pop()
        if not called.done():
            called.set_exception(LimitError(_FULL, "places"))

    def _give_up(self, client: str, called: asyncio.Future[None]) -> None:
        """Forget somebody who leaves, also when a place came free just then."""
        waiting = self._waiting.get(client, deque())
        if called in waiting:
            waiting.remove(called)
            if not waiting:
                del self._waiting[client]
        elif not (called.cancelled() or called.exception()):
            self._leave(client)

    def _leave(self, client: str) -> None:
        self._taken[client] -= 1
        self._taken += Counter()  # without those that have none
        while ready := [each for each in self._waiting if self._free_for(each)]:
            self._call(min(ready, key=lambda each: self._taken[each]))

    def _call(self, client: str) -> None:
        """Give a place to who waits longest of a client, which then comes behind the others."""
        waiting = self._waiting.pop(client)
        called = waiting.popleft()
        if waiting:
            self._waiting[client] = waiting
        if not called.done():
            self._taken[client] += 1
            called.set_result(None)


def deadline_s(evaluation: Evaluation) -> float | None:
    """Return until when a request that has just come may wait for a place, in the time of the event loop; None: as long as it takes."""
    return asyncio.get_running_loop().time() + evaluation.limits.time_s if evaluation.limits else None


async def unless_left(request: Request, response: Awaitable[Response]) -> Response:
    """Return the response; what is done for it ends when its client hangs up."""
    watched = Watch(request.receive)
    async with watched:
        return await response
    return Response(status_code=HTTPStatus.NO_CONTENT)  # nobody reads it
