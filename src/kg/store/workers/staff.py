"""The workers that are ready, and how one is taken, put behind the others, given back or ended."""

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kg.errors import EndpointError, LimitError
from kg.store.workers.forking import Forks
from kg.store.workers.limits import Limits
from kg.store.workers.link import Link

_SPARE = 3
"""How many workers are forked before anybody asks."""
_KEPT = 1
"""How many of those that are ready are kept for light queries, so that these need not wait for a fork among others."""


class Staff:
    """The workers over these files."""

    def __init__(self, files: Sequence[Path], base: str, limits: Limits) -> None:
        self._forks = Forks(files, base, limits)
        self._most_idle = max(limits.quick + limits.reserved, _SPARE)
        self._idle: list[Link] = []
        self._asked: set[Link] = set()
        self._generation = 0
        self._closed = False

    async def start(self) -> int:
        """Load the files and fork the first workers; returns the number of triples, raises EndpointError when they cannot be loaded."""
        triples = await self._forks.triples()
        await self.refill()
        return triples

    async def take(self, *, reaches: bool, light: bool = True) -> Link:
        """Return a worker: a ready one, else a new one; one that `reaches` outside is always new."""
        link = self.ready(reaches=reaches, light=light)
        if not link:
            link = await self._fork(reaches=reaches)
            self._asked.add(link)
        return link

    def ready(self, *, reaches: bool, light: bool = True) -> Link | None:
        """Return a worker that is ready, if there is one; not the last for a query that may not be light."""
        link = None if reaches or not (light or len(self._idle) > _KEPT) else self._ready()
        if link:
            self._asked.add(link)
        return link

    def give_back(self, link: Link, *, reaches: bool) -> None:
        """Keep a worker for another question when it is as good as new, else end it."""
        if self._good(link) and not reaches and len(self._idle) < self._most_idle:
            self._asked.discard(link)
            self._idle.append(link)
        else:
            self.end(link)

    async def refill(self) -> None:
        """Fork workers until there are as many ready as there should be, so that nobody waits for a fork."""
        with suppress(EndpointError, LimitError):  # without a nursery, or a fork, the next question asks for one
            while len(self._idle) < _SPARE and not self._closed:
                link = await self._fork(reaches=False)
                if self._good(link) and not self._closed:
                    self._idle.insert(0, link)
                else:  # the store changed, or all ended, while it was made
                    self.end(link)

    async def _fork(self, *, reaches: bool) -> Link:
        generation = self._generation
        link = await self._forks.fork(reaches=reaches)
        link.generation = generation
        return link

    def ease(self, link: Link) -> None:
        """Let others go before a worker; it is never what it was again."""
        link.behind = True
        if self._runs(link):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, link.pid, 19)

    def put_behind(self, link: Link) -> None:
        """Let a worker have only what others leave."""
        self.ease(link)
        if self._runs(link) and hasattr(os, "SCHED_IDLE"):
            with suppress(OSError):
                os.sched_setscheduler(link.pid, os.SCHED_IDLE, os.sched_param(0))

    def end(self, link: Link) -> None:
        """End a worker whatever it does, and do not wait until it has given back its memory."""
        self._asked.discard(link)
        if self._runs(link):
            with suppress(ProcessLookupError):
                os.kill(link.pid, signal.SIGKILL)
        link.close()

    async def ending(self, link: Link) -> int:
        """Return the signal that ended a worker, 0 when it is not known."""
        return await self._forks.ending(link.pid)

    async def writer(self) -> Link:
        """Return a connection to the process that workers are forked from."""
        return await self._forks.writer()

    def renew(self) -> None:
        """End the workers that are ready, and note that those which answer are of yesterday."""
        self._generation += 1
        for link in self._idle:
            link.close()
        self._idle = []

    def close(self) -> None:
        """End all workers, also those that answer, and the process they come from."""
        self._closed = True
        for link in (*self._idle, *self._asked):
            self.end(link)
        self._forks.close()

    def _ready(self) -> Link | None:
        while self._idle:
            if self._good(link := self._idle.pop()):
                return link
            self.end(link)
        return None

    def _good(self, link: Link) -> bool:
        """Tell whether a worker is as good as a new one, and knows what is in the store now."""
        return link.ready() and link.generation == self._generation

    def _runs(self, link: Link) -> bool:
        """Tell whether the number of the process is still its own."""
        return not link.gone.done() and self._forks.alive(link.pid)
