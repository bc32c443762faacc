"""The front's end of the connection to one worker: a question goes out, frames come in, no faster than they are taken."""

import asyncio
from collections import deque
from collections.abc import Callable

from kg.store.workers.frames import HEAD, LAST, Kind

_AHEAD = 256 * 1024
"""How many bytes of an answer the front holds before it lets the worker wait."""

Frame = tuple[Kind, bytes]


class WorkerGoneError(Exception):
    """The worker ended before its answer did."""


class Link(asyncio.Protocol):
    """A worker as its front sees it, one question at a time.

    It may be `busy` with one, may have been put `behind` others, and knows one `generation` of the store.
    """

    def __init__(self) -> None:
        self.pid = 0
        self.busy = False
        self.behind = False
        self.generation = 0
        self.gone = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None
        self._read = bytearray()
        self._frames: deque[Frame] = deque()
        self._held = 0
        self._wanted: asyncio.Future[None] | None = None
        self._heard: Callable[[], None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the worker."""
        self._transport = transport  # type: ignore[assignment]  # asyncio gives a socket's transport as its base class

    def data_received(self, data: bytes) -> None:
        """Cut what comes in into frames."""
        self._read += data
        while len(self._read) >= HEAD.size:
            kind, length = HEAD.unpack_from(self._read)
            end = HEAD.size + length
            if len(self._read) < end:
                break
            self._frames.append((Kind(kind), bytes(self._read[HEAD.size : end])))
            self._held += length
            del self._read[:end]
        if self._held > _AHEAD and self._transport:
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio names it
        """Note that the worker is gone."""
        if not self.gone.done():
            self.gone.set_result(None)
        self._wake()

    def ask(self, asking: bytes) -> None:
        """Send a question."""
        self.busy = True
        if self._transport:
            self._transport.write(asking)

    async def frame(self) -> Frame:
        """Return the next frame of the answer; raises WorkerGoneError when there will be none."""
        while not self._frames:
            if self.gone.done():
                raise WorkerGoneError
            self._wanted = asyncio.get_running_loop().create_future()
            await self._wanted
        kind, body = self._frames.popleft()
        self._held -= len(body)
        if self._held <= _AHEAD and self._transport:
            self._transport.resume_reading()
        self.busy = kind not in LAST
        return kind, body

    def call(self, heard: Callable[[], None]) -> None:
        """Call this, once, when a frame has come or the worker is gone."""
        self._heard = heard
        if self._frames or self.gone.done():
            self._wake()

    def whole(self) -> bytes | None:
        """Return the body of an answer that has come whole; None when anything else has, or nothing."""
        if not self._frames or self._frames[0][0] is not Kind.WHOLE:
            return None
        _, body = self._frames.popleft()
        self._held -= len(body)
        self.busy = False
        return body

    def ready(self) -> bool:
        """Tell whether it can take a question as a new worker would."""
        return not (self.busy or self.behind or self.gone.done())

    def close(self) -> None:
        """Hang up; a worker that waits for a question then ends."""
        if self._transport:
            self._transport.close()

    def _wake(self) -> None:
        if self._wanted and not self._wanted.done():
            self._wanted.set_result(None)
        heard, self._heard = self._heard, None
        if heard:
            heard()
