"""Links, what programs look for, and the same triples in every form (http.md 9, 10, 17)."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from conformance.addresses import CHROME, CONCEPT, FORMATS, KINDS, RDF, THING
from conformance.published import Site


class Head(HTMLParser):
    """The links in the head of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link":
            self.links.append({name: value or "" for name, value in attrs})


# 9. Links


@pytest.mark.parametrize(
    "path", [f"/doc/{THING}", f"/en/doc/{THING}", "/doc/doel", "/doc/doel/bladzijde/2", "/def", "/catalog", f"/doc/{CONCEPT}/verwijzingen"]
)
def test_the_header_and_the_head_of_the_page_name_the_same_links(site: Site, path: str) -> None:
    found = site.ask(path, {"Accept": "text/html"})
    inside = [
        (each["rel"], each["href"], " ".join(filter(None, (each.get("type", ""), each.get("hreflang", "")))))
        for each in Head(found.body.decode()).links
        if each["rel"] not in {"icon", "stylesheet", "preload", "modulepreload"}
    ]
    assert inside == found.links != []


@pytest.mark.parametrize("rel", ["cite-as", "describedby", "type", "license", "linkset", "collection", "author"])
def test_a_landing_page_has_the_signposts(site: Site, rel: str) -> None:
    found = site.ask(f"/doc/{THING}", {"Accept": "text/html"})
    assert [href for name, href, _ in found.links if name == rel]


@pytest.mark.parametrize("extension", [extension for extension in FORMATS if extension != "html"])
def test_a_form_of_a_document_says_what_it_describes(site: Site, extension: str) -> None:
    assert ("describes", f"/doc/{THING}", "text/html") in site.ask(f"/doc/{THING}.{extension}").links


def test_every_link_on_this_server_leads_somewhere(site: Site) -> None:
    links = {
        href for path in (f"/doc/{THING}", "/doc/doel", "/def", "/catalog") for _, href, _ in site.ask(path).links if href.startswith("/")
    }
    assert {href: site.ask(href).status for href in links} == dict.fromkeys(links, 200)


def test_the_linkset_holds_the_links_of_the_page_and_of_each_form(site: Site) -> None:
    found = site.ask(f"/doc/{THING}.linkset.json")
    assert found.headers["content-type"] == "application/linkset+json"
    contexts = {each["anchor"]: each for each in json.loads(found.body)["linkset"]}
    page = site.ask(f"/doc/{THING}", {"Accept": "text/html"})
    for rel, href, kind in page.links:
        if " " not in kind:
            absolute = href if href.startswith("http") else site.base + href
            assert absolute in {each["href"] for each in contexts[f"{site.base}/doc/{THING}"][rel]}
    assert contexts[f"{site.base}/doc/{THING}.ttl"]["describes"] == [{"href": f"{site.base}/doc/{THING}", "type": "text/html"}]


def test_a_list_names_its_members_and_the_next_page(site: Site) -> None:
    links = site.ask("/doc/doel/bladzijde/2").links
    assert {("prev", "/doc/doel", ""), ("next", "/doc/doel/bladzijde/3", "")} <= set(links)
    (page, *_) = json.loads(site.ask("/doc/doel.linkset.json").body)["linkset"]
    assert len(page["item"]) == 50


# 10. What programs look for


def test_well_known_void_leads_to_the_description_of_the_data(site: Site) -> None:
    found = site.ask("/.well-known/void", {"Accept": "text/turtle"})
    assert found.status == 303
    graph = Graph().parse(data=site.ask(found.headers["location"], {"Accept": "text/turtle"}).body, format="turtle")
    assert (URIRef(f"{site.base}/id/dataset/samenspel"), None, URIRef("http://rdfs.org/ns/void#Dataset")) in graph


def test_the_catalogue_of_apis_is_a_linkset_that_names_each(site: Site) -> None:
    found = site.ask("/.well-known/api-catalog")
    assert found.headers["content-type"] == 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    first, *apis = json.loads(found.body)["linkset"]
    assert [each["href"] for each in first["item"]] == [each["anchor"] for each in apis] == [f"{site.base}/sparql", f"{site.base}/v1"]
    for api in apis:
        for each in (*api["service-desc"], *api["service-doc"]):
            assert site.ask(each["href"].removeprefix(site.base), {"Accept": each["type"]}).status == 200


def test_security_txt_names_a_contact_and_an_end(site: Site) -> None:
    found = site.ask("/.well-known/security.txt")
    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in found.body.decode().splitlines() if line and not line.startswith("#"))
    assert {"Contact", "Expires"} <= set(fields)
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC)


def test_crawlers_are_led_to_every_document(site: Site) -> None:
    robots = site.ask("/robots.txt").body.decode()
    index = re.findall(r"Sitemap: (\S+)", robots)
    assert index == [f"{site.base}/sitemap.xml"]
    maps = re.findall(r"<loc>([^<]+)</loc><lastmod>\d{4}-\d\d-\d\d</lastmod>", site.ask("/sitemap.xml").body.decode())
    found = [each for path in maps for each in re.findall(r"<loc>([^<]+)</loc>", site.ask(path.removeprefix(site.base)).body.decode())]
    assert {f"{site.base}/", f"{site.base}/doc/{THING}", f"{site.base}/doc/doel/bladzijde/2", f"{site.base}/doc/{CONCEPT}"} <= set(found)
    assert len(found) == len(set(found)) > 7000
    for address in found[:: len(found) // 25]:
        assert site.ask(address.removeprefix(site.base), {"Accept": CHROME}).status == 200
    assert site.ask("/sitemap-99.xml").status == site.ask("/sitemap-0.xml").status == 404


# 17. The same in every form


@pytest.mark.parametrize(
    "path",
    [
        *(f"/doc/{path}" for path in KINDS),
        "/doc/doel",
        "/doc/doel/bladzijde/2",
        f"/doc/{CONCEPT}/verwijzingen",
        "/def",
        "/catalog",
        "/void",
    ],
)
@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
def test_every_form_holds_the_same_triples(site: Site, path: str) -> None:
    graphs = [Graph().parse(data=site.ask(f"{path}.{extension}").body.decode(), format=form) for extension, form in RDF.items()]
    assert len(graphs[0]) > 5
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


def test_the_table_of_a_thing_holds_what_is_said_of_it(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.ask(f"/doc/{THING}.csv").body.decode("utf-8-sig"))))
    graph = Graph().parse(data=site.ask(f"/doc/{THING}.nt").body.decode(), format="nt")
    thing = URIRef(f"{site.base}/id/{THING}")
    told = {(row["relatie-IRI"], row["waarde-IRI"] or row["waarde"]) for row in rows if row["onderwerp-IRI"] == str(thing)}
    assert told == {(str(predicate), str(value)) for predicate, value in graph.predicate_objects(thing)}
    assert any(row["vindplaats"] for row in rows)


def test_the_table_of_a_list_has_everything_that_is_in_it(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.ask("/doc/initiatief.csv").body.decode("utf-8-sig"))))
    graph = Graph().parse(data=site.ask("/doc/initiatief.ttl").body, format="turtle")
    total = graph.value(URIRef(f"{site.base}/doc/initiatief"), URIRef("http://www.w3.org/ns/hydra/core#totalItems"))
    assert len({row["IRI"] for row in rows}) == len(rows) == int(str(total))


def test_a_document_can_be_read_alone(site: Site) -> None:
    """Whatever is pointed at under our base has a name in the document, or is explained in it."""
    graph = Graph().parse(data=site.ask(f"/doc/{THING}.ttl").body, format="turtle")
    pointed = {value for value in graph.objects() if isinstance(value, URIRef) and value.startswith(f"{site.base}/id/")}
    structural = f"{site.base}/id/dataset/"
    nameless = {value for value in pointed if not list(graph.predicate_objects(value)) and not value.startswith(structural)}
    assert nameless == set()


def test_json_ld_is_compact_and_its_context_is_published(site: Site) -> None:
    told = json.loads(site.ask(f"/doc/{THING}.jsonld").body)
    whole = site.ask("/def/context.jsonld")
    assert whole.headers["content-type"] == "application/ld+json"
    assert told["@context"].items() <= json.loads(whole.body)["@context"].items()
    first = told["@graph"][0]
    assert (first["@id"], first["label"]) == ("initiatief:regiodeal-twente", {"nl": "Regiodeal Twente"})


@pytest.mark.parametrize("extension", ["ttl", "nt", "jsonld", "rdf", "csv"])
def test_text_is_utf_8_and_nothing_else(site: Site, extension: str) -> None:
    site.ask(f"/doc/{THING}.{extension}").body.decode("utf-8", errors="strict")
