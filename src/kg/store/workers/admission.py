"""Whose turn it is: a place for each query, so that nobody's long queries keep others waiting.

There are three sorts of places. `quick` ones are for any query that has just begun, `reserved` ones
for those of clients known for light queries, and `long` ones for what runs on. A query that runs on
gives up its quick place for a long one when there is one; else it stays until another client needs
the place, and is then ended. The next to go is of the client that will have used least after it, as
far as can be told: of a newcomer it is expected that its query runs on.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import exp2

from kg.store.workers.limits import Limits

_HALF_LIFE_S = 30.0
_KNOWN = 0.01
"""How much of a query must be left of late for a client to be known at all."""
_WENT_ON = 0.25
"""How much must be left of a query that went on for its client not to be known for light ones: a minute long."""


@dataclass(slots=True, eq=False)
class Turn:
    """A query of a client: when its turn began, whether its client is known for light ones, whether its place is a reserved one.

    Further: whether it goes on for long, got a place for that, or must go.
    """

    client: str
    began_s: float = 0.0
    light: bool = False
    reserved: bool = False
    lingers: bool = False
    long: bool = False
    must_go: bool = False


@dataclass(slots=True)
class _Use:
    seconds: float = 0.0
    queries: float = 0.0
    went_on: float = 0.0
    at_s: float = 0.0

    def of_late(self, now_s: float) -> "_Use":
        left = exp2((self.at_s - now_s) / _HALF_LIFE_S)
        return _Use(self.seconds * left, self.queries * left, self.went_on * left, now_s)

    def expected_s(self, otherwise_s: float) -> float:
        """Return how long the next query will take, if it is like the last ones and none of these went on."""
        return self.seconds / self.queries if self.queries > _KNOWN and self.went_on < _WENT_ON else otherwise_s


_NOTHING = _Use()


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
        """Return a turn that begins at once, for a place is free and nobody waits, or it is a reserved one; else None."""
        turn = Turn(client)
        may = not self.waiting or self._fits_reserved(client, now_s)
        return turn if may and self._placed(turn, now_s) else None

    def next(self, now_s: float) -> Turn | None:
        """Return the turn that may begin now, and count it as running; None when nobody can."""
        if not (self._free() or self._free(reserved=True)):
            return None
        clients = self._waiting_of if self._free() else [client for client in self._waiting_of if self._fits_reserved(client, now_s)]
        after = {client: self._after(client, now_s) for client in clients}
        turn = min((each for each in self.waiting if each.client in after), key=lambda each: after[each.client], default=None)
        if turn:
            self.withdraw(turn)
            self._placed(turn, now_s)
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
        self._settle(turn)
        return turn.long

    def others_wait(self, turn: Turn) -> bool:
        """Tell whether another client than that of this query waits."""
        return any(client != turn.client for client in self._waiting_of)

    def overstaying(self, now_s: float) -> Turn | None:
        """Return the query that must give up its place to another client who waits: the oldest that lingers without a long place.

        One in a reserved place only goes for a client that is known for light queries, who may have that place.
        """
        staying = [turn for turn in self.running if turn.lingers and not (turn.long or turn.must_go)]
        in_the_way = [turn for turn in staying if self.others_wait(turn) and (not turn.reserved or self._light_waits(turn, now_s))]
        oldest = min(in_the_way, key=lambda turn: (turn.reserved, turn.began_s), default=None)
        if oldest:
            oldest.must_go = True
        return oldest

    def leave(self, turn: Turn, now_s: float) -> None:
        """Free the place of a query, and remember what its client used."""
        self.cancel(turn)
        use = self._use(turn.client, now_s)
        self._used[turn.client] = _Use(use.seconds + now_s - turn.began_s, use.queries + 1, use.went_on + turn.lingers, now_s)
        if len(self._used) > self.limits.waiting:
            latest = sorted(self._used.items(), key=lambda each: each[1].at_s)[len(self._used) // 2 :]
            self._used = dict(latest)

    def cancel(self, turn: Turn) -> None:
        """Free the place of a query that was never asked."""
        self.running.remove(turn)
        self._promote()

    def used(self, client: str, now_s: float) -> float:
        """Return how many seconds a client used of late; half of it is forgotten every half minute."""
        return self._use(client, now_s).seconds

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
            self._settle(turn)

    def _settle(self, turn: Turn) -> None:
        """Give a query that lingers a long place, if there is one."""
        turn.long = self._room_for(turn.client)
        turn.reserved = turn.reserved and not turn.long

    def _room_for(self, client: str) -> bool:
        """Tell whether there is a long place that this client may have."""
        long = [turn.client for turn in self.running if turn.long]
        return len(long) < self.limits.long and long.count(client) < self.limits.long_per_client

    def _use(self, client: str, now_s: float) -> _Use:
        return self._used.get(client, _NOTHING).of_late(now_s)

    def _light_waits(self, turn: Turn, now_s: float) -> bool:
        return any(client != turn.client and self._light(client, now_s) for client in self._waiting_of)

    def _after(self, client: str, now_s: float) -> float:
        """Return what a client will have used of late after one more query."""
        return self.used(client, now_s) + self._expected_s(client, now_s)

    def _light(self, client: str, now_s: float) -> bool:
        """Tell whether a client is known for light queries, however many."""
        return self._expected_s(client, now_s) < self.limits.quick_s / 2

    def _expected_s(self, client: str, now_s: float) -> float:
        """Return how long the next query of a client will take: as its last ones, or as long as a quick one may."""
        if any(turn.lingers and turn.client == client for turn in self.running):
            return self.limits.quick_s
        return self._use(client, now_s).expected_s(self.limits.quick_s)

    def _placed(self, turn: Turn, now_s: float) -> bool:
        """Let a turn begin in a place that is free for it, if there is one."""
        turn.light = self._light(turn.client, now_s)
        turn.reserved = not self._free()
        if turn.reserved and not self._fits_reserved(turn.client, now_s):
            return False
        turn.began_s = now_s
        self.running.append(turn)
        return True

    def _fits_reserved(self, client: str, now_s: float) -> bool:
        """Tell whether there is a reserved place that a client may have: it is known for light queries, and others are in its way."""
        others = any(turn.client != client for turn in self.running if not turn.long)
        return others and self._free(reserved=True) and self._light(client, now_s)

    def _free(self, *, reserved: bool = False) -> bool:
        taken = sum(turn.reserved is reserved for turn in self.running if not turn.long)
        return taken < (self.limits.reserved if reserved else self.limits.quick)
