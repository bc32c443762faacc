"""Names and forms: from a thing to its document, in the format and language asked for (http.md 1 to 5, 13, 14)."""

import json
import re
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef

from conformance.addresses import CHROME, CONCEPT, FORMATS, KINDS, THING
from conformance.published import Site

# 1. From a thing to its document


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize(
    ("accept", "extension"), [(CHROME, ""), ("text/turtle", ".ttl"), ("application/ld+json", ".jsonld"), ("text/csv", ".csv")]
)
def test_a_thing_leads_to_its_document_in_one_hop(site: Site, path: str, accept: str, extension: str) -> None:
    first = site.ask(f"/id/{path}", {"Accept": accept})
    assert (first.status, first.headers["location"]) == (303, f"/doc/{path}{extension}")
    assert site.ask(first.headers["location"], {"Accept": accept}).status == 200


@pytest.mark.parametrize("term", ["Goal", "evidencedBy", "Participation"])
def test_a_term_leads_to_the_document_that_defines_it(site: Site, term: str) -> None:
    graph = Graph().parse(data=site.ask("/def", {"Accept": "text/turtle"}).body, format="turtle")
    assert list(graph.predicate_objects(URIRef(f"{site.base}/def#{term}")))
    assert f'id="{term}"' in site.ask("/def", {"Accept": CHROME}).body.decode()


# 2. Every representation has its own address


@pytest.mark.parametrize("path", [*(f"/doc/{path}" for path in KINDS), "/doc/doel", "/def", f"/doc/{CONCEPT}/verwijzingen", "/catalog"])
@pytest.mark.parametrize("extension", ["html", "ttl", "jsonld", "nt", "rdf"])
def test_every_representation_has_its_own_address(site: Site, path: str, extension: str) -> None:
    fixed = site.ask(f"{path}.{extension}", {"Accept": "image/png"})
    assert (fixed.status, fixed.headers["content-type"]) == (200, FORMATS[extension])
    assert "accept" not in fixed.vary
    negotiated = site.ask(path, {"Accept": FORMATS[extension].partition(";")[0]})
    assert negotiated.headers["content-location"] == f"{path}.{extension}"
    assert (negotiated.body, negotiated.headers["etag"]) == (fixed.body, fixed.headers["etag"])
    assert ("canonical", site.base + path, "") in fixed.links


def test_the_link_to_cite_is_that_of_the_thing_itself(site: Site) -> None:
    for extension in ("", *(f".{each}" for each in FORMATS)):
        assert ("cite-as", f"{site.base}/id/{THING}", "") in site.ask(f"/doc/{THING}{extension}").links


# 3. Accept


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        pytest.param([], "html", id="no header: a page, as documented"),
        pytest.param(["*/*"], "html", id="curl"),
        pytest.param([""], "html", id="empty"),
        pytest.param([CHROME], "html", id="Chrome"),
        pytest.param(["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], "html", id="Firefox"),
        pytest.param(["text/turtle;q=0.9, application/ld+json;q=0.8"], "ttl", id="weights"),
        pytest.param(["text/turtle;q=0.1, application/ld+json;q=0.8"], "jsonld", id="weights, the other way"),
        pytest.param(["text/html;q=0, */*"], "ttl", id="q=0 excludes"),
        pytest.param(["text/*;q=0.9, text/turtle;q=0.1, application/rdf+xml;q=0.5"], "html", id="the more precise range tells the weight"),
        pytest.param(["text/*"], "html", id="a kind of type"),
        pytest.param(["application/*"], "jsonld", id="another kind of type"),
        pytest.param(["*/*;q=0.1, application/rdf+xml"], "rdf", id="the precise one first"),
        pytest.param(["TEXT/TURTLE"], "ttl", id="upper case"),
        pytest.param(["text/turtle; charset=utf-8"], "ttl", id="a charset"),
        pytest.param(['application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"'], "jsonld", id="a profile"),
        pytest.param(["text/html;q=0.1", "text/turtle"], "ttl", id="two lines"),
        pytest.param(["application/rdf+xml, text/rdf;q=0.6, text/turtle;q=0.9, */*;q=0.1"], "rdf", id="rapper"),
        pytest.param(["text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.3"], "ttl", id="Jena"),
        pytest.param(["application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, */*; q=0.09"], "rdf", id="Protégé"),
        pytest.param(["text/turtle, application/rdf+xml;q=0.8, */*;q=0.1"], "ttl", id="rdflib"),
        pytest.param(["application/n-triples, text/plain"], "nt", id="N-Triples by both names"),
        pytest.param(["application/json"], "jsonld", id="JSON"),
        pytest.param(["text/csv"], "csv", id="CSV"),
        pytest.param(["nonsense, text/turtle"], "ttl", id="what cannot be read counts as not sent"),
    ],
)
def test_accept_is_read_as_the_standard_says(site: Site, accept: list[str], extension: str) -> None:
    found = site.ask(f"/doc/{THING}", [("Accept", line) for line in accept])
    assert (found.status, found.headers["content-location"]) == (200, f"/doc/{THING}.{extension}")


# 4. None of these


@pytest.mark.parametrize("path", [f"/id/{THING}", f"/doc/{THING}", "/doc/doel", "/def", "/catalog", f"/doc/{CONCEPT}/verwijzingen"])
def test_who_accepts_nothing_there_is_hears_what_there_is(site: Site, path: str) -> None:
    found = site.ask(path, {"Accept": "image/png, text/html;q=0"})
    assert (found.status, found.headers["content-type"]) == (406, "application/problem+json")
    assert "accept" in found.vary
    told = [(each["href"], each["type"]) for each in json.loads(found.body)["alternatives"]]
    assert told == [(href, kind) for rel, href, kind in found.links if rel == "alternate"] != []
    assert all(site.ask(href).status == 200 for href, _ in told)


# 5. Vary


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        (f"/id/{THING}", "text/turtle", 303),
        (f"/doc/{THING}", "text/turtle", 200),
        (f"/doc/{THING}", "image/png", 406),
        ("/nergens", "*/*", 404),
    ],
)
def test_what_depends_on_accept_says_so(site: Site, path: str, accept: str, status: int) -> None:
    found = site.ask(path, {"Accept": accept})
    assert found.status == status
    assert "accept" in found.vary
    assert "*" not in found.vary


def test_not_modified_varies_as_the_whole_answer_does(site: Site) -> None:
    headers = {"Accept": "text/turtle", "Accept-Encoding": "gzip"}
    whole = site.ask(f"/doc/{THING}", headers)
    again = site.ask(f"/doc/{THING}", {**headers, "If-None-Match": whole.headers["etag"]})
    assert (again.status, again.vary) == (304, whole.vary) == (304, {"accept", "accept-encoding"})


# 13. Names


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/doel/" + quote("één"), 404),
        ("/id/doel/" + quote("ë"), 404),
        ("/id/doel/a%20b", 404),
        ("/id/doel/a%2Fb", 404),
        ("/id/doel/a%23b", 404),
        ("/id/doel/a.b", 404),
        ("/ID/doel/a", 404),
        ("/id/Initiatief/regiodeal-twente", 404),
        ("/id/initiatief/Regiodeal-Twente", 404),
        ("/id/initiatief/regiodeal%2Dtwente", 303),
        ("/id/doel/%C3%28", 400),
        ("/id/doel/../doel/x", 400),
    ],
)
def test_a_name_is_read_as_it_is_written(site: Site, path: str, status: int) -> None:
    assert site.ask(path).status == status


@pytest.mark.parametrize(
    "path", [f"/id/{THING}/", f"/doc/{THING}/", "/doc/doel/", "/def/", "/vragen/", "/" + quote("één") + "/", f"/en/doc/{THING}/"]
)
def test_a_slash_at_the_end_is_taken_off_once_and_for_all(site: Site, path: str) -> None:
    found = site.ask(path)
    assert (found.status, found.headers["location"]) == (
        308,
        path.removeprefix("/en").rstrip("/") if path.startswith("/en/") is None else found.headers["location"],
    )
    assert found.headers["location"].isascii()
    assert found.headers["location"] == path.rstrip("/")


# 14. Languages


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "nl"),
        ("/en", "en"),
        (f"/doc/{THING}", "nl"),
        (f"/en/doc/{THING}", "en"),
        ("/en/def", "en"),
        ("/en/catalog", "en"),
        ("/?lang=en", "en"),
    ],
)
def test_a_page_says_its_language(site: Site, path: str, language: str) -> None:
    found = site.ask(path, {"Accept": "text/html", "Accept-Language": "fr"})
    assert found.headers["content-language"] == language
    assert re.search(rf'<html[^>]* lang="{language}"', found.body.decode())


def test_data_have_every_language_whatever_is_asked_for(site: Site) -> None:
    found = [site.ask(f"/doc/{CONCEPT}.ttl", {"Accept-Language": language}) for language in ("nl", "en", "fr")]
    assert found[0].body == found[1].body == found[2].body
    assert {"nl", "en"} <= {
        literal.language for literal in Graph().parse(data=found[0].body, format="turtle").objects() if hasattr(literal, "language")
    }
