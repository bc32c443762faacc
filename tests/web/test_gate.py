"""The quality report over HTTP: a page and EARL in every form, or why there is none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from judged import JUDGEMENT
from kg.publish.gate_report import DQV, judgement_graph
from kg.publish.library import Library
from kg.read.publication import publication
from kg.terms import BASE
from kg.web.app import create_app

FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "n3": "turtle"}
SETTINGS = Path(__file__).parents[2] / "data" / "publication.toml"
QUALITY = (URIRef(f"{BASE}/id/dataset/samenspel"), DQV.hasQualityMetadata, URIRef(f"{BASE}/keuring"))


@pytest.fixture(scope="module")
def judged(library: Library, static: Path) -> TestClient:
    told = replace(library, judgement=JUDGEMENT, publication=publication(SETTINGS))
    return TestClient(create_app(told, static), follow_redirects=False)


def test_every_form_holds_the_same_triples(judged: TestClient, parsed: Callable[[str, str], Graph]) -> None:
    graphs = [parsed(judged.get(f"/keuring.{suffix}").text, form) for suffix, form in FORMATS.items()]
    assert [isomorphic(judgement_graph(JUDGEMENT), graph) for graph in graphs] == [True] * len(graphs)


def test_the_page_is_there_in_both_languages(judged: TestClient) -> None:
    pages = {path: judged.get(path, headers={"Accept": "text/html"}) for path in ("/keuring", "/en/keuring")}
    assert "<h1>Keuring</h1>" in pages["/keuring"].text
    assert "<h1>Quality report</h1>" in pages["/en/keuring"].text
    assert f'<{BASE}/keuring>; rel="cite-as"' in pages["/keuring"].headers["link"]


def test_the_form_is_the_one_that_is_accepted(judged: TestClient) -> None:
    found = judged.get("/keuring", headers={"Accept": "text/turtle"})
    assert (found.status_code, found.headers["content-location"]) == (200, "/keuring.ttl")
    assert judged.get("/keuring", headers={"Accept": "text/turtle", "If-None-Match": found.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/over", "/catalog", "/sitemap-1.xml"])
def test_there_is_a_way_to_it(judged: TestClient, client: TestClient, path: str) -> None:
    assert "/keuring" in judged.get(path, headers={"Accept": "text/html"}).text
    assert "/keuring" not in client.get(path, headers={"Accept": "text/html"}).text


def test_the_catalogue_points_at_it(judged: TestClient, library: Library, static: Path) -> None:
    assert QUALITY in Graph().parse(data=judged.get("/catalog.ttl").text, format="turtle")
    unjudged = TestClient(create_app(replace(library, publication=publication(SETTINGS)), static))
    assert QUALITY not in Graph().parse(data=unjudged.get("/catalog.ttl").text, format="turtle")


def test_another_judgement_is_another_edition_of_what_tells_of_it(judged: TestClient, library: Library, static: Path) -> None:
    later = replace(library, judgement=replace(JUDGEMENT, moment="2026-12-01T09:00:00+00:00"), publication=publication(SETTINGS))
    other = TestClient(create_app(later, static))
    for path in ("/keuring.ttl", "/over"):
        assert judged.get(path).headers["etag"] != other.get(path).headers["etag"]


@pytest.mark.parametrize("path", ["/keuring", "/keuring.ttl", "/en/keuring"])
def test_a_release_that_was_not_checked_says_so(client: TestClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert ("not checked" if path.startswith("/en") else "niet gekeurd") in page.text
    told = client.get(path, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["detail"]) == (404, "this release was not checked: run kg gate, and start the server again")
