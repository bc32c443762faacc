"""The real graph as a library, opened once."""

from pathlib import Path

import pytest
from rdflib import Graph

from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries
from kg.store.turtle import load


@pytest.fixture(scope="session")
def library(endpoint: LocalEndpoint, queries: Queries, real_index: SearchIndex) -> Library:
    return Library(endpoint, queries, real_index, {"release": "2026-11-25-test", "triples": len(endpoint), "counts": {"beleid:Goal": 1}})


@pytest.fixture(scope="session")
def triples() -> Graph:
    """The same graph in rdflib, to count what pages tell once more without SPARQL."""
    folder = Path(__file__).parents[2]
    graph = load(folder / "ontology" / "vocabulary.ttl")
    for file in ("ontology/schemes.ttl", "ontology/links.ttl", "data/triples.ttl"):
        for triple in load(folder / file):
            graph.add(triple)
    return graph
