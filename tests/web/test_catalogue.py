"""The catalogue over HTTP: in every format the same, with the headers of other documents, and a way to it from what it describes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.publisher import Publication, Security, Worded
from kg.read.publication import publication
from kg.terms import BASE
from kg.web.app import create_app
from kg.web.catalogue import security_text
from kg.web.responses import FRESH

Parser = Callable[[str, str], Graph]
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "n3": "turtle"}
TYPES = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt", "application/rdf+xml": "rdf"}
DATASET = URIRef(f"{BASE}/id/dataset/samenspel")
HOSTILE = 'Doelen "van" \\ </script> & {zo} é \u2028'


@pytest.fixture(scope="module")
def published() -> Publication:
    return publication(Path(__file__).parents[2] / "data" / "publication.toml")


@pytest.fixture(scope="module")
def manifest() -> Mapping[str, object]:
    names = ("graph.nt", "dumps/samenspel.ttl", "dumps/samenspel.ttl.gz", "dumps/tabellen/goals.csv", "dumps/tabellen/csv-metadata.json")
    return {"release": "0123456789ab", "files": {name: {"bytes": 1234, "sha256": "ab" * 32} for name in names}}


@pytest.fixture(scope="module")
def catalogued(library: Library, static: Path, published: Publication, manifest: Mapping[str, object]) -> TestClient:
    app = create_app(replace(library, manifest=manifest, publication=published), static)
    return TestClient(app, follow_redirects=False)


@pytest.mark.parametrize("path", ["/catalog", "/void"])
def test_every_format_holds_the_same_triples(catalogued: TestClient, parsed: Parser, path: str) -> None:
    graphs = [parsed(catalogued.get(f"{path}.{suffix}").text, form) for suffix, form in FORMATS.items()]
    assert len(graphs[0]) > 150
    assert [isomorphic(graphs[0], other) for other in graphs] == [True] * len(graphs)


def test_hostile_settings_come_through_every_format(
    library: Library, static: Path, published: Publication, manifest: Mapping[str, object], parsed: Parser
) -> None:
    hostile = replace(published, title=Worded(HOSTILE, HOSTILE), keywords=(Literal(HOSTILE, lang="nl"),))
    client = TestClient(create_app(replace(library, manifest=manifest, publication=hostile), static))
    for suffix, form in FORMATS.items():
        graph = parsed(client.get(f"/catalog.{suffix}").text, form)
        assert set(graph.objects(DATASET, DCAT.keyword)) == {Literal(HOSTILE, lang="nl")}
        assert set(graph.objects(DATASET, DCTERMS.title)) == {Literal(HOSTILE, lang="nl"), Literal(HOSTILE, lang="en")}


@pytest.mark.parametrize(("media_type", "suffix"), TYPES.items())
def test_the_format_is_the_one_that_is_accepted(catalogued: TestClient, media_type: str, suffix: str) -> None:
    response = catalogued.get("/catalog", headers={"accept": media_type})
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, media_type)
    assert (response.headers["content-location"], response.headers["vary"].split(",")[0]) == (f"/catalog.{suffix}", "Accept")
    fixed = catalogued.get(f"/catalog.{suffix}")
    assert fixed.content == response.content
    assert fixed.headers["etag"] == response.headers["etag"]
    assert fixed.headers["cache-control"] == FRESH
    assert catalogued.get("/catalog", headers={"accept": media_type, "if-none-match": response.headers["etag"]}).status_code == 304


def test_the_links_lead_to_the_other_forms_and_the_licence(catalogued: TestClient) -> None:
    links = catalogued.get("/catalog", headers={"accept": "text/html"}).headers["link"]
    for link in (
        f'<{BASE}/catalog>; rel="canonical"',
        f'<{BASE}/id/catalogus/samenspel>; rel="cite-as"',
        '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"',
        '</catalog.ttl>; rel="describedby"; type="text/turtle"',
        '</catalog.jsonld>; rel="alternate"; type="application/ld+json"',
    ):
        assert link in links


def test_a_browser_gets_a_page_in_its_language(catalogued: TestClient) -> None:
    dutch, english = (catalogued.get(path, headers={"accept": "text/html"}) for path in ("/catalog", "/en/catalog"))
    assert ("<h1>Gegevens en downloads</h1>" in dutch.text, dutch.headers["content-language"]) == (True, "nl")
    assert ("<h1>Data and downloads</h1>" in english.text, english.headers["content-language"]) == (True, "en")
    assert 'href="/catalog">Gegevens en downloads</a>' in catalogued.get("/").text


def test_who_accepts_no_format_there_is_hears_which_there_are(catalogued: TestClient) -> None:
    for path in ("/catalog", "/id/catalogus/samenspel"):
        response = catalogued.get(path, headers={"accept": "image/png"})
        assert response.status_code == 406
        assert "/catalog.ttl" in {each["href"] for each in response.json()["alternatives"]}


def test_an_unknown_format_is_not_found(catalogued: TestClient) -> None:
    response = catalogued.get("/catalog.pdf")
    assert (response.status_code, response.json()["detail"].split(";")[0]) == (404, "no .pdf of this document")


def test_everything_the_catalogue_describes_leads_to_it_in_one_step(catalogued: TestClient, parsed: Parser) -> None:
    graph = parsed(catalogued.get("/catalog.ttl").text, "turtle")
    kinds = (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, DCAT.DataService)
    things = {str(thing) for kind in kinds for thing in graph.subjects(RDF.type, kind)}
    assert len(things) == 9
    for thing in things:
        for accept, location in (("text/html", "/catalog"), ("text/turtle", "/catalog.ttl"), ("application/ld+json", "/catalog.jsonld")):
            response = catalogued.get(thing.removeprefix(BASE), headers={"accept": accept})
            assert (response.status_code, response.headers["location"]) == (303, location)
            assert response.headers["vary"].split(",")[0] == "Accept"
    assert catalogued.get("/en/id/dataset/samenspel").headers["location"] == "/en/catalog"


@pytest.mark.parametrize("path", ["/id/distributie/nietes", "/id/catalogus/nietes", "/id/dataservice/Één"])
def test_what_the_catalogue_does_not_describe_is_not_found(catalogued: TestClient, path: str) -> None:
    response = catalogued.get(path)
    assert (response.status_code, response.json()["detail"]) == (404, f"no statements about <{BASE}{path}>")


def test_other_things_are_found_as_before(catalogued: TestClient) -> None:
    assert catalogued.get("/id/dataset/indicatoren").headers.get("location") == "/doc/dataset/indicatoren"


@pytest.mark.parametrize(
    ("accept", "status", "location"),
    [
        pytest.param("*/*", 200, None, id="anything"),
        pytest.param("text/turtle", 200, None, id="Turtle"),
        pytest.param("text/html,application/xhtml+xml,*/*;q=0.8", 303, "/catalog", id="a browser"),
    ],
)
def test_void_is_for_programs_and_leads_people_to_the_page(catalogued: TestClient, accept: str, status: int, location: str | None) -> None:
    response = catalogued.get("/void", headers={"accept": accept})
    assert (response.status_code, response.headers.get("location")) == (status, location)
    if status == 200:
        assert response.headers["content-type"].startswith("text/turtle")


def test_void_is_at_its_well_known_place(catalogued: TestClient) -> None:
    response = catalogued.get("/.well-known/void")
    assert (response.status_code, response.headers["location"]) == (303, "/void")


def test_security_txt_says_whom_to_tell(catalogued: TestClient) -> None:
    response = catalogued.get("/.well-known/security.txt")
    assert (response.status_code, response.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert response.text == (
        "Contact: mailto:beveiliging@samenspel.example.org\n"
        "Expires: 2027-11-01T23:59:59Z\n"
        "Preferred-Languages: nl, en\n"
        f"Canonical: {BASE}/.well-known/security.txt\n"
    )
    assert catalogued.get("/.well-known/security.txt", headers={"if-none-match": response.headers["etag"]}).status_code == 304


def test_security_txt_names_every_contact_and_the_policy() -> None:
    told = Security(("a@example.nl", "https://example.nl/lek"), date(2027, 1, 31), (), URIRef("https://example.nl/beleid"))
    fields = re.findall("(?m)^([A-Za-z-]+): (.+)$", security_text(told, BASE))
    assert fields[:4] == [
        ("Contact", "mailto:a@example.nl"),
        ("Contact", "https://example.nl/lek"),
        ("Expires", "2027-01-31T23:59:59Z"),
        ("Policy", "https://example.nl/beleid"),
    ]


def test_without_a_contact_for_leaks_there_is_no_security_txt(library: Library, static: Path, published: Publication) -> None:
    client = TestClient(create_app(replace(library, publication=replace(published, security=None)), static))
    response = client.get("/.well-known/security.txt")
    assert (response.status_code, response.json()["detail"]) == (
        404,
        "no security contact is told here; add [security] to data/publication.toml",
    )


def test_other_settings_make_another_edition(library: Library, static: Path, published: Publication) -> None:
    tags = {
        TestClient(create_app(replace(library, publication=each), static)).get("/catalog.ttl").headers["etag"]
        for each in (published, published, replace(published, frequency=None))
    }
    assert len(tags) == 2


PATHS = (
    "/catalog",
    "/catalog.ttl",
    "/void",
    "/.well-known/void",
    "/.well-known/security.txt",
    "/id/catalogus/samenspel",
    "/id/dataset/samenspel",
)


@pytest.mark.parametrize("path", PATHS)
def test_without_settings_nothing_is_published_and_the_way_out_is_told(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["detail"] == (
        "no catalogue is published here: describe the publication in data/publication.toml, or in another file with "
        "kg serve --publication FILE, and start again"
    )
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "kg serve --publication BESTAND" in page.text
    assert "/catalog" not in client.get("/").text
