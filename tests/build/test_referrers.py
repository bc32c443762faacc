"""What refers to a thing stands in the index as it stands in the graph, in one order, and a page of it is a part of that."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.assets import asset, model_files
from kg.build.referrers import KINDS
from kg.build.search_index import write_index
from kg.publish.search import SearchIndex
from kg.store import graph
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries
from kg.terms import BASE

GRAPH = Path(__file__).parents[2] / "data" / "triples.ttl"
OWN = "https://data.dorp.example.nl/a+b"


@pytest.fixture(scope="module")
def endpoint() -> LocalEndpoint:
    return open_files([*model_files(), GRAPH])


@pytest.fixture
def index(real_index: SearchIndex) -> SearchIndex:
    return real_index


def test_each_thing_of_these_kinds_has_all_that_refers_to_it(endpoint: LocalEndpoint, index: SearchIndex) -> None:
    kinds = re.compile(rf"{re.escape(BASE)}/id/({'|'.join(KINDS)})/[^#]+")
    expected: dict[URIRef, list[tuple[URIRef, URIRef]]] = {}
    for subject, predicate, value in graph(endpoint, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        if isinstance(value, URIRef) and isinstance(subject, URIRef) and kinds.fullmatch(value):
            expected.setdefault(value, []).append((URIRef(str(predicate)), subject))
    assert len(expected) > 300
    for thing, triples in expected.items():
        assert index.number_of_referrers(thing) == len(triples)
        assert index.referrers(thing, 0, len(triples) + 1) == [(subject, predicate) for predicate, subject in sorted(triples)]


def test_a_page_is_a_part_of_the_whole(index: SearchIndex) -> None:
    almelo = URIRef(f"{BASE}/id/organisatie/gemeente-almelo")
    whole = index.referrers(almelo, 0, 10_000)
    assert [index.referrers(almelo, first, 100) for first in (0, 100)] == [whole[:100], whole[100:200]]
    assert len(whole) > 200


@pytest.mark.parametrize("path", ["doel/nieuw-samenspel", "organisatie/nergens", "organisatie/\ud800"])
def test_of_any_other_thing_there_are_none(index: SearchIndex, path: str) -> None:
    thing = URIRef(f"{BASE}/id/{path}")
    assert (index.number_of_referrers(thing), index.referrers(thing, 0, 10)) == (0, [])


def test_a_base_is_no_pattern_and_the_index_speaks_of_our_own(tmp_path: Path) -> None:
    file, triples = tmp_path / "search.sqlite", tmp_path / "graph.nt"
    triples.write_text(f"<{OWN}/id/doel/a> <{OWN}/def#owner> <{OWN}/id/organisatie/dorp> .\n", encoding="utf-8")
    write_index(open_files([triples], OWN), Queries(asset("queries")), file)
    with closing(SearchIndex(file)) as opened:
        found = opened.referrers(URIRef(f"{BASE}/id/organisatie/dorp"), 0, 10)
    assert found == [(URIRef(f"{BASE}/id/doel/a"), URIRef(f"{BASE}/def#owner"))]
