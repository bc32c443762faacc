"""The real graph, a release of it and the saved queries, opened or made once."""

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from kg.assets import asset, model_files
from kg.build.release import INDEX, Release, Sources, build_release
from kg.model.tables import Row
from kg.publish.search import SearchIndex
from kg.read.table import read_tables
from kg.read.words import allowed_words
from kg.store import turtle
from kg.store.files import alone
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries

gc.set_threshold(50_000, 25, 50)  # the graphs that stay for all tests are looked through less often: a tenth less time

ROOT = Path(__file__).parents[1]
GRAPH_FILES = [
    ROOT / "ontology" / "vocabulary.ttl",
    ROOT / "ontology" / "schemes.ttl",
    ROOT / "ontology" / "links.ttl",
    ROOT / "data" / "triples.ttl",
]


@pytest.fixture(scope="session")
def endpoint() -> LocalEndpoint:
    return open_files(GRAPH_FILES)


@pytest.fixture(scope="session")
def queries() -> Queries:
    return Queries(ROOT / "queries")


@pytest.fixture(scope="session")
def real_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the real graph as `kg build` makes it, made once for all processes that run tests; nobody changes what is in it."""
    own = tmp_path_factory.getbasetemp()
    place = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with alone(place / "real"):
        return build_release(
            Sources((*model_files(), GRAPH_FILES[-1]), (asset("ontology") / "shapes.ttl",), asset("queries")), place / "shared" / "releases"
        )


@pytest.fixture(scope="session")
def real_index(real_release: Release) -> Iterator[SearchIndex]:
    """The search index of that release."""
    with closing(SearchIndex(real_release.folder / INDEX)) as index:
        yield index


@pytest.fixture(scope="session")
def small() -> Path:
    """A handful of real facts, with every kind of row and every caveat in it."""
    return ROOT / "tests" / "small"


@pytest.fixture(scope="session")
def words() -> Mapping[str, frozenset[str]]:
    return allowed_words(turtle.load(ROOT / "ontology" / "schemes.ttl"))


@pytest.fixture(scope="session")
def small_rows(small: Path, words: Mapping[str, frozenset[str]]) -> list[Row]:
    return read_tables(small, words)
