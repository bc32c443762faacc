"""Documents, lists and search as they were in an earlier publication."""

import re
import shutil
from collections.abc import Mapping
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from rdflib import RDFS, Graph, Literal, URIRef
from starlette.testclient import TestClient

from kg.assets import asset
from kg.build.release import open_release
from kg.build.series import series
from kg.publish.library import Library
from kg.publish.released import opened
from kg.store.queries import Queries
from kg.terms import BASE
from kg.web.app import create_app
from publications import PILOT

HTML = {"accept": "text/html"}
GOAL = "doel/almelo-doel-vertrouwen"
PLACES = r"(?:beeld|doc|insluiten)/[^#]+|(?:hiaten|overzicht|samenwerking)(?:[/.][^#?]+)?|jaren|over|verband|zoek"
KEPT = re.compile(rf"/?(?:/en)?(?:/(?:{PLACES}))?(?:\?[^#]*)?(?:#.*)?")


def names(client: TestClient, path: str) -> set[object]:
    graph = Graph().parse(data=client.get(path).text, format="turtle")
    return set(graph.objects(URIRef(f"{BASE}/id/{GOAL}"), RDFS.label))


def test_a_document_comes_as_it_was(site: TestClient) -> None:
    assert Literal("Vertrouwen in de gemeente", lang="nl") in names(site, f"/doc/{GOAL}.ttl?release=1")
    assert Literal("Meer vertrouwen", lang="nl") in names(site, f"/doc/{GOAL}.ttl?release=2")
    assert Literal("Meer vertrouwen", lang="nl") in names(site, f"/doc/{GOAL}.ttl")


def test_a_release_may_be_named_instead_of_its_number(site: TestClient, published: Library) -> None:
    first = published.published[0].release
    assert site.get(f"/doc/{GOAL}?release={first}", headers=HTML).text.count("Vertrouwen in de gemeente") > 0
    assert f"release={first}" in site.get(f"/doc/{GOAL}?release={first}", headers=HTML).text


def test_a_page_of_the_past_says_so_and_leads_to_the_newest(site: TestClient) -> None:
    response = site.get(f"/doc/{GOAL}?release=1", headers=HTML)
    assert "Je ziet uitgave 1 van 15 januari 2026." in response.text
    assert f'<a href="/doc/{GOAL}">Naar de nieuwste.</a>' in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert f'<link rel="canonical" href="{BASE}/doc/{GOAL}">' in response.text
    assert "Je ziet uitgave" not in site.get(f"/doc/{GOAL}", headers=HTML).text


@pytest.mark.parametrize("path", [f"/doc/{GOAL}", f"/doc/{GOAL}.ttl", f"/doc/{GOAL}.csv", "/doc/doel", "/over", "/zoek?q=skills", "/"])
def test_headers_tell_the_day_and_where_it_is_now(site: TestClient, path: str) -> None:
    response = site.get(f"{path}{'&' if '?' in path else '?'}release=1", headers=HTML)
    assert response.status_code == 200
    assert (response.headers["memento-datetime"], response.headers["x-robots-tag"]) == ("Thu, 15 Jan 2026 00:00:00 GMT", "noindex")
    links = response.headers["link"]
    assert f'<{path}>; rel="original"' in links
    assert links.count('rel="canonical"') == 1
    assert "memento-datetime" not in site.get(path, headers=HTML).headers


@pytest.mark.parametrize("path", [f"/doc/{GOAL}", "/doc/doel", "/over", "/zoek?q=skills", "/", f"/en/doc/{PILOT}"])
def test_links_stay_in_the_publication(site: TestClient, path: str) -> None:
    page = site.get(f"{path}{'&' if '?' in path else '?'}release=1", headers=HTML).text
    newest = re.sub(r'<aside class="past".*?</aside>', "", page, flags=re.DOTALL)
    links = {unescape(href) for href in re.findall(r'<(?:a|link)\b[^>]*? href="(/[^"]*)"', newest)}
    kept = {href for href in links if KEPT.fullmatch(href)}
    assert len(kept) > 5
    assert {href for href in kept if "release=1" not in href} == set()
    assert {href for href in links - kept if "release=" in href} == set()
    for href in sorted(kept)[:12]:
        assert site.get(href, headers=HTML).status_code in {200, 303}, href


def test_searches_stay_in_the_publication(site: TestClient) -> None:
    page = site.get("/zoek?q=skills+twente&release=1", headers=HTML).text
    assert "/doc/initiatief/skills-twente?release=1" in page
    assert page.count('<input type="hidden" name="release" value="1">') == 2 - ("zoek-boven" not in page)
    assert 'data-suggestions=""' in page
    assert "/doc/initiatief/skills-twente" not in site.get("/zoek?q=skills+twente", headers=HTML).text


def test_a_thing_sends_to_its_document_in_the_publication(site: TestClient) -> None:
    page, data = site.get(f"/id/{PILOT}?release=1", headers=HTML), site.get(f"/id/{PILOT}?release=1", headers={"accept": "text/turtle"})
    assert (page.status_code, page.headers["location"]) == (303, f"/doc/{PILOT}?release=1")
    assert (data.status_code, data.headers["location"]) == (303, f"/doc/{PILOT}.ttl?release=1")


def test_the_forms_of_a_document_are_of_the_same_publication(site: TestClient) -> None:
    response = site.get(f"/doc/{GOAL}?release=1", headers={"accept": "application/ld+json"})
    assert response.headers["content-location"] == f"/doc/{GOAL}.jsonld?release=1"
    assert f'</doc/{GOAL}.ttl?release=1>; rel="alternate"; type="text/turtle"' in response.headers["link"]
    contexts = site.get(f"/doc/{GOAL}.linkset.json?release=1").json()["linkset"]
    assert contexts[0]["anchor"] == f"{BASE}/doc/{GOAL}?release=1"


def test_each_publication_has_its_own_tag(site: TestClient) -> None:
    tags = {site.get(f"/doc/{GOAL}.ttl{query}").headers["etag"] for query in ("", "?release=1", "?release=2")}
    assert len(tags) == 3
    again = site.get(f"/doc/{GOAL}.ttl?release=1", headers={"if-none-match": ", ".join(tags)})
    assert (again.status_code, again.headers["memento-datetime"]) == (304, "Thu, 15 Jan 2026 00:00:00 GMT")


@pytest.mark.parametrize("path", [f"/doc/{GOAL}", "/vragen", "/uitgaven"])
def test_the_number_of_what_is_served_is_no_past(site: TestClient, path: str) -> None:
    response = site.get(f"{path}?release=3", headers=HTML)
    assert (response.status_code, "Je ziet uitgave" in response.text) == (200, False)


@pytest.mark.parametrize(
    "path",
    [
        f"/doc/{GOAL}?release=4",
        f"/doc/{GOAL}?release=abcdef012345",
        f"/doc/{GOAL}?release=1&release=2",
        "/vragen?release=1",
        "/vragen/doelen-van-initiatief?release=1",
        "/v1/queries?release=1",
        "/netwerk/initiatief/house-of-skills.html?release=1",
        "/sparql?query=ASK%7B%7D&release=1",
    ],
)
def test_the_rest_is_answered_from_what_is_served_only(site: TestClient, path: str) -> None:
    assert site.get(path, headers={"accept": "application/json"}).status_code in {400, 404}


def test_a_publication_whose_folder_is_gone_is_not_here(out: Path, static: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    copied = shutil.copytree(out, tmp_path / "releases")
    library = opened(open_release(copied / series(copied)[-1].release), Queries(asset("queries")))
    shutil.rmtree(copied / series(copied)[0].release)
    with closing(library.index), TestClient(create_app(library, static)) as client:
        response = client.get(f"/doc/{GOAL}.ttl?release=1")
    assert (response.status_code, response.json()["asked"], "publications" in response.json()) == (404, "1", False)
    assert "is gone or changed; put the folder back from a copy" in caplog.text


@pytest.mark.parametrize("headers", [{}, {"accept": "text/html"}])
def test_a_page_that_a_publication_lacks_is_not_found(site: TestClient, headers: Mapping[str, str]) -> None:
    assert site.get("/doc/doel/twente-doel?release=1", headers=headers).status_code == 404


def test_who_asks_for_a_publication_that_is_not_there_is_told_which_are(site: TestClient) -> None:
    response = site.get(f"/doc/{GOAL}?release=9")
    assert (response.status_code, response.json()["publications"]) == (404, "/uitgaven")
    page = site.get(f"/doc/{GOAL}?release=9", headers=HTML).text
    assert "De uitgaven die hier te zien zijn, staan bij Uitgaven, onder aan deze bladzijde." in page
    assert '<a href="/uitgaven">Uitgaven</a>' in page


def test_who_asks_for_an_earlier_publication_where_none_is_shown_is_not_sent_to_them(site: TestClient) -> None:
    assert "publications" not in site.get("/vragen?release=1", headers={"accept": "application/json"}).json()
