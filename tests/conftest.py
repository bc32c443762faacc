"""The real graph and the saved queries, opened once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.model.tables import Row
from kg.read.table import read_tables
from kg.read.words import allowed_words
from kg.store import turtle
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries

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
def small() -> Path:
    """A handful of real facts, with every kind of row and every caveat in it."""
    return ROOT / "tests" / "small"


@pytest.fixture(scope="session")
def words() -> Mapping[str, frozenset[str]]:
    return allowed_words(turtle.load(ROOT / "ontology" / "schemes.ttl"))


@pytest.fixture(scope="session")
def small_rows(small: Path, words: Mapping[str, frozenset[str]]) -> list[Row]:
    return read_tables(small, words)
