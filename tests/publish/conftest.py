"""The real graph as a library, opened once."""

from collections.abc import Iterator

import pytest

from kg.build.search_index import write_index
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries


@pytest.fixture(scope="session")
def library(endpoint: LocalEndpoint, queries: Queries, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    file = tmp_path_factory.mktemp("library") / "search.sqlite"
    write_index(endpoint, queries, file)
    index = SearchIndex(file)
    yield Library(endpoint, queries, index, {"release": "2026-11-25-test", "triples": len(endpoint), "counts": {"beleid:Goal": 1}})
    index.close()
