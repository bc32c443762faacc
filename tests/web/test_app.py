from pathlib import Path
from typing import cast

import anyio
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from kg.errors import EndpointError
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.store import Answer, Dataset, Formats
from kg.terms import BASE
from kg.web.app import create_app
from kg.web.headers import COMMON

THING = "initiatief/regiodeal-twente"
EVERYWHERE = [
    "/",
    "/zoek",
    f"/id/{THING}",
    f"/doc/{THING}",
    f"/doc/{THING}.ttl",
    "/def",
    "/vragen",
    "/v1/queries",
    "/v1/queries/doelen-van-initiatief",
    "/v1/openapi.json",
    "/over",
    "/robots.txt",
    "/healthz",
    "/static/logo.svg",
]


class Silent:
    """An endpoint at which nobody answers."""

    base = BASE

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        raise EndpointError(f"nobody answers at https://elsewhere.example ({len(query)}, {formats}, {dataset})")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_route_is_read_only_and_says_so(client: TestClient, path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        response = client.request(method, path)
        assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response.json()["detail"] == f"no {method} here; there are GET, HEAD, OPTIONS"
    options = client.options(path)
    assert (options.status_code, options.headers["allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")


@pytest.mark.parametrize("path", [*EVERYWHERE, "/sparql", "/nergens"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert (head.status_code, head.headers, head.content) == (get.status_code, get.headers, b"")


@pytest.mark.parametrize("path", [*EVERYWHERE, "/sparql", "/nergens", "/id/doel/%00", "/zoek/"])
def test_the_common_headers_stand_on_every_answer(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert {name: response.headers.get(name) for name in COMMON} == dict(COMMON)
    assert not {"server", "set-cookie"} & set(response.headers)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/doel/%00", 400),
        ("/doc/%ff", 400),
        ("/vragen/%E0%A4", 400),
        ("/id/doel%2Fx", 404),
        ("/doc/" + "a" * 2000, 414),
        ("/a/" * 20, 308),
    ],
)
def test_an_odd_path_is_the_clients_mistake(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (f"/id/{THING}/", f"/id/{THING}"),
        (f"/doc/{THING}//?lang=en", f"/doc/{THING}?lang=en"),
        ("/zoek/?q=a%26b", "/zoek?q=a%26b"),
        ("/één/", "/%C3%A9%C3%A9n"),
        ("/nergens/", "/nergens"),
    ],
)
def test_a_slash_at_the_end_is_taken_off(client: TestClient, path: str, location: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["location"]) == (308, location)


@pytest.mark.parametrize(
    ("path", "location"),
    [("//evil.example/", "/evil.example"), ("/\\evil.example/", "/%5Cevil.example"), ("/%09/evil.example/", "/%09/evil.example")],
)
def test_no_path_leads_to_another_host(library: Library, path: str, location: str) -> None:
    """By the ASGI interface itself, for a client would read such an address before it sent it."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path.replace("%09", "\t"), "raw_path": path.encode(), "query_string": b"", "headers": [],
        "root_path": "", "scheme": "http", "server": ("testserver", 80),
    }  # fmt: skip
    anyio.run(create_app(library), scope, receive, send)
    assert (sent[0]["status"], dict(sent[0]["headers"])[b"location"]) == (308, location.encode())


def test_under_a_prefix_every_address_has_it(library: Library) -> None:
    client = TestClient(create_app(library), root_path="/kg", follow_redirects=False)
    turtle = {"accept": "text/turtle"}
    sent_on = client.get(f"/kg/id/{THING}", headers=turtle)
    assert sent_on.headers["location"] == f"/kg/doc/{THING}.ttl"
    assert sent_on.headers["link"].startswith(f"</kg/doc/{THING}.ttl>")
    assert client.get(f"/kg/doc/{THING}", headers=turtle).headers["content-location"] == f"/kg/doc/{THING}.ttl"
    assert client.get("/kg/zoek/").headers["location"] == "/kg/zoek"
    assert client.get("/kg/zoek/suggesties?q=regiodeal").json()[0]["href"].startswith("/kg/doc/")
    assert "<http://testserver/kg/sparql>" in client.get("/kg/sparql").text
    assert 'href="/kg/' in client.get("/kg/").text
    assert 'href="/doc/' not in client.get("/kg/").text


def test_a_mistake_of_ours_tells_nothing_of_our_inside(library: Library) -> None:
    broken = Library(library.endpoint, library.queries, cast("SearchIndex", None), library.manifest)
    client = TestClient(create_app(broken), raise_server_exceptions=False)
    response = client.get("/zoek/suggesties?q=a")
    assert (response.status_code, response.json()["detail"]) == (500, "a mistake in this site; it has been written to its log")
    assert {name: response.headers.get(name) for name in COMMON} == dict(COMMON)
    page = client.get("/zoek/suggesties?q=a", headers={"accept": "text/html"})
    assert page.text == "Er ging hier iets mis. / a mistake in this site; it has been written to its log\n"


def test_an_error_that_is_not_in_the_table_is_the_servers(library: Library, index_file: Path) -> None:
    index = SearchIndex(index_file)
    index.close()
    client = TestClient(create_app(Library(library.endpoint, library.queries, index, library.manifest)))
    response = client.get("/zoek/suggesties?q=a")
    assert (response.status_code, response.json()["detail"]) == (500, "this search index is closed")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [("*/*", "application/problem+json"), ("text/html", "text/html; charset=utf-8"), ("text/plain", "text/plain; charset=utf-8")],
)
def test_an_endpoint_that_does_not_answer_is_the_gateways(library: Library, accept: str, media_type: str) -> None:
    client = TestClient(create_app(Library(Silent(), library.queries, library.index, library.manifest)))
    response = client.get(f"/doc/{THING}", headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (502, media_type)
    assert "nobody answers at https://elsewhere.example" in response.text


def test_every_route_has_its_own_path(library: Library) -> None:
    paths = [route.path for route in create_app(library).routes if isinstance(route, Route)]
    assert len(paths) == len(set(paths)) > 20
