"""The limits of the endpoint as options of a command."""

from typing import Annotated
from urllib.parse import urlsplit

import typer

from kg.errors import ServingError
from kg.store.workers.limits import Limits

DEFAULT = Limits()

TimeOption = Annotated[
    float, typer.Option("--query-time", envvar="KG_QUERY_TIME", min=0.1, help="Seconds a query may take, waiting and sending included.")
]
MemoryOption = Annotated[int, typer.Option("--query-memory", envvar="KG_QUERY_MEMORY", min=16, help="MiB of memory a query may take.")]
SizeOption = Annotated[int, typer.Option("--query-size", envvar="KG_QUERY_SIZE", min=1, help="MiB an answer may have.")]
LongOption = Annotated[
    int,
    typer.Option("--long-queries", envvar="KG_LONG_QUERIES", min=1, help="Long queries that may run at once, half of them of one client."),
]
ServicesOption = Annotated[
    list[str] | None, typer.Option("--allow-service", envvar="KG_ALLOW_SERVICE", help="An endpoint that queries may call with SERVICE.")
]


def limits(time_s: float, memory_mib: int, result_mib: int, long: int, services: list[str] | None = None) -> Limits:
    """Return the limits; raises ServingError when a service is no address of an endpoint."""
    for iri in services or ():
        if urlsplit(iri).scheme not in {"http", "https"} or not urlsplit(iri).hostname or set(iri) & set('<>"{}|\\^` '):
            raise ServingError(f"{iri!r} is no address of an endpoint; write it in full, as in https://data.example.nl/sparql")
    per_client = max(1, long // 2)
    return Limits(time_s, memory_mib, result_mib, long=long, long_per_client=per_client, services=tuple(services or ()))
