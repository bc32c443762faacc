"""Where questions wait for their turn; the book that says whose turn it is stands in admission.py."""

import asyncio
from collections.abc import Callable

from kg.errors import LimitError, TooManyQueriesError
from kg.store.workers.admission import Admission, Turn
from kg.store.workers.limits import Limits

_FULL = "too many queries wait here; try again in a few seconds"


class Queue:
    """The waiting of one event loop."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._book = Admission(limits)
        self._called: dict[Turn, asyncio.Future[None]] = {}
        self._sheds: dict[Turn, Callable[[], None]] = {}

    async def enter(self, client: str, deadline_s: float) -> Turn:
        """Return when it is this client's turn; raises when too many wait, or no place comes free by the deadline."""
        if turn := self.at_once(client):
            return turn
        self._check(client)
        turn = self._book.arrive(client)
        called = self._called[turn] = asyncio.get_running_loop().create_future()
        self._call()
        if called.done():
            return turn
        self._make_room()
        try:
            async with asyncio.timeout_at(deadline_s):
                await called
        except TimeoutError as error:
            self._give_up(turn, called)
            raise LimitError(f"no place came free within {self._limits.time_s:g} seconds; try again later", "places") from error
        except asyncio.CancelledError:
            self._give_up(turn, called)
            raise
        return turn

    def at_once(self, client: str) -> Turn | None:
        """Return a turn that begins now; None when there is no place for this client, or others wait for it."""
        return self._book.begin(client, _now_s())

    def crowded(self, turn: Turn) -> bool:
        """Tell whether other clients wait."""
        return self._book.others_wait(turn)

    def linger(self, turn: Turn, shed: Callable[[], None]) -> None:
        """Note that a query goes on for long; when its place is needed, `shed` ends it."""
        self._sheds[turn] = shed
        if self._book.linger(turn):
            self._call()
        elif self._book.waiting:
            self._make_room()

    def leave(self, turn: Turn) -> None:
        """Give up a place, and call who is next."""
        self._sheds.pop(turn, None)
        self._book.leave(turn, _now_s())
        self._call()

    def cancel(self, turn: Turn) -> None:
        """Give up a place in which nothing was asked."""
        self._sheds.pop(turn, None)
        self._book.cancel(turn)
        self._call()

    def _check(self, client: str) -> None:
        if self._book.full_for(client):
            raise TooManyQueriesError(f"at most {self._limits.waiting_per_client} queries of one client wait here; send fewer at a time")
        if self._book.full():
            crowding = self._book.crowding(client)
            if not crowding:
                raise LimitError(_FULL, "places")
            self._send_away(crowding)

    def _send_away(self, turn: Turn) -> None:
        """Refuse somebody who waits, so that a client with many in the queue keeps no other out of it."""
        self._book.withdraw(turn)
        called = self._called.pop(turn)
        if not called.done():
            called.set_exception(LimitError(_FULL, "places"))

    def _give_up(self, turn: Turn, called: asyncio.Future[None]) -> None:
        """Forget somebody who leaves, also when their turn came just then."""
        if self._called.pop(turn, None):
            self._book.withdraw(turn)
        elif not (called.cancelled() or called.exception()):
            self.cancel(turn)

    def _call(self) -> None:
        while turn := self._book.next(_now_s()):
            called = self._called.pop(turn)
            if called.cancelled():
                self._book.cancel(turn)
            else:
                called.set_result(None)

    def _make_room(self) -> None:
        turn = self._book.overstaying(_now_s())
        if turn and (shed := self._sheds.pop(turn, None)):
            shed()


def _now_s() -> float:
    return asyncio.get_running_loop().time()
