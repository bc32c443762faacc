"""Calls of the web application in this process: what a client would get, with no network between."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol
from urllib.parse import quote, unquote

from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.types import Message, Scope

_LOG = logging.getLogger(__name__)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_AS_IT_IS = "/?%:@!$&'()*+,;=-._~"
"""What stays as it is in a path and query that are sent (RFC 3986 §3.3), beside letters and digits."""


@dataclass(frozen=True, slots=True)
class Called:
    """What came back; of `headers` the names may be written in any case."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


class Call(Protocol):
    """Whatever answers requests for paths of a site."""

    def __call__(self, path: str, headers: Mapping[str, str] = _NOTHING, method: str = "GET") -> Called:
        """Return the answer to a request for a path, with its query if it has one; no redirect is followed."""
        ...


@dataclass(frozen=True, slots=True)
class Caller:
    """An application that is ready to be called, below the path `root`; `calling` makes one."""

    app: Starlette
    portal: BlockingPortal
    root: str = ""

    def __call__(self, path: str, headers: Mapping[str, str] = _NOTHING, method: str = "GET") -> Called:
        """Return the answer to a request for a path below the root, with its query if it has one; no redirect is followed."""
        answer: Called = self.portal.call(_called, self.app, _scope(self.root, path, headers, method))
        return answer


@dataclass(slots=True)
class _Arriving:
    """An answer that is coming in."""

    done: asyncio.Event = field(default_factory=asyncio.Event)
    asked: bool = False
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: list[bytes] = field(default_factory=list)

    async def receive(self) -> Message:
        """Give the application the request, which has no body; after that the client stays until it has been answered."""
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.done.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take what the application sends."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body.append(message.get("body", b""))


@contextmanager
def calling(app: Starlette, root: str = "") -> Iterator[Caller]:
    """Keep an application running, and yield what calls it: on one event loop that runs beside this thread.

    >>> from starlette.responses import PlainTextResponse
    >>> from starlette.routing import Route
    >>> with calling(Starlette(routes=[Route("/", lambda request: PlainTextResponse("here"))])) as call:
    ...     call("/").text
    'here'
    """
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(app.router.lifespan_context(app)):
        yield Caller(app, portal, root)


async def _called(app: Callable[..., object], scope: Scope) -> Called:
    """Return the answer; as in a server, a mistake of the application goes to the log when it could still answer, and is raised else."""
    arriving = _Arriving()
    (mistake,) = await asyncio.gather(app(scope, arriving.receive, arriving.send), return_exceptions=True)  # type: ignore[call-overload]
    arriving.done.set()
    if isinstance(mistake, BaseException):
        if not arriving.status:
            raise mistake
        _LOG.error("%s %s", scope["method"], scope["path"], exc_info=mistake)
    body = b"" if scope["method"] == "HEAD" else b"".join(arriving.body)  # a server sends none, whatever the application gives
    return Called(arriving.status, Headers(raw=arriving.headers), body)


def _scope(root: str, path: str, headers: Mapping[str, str], method: str) -> Scope:
    sent, _, query = quote(root + path.partition("#")[0], safe=_AS_IT_IS).partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(sent),
        "raw_path": sent.encode(),
        "query_string": query.encode(),
        "root_path": root,
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in {"Host": "localhost", **headers}.items()],
        "client": ("localhost", 0),
        "server": ("localhost", 80),
    }
