"""The publications as pages, as data and as a feed."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from pyoxigraph import RdfFormat, Store, parse
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV
from starlette.testclient import TestClient

from kg.assets import asset
from kg.build.release import Release, open_release
from kg.build.series import LEDGER, series
from kg.publish import publications
from kg.publish.catalogue_parts import DCAT_3
from kg.publish.library import Library
from kg.publish.released import opened
from kg.read.publication import publication
from kg.store.queries import Queries
from kg.terms import ADMS, BASE, SPDX
from kg.web.app import create_app
from publications import again

Parser = Callable[[str, str], Graph]
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "n3": "turtle"}
HTML = {"accept": "text/html"}
ATOM = "{http://www.w3.org/2005/Atom}"
VERSION = f"{BASE}/id/dataset/samenspel--"
SETTINGS = Path(__file__).parents[3] / "data" / "publication.toml"


def text(client: TestClient, path: str) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == 200, response.text
    return re.sub(r"\n\s*", " ", unescape(response.text))


@pytest.fixture
def copied(out: Path, tmp_path: Path) -> Path:
    """A copy of the folder of releases, to spoil."""
    return shutil.copytree(out, tmp_path / "releases")


@contextmanager
def over(release: Release, static: Path, settings: Path | None = None) -> Iterator[TestClient]:
    library = opened(release, Queries(asset("queries")), publication(settings) if settings else None)
    with closing(library.index), TestClient(create_app(library, static), follow_redirects=False) as client:
        yield client


def test_publications_are_listed_newest_first_with_what_differs(site: TestClient) -> None:
    page = text(site, "/uitgaven")
    places = [page.index(f">Uitgave {number} van ") for number in (3, 2, 1)]
    assert places == sorted(places)
    assert "Uitgave 2 van 1 maart 2026" in page
    assert "2 nieuwe feiten, 7 ingetrokken, 1 gewijzigd" in page
    assert page.count("deze site</span>") == 1


def test_the_list_leads_to_the_files_of_each_publication(site: TestClient, published: Library) -> None:
    page = text(site, "/uitgaven")
    for each in published.published:
        path = f"/dump/samenspel-{each.release}.ttl"
        assert f'href="{path}"' in page
        assert site.get(path).status_code == 200
        assert each.graph_sha256 in page


def test_the_list_reads_in_english(site: TestClient) -> None:
    page = text(site, "/en/uitgaven")
    assert "Publication 2 of 1 March 2026" in page
    assert '<span lang="nl">De eerste</span>' in page


def test_what_is_not_published_is_told_plainly(copied: Path, static: Path) -> None:
    last = series(copied)[-1]
    (copied / LEDGER).unlink()
    with over(open_release(copied / last.release), static) as client:
        page = text(client, "/uitgaven")
        assert "is nog niet uitgegeven: stand van " in page
        assert last.release in page
        assert "Er is nog niets uitgegeven." in page


def test_without_a_folder_of_releases_there_are_no_publications(client: TestClient) -> None:
    assert "Er is nog niets uitgegeven." in text(client, "/uitgaven")
    assert client.get("/uitgaven.atom").status_code == 200


def test_a_site_that_shows_an_earlier_publication_says_so(out: Path, static: Path) -> None:
    with over(open_release(out / series(out)[1].release), static) as client:
        assert "Deze site toont uitgave 2. De nieuwste is uitgave 3." in text(client, "/uitgaven")


def test_the_catalogue_and_the_dumps_stay_those_of_the_publication(out: Path, static: Path, tmp_path: Path, parsed: Parser) -> None:
    folder = shutil.copytree(out.parent, tmp_path / "series")
    made, last = again(folder), series(folder / "releases")[-1]
    assert made.name != last.release
    with over(made, static, SETTINGS) as client:
        location = client.get("/dump/samenspel.ttl").headers["location"]
        assert location == f"/dump/samenspel-{last.release}.ttl"
        dump = client.get(location, headers={"accept-encoding": "identity"}).content
        graph = parsed(client.get("/catalog.ttl").text, "turtle")
        (file,) = (each for each in graph.subjects(DCAT.downloadURL, URIRef(BASE + location)) if "/id/distributie/" in str(each))
        assert str(graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue)) == sha256(dump).hexdigest()
        assert made.name not in client.get("/catalog.ttl").text
        assert f"Elk bestand hoort bij release {last.release}" in text(client, "/catalog")


def test_when_the_published_folder_is_gone_the_files_are_those_of_the_release_served(out: Path, static: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(out.parent, tmp_path / "series")
    made, last = again(folder), series(folder / "releases")[-1]
    shutil.move(folder / "releases" / last.release, tmp_path / "elders")
    with over(made, static) as client:
        assert client.get("/dump/samenspel.ttl").headers["location"] == f"/dump/samenspel-{made.name}.ttl"


def test_the_same_graph_made_by_other_software_is_the_same_publication(copied: Path, static: Path) -> None:
    last = open_release(copied / series(copied)[-1].release)
    again = Release(last.folder, {**last.manifest, "release": "0" * 12})
    with over(again, static) as client:
        assert text(client, "/uitgaven").count("deze site</span>") == 1
        assert "Eerdere uitgave" not in text(client, "/doc/doel?release=3")


def test_a_publication_tells_what_changed_with_its_source(site: TestClient) -> None:
    page = text(site, "/uitgaven/2")
    for told in (
        "Wat er veranderde sinds uitgave 1",
        "<del>“Vertrouwen in de gemeente”</del>",
        "<ins>“Meer vertrouwen”</ins>",
        'href="/doc/initiatief/skills-twente?release=1">Skills Twente</a>',
        'href="/doc/doel/twente-doel?release=2">Een sterk Twente</a>',
        "Doel: Vertrouwen in de gemeente",
        "Per bron",
        "Skills &   werk <b>",
    ):
        assert told in page, told


def test_links_to_the_publication_that_is_served_are_plain(site: TestClient) -> None:
    page = text(site, "/uitgaven/3")
    assert 'href="/doc/doel/twente-doel?release=2">' in page
    assert 'href="/doc/initiatief/regiodeal-twente">' in page


def test_terms_that_changed_stand_apart(site: TestClient) -> None:
    page = text(site, "/uitgaven/3")
    assert "In het model (begrippen, perioden, termen)" in page
    assert '<a class="mono" href="/def#Goal">def#Goal</a>' in page
    assert "In het model" not in text(site, "/uitgaven/2")


def test_the_first_publication_has_nothing_before_it(site: TestClient) -> None:
    assert "De eerste uitgave." in text(site, "/uitgaven/1")
    response = site.get("/uitgaven/1.json")
    assert (response.status_code, response.json()["detail"]) == (404, "no .json of publication 1: nothing comes before it")


def test_a_long_difference_goes_over_several_pages(published: Library, static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publications, "MOST_THINGS", 2)
    site = TestClient(create_app(published, static))  # one that has no pages at hand yet
    first, last = text(site, "/uitgaven/2"), text(site, "/uitgaven/2/bladzijde/3")
    assert first.count('<li class="change">') == 2
    assert ("Per bron" in first, "Per bron" in last) == (True, False)
    assert last.count('<li class="change">') == 1
    assert 'href="/uitgaven/2/bladzijde/3"' in first
    assert site.get("/uitgaven/2/bladzijde/4").status_code == 404


@pytest.mark.parametrize(
    "path", ["/uitgaven/0", "/uitgaven/4", "/uitgaven/x", "/uitgaven/2/bladzijde/1", "/uitgaven/2/bladzijde/2", "/uitgaven/2.xyz"]
)
def test_there_is_nothing_else(site: TestClient, path: str) -> None:
    assert site.get(path, headers=HTML).status_code == 404


def test_what_can_no_longer_be_worked_out_is_told(copied: Path, static: Path) -> None:
    one, _, three = series(copied)
    with over(open_release(copied / three.release), static) as client:
        shutil.rmtree(copied / "differences")
        shutil.move(copied / one.release, copied / "elders")
        assert "Wat er sinds uitgave 1 veranderde, is hier niet meer na te gaan." in text(client, "/uitgaven/2")
        assert "Uitgave 2" in text(client, "/uitgaven")
        assert "kg diff 1 2 makes it" in client.get("/uitgaven/2.ru").json()["detail"]


@pytest.mark.parametrize("path", ["/uitgaven", "/uitgaven/2"])
def test_every_format_holds_the_same_triples(site: TestClient, parsed: Parser, path: str) -> None:
    graphs = [parsed(site.get(f"{path}.{suffix}").text, form) for suffix, form in FORMATS.items()]
    assert [isomorphic(graphs[0], other) for other in graphs] == [True] * len(graphs)


def test_publications_are_versions_of_the_dataset(site: TestClient, parsed: Parser, published: Library) -> None:
    graph = parsed(site.get("/uitgaven.ttl").text, "turtle")
    second, first = URIRef(f"{VERSION}2"), URIRef(f"{VERSION}1")
    assert {str(each) for each in graph.objects(None, DCAT_3["hasVersion"])} == {f"{VERSION}{number}" for number in (1, 2, 3)}
    for triple in (
        (second, RDF.type, DCAT.Dataset),
        (second, DCAT_3["previousVersion"], first),
        (second, PROV.wasRevisionOf, first),
        (second, DCAT_3["version"], Literal("2")),
        (first, ADMS.versionNotes, Literal("De eerste", lang="nl")),
        (second, DCTERMS.identifier, Literal(second, datatype=XSD.anyURI)),
        (second, OWL.versionInfo, Literal(published.published[1].release)),
        (URIRef(f"{BASE}/id/dataset/samenspel"), DCAT_3["hasCurrentVersion"], URIRef(f"{VERSION}3")),
    ):
        assert triple in graph, triple
    assert not list(graph.objects(first, DCAT_3["previousVersion"]))
    assert not list(graph.objects(URIRef(f"{BASE}/id/dataset/samenspel"), DCTERMS.title)), "the catalogue tells what the dataset is"
    assert not list(graph.objects(None, DCTERMS.license)), "nobody has told"


def test_versions_and_their_files_say_what_the_publisher_told(published: Library, static: Path, parsed: Parser) -> None:
    told = publication(SETTINGS)
    client = TestClient(create_app(replace(published, publication=told), static))
    graph, second = parsed(client.get("/uitgaven/2.ttl").text, "turtle"), URIRef(f"{VERSION}2")
    publisher = graph.value(second, DCTERMS.publisher)
    assert (publisher, FOAF.name, Literal(told.publisher.name.nl, lang="nl")) in graph
    files = list(graph.objects(second, DCAT.distribution))
    assert len(files) == 4
    assert {graph.value(each, DCTERMS.license) for each in (second, *files)} == {told.licence.iri}
    for file in files:
        path = str(graph.value(file, DCAT.downloadURL)).removeprefix(BASE)
        size = client.get(path, headers={"accept-encoding": "identity"}).headers["content-length"]
        assert graph.value(file, DCAT.byteSize) == Literal(size, datatype=XSD.nonNegativeInteger)


def test_the_catalogue_and_the_list_of_publications_say_the_same(published: Library, static: Path, parsed: Parser) -> None:
    client = TestClient(create_app(replace(published, publication=publication(SETTINGS)), static))
    catalogued, listed = (parsed(client.get(f"{path}.ttl").text, "turtle") for path in ("/catalog", "/uitgaven"))
    dataset, both = URIRef(f"{BASE}/id/dataset/samenspel"), catalogued + listed
    for predicate in (DCTERMS.title, DCTERMS.identifier, DCTERMS.license, DCTERMS.publisher, DCTERMS.description, DCAT_3["version"]):
        for thing in (dataset, *(URIRef(f"{VERSION}{number}") for number in (1, 2, 3))):
            assert set(both.objects(thing, predicate)) == set(catalogued.objects(thing, predicate)), (thing, predicate)
    assert set(listed.objects(dataset, DCAT_3["hasVersion"])) == set(catalogued.objects(dataset, DCAT_3["hasVersion"]))


def test_a_version_leads_to_its_publication(site: TestClient) -> None:
    response = site.get("/id/dataset/samenspel--2")
    assert (response.status_code, response.headers["location"]) == (303, "/uitgaven/2")
    assert [site.get(f"/id/dataset/samenspel--{number}").status_code for number in ("7", "02", "9" * 99)] == [404, 404, 404]


def test_the_links_between_versions_stand_in_the_header(site: TestClient) -> None:
    links = site.get("/uitgaven/2", headers=HTML).headers["link"]
    for told in (
        '</uitgaven>; rel="version-history"',
        '</uitgaven/1>; rel="predecessor-version"',
        '</uitgaven/3>; rel="successor-version"',
        '</uitgaven/3>; rel="latest-version"',
        '</uitgaven/2.rdfp>; rel="related"; type="application/rdf-patch"',
    ):
        assert told in links
    assert "successor-version" not in site.get("/uitgaven/3", headers=HTML).headers["link"]


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("rdfp", "application/rdf-patch"), ("ru", "application/sparql-update"), ("json", "application/json")],
)
def test_the_difference_comes_as_a_patch_that_never_changes(site: TestClient, suffix: str, media_type: str) -> None:
    response = site.get(f"/uitgaven/2.{suffix}")
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, media_type)
    assert response.headers["cache-control"] == "max-age=31536000, immutable"
    assert site.get(f"/uitgaven/2.{suffix}", headers={"if-none-match": response.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("suffix", ["rdfp", "ru", "json"])
def test_the_difference_is_sent_as_the_file_it_is(site: TestClient, out: Path, suffix: str) -> None:
    (file,) = (out / "differences").glob(f"2--*.{suffix}")
    response = site.get(f"/uitgaven/2.{suffix}", headers={"accept-encoding": "br, gzip"})
    assert ("content-encoding" in response.headers, response.content) == (False, file.read_bytes())
    part = site.get(f"/uitgaven/2.{suffix}", headers={"range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, file.read_bytes()[:5])
    assert [site.get(f"/uitgaven/{number}.{suffix}").status_code for number in ("02", "x", "4")] == [404, 404, 404]


def test_the_update_turns_one_publication_into_the_next(site: TestClient, graphs: Mapping[int, Path]) -> None:
    store = Store()
    store.load(path=graphs[1], format=RdfFormat.N_TRIPLES)
    store.update(site.get("/uitgaven/2.ru").text)
    assert set(store) == set(parse(path=graphs[2], format=RdfFormat.N_TRIPLES))


def test_the_feed_has_an_entry_per_publication(site: TestClient) -> None:
    response = site.get("/uitgaven.atom")
    assert response.headers["content-type"] == "application/atom+xml"
    feed = fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"{VERSION}{number}" for number in (3, 2, 1)]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2026-03-01T00:00:00Z"] * 2 + ["2026-01-15T00:00:00Z"]
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00Z"
    assert (entries[1].findtext(f"{ATOM}summary") or "").startswith("Skills &   werk <b>. 2 nieuwe feiten, 7 ingetrokken")
    own = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert (own["self"], own["alternate"]) == (f"{BASE}/uitgaven.atom", f"{BASE}/uitgaven")
    assert next(link.get("href") for link in entries[0].findall(f"{ATOM}link")) == f"{BASE}/uitgaven/3"


def test_the_feed_reads_in_english(site: TestClient) -> None:
    feed = fromstring(site.get("/en/uitgaven.atom").content)
    assert feed.findtext(f"{ATOM}title") == "Publications of Samenspel"
    assert next(iter(feed.findall(f"{ATOM}entry/{ATOM}link"))).get("href") == f"{BASE}/en/uitgaven/3"


@pytest.mark.parametrize("path", ["/", "/uitgaven"])
def test_pages_lead_to_the_feed(site: TestClient, client: TestClient, path: str) -> None:
    link = '<link rel="alternate" type="application/atom+xml" href="/uitgaven.atom">'
    assert link in text(site, path)
    assert link not in text(client, "/")
