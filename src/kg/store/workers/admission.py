"""Whose turn it is: a place for each query, so that nobody's long queries keep others waiting.

There are three sorts of places. `quick` ones are for any query that has just begun, `reserved` ones
for the beginning queries of clients that used little of late, and `long` ones for what runs on. A
query that runs on gives up its quick place for a long one when there is one; else it stays until
another client needs the place, and is then ended. The next to go is of the client that used least.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import exp2

from kg.store.workers.limits import Limits

_HALF_LIFE_S = 30.0
_LIGHT_S = 2.0
"""A client that used less than this of late may take the reserved places."""


@dataclass(slots=True, eq=False)
class Turn:
    """A query of a client: when its turn began, whether it goes on for long, got a place for that, or must go."""

    client: str
    began_s: float = 0.0
    lingers: bool = False
    long: bool = False
    must_go: bool = False


@dataclass(slots=True)
class _Use:
    seconds: float = 0.0
    at_s: float = 0.0

    def of_late(self, now_s: float) -> float:
        return self.seconds * exp2((self.at_s - now_s) / _HALF_LIFE_S)


@dataclass(slots=True)
class Admission:
    """The book of who waits, who runs, and who used how much; times are seconds of one steady clock."""

    limits: Limits
    waiting: list[Turn] = field(default_factory=list)
    running: list[Turn] = field(default_factory=list)
    _waiting_of: Counter[str] = field(default_factory=Counter)
    _used: dict[str, _Use] = field(default_factory=dict)

    def full(self) -> bool:
        """Tell whether nobody more can wait."""
        return len(self.waiting) >= self.limits.waiting

    def full_for(self, client: str) -> bool:
        """Tell whether this client has as many waiting as one client may."""
        return self._waiting_of[client] >= self.limits.waiting_per_client

    def arrive(self, client: str) -> Turn:
        """Return a place in the queue."""
        turn = Turn(client)
        self.waiting.append(turn)
        self._waiting_of[client] += 1
        return turn

    def begin(self, client: str, now_s: float) -> Turn | None:
        """Return a turn that begins at once, for a place is free and nobody waits; else None."""
        if self.waiting or not self._free(light=self.used(client, now_s) < _LIGHT_S):
            return None
        turn = Turn(client, now_s)
        self.running.append(turn)
        return turn

    def next(self, now_s: float) -> Turn | None:
        """Return the turn that may begin now, and count it as running; None when nobody can."""
        if not self.waiting:
            return None
        used = {client: self.used(client, now_s) for client in self._waiting_of}
        turn = min(self.waiting, key=lambda each: used[each.client])
        if not self._free(light=used[turn.client] < _LIGHT_S):
            return None
        self.withdraw(turn)
        turn.began_s = now_s
        self.running.append(turn)
        return turn

    def withdraw(self, turn: Turn) -> None:
        """Take out of the queue a turn that did not come."""
        self.waiting.remove(turn)
        self._waiting_of[turn.client] -= 1
        if not self._waiting_of[turn.client]:
            del self._waiting_of[turn.client]

    def linger(self, turn: Turn) -> bool:
        """Note that a query is no quick one, and tell whether it has got a long place."""
        turn.lingers = True
        turn.long = self._room_for(turn.client)
        return turn.long

    def overstaying(self) -> Turn | None:
        """Return the query that must give up its place to another client who waits: the oldest that lingers without a long place."""
        staying = [turn for turn in self.running if turn.lingers and not (turn.long or turn.must_go)]
        in_the_way = [turn for turn in staying if any(client != turn.client for client in self._waiting_of)]
        oldest = min(in_the_way, key=lambda turn: turn.began_s, default=None)
        if oldest:
            oldest.must_go = True
        return oldest

    def leave(self, turn: Turn, now_s: float) -> None:
        """Free the place of a query, and remember what its client used."""
        self.running.remove(turn)
        self._promote()
        self._used[turn.client] = _Use(self.used(turn.client, now_s) + now_s - turn.began_s, now_s)
        if len(self._used) > self.limits.waiting:
            self._used = {client: use for client, use in self._used.items() if use.of_late(now_s) > _LIGHT_S / 100}

    def used(self, client: str, now_s: float) -> float:
        """Return how many seconds a client used of late; half of it is forgotten every half minute."""
        use = self._used.get(client)
        return use.of_late(now_s) if use else 0.0

    def crowding(self, client: str) -> Turn | None:
        """Return who must leave the queue for a newcomer: the last of the client that has most waiting; None when that is the newcomer."""
        most = max(self._waiting_of, key=self._waiting_of.__getitem__, default=client)
        if self._waiting_of[most] <= self._waiting_of[client] + 1:
            return None
        return next(turn for turn in reversed(self.waiting) if turn.client == most)

    def _promote(self) -> None:
        """Give the long places that came free to those that linger in quick ones, the oldest first."""
        staying = [turn for turn in self.running if turn.lingers and not (turn.long or turn.must_go)]
        for turn in sorted(staying, key=lambda each: each.began_s):
            turn.long = self._room_for(turn.client)

    def _room_for(self, client: str) -> bool:
        """Tell whether there is a long place that this client may have."""
        long = [turn.client for turn in self.running if turn.long]
        return len(long) < self.limits.long and long.count(client) < self.limits.long_per_client

    def _free(self, *, light: bool) -> bool:
        quick = sum(not turn.long for turn in self.running)
        return quick < self.limits.quick + (self.limits.reserved if light else 0)
