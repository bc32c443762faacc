"""A throw-away store that can be changed: asked as a release is, through workers that are forked from what is in it now."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from kg.errors import EndpointError, LimitError
from kg.store import Formats, Question
from kg.store.workers.frames import Kind, frame, told
from kg.store.workers.limits import Limits
from kg.store.workers.link import Frame, Link, WorkerGoneError
from kg.store.workers.pool import Errand, Reply, Workers

_ANEW = "and what was changed in it is gone; it begins anew"


class Sandbox:
    """Workers over a store in memory that update, load and drop change; nothing of it is kept.

    A change has the limits of a query, and raises LimitError when it meets one; then nothing was changed.
    """

    def __init__(self, files: Sequence[Path], base: str, limits: Limits) -> None:
        self.limits = limits
        self._workers = Workers(files, base, limits)
        self._changes = Line(self._workers)
        self._looks = Line(self._workers)

    async def start(self) -> int:
        """Load the files; returns the number of triples."""
        return await self._workers.start()

    async def ask(self, question: Question, client: str = "") -> Reply:
        """Return the answer, or its beginning, from what is in the store now."""
        return await self._workers.ask(question, client)

    def at_once(self, question: Question, client: str = "") -> Errand | None:
        """Return the question on its way, when a worker is ready; None when it must be asked with `ask`."""
        return self._workers.at_once(question, client)

    async def update(self, text: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> None:
        """Carry out a SPARQL 1.1 update, of this dataset when one is given; raises QueryError when nothing was changed."""
        await self._asked(self._changes, "update", [text, default, named])

    async def load(self, body: bytes, media_type: str, graph: str | None, *, replace: bool) -> bool:
        """Put a document in a graph (None: the default graph), in place of what is there or beside it; tells whether it was there."""
        return await self._asked(self._changes, "load", [body.decode("utf-8"), media_type, graph, replace])

    async def drop(self, graph: str | None) -> bool:
        """Remove a graph; tells whether it was there."""
        return await self._asked(self._changes, "drop", graph)

    async def exists(self, graph: str | None) -> bool:
        """Tell whether there is such a graph; the default graph always is."""
        return await self._asked(self._looks, "exists", graph)

    async def graph(self, query: str, formats: Formats) -> bytes:
        """Return the answer to a query of our own, read to its end."""
        reply = await self.ask(Question(query, formats))
        return reply.body + b"".join([piece async for piece in reply.rest()])

    def close(self) -> None:
        """Throw the store away; who waits for a change is told, and nobody is answered any more."""
        for line in (self._changes, self._looks):
            line.close()
        self._workers.close()

    async def _asked(self, line: "Line", name: str, arguments: object) -> bool:
        """Return what is told; asking goes on when the asker leaves, so that nobody gets the answer to it but they."""
        asked = asyncio.ensure_future(self._told(line, name, arguments))
        asked.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may be left to hear of it
        return await asyncio.shield(asked)

    async def _told(self, line: "Line", name: str, arguments: object) -> bool:
        """Return what is told; workers of before a change, or of a store that is gone, answer no question after it."""
        try:
            kind, body = await line.ask(name, arguments)
        except WorkerGoneError as error:
            self._workers.renew()
            raise EndpointError(f"the sandbox has ended, {_ANEW}") from error
        except TimeoutError as error:
            self._workers.renew()
            raise LimitError(f"the sandbox had to be ended after {line.patience_s:g} seconds, {_ANEW}", "time") from error
        if kind is not Kind.WHOLE:
            raise told(kind, body)
        if line is self._changes:
            self._workers.renew()
        return bool(json.loads(body))


class Line:
    """A connection to the process that holds the store, for one request at a time; it is made when it is needed.

    A request may wait for its turn as long as a query may take. A change takes at most twice that long, for it is tried first,
    so a process that does not answer within a second more is ended; the next request starts another, which begins anew.
    """

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._time_s = workers.limits.time_s
        self.patience_s = 2 * self._time_s + 1
        self._turn = asyncio.Lock()
        self._link: Link | None = None

    async def ask(self, name: str, arguments: object) -> Frame:
        """Return the frame that answers; raises WorkerGoneError or TimeoutError when the process has ended, LimitError without a turn."""
        async with self._soon():
            await self._turn.acquire()
        try:
            async with self._soon():
                self._link = self._link or await self._workers.writer()
            return await self._answer(self._link, frame(Kind.ASK, json.dumps([name, arguments]).encode()))
        finally:
            self._turn.release()

    def close(self) -> None:
        """Hang up."""
        if self._link:
            self._link.close()

    async def _answer(self, link: Link, asking: bytes) -> Frame:
        link.ask(asking)
        try:
            async with asyncio.timeout(self.patience_s):
                return await link.frame()
        except (TimeoutError, WorkerGoneError):
            self._end(link)
            raise

    def _end(self, link: Link) -> None:
        """Give up a process that does not answer; one that has ended has closed the connection, and its number may be another's."""
        if not link.gone.done():
            with suppress(ProcessLookupError):
                os.kill(link.pid, signal.SIGKILL)
        link.close()
        self._link = None

    @asynccontextmanager
    async def _soon(self) -> AsyncIterator[None]:
        """Give up what does not come in time."""
        try:
            async with asyncio.timeout(self._time_s):
                yield
        except TimeoutError as error:
            message = f"no turn came within {self._time_s:g} seconds: others change the sandbox, or it is just beginning; try again later"
            raise LimitError(message, "places") from error
