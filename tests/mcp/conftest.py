"""The real graph as a library, and as the tools see it, opened once."""

import pytest

from kg.explore.graph import Graph
from kg.publish.library import Language, Library
from kg.publish.search import SearchIndex
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries


@pytest.fixture(scope="session")
def library(endpoint: LocalEndpoint, queries: Queries, real_index: SearchIndex) -> Library:
    return Library(endpoint, queries, real_index, {"release": "0123456789ab"})


@pytest.fixture(scope="session")
def graph(library: Library) -> Graph:
    return Graph(library, "release 0123456789ab", Language.NL)
