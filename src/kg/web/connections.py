"""The connections of the server: uvicorn's, with what a public endpoint needs beside.

Plain queries are answered here, before anything is made of their request; an answer that is cut short can break
off its connection; a head without end is refused; and who asks through a proxy is known by what that proxy says.
"""

import asyncio
import socket
import struct
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.store.workers.pool import Errand, Reply
from kg.web.plain import Answer, Asked, PlainQueries
from kg.web.sparql import OUTCOME
from kg.web.streaming import HANG_UP

_LARGEST_HEAD = 1024 * 1024
_AHEAD = 64 * 1024
"""How many bytes may come before the question before them is answered."""
_PARTING_S = 5
"""How long requests that are under way may still take when the server stops."""
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 67\r\n"
    b"connection: close\r\n\r\nAn address with its headers has at most 1 MiB here; send it by POST.\n"
)


def configured(app: ASGIApp, plain: PlainQueries | None = None, proxy: str = "", root: str = "") -> uvicorn.Config:
    """Return how uvicorn serves the app; behind a `proxy`, the last address that it forwards is who asks.

    `root` is what stands before every path out there, as in "/kg"; the proxy may take it off or leave it.
    """
    return uvicorn.Config(
        app,
        http=partial(Connection, plain=plain, proxy=proxy),  # type: ignore[arg-type]  # it is called as a class would be
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        root_path=root,
        timeout_graceful_shutdown=_PARTING_S,
    )


def below(root: bytes, url: bytes) -> bytes:
    """Return what was asked for as it stands below the root, which uvicorn puts before it.

    >>> below(b"/kg", b"/kg/over?x=1"), below(b"/kg", b"/over"), below(b"/kg", b"/kg?x=1"), below(b"/kg", b"/kgs")
    (b'/over?x=1', b'/over', b'/?x=1', b'/kgs')
    """
    rest = url.removeprefix(root)
    if rest == url or rest[:1] not in {b"", b"/", b"?"}:
        return url
    return rest if rest.startswith(b"/") else b"/" + rest


class Connection(HttpToolsProtocol):
    """One client's connection."""

    def __init__(self, *, plain: PlainQueries | None, proxy: str, **given: Any) -> None:  # noqa: ANN401 - uvicorn's own, passed on
        super().__init__(**given)
        self._plain = plain
        self._proxy = proxy
        self._head_bytes = 0
        self._in_head = False
        self._in_message = False
        self._asking: asyncio.Task[None] | None = None
        self._errand: Errand | None = None
        self._ahead = b""
        self._outcome: Reply | Exception | None = None
        self._leaving = False

    def data_received(self, data: bytes) -> None:
        """Answer a plain query at once; let uvicorn read all else."""
        if self._asking or self._errand:
            self._wait(data)
        elif not (self._plain and self._between() and self._plainly(self._plain, data)):
            self._read(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """End what is asked for a client that left."""
        if self._asking:
            self._asking.cancel()
        errand, self._errand = self._errand, None
        if errand:
            errand.close()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close the connection, after the answer that is under way."""
        if self._asking or self._errand:
            self._leaving = True
        else:
            super().shutdown()

    def on_message_begin(self) -> None:
        """Give the app a way to break off the connection, and what was found out before it came to the app."""
        super().on_message_begin()
        self._in_head = self._in_message = True
        state = self.scope["state"]
        state[HANG_UP] = self._break_off
        if self._outcome:
            state[OUTCOME], self._outcome = self._outcome, None

    def on_headers_complete(self) -> None:
        """Let the app know who asks, and for which path below its root."""
        self._in_head, self._head_bytes = False, 0
        if self.root_path:
            self.url = below(self.root_path.encode(), self.url)
        if self._proxy and self.client and self.client[0] == self._proxy:
            forwarded = [value.decode("latin-1") for name, value in self.headers if name == b"x-forwarded-for"]
            if who := ", ".join(forwarded).rpartition(",")[2].strip():
                self.scope["client"] = (who, 0)
            if schemes := [value for name, value in self.headers if name == b"x-forwarded-proto"]:
                self.scope["scheme"] = "https" if schemes[-1].strip().lower() == b"https" else "http"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that the next request may come."""
        self._in_message = False
        super().on_message_complete()

    def _break_off(self) -> None:
        """Close the connection with a reset, whatever was still to be read: what has come is then not taken for the whole."""
        connection = self.transport.get_extra_info("socket")
        with suppress(OSError):  # it may be closed already
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def _between(self) -> bool:
        """Tell whether no request is under way and the client reads what it is sent."""
        answered = self.cycle is None or self.cycle.response_complete
        return answered and not (self._in_message or self.flow.write_paused or self.transport.is_closing())

    def _plainly(self, plain: PlainQueries, data: bytes) -> bool:
        """Answer what is a plain query; False when it is none."""
        if answer := plain.again(data):
            self._answer(answer)
            return True
        asked = plain.read(data, self.client[0] if self.client else "", self._proxy)
        if asked is None:
            return False
        if answer := plain.kept(asked, data):
            self._answer(answer)
            return True
        self._unset_keepalive_if_required()
        self._errand = errand = plain.at_once(asked)
        if errand:
            errand.call(partial(self._heard, plain, asked, data))
        else:
            self._wait_for(self._ask(plain, asked, data))
        return True

    def _heard(self, plain: PlainQueries, asked: Asked, head: bytes) -> None:
        """Answer with what has come of a query that was asked at once."""
        errand, self._errand = self._errand, None
        if errand and (reply := errand.whole()):
            self._answer(plain.keep(asked, head, reply))
            self._go_on()
        elif errand:
            asking = self._wait_for(self._ask(plain, asked, head, errand))
            asking.add_done_callback(lambda done: errand.close() if done.cancelled() else None)  # it may never have begun

    def _wait_for(self, asking: Coroutine[None, None, None]) -> asyncio.Task[None]:
        self._asking = task = asyncio.ensure_future(asking)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def _ask(self, plain: PlainQueries, asked: Asked, head: bytes, errand: Errand | None = None) -> None:
        """Answer from who evaluates; an error or a long answer goes the way of all requests."""
        outcome = await plain.ask(asked, errand)
        self._asking = None
        if isinstance(outcome, Reply) and outcome.errand is None:
            self._answer(plain.keep(asked, head, outcome))
        else:
            self._outcome = outcome
            self._read(head)
            if self._leaving:
                super().shutdown()
        self._go_on()

    def _go_on(self) -> None:
        """Read what came while a question was under way."""
        if self._ahead:
            ahead, self._ahead = self._ahead, b""
            self.flow.resume_reading()
            self.data_received(ahead)

    def _answer(self, answer: Answer) -> None:
        self.server_state.total_requests += 1
        status, rest = answer
        dated = b"".join(b"%s: %s\r\n" % header for header in self.server_state.default_headers)
        self.transport.write(b"".join((status, dated, rest)))
        self._unset_keepalive_if_required()
        if self._leaving:
            self.transport.close()
        else:
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def _wait(self, data: bytes) -> None:
        """Hold what comes while a question is under way."""
        self._ahead += data
        if len(self._ahead) > _AHEAD:
            self.flow.pause_reading()

    def _read(self, data: bytes) -> None:
        if self._in_head:
            self._head_bytes += len(data)
        if self._head_bytes > _LARGEST_HEAD:
            self.transport.write(_TOO_LARGE)
            self.transport.close()
            return
        super().data_received(data)
