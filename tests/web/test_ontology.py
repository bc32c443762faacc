"""/def and the address of its version over HTTP."""

from collections.abc import Callable, Mapping

import pytest
from rdflib import OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from kg.terms import BASE, BELEID
from reading import page

Parser = Callable[[str, str], Graph]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media_type", "extension"),
    [
        pytest.param(BROWSER, "text/html", "html", id="a browser"),
        pytest.param("*/*", "text/html", "html", id="anything"),
        pytest.param("text/html;q=0, */*", "text/turtle", "ttl", id="anything but a page"),
        pytest.param("text/turtle", "text/turtle", "ttl", id="Turtle"),
        pytest.param("application/rdf+xml", "application/rdf+xml", "rdf", id="RDF/XML"),
        pytest.param("application/ld+json", "application/ld+json", "jsonld", id="JSON-LD"),
    ],
)
@pytest.mark.parametrize("path", ["/def", "/def/0.1.0"])
def test_the_ontology_comes_in_the_form_that_is_asked_for(
    client: TestClient, path: str, accept: str, media_type: str, extension: str
) -> None:
    response = client.get(path, headers={"accept": accept})
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["content-location"] == f"{path}.{extension}"
    assert "Accept" in response.headers["vary"]
    fixed = client.get(f"{path}.{extension}")
    assert (fixed.status_code, fixed.content) == (200, response.content)


def test_the_page_tells_of_every_term_in_both_languages(client: TestClient) -> None:
    for path, name, heading in (("/def", "doel", "Klassen"), ("/en/def", "goal", "Classes")):
        response = client.get(path, headers={"accept": BROWSER})
        root = page(response.text)
        assert response.headers["content-language"] == root.one("html").attributes["lang"]
        assert root.one("section", id="Goal").one("h3").text.split()[0] == name
        assert heading in [element.text for element in root.all("h2")]


@pytest.mark.parametrize("path", ["/def", "/en/def", "/def/0.1.0", "/en/def/0.1.0"])
def test_who_holds_the_page_does_not_get_it_again(client: TestClient, path: str) -> None:
    tag = client.get(path, headers={"accept": BROWSER}).headers["etag"]
    again = client.get(path, headers={"accept": BROWSER, "if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_of_the_version_links_to_the_other_language_at_that_version(client: TestClient) -> None:
    root = page(client.get("/def/0.1.0", headers={"accept": BROWSER}).text)
    assert root.one("a", class_="language").attributes["href"] == "/en/def/0.1.0"


def test_the_version_is_the_ontology_and_says_where_the_latest_is(client: TestClient, parsed: Parser) -> None:
    response = client.get("/def/0.1.0", headers={"accept": "text/html"})
    links = response.headers["link"].split(", ")
    assert f'<{BASE}/def/0.1.0>; rel="canonical"' in links
    assert f'<{BASE}/def>; rel="cite-as"' in links
    assert '</def>; rel="latest-version"' in links
    versioned, plain = (parsed(client.get(f"{path}.ttl").text, "turtle") for path in ("/def/0.1.0", "/def"))
    assert isomorphic(versioned, plain)
    assert (URIRef(f"{BASE}/def"), OWL.versionIRI, URIRef(f"{BASE}/def/0.1.0")) in versioned
    assert (BELEID.Goal, RDF.type, OWL.Class) in versioned


@pytest.mark.parametrize("asked", ["0.2.0", "0.1", "0.1.00", "9", "0.1.0-rc"])
def test_another_version_is_not_found_and_hears_which_there_is(client: TestClient, asked: str) -> None:
    response = client.get(f"/def/{asked}")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": f"no version {asked} of the vocabulary here; there is 0.1.0, at /def",
        "version": "0.1.0",
    }


@pytest.mark.parametrize(
    ("path", "told"),
    [
        pytest.param("/def/2.0", "Er is hier geen versie 2.0 van de woordenlijst; dit is versie 0.1.0, op /def.", id="Dutch"),
        pytest.param("/en/def/2.0", "no version 2.0 of the vocabulary here; there is 0.1.0, at /def", id="English"),
    ],
)
def test_a_reader_hears_in_the_language_of_the_page_which_version_there_is(client: TestClient, path: str, told: str) -> None:
    response = client.get(path, headers={"accept": BROWSER})
    assert (response.status_code, response.headers["cache-control"]) == (404, "no-cache")
    assert told in page(response.text).one("main").text


@pytest.mark.parametrize("path", ["/def.xyz", "/def/0.1.0.xyz", "/def/0.1.0."])
def test_a_form_that_there_is_not_is_not_found(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "there are .html, .ttl, .jsonld, .nt, .rdf, .n3" in response.json()["detail"]


@pytest.mark.parametrize("headers", [{"accept": "image/png"}])
def test_who_accepts_no_form_there_is_hears_which_there_are(client: TestClient, headers: Mapping[str, str]) -> None:
    response = client.get("/def/0.1.0", headers=headers)
    assert (response.status_code, response.json()["alternatives"][0]) == (406, {"type": "text/html", "href": "/def/0.1.0.html"})


def test_under_a_prefix_the_page_stays_below_it(client: TestClient) -> None:
    below = TestClient(client.app, root_path="/kg", follow_redirects=False)
    root = page(below.get("/kg/def", headers={"accept": BROWSER}).text)
    hrefs = {link.attributes["href"] for link in root.one("main").all("a") if link.attributes["href"].startswith("/")}
    assert {href for href in hrefs if not href.startswith("/kg/")} == set()


def test_a_term_on_the_page_of_a_thing_leads_to_its_anchor(client: TestClient) -> None:
    thing = page(client.get("/doc/concept/verbandsoort/eigenaar", headers={"accept": BROWSER}).text)
    hrefs = {link.attributes["href"] for link in thing.one("main").all("a")}
    assert "/def#owner" in hrefs
    assert page(client.get("/def", headers={"accept": BROWSER}).text).one("section", id="owner")
