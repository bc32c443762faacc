"""What was published and is there no longer."""

from collections.abc import Mapping

import pytest
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, Graph, Literal, URIRef
from starlette.testclient import TestClient

from kg.terms import BASE
from publications import GOAL, PILOT

HTML, TURTLE, FRESH = {"accept": "text/html"}, {"accept": "text/turtle"}, "max-age=300, stale-while-revalidate=86400"
CLAIM = "deelname/skills-twente--gemeente-almelo--deelnemer"


@pytest.mark.parametrize(
    ("path", "location"),
    [
        pytest.param(f"/id/{PILOT}", "/id/initiatief/house-of-skills", id="a thing"),
        pytest.param(f"/doc/{PILOT}", "/doc/initiatief/house-of-skills", id="its document"),
        pytest.param(f"/doc/{PILOT}.ttl", "/doc/initiatief/house-of-skills.ttl", id="a form of it"),
        pytest.param(f"/doc/{PILOT}.linkset.json", "/doc/initiatief/house-of-skills.linkset.json", id="its links"),
        pytest.param(f"/beeld/{PILOT}", "/doc/initiatief/house-of-skills", id="its picture"),
        pytest.param(f"/en/doc/{PILOT}", "/en/doc/initiatief/house-of-skills", id="in English"),
        pytest.param(f"/id/{PILOT}?release=2", "/id/initiatief/house-of-skills?release=2", id="in the publication it was merged in"),
    ],
)
def test_what_was_merged_sends_on_in_one_step(site: TestClient, path: str, location: str) -> None:
    response = site.get(path)
    assert (response.status_code, response.headers["location"]) == (308, location)
    assert site.get(location.replace("/id/", "/doc/")).status_code == 200


def test_what_was_replaced_is_gone_with_a_page_that_says_so(site: TestClient) -> None:
    response = site.get(f"/doc/{GOAL}", headers=HTML)
    assert (response.status_code, response.headers["cache-control"], response.headers["content-language"]) == (410, FRESH, "nl")
    for told in (
        "<h1>Een sterk Twente</h1>",
        "Dit is ingetrokken en staat sinds 1 maart 2026 niet meer in de graaf.",
        "Anders verwoord",
        '<a href="/doc/doel/almelo-doel-vertrouwen">Meer vertrouwen</a>',
        f'<a href="/doc/{GOAL}?release=2">zoals in uitgave 2 van 1 maart 2026</a>',
        '<a href="/uitgaven/3">',
    ):
        assert told in response.text, told
    assert site.get(f"/doc/{GOAL}?release=2", headers=HTML).status_code == 200


def test_the_picture_of_what_is_gone_is_gone_too_and_that_of_an_earlier_publication_is_not(site: TestClient) -> None:
    response = site.get(f"/beeld/{GOAL}", headers=HTML)
    assert (response.status_code, "Anders verwoord" in response.text) == (410, True)
    assert site.get(f"/beeld/{GOAL}?release=2", headers=HTML).status_code == 200


def test_the_page_reads_in_english(site: TestClient) -> None:
    page = site.get(f"/en/doc/{GOAL}.html").text
    assert "Worded otherwise" in page
    assert '<h1><span lang="nl">Een sterk Twente</span></h1>' in page


def test_programs_get_problem_details_unless_they_ask_otherwise(site: TestClient) -> None:
    response = site.get(f"/id/{GOAL}")
    assert (response.status_code, response.headers["content-type"], response.headers["vary"]) == (410, "application/problem+json", "Accept")
    assert response.json() == {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": "'Een sterk Twente' was withdrawn with publication 3 of 2026-03-01: Worded otherwise",
        "how": "replaced",
        "gone": 3,
        "goneDate": "2026-03-01",
        "instead": f"{BASE}/id/doel/almelo-doel-vertrouwen",
        "last": f"{BASE}/doc/{GOAL}?release=2",
    }
    assert response.headers["link"] == (
        f'</doc/{GOAL}?release=2>; rel="predecessor-version", </doc/doel/almelo-doel-vertrouwen>; rel="successor-version"'
    )


@pytest.mark.parametrize(
    ("path", "headers", "media_type"),
    [
        pytest.param(f"/id/{GOAL}", TURTLE, "text/turtle", id="asked for"),
        pytest.param(f"/doc/{GOAL}.jsonld", {}, "application/ld+json", id="by its extension"),
        pytest.param(f"/doc/{GOAL}.ttl", HTML, "text/turtle", id="the extension decides"),
        pytest.param(f"/doc/{GOAL}", {"accept": "application/json"}, "application/problem+json", id="JSON"),
        pytest.param(f"/doc/{GOAL}", {"accept": "image/png"}, "application/problem+json", id="what there is not"),
        pytest.param(f"/doc/{GOAL}.csv", {}, "application/problem+json", id="no table"),
    ],
)
def test_each_form_says_that_it_is_gone(site: TestClient, path: str, headers: Mapping[str, str], media_type: str) -> None:
    response = site.get(path, headers=headers)
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (410, media_type)


def test_what_became_of_it_comes_as_rdf(site: TestClient) -> None:
    graph = Graph().parse(data=site.get(f"/doc/{GOAL}.ttl").text, format="turtle")
    thing, act = URIRef(f"{BASE}/id/{GOAL}"), URIRef(f"{BASE}/id/dataset/samenspel--3#uitgeven")
    for triple in (
        (thing, RDF.type, PROV.Entity),
        (thing, RDFS.label, Literal("Een sterk Twente", lang="nl")),
        (thing, SKOS.changeNote, Literal("Worded otherwise", lang="en")),
        (thing, PROV.wasInvalidatedBy, act),
        (thing, DCTERMS.isReplacedBy, URIRef(f"{BASE}/id/doel/almelo-doel-vertrouwen")),
        (act, PROV.generated, URIRef(f"{BASE}/id/dataset/samenspel--3")),
    ):
        assert triple in graph, triple
    assert str(graph.value(thing, PROV.invalidatedAtTime)).startswith("2026-03-01T00:00:00")


def test_a_claim_about_it_is_gone_without_a_reason(site: TestClient) -> None:
    response = site.get(f"/doc/{CLAIM}")
    assert (response.status_code, response.json()["how"]) == (410, "withdrawn")
    assert "instead" not in response.json()
    page = site.get(f"/doc/{CLAIM}", headers=HTML)
    assert (page.status_code, "In de plaats ervan" in page.text) == (410, False)


def test_what_never_was_is_not_found(site: TestClient) -> None:
    assert site.get("/doc/doel/nooit-geweest").status_code == 404
    assert site.get("/doc/doel/nooit-geweest.ttl?release=1").status_code == 404


def test_what_is_gone_stands_in_no_sitemap(site: TestClient) -> None:
    assert GOAL not in site.get("/sitemap-1.xml").text
