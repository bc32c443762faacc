"""`kg sandbox`: a throw-away endpoint in memory that can be changed, for trials."""

import asyncio
from collections.abc import Coroutine
from contextlib import closing, suppress
from pathlib import Path
from socket import socket as Socket  # noqa: N812 - a name for its values is needed too
from typing import Annotated

import typer
import uvicorn

from kg.cli.limits import DEFAULT, LongOption, MemoryOption, SizeOption, TimeOption, limits
from kg.cli.places import BaseOption, queries, told
from kg.cli.web import HostOption, PortOption, listening
from kg.store.workers.sandbox import Sandbox
from kg.terms import BASE
from kg.web.sandbox import create_sandbox_app


def sandbox(
    files: Annotated[list[Path] | None, typer.Argument(help="RDF files to begin with (.ttl, .nt, .rdf); none for an empty store.")] = None,
    base: BaseOption = BASE,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8001,
    query_time: TimeOption = DEFAULT.time_s,
    query_memory: MemoryOption = DEFAULT.memory_mib,
    query_size: SizeOption = DEFAULT.result_mib,
    long_queries: LongOption = DEFAULT.long,
) -> None:
    """Serve a throw-away SPARQL endpoint that can be changed; whoever reaches it may change it, and nothing is kept."""
    kept = Sandbox(files or [], base, limits(query_time, query_memory, query_size, long_queries))
    config = uvicorn.Config(create_sandbox_app(kept, base, queries()), log_level="warning", server_header=False)
    with closing(listening(host, port)) as socket, suppress(KeyboardInterrupt):  # uvicorn raises the signal again at its end
        _run(config, _served(kept, _Server(config, kept), (host, socket)))


def _run(config: uvicorn.Config, serving: Coroutine[None, None, None]) -> None:
    """Run it in the event loop that the server likes best."""
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(serving)


class _Server(uvicorn.Server):
    """A server that ends its sandbox before it waits for its last answers: they may be of changes, or queries, that run on."""

    def __init__(self, config: uvicorn.Config, kept: Sandbox) -> None:
        super().__init__(config)
        self._kept = kept

    async def shutdown(self, sockets: list[Socket] | None = None) -> None:
        """End the sandbox, then the rest."""
        self._kept.close()
        await super().shutdown(sockets)


async def _served(kept: Sandbox, server: uvicorn.Server, place: tuple[str, Socket]) -> None:
    """Begin, tell where, and serve until a signal; a sandbox that cannot begin raises EndpointError and is told nowhere."""
    host, socket = place
    with closing(kept):
        await kept.start()
        told.print(f"sandbox on http://{host}:{socket.getsockname()[1]}/sparql (stop with Ctrl-C; nothing is kept)", markup=False)
        await server.serve(sockets=[socket])
