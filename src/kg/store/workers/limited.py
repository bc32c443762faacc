"""The workers as an Endpoint, for code that waits in a thread of its own: pages, tools, notebooks."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Protocol

from kg.store import Answer, Dataset, Formats, Question
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Reply, Workers


class Asked(Protocol):
    """Workers, or a sandbox."""

    async def ask(self, question: Question, client: str = "") -> Reply:
        """Return the answer, or its beginning."""
        ...


class LimitedEndpoint:
    """Answers queries of one client through the workers of an event loop that runs in another thread."""

    def __init__(self, workers: Asked, loop: asyncio.AbstractEventLoop, base: str, client: str = "") -> None:
        self.base = base
        self._workers = workers
        self._loop = loop
        self._client = client

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        """Return the answer, read to its end; raises QueryError, LimitError or TooManyQueriesError."""
        wanted: Future[None] = Future()
        try:
            return asyncio.run_coroutine_threadsafe(self._read(Question(query, formats, dataset), wanted), self._loop).result()
        finally:
            wanted.cancel()  # who is interrupted (Ctrl-C), at whatever point, asks no more

    async def _read(self, question: Question, wanted: Future[None]) -> Answer:
        """Return the answer while it is wanted."""
        task = asyncio.current_task()
        wanted.add_done_callback(lambda _: self._give_up(task))
        reply = await self._workers.ask(question, self._client)
        try:
            return Answer(reply.body + b"".join([piece async for piece in reply.rest()]), reply.media_type)
        finally:
            reply.close()

    def _give_up(self, task: "asyncio.Task[object] | None") -> None:
        if task and not task.done():
            with suppress(RuntimeError):  # the loop is closed, and with it all that it did
                self._loop.call_soon_threadsafe(task.cancel)


@contextmanager
def limited(files: Sequence[Path], base: str, limits: Limits) -> Iterator[LimitedEndpoint]:
    """Give an endpoint over the triples of these files, with workers and an event loop of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    workers = Workers(files, base, limits)
    try:
        asyncio.run_coroutine_threadsafe(workers.start(), loop).result()
        yield LimitedEndpoint(workers, loop, base)
    finally:
        asyncio.run_coroutine_threadsafe(_ended(workers), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(workers: Workers) -> None:
    """End the workers, and whatever is still asked of them."""
    workers.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)  # connections that are closed are gone in the next turn of the loop
