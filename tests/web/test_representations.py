import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.store.formats import document
from kg.store.local import open_files
from kg.terms import BASE, BELEID
from kg.web.app import create_app

Parser = Callable[[str, str], Graph]
THING = "initiatief/regiodeal-twente"
RDF_FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "n3": "turtle"}
FRESH = "max-age=300, stale-while-revalidate=86400"
DESCRIBED = f'</doc/{THING}.ttl>; rel="describedby"; type="text/turtle"'


@pytest.mark.parametrize(
    ("headers", "location"),
    [
        pytest.param({"accept": "text/html"}, f"/doc/{THING}", id="a page"),
        pytest.param({"accept": "*/*"}, f"/doc/{THING}", id="anything"),
        pytest.param({"accept": "text/turtle"}, f"/doc/{THING}.ttl", id="Turtle"),
        pytest.param({"accept": "application/ld+json"}, f"/doc/{THING}.jsonld", id="JSON-LD"),
        pytest.param({"accept": "application/n-triples"}, f"/doc/{THING}.nt", id="N-Triples"),
        pytest.param({"accept": "application/rdf+xml"}, f"/doc/{THING}.rdf", id="RDF/XML"),
        pytest.param({"accept": "text/html;q=0, */*"}, f"/doc/{THING}.ttl", id="anything but a page"),
    ],
)
def test_a_thing_sends_to_its_document_in_one_step(client: TestClient, headers: Mapping[str, str], location: str) -> None:
    response = client.get(f"/id/{THING}", headers=headers)
    told = response.status_code, response.headers["location"], response.headers["vary"], response.headers["link"]
    assert told == (303, location, "Accept", DESCRIBED)
    assert response.headers["cache-control"] == FRESH
    assert client.get(location).status_code == 200


def test_the_accept_header_may_come_in_several_lines(client: TestClient) -> None:
    response = client.get(f"/id/{THING}", headers=[("accept", "text/html;q=0.1"), ("accept", "text/turtle")])
    assert response.headers["location"] == f"/doc/{THING}.ttl"


def test_without_an_accept_header_a_thing_sends_to_its_page(client: TestClient) -> None:
    request = client.build_request("GET", f"/id/{THING}")
    del request.headers["accept"]
    assert client.send(request).headers["location"] == f"/doc/{THING}"


def test_the_language_of_a_page_goes_along_but_nothing_else_does(client: TestClient) -> None:
    assert client.get(f"/id/{THING}?lang=en&next=//elsewhere").headers["location"] == f"/en/doc/{THING}"
    assert client.get(f"/en/id/{THING}").headers["location"] == f"/en/doc/{THING}"
    assert client.get(f"/id/{THING}?lang=en", headers={"accept": "text/turtle"}).headers["location"] == f"/doc/{THING}.ttl"


@pytest.mark.parametrize("place", ["id", "doc"])
@pytest.mark.parametrize("path", ["initiatief/nietes", "dier/kat", "doel/één", "concept/rol/nietes", "a/b/c/d"])
def test_a_thing_of_which_nothing_is_said_is_not_found(client: TestClient, place: str, path: str) -> None:
    response = client.get(f"/{place}/{path}")
    assert (response.status_code, response.headers["vary"], response.headers["content-type"]) == (404, "Accept", "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": f"no statements about <{BASE}/id/{path}>",
    }


def test_the_name_of_a_thing_with_an_extension_leads_to_the_right_address(client: TestClient) -> None:
    response = client.get(f"/id/{THING}.ttl")
    detail = f"no name has a dot in it; a document in a form of its own is at /doc/{THING}.ttl"
    assert (response.status_code, response.json()["detail"]) == (404, detail)


@pytest.mark.parametrize("place", [f"/id/{THING}", f"/doc/{THING}"])
def test_who_accepts_no_format_there_is_hears_which_there_are(client: TestClient, place: str) -> None:
    response = client.get(place, headers={"accept": "image/png"})
    assert (response.status_code, response.headers["vary"]) == (406, "Accept")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["alternatives"] == [
        {"type": "text/html", "href": f"/doc/{THING}.html"},
        {"type": "text/turtle", "href": f"/doc/{THING}.ttl"},
        {"type": "application/ld+json", "href": f"/doc/{THING}.jsonld"},
        {"type": "application/n-triples", "href": f"/doc/{THING}.nt"},
        {"type": "application/rdf+xml", "href": f"/doc/{THING}.rdf"},
        {"type": "text/n3", "href": f"/doc/{THING}.n3"},
        {"type": "text/csv", "href": f"/doc/{THING}.csv"},
    ]


def test_a_negotiated_document_says_where_it_is_and_what_else_there_is(client: TestClient) -> None:
    response = client.get(f"/doc/{THING}", headers={"accept": "text/turtle"})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert response.headers["content-location"] == f"/doc/{THING}.ttl"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert response.headers["link"].split(", ") == [
        f'<{BASE}/doc/{THING}>; rel="canonical"',
        f'<{BASE}/id/{THING}>; rel="cite-as"',
        f'</doc/{THING}>; rel="describes"; type="text/html"',
        f'</doc/{THING}.html>; rel="alternate"; type="text/html"',
        f'</doc/{THING}.jsonld>; rel="alternate"; type="application/ld+json"',
        f'</doc/{THING}.nt>; rel="alternate"; type="application/n-triples"',
        f'</doc/{THING}.rdf>; rel="alternate"; type="application/rdf+xml"',
        f'</doc/{THING}.n3>; rel="alternate"; type="text/n3"',
        f'</doc/{THING}.csv>; rel="alternate"; type="text/csv"',
        f'</doc/{THING}.linkset.json>; rel="linkset"; type="application/linkset+json"',
    ]


def test_a_document_with_an_extension_does_not_vary(client: TestClient) -> None:
    response = client.get(f"/doc/{THING}.ttl", headers={"accept": "text/html"})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert response.headers["vary"] == "Accept-Encoding"
    assert "content-location" not in response.headers


@pytest.mark.parametrize("path", [THING, "concept/rol/partner", "begrippenkader/rol", "organisatie/gemeente-almelo"])
def test_all_formats_hold_the_same_triples(client: TestClient, parsed: Parser, path: str) -> None:
    graphs = [parsed(client.get(f"/doc/{path}.{extension}").text, form) for extension, form in RDF_FORMATS.items()]
    assert len(graphs[0]) > 5
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


def test_a_document_begins_with_what_it_is_about(client: TestClient) -> None:
    first, *_ = client.get(f"/doc/{THING}.nt").text.splitlines()
    assert first.startswith(f"<{BASE}/id/{THING}> ")


@pytest.mark.parametrize("extension", ["xyz", "", "ttl.ttl", "TTL"])
def test_an_extension_we_do_not_have_is_not_found(client: TestClient, extension: str) -> None:
    response = client.get(f"/doc/{THING}.{extension}")
    detail = f"no .{extension} of this document; there are .html, .ttl, .jsonld, .nt, .rdf, .n3, .csv"
    assert (response.status_code, response.json()["detail"]) == (404, detail)


def test_each_representation_has_its_own_strong_tag(client: TestClient) -> None:
    paths = [f"/doc/{THING}.{extension}" for extension in (*RDF_FORMATS, "html", "html?lang=en")]
    tags = [client.get(path).headers["etag"] for path in paths]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.parametrize("sent", ["{tag}", "W/{tag}", '"other", {tag}', '"other" ,W/{tag}', "*"])
def test_who_holds_a_representation_does_not_get_it_again(client: TestClient, sent: str) -> None:
    full = client.get(f"/doc/{THING}", headers={"accept": "text/turtle"})
    none_match = sent.format(tag=full.headers["etag"])
    again = client.get(f"/doc/{THING}", headers={"accept": "text/turtle", "if-none-match": none_match})
    kept = ("vary", "cache-control", "content-location", "last-modified", "link")
    assert (again.status_code, again.content) == (304, b"")
    assert [again.headers[name] for name in kept] == [full.headers[name] for name in kept]
    assert again.headers["etag"] in {full.headers["etag"], full.headers["etag"].replace("-br", "")}
    assert "content-security-policy" not in again.headers


def test_who_holds_another_representation_gets_this_one(client: TestClient) -> None:
    tag = client.get(f"/doc/{THING}.nt").headers["etag"]
    assert client.get(f"/doc/{THING}.ttl", headers={"if-none-match": tag}).status_code == 200


def test_a_document_is_the_same_to_the_byte_in_another_process(client: TestClient) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.store.local import open_files; from kg.store.queries import Queries;"
        "root = Path(sys.argv[1]);"
        "files = [root / 'ontology' / f'{name}.ttl' for name in ('vocabulary', 'schemes', 'links')];"
        "endpoint = open_files([*files, root / 'data' / 'triples.ttl']);"
        "from kg.publish.library import Library; from kg.web.documents import about; from typing import cast;"
        "library = Library(endpoint, Queries(root / 'queries'), cast('SearchIndex', None), {});"
        "sys.stdout.buffer.write(about(library, sys.argv[2]).data('text/turtle'))"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", program, str(root), THING], capture_output=True, check=True, env={"PYTHONPATH": str(root / "src")}
    )
    assert ran.stdout == client.get(f"/doc/{THING}.ttl").content


def test_data_under_another_base_keep_their_own_names(library: Library, tmp_path: Path) -> None:
    base = "https://data.example.nl/kg"
    (tmp_path / "one.nt").write_text(
        f'<{base}/id/doel/a> <{base}/def#year> "1" .\n<{base}/id/doel/a> <http://www.w3.org/2000/01/rdf-schema#label> "A"@nl .\n'
    )
    endpoint = open_files([tmp_path / "one.nt"], base)
    client = TestClient(create_app(Library(endpoint, library.queries, library.index, {}), tmp_path), follow_redirects=False)
    assert client.get("/id/doel/a", headers={"accept": "text/turtle"}).headers["location"] == "/doc/doel/a.ttl"
    response = client.get("/doc/doel/a.ttl")
    assert f'<{base}/id/doel/a>; rel="cite-as"' in response.headers["link"]
    assert set(Graph().parse(data=response.text).subjects()) == {URIRef(f"{base}/id/doel/a"), URIRef(f"{base}/doc/doel/a")}
    assert f"@prefix doel: <{base}/id/doel/> ." in response.text
    assert client.get("/id/doel/b").json()["detail"] == f"no statements about <{base}/id/doel/b>"
    assert client.get("/id/dier/kat").json()["detail"] == f"no statements about <{base}/id/dier/kat>"


def test_only_prefixes_that_occur_are_declared(library: Library) -> None:
    query = f"CONSTRUCT {{ <{BASE}/id/doel/a> a <{BASE}/def#Goal> }} WHERE {{}}"
    written = document(library.endpoint, query, URIRef(f"{BASE}/id/doel/a"), "text/turtle").body.decode()
    assert sorted(filter(None, written.splitlines())) == [
        f"@prefix beleid: <{BASE}/def#> .",
        f"@prefix doel: <{BASE}/id/doel/> .",
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .",
        "doel:a a beleid:Goal .",
    ]


@pytest.mark.parametrize("path", ["/def.ttl", "/def.jsonld", "/def.rdf", "/def.nt", "/def.n3"])
def test_the_ontology_defines_its_terms(client: TestClient, parsed: Parser, path: str) -> None:
    form = RDF_FORMATS.get(path.partition(".")[2], "turtle")
    graph = parsed(client.get(path).text, form)
    assert (URIRef(f"{BASE}/def"), RDF.type, OWL.Ontology) in graph
    assert (BELEID.Goal, RDF.type, OWL.Class) in graph
