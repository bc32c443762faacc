"""The front's side of the nursery: it starts the process, asks it for workers and hears which ended."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from kg.errors import EndpointError, LimitError
from kg.store.workers.limits import Limits
from kg.store.workers.link import Link

_REMEMBERED = 1000
ALLOCATION = "glibc.malloc.tcache_count=2000:glibc.malloc.mxfast=0"
"""How the C library of Linux keeps small blocks: many of a size at hand, and none that it goes through all at once.

Without, half of a light query's time goes there (docs/decisions.md; bench/allocation.py). Other systems do not read this.
"""
_ENDED = "the process that answers queries has ended"
_NO_ROOM = "there is no room for another process now; try again in a few seconds"


class Forks:
    """A running nursery; `fork` gives workers, `ending` tells by which signal one ended."""

    def __init__(self, files: Sequence[Path], base: str, limits: Limits) -> None:
        self._command = [base, json.dumps(asdict(limits)), *map(str, files)]
        self._numbers = count()
        self._born: dict[int, asyncio.Future[int]] = {}
        self._died: dict[int, int] = {}
        self._dying: dict[int, asyncio.Future[int]] = {}
        self._unread = b""
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready: asyncio.Future[int] | None = None
        self._closed = False

    async def triples(self) -> int:
        """Return the number of triples once the nursery has loaded them; starts it when it does not run.

        Raises EndpointError when a file cannot be loaded, with why, or when the nursery ends.
        """
        if self._closed:
            raise EndpointError("no more queries are answered here: it is being closed")
        if self._control is None:
            self._start()
        if self._ready is None:
            raise EndpointError("the process that answers queries did not start")
        return await asyncio.shield(self._ready)

    async def fork(self, *, reaches: bool) -> Link:
        """Return a connection to a new worker, one that reaches outside or one that cannot; raises LimitError when there is no room."""
        return await self._new("fork", open=reaches)

    async def writer(self) -> Link:
        """Return a connection to the nursery itself, over which its store can be changed; its `pid` is that of the nursery."""
        return await self._new("write")

    async def _new(self, what: str, **more: object) -> Link:
        await self.triples()
        loop = asyncio.get_running_loop()
        number = next(self._numbers)
        front, back = socket.socketpair()
        front.settimeout(0)
        with back:
            try:
                self._ask({what: number, **more}, back)
            except EndpointError:
                front.close()
                raise
        self._born[number] = born = loop.create_future()
        _, link = await loop.create_unix_connection(Link, sock=front)
        try:
            link.pid = await born
        except BaseException:
            link.close()
            raise
        return link

    async def ending(self, pid: int) -> int:
        """Return the signal that ended a worker, 0 when it ended by itself; waits at most a second to hear of it."""
        if pid in self._died:
            return self._died[pid]
        heard = self._dying.setdefault(pid, asyncio.get_running_loop().create_future())
        try:
            return await asyncio.wait_for(asyncio.shield(heard), 1.0)
        except TimeoutError:
            self._dying.pop(pid, None)
            return 0

    def alive(self, pid: int) -> bool:
        """Tell whether a worker has not ended, so that its number is still its own."""
        return pid > 0 and pid not in self._died

    def close(self) -> None:
        """End the nursery, and with it every worker that waits for a question; no other is started."""
        self._closed = True
        self._lost()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        with theirs:
            command = [sys.executable, "-m", "kg.store.workers.nursery", str(theirs.fileno()), *self._command]
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,
                env={"GLIBC_TUNABLES": ALLOCATION, **os.environ},
            )
        self._control = ours
        loop.add_reader(ours.fileno(), self._hear)

    def _ask(self, request: dict[str, object], descriptor: socket.socket) -> None:
        if self._control is None:
            raise EndpointError(f"{_ENDED}; ask again")
        try:
            socket.send_fds(self._control, [json.dumps(request).encode() + b"\n"], [descriptor.fileno()])
        except BlockingIOError as error:
            raise EndpointError("the process that answers queries has no time; ask again later") from error
        except OSError as error:
            self._lost()
            raise EndpointError(f"{_ENDED}; ask again") from error

    def _hear(self) -> None:
        """Take in the news of the nursery; when it is gone, the next question starts another."""
        try:
            news = self._control.recv(65536) if self._control else b""
        except OSError:
            news = b""
        if not news:
            self._lost()
            return
        *lines, self._unread = (self._unread + news).split(b"\n")
        for line in lines:
            self._heard(json.loads(line))

    def _heard(self, news: dict[str, Any]) -> None:
        if "ready" in news and self._ready and not self._ready.done():
            self._ready.set_result(news["ready"])
        if "failed" in news and self._ready and not self._ready.done():
            self._ready.set_exception(
                EndpointError(f"{news['failed']}, so {_ENDED}; put that right, or name another file, and start again")
            )
            self._ready.exception()  # whoever waited may have left
        if "unborn" in news and (born := self._born.pop(news["unborn"], None)) and not born.done():
            born.set_exception(LimitError(_NO_ROOM, "places"))
        if "born" in news and (born := self._born.pop(news["born"], None)):
            self._died.pop(news["pid"], None)
            if not born.done():
                born.set_result(news["pid"])
        if "died" in news:
            self._note(news["died"], news["signal"])

    def _note(self, pid: int, ended_by: int) -> None:
        self._died[pid] = ended_by
        if len(self._died) > _REMEMBERED:
            del self._died[next(iter(self._died))]
        if (heard := self._dying.pop(pid, None)) and not heard.done():
            heard.set_result(ended_by)

    def _lost(self) -> None:
        """Forget a nursery that is gone, and end what it still tried; who waits for it is told."""
        if self._control is None:
            return
        asyncio.get_running_loop().remove_reader(self._control.fileno())
        self._control.close()
        self._control = None
        self._unread = b""
        if self._process:
            with suppress(ProcessLookupError, PermissionError):  # it is not waited for yet, so the group is still its own
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        waiting = [*self._born.values(), *([self._ready] if self._ready else [])]
        self._born.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(EndpointError(f"{_ENDED}; ask again"))
                future.exception()  # whoever waited may have left
