"""The real graph as a network, with who answers for what in it."""

import pytest

from kg.build.layout.islands import Belonging, belonging
from kg.build.network import Network, projection
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries


@pytest.fixture(scope="session")
def network(endpoint: LocalEndpoint, queries: Queries) -> Network:
    return projection(endpoint, queries)


@pytest.fixture(scope="session")
def owned(endpoint: LocalEndpoint, queries: Queries) -> Belonging:
    return belonging(endpoint, queries)
