"""Answers that are still coming while they are sent, and clients that leave before they have come."""

import asyncio
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import LimitError
from kg.store.workers.pool import Reply
from kg.web.answers import LARGEST

HANG_UP = "kg.hang_up"
"""Where in the state of a request the server puts what breaks off its connection at once."""
_PARTING_S = 2.0
"""How long a client may still read what is under way of an answer that is cut short; then the connection is broken off."""
_WATCHED_AFTER_S = 0.1
"""Whether the client is still there is looked at only for queries that take longer than this."""


class Pieces(Response):
    """A long answer, sent as it is found. One that is cut short ends without its last chunk, so that nobody takes it for whole."""

    def __init__(self, reply: Reply, keep: Callable[[bytes], object]) -> None:
        super().__init__(media_type=reply.media_type)
        del self.headers["content-length"]
        self._reply = reply
        self._keep = keep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the pieces until the end, the limit, or the client's leaving."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD":
            self._reply.close()
            await send({"type": "http.response.body", "body": b""})
            return
        sending = asyncio.ensure_future(self._sent(send, scope.get("state", {}).get(HANG_UP, _nothing)))
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sending.cancel()
            leaving.cancel()
            self._reply.close()

    async def _sent(self, send: Send, hang_up: Callable[[], object]) -> None:
        errand = self._reply.errand
        whole = bytearray(self._reply.body)
        try:
            async with asyncio.timeout_at(errand.deadline_s if errand else None):
                await send({"type": "http.response.body", "body": self._reply.body, "more_body": True})
                async for piece in self._reply.rest():
                    if len(whole) <= LARGEST:
                        whole += piece
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (LimitError, TimeoutError):
            asyncio.get_running_loop().call_later(_PARTING_S, hang_up)
            return
        await send({"type": "http.response.body", "body": b""})
        if len(whole) <= LARGEST:
            self._keep(bytes(whole))


class Watch:
    """Ends what is done for a request when its client leaves; `left` tells that it did."""

    def __init__(self, receive: Receive) -> None:
        self.left = False
        self._receive = receive
        self._task = asyncio.current_task()
        self._watching: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        """Begin to watch, after a while."""
        self._timer = asyncio.get_running_loop().call_later(_WATCHED_AFTER_S, self._begin)

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        """Stop watching; swallows the cancelling that was ours."""
        if self._timer:
            self._timer.cancel()
        if self._watching:
            self._watching.cancel()
        ours = self.left and kind is asyncio.CancelledError
        if ours and self._task:
            self._task.uncancel()
        return ours

    def _begin(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        await _gone(self._receive)
        self.left = True
        if self._task:
            self._task.cancel()


def _nothing() -> None:
    """Do nothing: some servers give no way to break off a connection."""


async def _gone(receive: Receive) -> None:
    """Return when the client has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass
