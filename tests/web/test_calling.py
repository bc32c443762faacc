"""Calls in this process give what a client would get."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.web.app import create_app
from kg.web.calling import Caller, calling

THING = "/doc/initiatief/regiodeal-twente"


@pytest.fixture(scope="module")
def call(library: Library) -> Iterator[Caller]:
    with calling(create_app(library)) as caller:
        yield caller


@pytest.mark.parametrize(
    ("path", "headers", "method"),
    [
        pytest.param("/", {}, "GET", id="a page"),
        pytest.param(THING, {"Accept": "text/turtle"}, "GET", id="negotiated"),
        pytest.param(f"{THING}.ttl", {"Accept-Encoding": "gzip"}, "GET", id="coded"),
        pytest.param(f"/id{THING[4:]}", {"accept": "text/html"}, "GET", id="sent on"),
        pytest.param(THING, {}, "HEAD", id="without a body"),
        pytest.param("/zoek?q=energie&bladzijde=1", {}, "GET", id="with a query"),
        pytest.param("/zoek?q=caf%C3%A9+%26+bar", {}, "GET", id="with a coded query"),
        pytest.param("/sparql?query=ASK%7B%7D", {"Accept": "application/sparql-results+json"}, "GET", id="asked of the endpoint"),
        pytest.param("/vragen/doelen-van-initiatief", {}, "GET", id="a page that waits for an answer"),
        pytest.param("/nergens", {"Accept": "text/html"}, "GET", id="not there"),
        pytest.param("/doc/doel/%ZZ", {}, "GET", id="badly coded"),
        pytest.param("/doc/doel", {}, "DELETE", id="refused"),
    ],
)
def test_a_call_gives_what_a_client_gets(library: Library, call: Caller, path: str, headers: dict[str, str], method: str) -> None:
    plain = {"Accept": "*/*", "Accept-Encoding": "identity", "Host": "localhost"}
    client = TestClient(create_app(library), base_url="http://localhost", follow_redirects=False)
    expected = client.request(method, path, headers={**plain, **{name.title(): value for name, value in headers.items()}})
    found = call(path, {"Accept": "*/*", "Accept-Encoding": "identity", **{name.title(): value for name, value in headers.items()}}, method)
    assert (found.status, sorted(found.headers.items())) == (expected.status_code, sorted(expected.headers.items()))
    if "content-encoding" not in found.headers:
        assert found.body == expected.content


def test_a_path_may_be_written_as_in_a_link(call: Caller) -> None:
    assert call("/zoek?q=café#antwoord").body == call("/zoek?q=caf%C3%A9").body


def test_an_application_may_stand_below_a_path(library: Library) -> None:
    with calling(create_app(library), "/kg") as call:
        assert 'href="/kg/doc/doel"' in call("/").text


def test_the_application_runs_as_long_as_it_is_called() -> None:
    told = []

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        told.append("begun")
        yield
        told.append("ended")

    async def in_pieces(request: Request) -> Response:
        async def pieces() -> AsyncIterator[str]:
            for each in request.query_params.getlist("piece"):
                yield each

        return StreamingResponse(pieces())

    with calling(Starlette(routes=[Route("/", in_pieces)], lifespan=lifespan)) as call:
        assert call("/?piece=a&piece=b").text == "ab"
        assert told == ["begun"]
    assert told == ["begun", "ended"]


def test_a_mistake_is_logged_and_answered_as_a_server_does(caplog: pytest.LogCaptureFixture) -> None:
    def wrong(_request: Request) -> Response:
        raise ZeroDivisionError

    with calling(Starlette(routes=[Route("/", wrong)])) as call:
        assert (call("/").status, call("/").text) == (500, "Internal Server Error")
    assert "ZeroDivisionError" in caplog.text


def test_a_mistake_that_nobody_answers_is_raised() -> None:
    async def wrong(*_message: object) -> None:
        raise ZeroDivisionError

    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse(""))])
    app.middleware_stack = wrong
    with calling(app) as call, pytest.raises(ZeroDivisionError):
        call("/")
