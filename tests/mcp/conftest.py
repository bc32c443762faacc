"""The real graph as a library, and as the tools see it, opened once."""

from collections.abc import Iterator

import pytest

from kg.build.search_index import write_index
from kg.explore.graph import Graph
from kg.publish.library import Language, Library
from kg.publish.search import SearchIndex
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries


@pytest.fixture(scope="session")
def library(endpoint: LocalEndpoint, queries: Queries, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    file = tmp_path_factory.mktemp("release") / "search.sqlite"
    write_index(endpoint, queries, file)
    index = SearchIndex(file)
    yield Library(endpoint, queries, index, {"release": "0123456789ab"})
    index.close()


@pytest.fixture(scope="session")
def graph(library: Library) -> Graph:
    return Graph(library, "release 0123456789ab", Language.NL)
