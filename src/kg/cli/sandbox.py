"""`kg sandbox`: a throw-away endpoint in memory that can be changed, for trials."""

from contextlib import closing, suppress
from pathlib import Path
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
    with closing(listening(host, port)) as socket:
        told.print(f"sandbox on http://{host}:{socket.getsockname()[1]}/sparql (stop with Ctrl-C; nothing is kept)", markup=False)
        app = create_sandbox_app(kept, base, queries())
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[socket])
