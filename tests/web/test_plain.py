"""Plain queries by their heads alone: which are plain, who asks, how much is remembered; and bodies that come too slowly."""

import asyncio

import pytest
from pyoxigraph import Store
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from kg.store.local import LocalEndpoint
from kg.store.workers.pool import Reply
from kg.web import protocol
from kg.web.answers import Answers
from kg.web.asking import InProcess
from kg.web.plain import LARGEST_HEAD, PlainQueries

PROXY = "192.0.2.9"


@pytest.fixture
def plain() -> PlainQueries:
    return PlainQueries(InProcess(LocalEndpoint(Store())), Answers(1_000_000), 100_000)


def head(target: str = "/sparql?query=ASK%7B%7D", *headers: str, method: str = "GET", version: str = "1.1") -> bytes:
    return "".join(f"{line}\r\n" for line in (f"{method} {target} HTTP/{version}", "Host: kg", *headers, "")).encode()


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(head(method="HEAD"), id="another method"),
        pytest.param(head(version="1.0"), id="another version"),
        pytest.param(head("/sparql?query=ASK%7B%7D&release=1"), id="another parameter"),
        pytest.param(head("/sparql?query=INSERT%20DATA%7B%7D"), id="a change"),
        pytest.param(head("/sparql?query=%FF"), id="no UTF-8"),
        pytest.param(head("/sparql?query=ASK%7B%7D", "Accept: text/html"), id="a page"),
        pytest.param(head("/sparql?query=ASK%7B%7D", "Connection: close"), id="a connection that is to close"),
        pytest.param(head("/sparql?query=ASK%7B%7D", "Content-Length: 3") + b"ASK", id="a body"),
        pytest.param(head("/sparql?query=ASK%7B%7D", "Transfer-Encoding: chunked"), id="a body in chunks"),
        pytest.param(head("/sparql?query=ASK%7B%7D", "Expect: 100-continue"), id="an expectation"),
        pytest.param(head("/sparql?query=ASK%7B%7D", "X : y"), id="a header that is none"),
        pytest.param(head("/sparql?query=ASK%7B%7D", f"X: {'y' * LARGEST_HEAD}"), id="too long"),
        pytest.param(head() + head(), id="two of them"),
        pytest.param(head()[:-2], id="the beginning of one"),
    ],
)
def test_what_is_odd_in_any_way_goes_the_long_way_round(plain: PlainQueries, given: bytes) -> None:
    assert plain.read(head(), "192.0.2.1", "") is not None
    assert plain.read(given, "192.0.2.1", "") is None


@pytest.mark.parametrize(
    ("peer", "proxy", "client"),
    [("192.0.2.1", "", "192.0.2.1"), (PROXY, PROXY, "198.51.100.7"), ("192.0.2.1", PROXY, "192.0.2.1"), (PROXY, "", PROXY)],
)
def test_only_the_proxy_says_who_asks(plain: PlainQueries, peer: str, proxy: str, client: str) -> None:
    asked = plain.read(head("/sparql?query=ASK%7B%7D", "X-Forwarded-For: 203.0.113.1, 198.51.100.7"), peer, proxy)
    assert asked is not None
    assert asked.client == client


def test_heads_are_remembered_as_long_as_they_fit(plain: PlainQueries) -> None:
    sent = [head("/sparql?query=ASK%7B%7D", f"X: {number} {'y' * 9_000}") for number in range(20)]
    for each in sent:
        asked = plain.read(each, "192.0.2.1", "")
        assert asked is not None
        plain.keep(asked, each, Reply("text/csv", b"true"))
    there = [plain.again(each) is not None for each in sent]
    assert there == sorted(there)
    assert 5 <= sum(there) <= 10


def test_what_may_differ_next_time_is_not_remembered(plain: PlainQueries) -> None:
    sent = head("/sparql?query=SELECT%20(RAND()%20AS%20?n)%20%7B%7D")
    asked = plain.read(sent, "192.0.2.1", "")
    assert asked is not None
    plain.keep(asked, sent, Reply("text/csv", b"n"))
    assert plain.again(sent) is None


def test_a_body_that_comes_too_slowly_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "BODY_S", 0.05)

    async def receive() -> Message:
        await asyncio.sleep(0.03)
        return {"type": "http.request", "body": b"A", "more_body": True}

    headers = [(b"content-type", b"application/sparql-query")]
    request = Request({"type": "http", "method": "POST", "query_string": b"", "headers": headers}, receive)
    with pytest.raises(HTTPException) as caught:
        asyncio.run(protocol.sent_parameters(request))
    assert caught.value.status_code == 408
