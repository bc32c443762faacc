"""Methods, errors, other origins, security and the connection (http.md 7, 8, 12, 15, 16, 18)."""

import json
import re
import socket
from collections.abc import Callable
from urllib.parse import quote

import pytest
from rdflib import Graph

from conformance.addresses import CHROME, EVERY_CLASS, THING
from conformance.published import Site

# 7. Methods


@pytest.mark.parametrize("path", EVERY_CLASS)
def test_head_is_get_without_a_body(site: Site, path: str) -> None:
    for coding in ("identity", "gzip"):
        whole, head = (site.ask(path, {"Accept-Encoding": coding}, method) for method in ("GET", "HEAD"))
        assert (head.status, head.body) == (whole.status, b"")
        assert {name: value for name, value in head.headers.items() if name != "date"} == {
            name: value for name, value in whole.headers.items() if name != "date"
        }


@pytest.mark.parametrize(
    "path",
    [path for path in EVERY_CLASS if not path.startswith(("/sparql", "/nergens", "/id/doel/%ZZ", "/zoek/"))] + ["/zoek/suggesties?q=reg"],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_method_there_is_not_is_refused(site: Site, path: str, method: str) -> None:
    found = site.ask(path, {"Content-Length": "0"}, method)
    assert (found.status, found.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", ["/", f"/id/{THING}", f"/doc/{THING}.ttl", "/sparql", "/v1/queries", "/def", "/dump/samenspel.ttl"])
def test_options_tells_what_there_is(site: Site, path: str) -> None:
    found = site.ask(path, {}, "OPTIONS")
    assert (found.status, found.body) == (204, b"")
    assert {"GET", "HEAD", "OPTIONS"} <= set(found.headers["allow"].split(", "))


# 8. Pages elsewhere may read it


@pytest.mark.parametrize("path", EVERY_CLASS)
def test_pages_elsewhere_may_read_whatever_there_is(site: Site, path: str) -> None:
    found = site.ask(path, {"Origin": "https://elsewhere.example", "Cookie": "a=b"})
    assert found.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in found.headers
    assert {"Link", "ETag", "Content-Location"} <= set(found.headers["access-control-expose-headers"].split(", "))


@pytest.mark.parametrize("path", [f"/id/{THING}", f"/doc/{THING}", "/sparql", "/v1/queries"])
def test_a_page_elsewhere_may_ask_first(site: Site, path: str) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "accept"}
    found = site.ask(path, asked, "OPTIONS")
    assert (found.status, found.headers["access-control-allow-origin"]) == (204, "*")
    assert int(found.headers["access-control-max-age"]) > 0


# 12. Errors


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/nergens", {}, 404),
        ("/id/doel/nietes", {}, 404),
        (f"/doc/{THING}.xyz", {}, 404),
        ("/doc/doel/bladzijde/999", {}, 404),
        ("/id/doel/%ZZ", {}, 400),
        (f"/id/{THING}", {"Accept": "image/png"}, 406),
        ("/sparql?query=SELECT", {}, 400),
        ("/zoek?q=" + "a" * 300, {}, 400),
        ("/id/" + "a" * 2000, {}, 414),
        ("/v1/queries/doelen-van-initiatief.json?initiatief=%3C", {}, 400),
    ],
)
def test_an_error_is_a_problem_that_a_program_can_read(site: Site, path: str, headers: dict[str, str], status: int) -> None:
    found = site.ask(path, headers)
    assert (found.status, found.headers["content-type"]) == (status, "application/problem+json")
    told = json.loads(found.body)
    assert {"type", "title", "status", "detail"} <= set(told)
    assert told["status"] == status


@pytest.mark.parametrize("path", ["/nergens", "/id/doel/nietes", "/id/doel/%ZZ"])
def test_an_error_is_a_page_for_a_reader(site: Site, path: str) -> None:
    found = site.ask(path, {"Accept": CHROME})
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert b"<h1>" in found.body


# 15. SPARQL (the protocol itself is tested with the W3C suite)


@pytest.mark.parametrize(
    ("method", "headers", "body", "path"),
    [
        ("GET", {}, b"", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"),
        ("POST", {"Content-Type": "application/x-www-form-urlencoded"}, b"query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D", "/sparql"),
        ("POST", {"Content-Type": "application/sparql-query"}, b"ASK{?s ?p ?o}", "/sparql"),
        ("GET", {}, b"", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D&format=json&output=json&results=json"),
    ],
)
def test_the_three_ways_to_ask_have_one_answer(site: Site, method: str, headers: dict[str, str], body: bytes, path: str) -> None:
    found = site.ask(path, {"Accept": "application/sparql-results+json", **headers}, method, body)
    assert (found.status, json.loads(found.body)["boolean"]) == (200, True)


@pytest.mark.parametrize(
    ("query", "status"),
    [("SELECT WHERE", 400), ("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400), ("INSERT DATA { <a:a> <a:b> <a:c> }", 403)],
)
def test_what_may_not_be_asked_is_refused(site: Site, query: str, status: int) -> None:
    assert site.ask(f"/sparql?query={quote(query)}").status == status


def test_the_service_describes_itself_under_its_own_address(site: Site) -> None:
    graph = Graph().parse(data=site.ask("/sparql", [("Host", "data.example"), ("Accept", "text/turtle")]).body, format="turtle")
    assert graph


# 16. Security


@pytest.mark.parametrize("path", EVERY_CLASS)
def test_every_answer_says_what_may_be_done_with_it(site: Site, path: str) -> None:
    found = site.ask(path, {"Accept": "*/*"})
    assert re.match(r"default-src '(?:self|none)'", found.headers["content-security-policy"])
    assert (found.headers["x-content-type-options"], found.headers["referrer-policy"]) == ("nosniff", "strict-origin-when-cross-origin")
    assert "set-cookie" not in found.headers
    assert "server" not in found.headers


@pytest.mark.parametrize(
    "path",
    [
        "//elsewhere.example/",
        "/%5Celsewhere.example/",
        "/\\elsewhere.example/",
        "/id//elsewhere.example/",
        "/doc/https:%2F%2Felsewhere.example/",
    ],
)
def test_nobody_is_sent_elsewhere(site: Site, path: str) -> None:
    location = site.ask(path).headers.get("location", "/")
    assert re.match(r"/(?![/\\])", location)


# 18. The connection


@pytest.mark.parametrize("path", EVERY_CLASS)
def test_httplint_has_nothing_to_say(site: Site, path: str) -> None:
    for method in ("GET", "HEAD"):
        for coding in ({}, {"Accept-Encoding": "gzip, br"}):
            assert site.ask(path, coding, method).faults() == []


def test_httplint_has_nothing_to_say_of_parts_and_of_what_is_held(site: Site, dump: Callable[[str], str]) -> None:
    tag = site.ask(f"/doc/{THING}").headers["etag"]
    for path, headers in (
        (dump("nt"), {"Range": "bytes=0-9"}),
        (dump("ttl"), {"Accept-Encoding": "gzip"}),
        (f"/doc/{THING}", {"If-None-Match": tag}),
    ):
        assert site.ask(path, headers).faults() == []
    assert site.ask("/sparql", {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}, "OPTIONS").faults() == []


def test_a_connection_is_used_again(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        for _ in range(2):
            connection.sendall(f"HEAD /doc/{THING}.ttl HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            answer = connection.recv(65536).decode("latin-1").lower()
            assert answer.startswith("http/1.1 200")
            assert "\r\ndate: " in answer
            assert "keep-alive:" not in answer


def test_the_address_of_the_release_stands_in_no_header(site: Site) -> None:
    assert str(site.folder) not in repr(site.ask("/healthz").raw)
