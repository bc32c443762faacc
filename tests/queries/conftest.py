"""The real graph in rdflib: another engine, and the means to count without SPARQL."""

from pathlib import Path

import pytest
from rdflib import Graph

from kg.store.turtle import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def triples() -> Graph:
    graph = load(ROOT / "ontology" / "vocabulary.ttl")
    for file in ("ontology/schemes.ttl", "ontology/links.ttl", "data/triples.ttl"):
        for triple in load(ROOT / file):
            graph.add(triple)
    return graph
