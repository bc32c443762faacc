"""Questions in, answers out, each from a worker of its own: what the web, the tools and the notebooks ask."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import LimitError
from kg.store import Question
from kg.store.forms import calls_service
from kg.store.workers.admission import Turn
from kg.store.workers.frames import Kind, asking, opened, told
from kg.store.workers.limits import Limits
from kg.store.workers.link import Link, WorkerGoneError
from kg.store.workers.queue import Queue
from kg.store.workers.staff import Staff

_EASE_S = 0.025
"""A query that has run for so long is not light: others who wait go before it. Of an unknown client none is light."""
_GRACE_S = 0.25
"""How long after its time the front still waits for the kernel to end a worker."""


class Workers:
    """Asks each question of a worker that can be ended, under the limits; belongs to one event loop."""

    def __init__(self, files: Sequence[Path], base: str, limits: Limits) -> None:
        self.limits = limits
        self._queue = Queue(limits)
        self._staff = Staff(files, base, limits)

    async def start(self) -> int:
        """Load the files and fork the first workers; returns the number of triples."""
        return await self._staff.start()

    async def ask(self, question: Question, client: str = "") -> "Reply":
        """Return the answer, or its beginning; raises QueryError, LimitError or TooManyQueriesError."""
        deadline_s = asyncio.get_running_loop().time() + self.limits.time_s
        turn = await self._queue.enter(client, deadline_s)
        errand = Errand(self._queue, self._staff, self.limits, turn, deadline_s)
        try:
            return await errand.begin(question)
        except BaseException:
            errand.close()
            raise

    def at_once(self, question: Question, client: str = "") -> "Errand | None":
        """Return the question on its way, when a place is free and a worker ready; None when it must be asked with `ask`."""
        turn = self._queue.at_once(client)
        if not turn:
            return None
        errand = Errand(self._queue, self._staff, self.limits, turn, asyncio.get_running_loop().time() + self.limits.time_s)
        if errand.started(question):
            return errand
        errand.close()
        return None

    async def writer(self) -> Link:
        """Return a connection over which the store that workers are forked from can be changed."""
        return await self._staff.writer()

    def renew(self) -> None:
        """Let later questions be answered by workers forked from here on."""
        self._staff.renew()

    def close(self) -> None:
        """End the workers that are ready; those that answer end when their connections are closed."""
        self._staff.close()


class Errand:
    """A question on its way through a worker."""

    def __init__(self, queue: Queue, staff: Staff, limits: Limits, turn: Turn, deadline_s: float) -> None:
        self.deadline_s = deadline_s
        self._queue = queue
        self._staff = staff
        self._limits = limits
        self._turn = turn
        self._link: Link | None = None
        self._reaches = False
        self._eases = False
        self._shed = False
        self._over = False
        self._eased_s = min(_EASE_S, limits.quick_s) if turn.light or not queue.crowded(turn) else 0.0
        self._timer = asyncio.get_running_loop().call_later(self._eased_s, self._ease)
        self._late = False
        self._departed = False
        self._refilling: asyncio.Task[None] | None = None

    def started(self, question: Question) -> bool:
        """Ask it of a worker that is ready; False when there is none."""
        self._reaches = bool(self._limits.services) and calls_service(question.query)
        self._link = self._staff.ready(reaches=self._reaches, light=self._turn.light)
        if self._link:
            self._put(question, self._link)
        return bool(self._link)

    async def begin(self, question: Question) -> "Reply":
        """Ask it, and return what comes first."""
        if not self.started(question):
            self._put(question, await self._new_worker())
        return await self.reply()

    async def reply(self) -> "Reply":
        """Return what comes first of what was started."""
        if self._link is None:
            raise WorkerGoneError
        try:
            kind, body = await self._frame(self._link)
        except BaseException:
            self.close()
            raise
        return self._opened(body, whole=kind is Kind.WHOLE)

    def call(self, heard: Callable[[], None]) -> None:
        """Call this when something has come of what was started."""
        if self._link:
            self._link.call(heard)

    def whole(self) -> "Reply | None":
        """Return the answer, if it has come and is whole; else `reply` tells what came of it."""
        body = self._link.whole() if self._link else None
        return None if body is None else self._opened(body, whole=True)

    async def more(self) -> bytes:
        """Return the next piece, or nothing at the end."""
        if self._link is None or self._over:
            return b""
        kind, body = await self._frame(self._link)
        if kind is Kind.END:
            self.close()
        return body

    def close(self) -> None:
        """Free the place, and the worker."""
        if self._over:
            return
        self._over = True
        self._timer.cancel()
        if self._link:
            self._staff.give_back(self._link, reaches=self._reaches)
        self._depart()

    def _put(self, question: Question, link: Link) -> None:
        link.ask(asking(question, self.deadline_s - asyncio.get_running_loop().time()))

    def _opened(self, body: bytes, *, whole: bool) -> "Reply":
        media_type, first = opened(body)
        if not whole:
            return Reply(media_type, first, self)
        self.close()
        return Reply(media_type, first)

    async def _new_worker(self) -> Link:
        """Return a new worker; one that comes when the question has lost its place is not asked."""
        self._link = link = await self._forked()
        if self._shed:
            raise self._excess(0)
        if self._turn.lingers:
            self._staff.put_behind(link)
        elif self._eases:
            self._staff.ease(link)
        return link

    async def _forked(self) -> Link:
        try:
            async with asyncio.timeout_at(self.deadline_s):
                return await self._staff.take(reaches=self._reaches, light=self._turn.light)
        except TimeoutError as error:
            self._late = True
            raise self._excess(0) from error

    async def _frame(self, link: Link) -> tuple[Kind, bytes]:
        """Return the next frame; raises what it tells when it is an error, and what ended the worker when there is none."""
        try:
            kind, body = await link.frame()
        except WorkerGoneError as error:
            raise self._excess(await self._staff.ending(link)) from error
        if kind in {Kind.REFUSED, Kind.TOO_MUCH}:
            raise told(kind, body)
        return kind, body

    def _excess(self, ended_by: int) -> LimitError:
        """Return the error for a worker that was ended by this signal."""
        limits = self._limits
        if self._shed:
            return LimitError("ended to let others have their turn; try again when it is quieter", "places")
        if self._late or ended_by == signal.SIGALRM:
            message = f"not answered within {limits.time_s:g} seconds; ask for less (LIMIT, a narrower pattern), or for the dump"
            return LimitError(message, "time")
        if ended_by == signal.SIGABRT:
            message = f"needs more than the {limits.memory_mib} MiB a query may take; ask for less, or sort and group less at once"
            return LimitError(message, "memory")
        if ended_by == signal.SIGSEGV:
            return LimitError("nested deeper than this endpoint can follow; put fewer brackets, paths and groups in each other", "memory")
        return LimitError("ended before it was answered; ask it again", "places")

    def _ease(self) -> None:
        """Let others who wait go before a query that is not light."""
        self._eases = self._queue.crowded(self._turn)
        if self._link and self._eases:
            self._staff.ease(self._link)
            self._refill()
        self._timer = asyncio.get_running_loop().call_later(self._limits.quick_s - self._eased_s, self._linger)

    def _linger(self) -> None:
        """Let a query that goes on run behind all others, and out of the way of those who wait."""
        if self._link:
            self._staff.put_behind(self._link)
        self._refill()
        self._queue.linger(self._turn, self._make_way)
        self._timer = asyncio.get_running_loop().call_at(self.deadline_s + _GRACE_S, self._be_late)

    def _refill(self) -> None:
        self._refilling = asyncio.ensure_future(self._staff.refill())

    def _make_way(self) -> None:
        self._shed = True
        self._end()

    def _be_late(self) -> None:
        """End a worker that the kernel did not end: it waits for a reader, or its clock is another."""
        self._late = True
        self._end()

    def _end(self) -> None:
        """End the worker and give up its place at once: who reads slowly, or not at all, keeps neither."""
        if self._link:
            self._staff.end(self._link)
        self._depart()

    def _depart(self) -> None:
        if not self._departed:
            self._departed = True
            leave = self._queue.leave if self._link else self._queue.cancel
            leave(self._turn)


@dataclass(frozen=True, slots=True)
class Reply:
    """The beginning of an answer; without an errand it is the whole. Close it when it is read, or no longer wanted."""

    media_type: str
    body: bytes
    errand: Errand | None = None

    async def rest(self) -> AsyncIterator[bytes]:
        """Yield what follows; raises LimitError when the answer is cut short."""
        while self.errand and (piece := await self.errand.more()):
            yield piece

    def close(self) -> None:
        """Give up what follows."""
        if self.errand:
            self.errand.close()
