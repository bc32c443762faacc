"""`kg build` and `kg serve`: a release of the graph, and the pages and endpoint over it."""

import re
import socket
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.build.release import Release, build_release, current_release
from kg.cli.limits import DEFAULT, LongOption, MemoryOption, ServicesOption, SizeOption, TimeOption, limits
from kg.cli.places import (
    GRAPH,
    PUBLICATION,
    RELEASES,
    BaseOption,
    GraphOption,
    OutOption,
    PublicationOption,
    published,
    queries,
    sources,
    told,
)
from kg.errors import BaseIriError, ServingError
from kg.publish.released import opened
from kg.store.turtle import PREFIXES
from kg.store.workers.pool import Workers
from kg.terms import BASE
from kg.web.app import create_app
from kg.web.asking import InWorkers
from kg.web.connections import configured

HostOption = Annotated[str, typer.Option(envvar="KG_HOST", help="The address to listen on.")]
PortOption = Annotated[int, typer.Option(envvar="KG_PORT", min=0, max=65535, help="The port to listen on.")]

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_BASE = re.compile(rf"https?://{_LABEL}(?:\.{_LABEL})*(?::([0-9]{{1,5}}))?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_ROOT = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_PORTS = range(1, 65536)
_STEPS = {
    "read": "reading the graph",
    "validate": "checking it against the shapes",
    "write": "writing the release",
    "index": "indexing for search",
}


def build(
    graph: GraphOption = GRAPH,
    out: OutOption = RELEASES,
    base: BaseOption = BASE,
    *,
    allow_invalid: Annotated[bool, typer.Option("--allow-invalid", help="Make a release in spite of violations, and record that.")] = False,
) -> None:
    """Make an immutable release of the graph and print its folder; violations stop it."""
    print(built(graph, out, base, allow_invalid=allow_invalid).folder)


def serve(
    graph: GraphOption = GRAPH,
    out: OutOption = RELEASES,
    base: BaseOption = BASE,
    publication: PublicationOption = PUBLICATION,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    query_time: TimeOption = DEFAULT.time_s,
    query_memory: MemoryOption = DEFAULT.memory_mib,
    query_size: SizeOption = DEFAULT.result_mib,
    long_queries: LongOption = DEFAULT.long,
    allow_service: ServicesOption = None,
    proxy: Annotated[
        str, typer.Option("--proxy", envvar="KG_PROXY", help="The address of the proxy in front; who asks is who it forwards for.")
    ] = "",
    root_path: Annotated[
        str, typer.Option("--root-path", envvar="KG_ROOT_PATH", help="What the proxy in front puts before every path, as in /kg.")
    ] = "",
    answers: Annotated[
        int, typer.Option("--answers", envvar="KG_ANSWERS", min=0, help="MiB of answers to keep for who asks the same.")
    ] = 64,
) -> None:
    """Serve the graph: pages, search, SPARQL; makes a release first when there is none of this graph."""
    allowed, root = limits(query_time, query_memory, query_size, long_queries, allow_service), root_of(root_path)
    publisher = published(publication, base)
    release = current_release(sources(graph), out, base_iri(base)) or built(graph, out, base)
    library = opened(release, queries(), publisher, publication)
    with closing(library.index), listening(host, port) as socket_:
        told.print(f"release {release.name} on http://{host}:{socket_.getsockname()[1]}/ (stop with Ctrl-C)", markup=False)
        evaluation = InWorkers(Workers(release.graph_files, library.endpoint.base, allowed), library.endpoint.base)
        app = create_app(library, evaluation=evaluation, answers_mib=answers)
        server = uvicorn.Server(configured(app, app.state.plain, proxy, root))
        with suppress(KeyboardInterrupt):  # uvicorn raises the signal again once it has shut down
            server.run(sockets=[socket_])


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raises ServingError when it cannot."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ServingError(f"cannot listen on {host}, port {port} ({error.strerror}); choose another with --host or --port") from error


def built(graph: Path, out: Path, base: str, *, allow_invalid: bool = False) -> Release:
    """Return the release of the graph, made while its steps are told."""
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=told, transient=True) as progress:
        task = progress.add_task("", total=len(_STEPS))
        return build_release(
            sources(graph),
            out,
            base_iri(base),
            lambda step: progress.update(task, description=_STEPS[step], advance=1),
            allow_invalid=allow_invalid,
        )


def root_of(text: str) -> str:
    """Return what stands before every path: "" or, as in "/kg", a path without a slash at its end; raises ServingError for another."""
    root = text.rstrip("/")
    if root and not _ROOT.fullmatch(root):
        raise ServingError(f"{text!r} is no path to serve under; write it as in /kg, with a slash before it")
    return root


def base_iri(text: str) -> str:
    """Return the base IRI as it stands before every path: no slash at the end."""
    base = text.rstrip("/")
    parts = _BASE.fullmatch(base)
    if not parts or int(parts[1] or 80) not in _PORTS:
        raise BaseIriError(f"{text!r} is no base IRI; write it as in https://data.example.nl, other letters in the name as xn--…")
    taken = (f"{BASE}/", *PREFIXES.values())
    if base != BASE and any(namespace.startswith(f"{base}/") or f"{base}/".startswith(namespace) for namespace in taken):
        raise BaseIriError(f"{text!r} is where a vocabulary lives that we use; take a domain of your own, as in https://data.example.nl")
    return base
