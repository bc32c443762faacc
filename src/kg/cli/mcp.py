"""`kg mcp`: the graph as tools for a language model, over stdin and stdout."""

from contextlib import closing
from importlib import import_module

from kg.build.release import INDEX, current_release
from kg.cli.limits import DEFAULT, MemoryOption, SizeOption, TimeOption, limits
from kg.cli.places import GRAPH, RELEASES, BaseOption, GraphOption, OutOption, queries, sources
from kg.cli.web import base_iri, built
from kg.errors import MissingPackageError
from kg.explore.graph import Graph
from kg.publish.library import Language, Library
from kg.publish.search import SearchIndex
from kg.store.workers.limited import limited
from kg.terms import BASE

_LARGEST_MIB = 16
"""An answer is read whole before a part of it is told, so it may be smaller than what /sparql streams."""


def mcp(
    graph: GraphOption = GRAPH,
    out: OutOption = RELEASES,
    base: BaseOption = BASE,
    query_time: TimeOption = DEFAULT.time_s,
    query_memory: MemoryOption = DEFAULT.memory_mib,
    query_size: SizeOption = _LARGEST_MIB,
) -> None:
    """Serve the graph to a language model (Model Context Protocol over stdio): search, thing, questions, SPARQL; reading only."""
    try:
        server = import_module("kg.mcp.server").server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise MissingPackageError("kg mcp needs the package mcp, version 2; install it with: pip install 'kg[mcp]'") from error
    release = current_release(sources(graph), out, base_iri(base)) or built(graph, out, base)
    allowed = limits(query_time, query_memory, query_size, DEFAULT.long)
    with closing(SearchIndex(release.folder / INDEX)) as index, limited(release.graph_files, base_iri(base), allowed) as endpoint:
        library = Library(endpoint, queries(), index, release.manifest)
        server(library, Graph(library, f"release {release.name}", Language.NL)).run("stdio")
