"""A throw-away store that can be changed: asked as a release is, through workers that are forked from what is in it now."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from kg.errors import EndpointError
from kg.store import Formats, Question
from kg.store.workers.frames import Kind, frame, told
from kg.store.workers.limits import Limits
from kg.store.workers.link import Link, WorkerGoneError
from kg.store.workers.pool import Reply, Workers


class Sandbox:
    """Workers over a store in memory that update, load and drop change; nothing of it is kept."""

    def __init__(self, files: Sequence[Path], base: str, limits: Limits) -> None:
        self.limits = limits
        self._workers = Workers(files, base, limits)
        self._writing = asyncio.Lock()
        self._link: Link | None = None

    async def start(self) -> int:
        """Load the files; returns the number of triples."""
        return await self._workers.start()

    async def ask(self, question: Question, client: str = "") -> Reply:
        """Return the answer, or its beginning, from what is in the store now."""
        return await self._workers.ask(question, client)

    async def update(self, text: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> None:
        """Carry out a SPARQL 1.1 update, of this dataset when one is given; raises QueryError when nothing was changed."""
        await self._change("update", [text, default, named])

    async def load(self, body: bytes, media_type: str, graph: str | None, *, replace: bool) -> bool:
        """Put a document in a graph (None: the default graph), in place of what is there or beside it; tells whether it was there."""
        return await self._change("load", [body.decode("utf-8"), media_type, graph, replace])

    async def drop(self, graph: str | None) -> bool:
        """Remove a graph; tells whether it was there."""
        return await self._change("drop", graph)

    async def exists(self, graph: str | None) -> bool:
        """Tell whether there is such a graph; the default graph always is."""
        return await self._change("exists", graph)

    async def graph(self, query: str, formats: Formats) -> bytes:
        """Return the answer to a query of our own, read to its end."""
        reply = await self.ask(Question(query, formats))
        return reply.body + b"".join([piece async for piece in reply.rest()])

    def close(self) -> None:
        """Throw the store away."""
        if self._link:
            self._link.close()
        self._workers.close()

    async def _change(self, name: str, arguments: object) -> bool:
        """Make a change and tell what it tells; it goes on when its asker leaves, so that nobody gets the answer to it but they."""
        return await asyncio.shield(self._changed(name, arguments))

    async def _changed(self, name: str, arguments: object) -> bool:
        async with self._writing:
            if self._link is None:
                self._link = await self._workers.writer()
            self._link.ask(frame(Kind.ASK, json.dumps([name, arguments]).encode()))
            try:
                kind, body = await self._link.frame()
            except WorkerGoneError as error:
                self._link = None
                self._workers.renew()
                raise EndpointError("the sandbox has ended, and what was changed in it is gone; it begins anew") from error
        if name != "exists":
            self._workers.renew()
        if kind is Kind.REFUSED:
            raise told(kind, body)
        return bool(json.loads(body))
