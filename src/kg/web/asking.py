"""Who evaluates the queries of readers: worker processes, or the endpoint in this process where there are none."""

import asyncio
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from kg.store import Endpoint, Question
from kg.store.workers.limited import LimitedEndpoint
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Errand, Reply, Workers
from kg.store.workers.sandbox import Sandbox


class Evaluation(Protocol):
    """Whatever answers a reader's question; `limits` are what it promises to keep, if any."""

    @property
    def limits(self) -> Limits | None:
        """Return the limits that hold for each question."""
        ...

    async def start(self) -> None:
        """Be ready for questions."""
        ...

    async def ask(self, question: Question, client: str) -> Reply:
        """Return the answer or its beginning; raises QueryError, LimitError, TooManyQueriesError or EndpointError."""
        ...

    def at_once(self, question: Question, client: str) -> Errand | None:
        """Return the question on its way, when it can be asked without waiting; else None: use `ask`."""
        ...

    def endpoint(self, client: str) -> Endpoint:
        """Return the same as an endpoint, for code in a thread."""
        ...

    def close(self) -> None:
        """Give up what it holds."""
        ...


class InProcess:
    """Answers from an endpoint in this process: without limits, for a trusted or a remote one."""

    limits = None

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def start(self) -> None:
        """Be ready, as it always is."""

    async def ask(self, question: Question, client: str) -> Reply:  # noqa: ARG002 - all clients are equal here
        """Return the whole answer."""
        answer = await run_in_threadpool(self._endpoint.answer, question.query, question.formats, question.dataset)
        return Reply(answer.media_type, answer.body)

    def at_once(self, question: Question, client: str) -> None:
        """Return nothing: it is asked in a thread."""

    def endpoint(self, client: str) -> Endpoint:  # noqa: ARG002 - all clients are equal here
        """Return the endpoint."""
        return self._endpoint

    def close(self) -> None:
        """Give up nothing."""


class InWorkers:
    """Answers from worker processes, over a release or a sandbox, of the event loop that started them."""

    def __init__(self, workers: Workers | Sandbox, base: str) -> None:
        self.limits: Limits = workers.limits
        self._workers = workers
        self._base = base
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self) -> None:
        """Load the release in the process that workers are forked from."""
        self._loop = asyncio.get_running_loop()
        await self._workers.start()

    async def ask(self, question: Question, client: str) -> Reply:
        """Return the answer or its beginning."""
        return await self._workers.ask(question, client)

    def at_once(self, question: Question, client: str) -> Errand | None:
        """Return the question on its way, when a worker is ready."""
        return self._workers.at_once(question, client)

    def endpoint(self, client: str) -> Endpoint:
        """Return an endpoint for code in a thread; it asks as this client."""
        if self._loop is None:
            raise RuntimeError("the workers have not been started")
        return LimitedEndpoint(self._workers, self._loop, self._base, client)

    def close(self) -> None:
        """End the workers."""
        self._workers.close()


def client_of(request: Request) -> str:
    """Return whose request it is."""
    return client_at(request.client.host if request.client else "")


@lru_cache(4096)
def client_at(host: str) -> str:
    """Return who asks from an address; of IPv6 the network, for a client has all addresses of one: a home gets a /56 (RFC 6177 §2).

    >>> client_at("192.0.2.1"), client_at("2001:db8:0:12ff::1:2"), client_at("testclient")
    ('192.0.2.1', '2001:0db8:0000:12', 'testclient')
    >>> client_at("::ffff:192.0.2.1")
    '192.0.2.1'
    """
    try:
        address = ip_address(host.partition("%")[0])  # fe80::1%eth0
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or address.exploded[:17])
