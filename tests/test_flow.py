"""One small set of fact tables, all the way: rows, graph, release, page, endpoint, network."""

import socket
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS
from SPARQLWrapper import JSON, SPARQLWrapper
from starlette.testclient import TestClient

from kg.assets import asset, model_files
from kg.build.release import INDEX, Release, Sources, build_release
from kg.extract.facts import facts
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.read.table import read_tables
from kg.store import turtle
from kg.store.queries import Queries
from kg.web.app import create_app

BASE = "https://data.voorbeeld.nl"
DEAL = "/initiatief/regiodeal-twente"


@pytest.fixture(scope="module")
def release(small: Path, words: Mapping[str, frozenset[str]], tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("flow")
    turtle.save(facts(read_tables(small, words)), folder / "triples.ttl")
    sources = Sources((*model_files(), folder / "triples.ttl"), (asset("ontology") / "shapes.ttl",), asset("queries"))
    return build_release(sources, folder / "releases", BASE)


@pytest.fixture(scope="module")
def client(release: Release, queries: Queries) -> Iterator[TestClient]:
    index = SearchIndex(release.folder / INDEX)
    yield TestClient(create_app(Library(release.open(), queries, index, release.manifest)))
    index.close()


def test_a_name_that_a_source_used_leads_to_the_page_with_the_evidence(client: TestClient) -> None:
    found = client.get("/zoek", params={"q": "regio deal twente i"}).text
    assert f'href="/doc{DEAL}"' in found
    page = client.get(f"/doc{DEAL}").text
    for told in (
        "Regiodeal Twente",
        "Ministerie van LNV",
        "Vergroten van het perspectief",
        "150.000.000",
        "Doel: Nieuw samenspel, Regiodeals",
    ):
        assert told in page


def test_the_iri_leads_to_triples_about_it_under_the_base_of_the_release(client: TestClient) -> None:
    answer = client.get(f"/id{DEAL}", headers={"Accept": "text/turtle"})
    assert [step.status_code for step in answer.history] == [303]
    graph = Graph().parse(data=answer.text, format="turtle")
    assert str(graph.value(URIRef(f"{BASE}/id{DEAL}"), RDFS.label)) == "Regiodeal Twente"


def test_the_endpoint_answers_sparqlwrapper_on_a_real_port(client: TestClient) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(client.app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    endpoint = SPARQLWrapper(f"http://127.0.0.1:{listening.getsockname()[1]}/sparql", returnFormat=JSON)
    endpoint.setQuery(f"SELECT (COUNT(DISTINCT ?goal) AS ?n) WHERE {{ <{BASE}/id{DEAL}> <{BASE}/def#contributesTo> ?goal }}")
    rows = cast("dict[str, Any]", endpoint.queryAndConvert())["results"]["bindings"]
    server.should_exit = True
    thread.join()
    listening.close()
    assert [row["n"]["value"] for row in rows] == ["1"]


def test_the_network_is_one_file_that_asks_for_nothing(client: TestClient) -> None:
    page = client.get(f"/netwerk{DEAL}.html").text
    assert "Skills Twente" in page
    assert "Gemeente Almelo" in page
    assert 'src="' not in page
    assert 'rel="stylesheet"' not in page
