"""Somebody else's endpoint, on its good and its bad days."""

import re
import socket
from collections.abc import Callable

import pytest

from kg import __version__
from kg.errors import EndpointError, QueryError
from kg.store import Answer, Dataset, Formats, rows
from kg.store.remote import RemoteEndpoint
from kg.terms import BELEID, mint

Url = Callable[[str], str]
ALL = f"SELECT ?goal {{ ?goal <{BELEID.subGoalOf}> ?other }}"
TRUST = mint("doel", "vertrouwen")


def test_it_says_who_asks_and_for_what_and_sends_nothing_but_the_query(url: Url, asked: list[dict[str, str]]) -> None:
    rows(RemoteEndpoint(url("/sparql")), ALL)
    assert [(each["User-Agent"], each["Accept"], each["form"]) for each in asked] == [
        (f"kg/{__version__} (SPARQL 1.1 client)", "application/sparql-results+json", "query")
    ]


def test_a_graph_is_asked_for_in_the_format_for_graphs(url: Url, asked: list[dict[str, str]]) -> None:
    RemoteEndpoint(url("/sparql")).answer("# SELECT\nDESCRIBE <urn:a>", Formats(graph="text/turtle"))
    assert [each["Accept"] for each in asked] == ["text/turtle"]


def test_the_graphs_to_ask_are_sent_along(url: Url, asked: list[dict[str, str]]) -> None:
    RemoteEndpoint(url("/json")).answer(ALL, dataset=Dataset(default=("urn:a", "urn:b"), named=("urn:c",)))
    assert [each["form"] for each in asked] == ["default-graph-uri=urn:a default-graph-uri=urn:b named-graph-uri=urn:c query"]


def test_plain_json_is_taken_for_results(url: Url) -> None:
    assert rows(RemoteEndpoint(url("/json")), ALL) == [{"goal": TRUST}]


@pytest.mark.parametrize("text", ["INSERT DATA { <a:a> <a:b> 1 }", "PREFIX a: <b:>\nCLEAR ALL", "hallo", ""])
def test_a_change_is_never_sent(url: Url, asked: list[dict[str, str]], text: str) -> None:
    message = "not a SPARQL query: it selects, asks, constructs and describes nothing; changes are not sent"
    with pytest.raises(QueryError, match=re.escape(message)):
        RemoteEndpoint(url("/sparql")).answer(text)
    assert asked == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/sparql", "example.org/sparql", "https://", ""])
def test_only_an_address_on_the_web_is_one(address: str) -> None:
    with pytest.raises(EndpointError, match=re.escape(f"{address!r} is no address of an endpoint; it begins with https:// or http://")):
        RemoteEndpoint(address)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("/html", "answers with text/html instead of application/sparql-results+json; check the address", id="a web page"),
        pytest.param("/gone", "does not answer: It was not possible to connect to the given endpoint", id="404"),
        pytest.param("/broken", "does not answer: The endpoint returned the HTTP status code 500; check the address", id="500"),
        pytest.param("/busy", "is too busy, or the query asks too much: onderhoud", id="503"),
        pytest.param("/much", "is too busy, or the query asks too much: not answered within 30 seconds", id="503 with problem details"),
        pytest.param("/cut", "cannot be reached: Remote end closed connection without response; check the address", id="cut off"),
        pytest.param("/half", "cannot be reached: IncompleteRead(1 bytes read, 99 more expected); check the address", id="half an answer"),
    ],
)
def test_an_endpoint_that_does_not_answer_is_named_with_the_way_out(url: Url, path: str, message: str) -> None:
    with pytest.raises(EndpointError, match=re.escape(f"{url(path)} {message}")):
        RemoteEndpoint(url(path)).answer(ALL)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("/silent", "refuses the query: it does not say why", id="without a word"),
        pytest.param("/large", f"refuses the query: the answer is too large {'x' * 276}…", id="a long story"),
    ],
)
def test_a_refused_query_comes_with_what_the_endpoint_says(url: Url, path: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"{re.escape(url(path))} {message}$"):
        RemoteEndpoint(url(path)).answer(ALL)


def test_an_endpoint_that_keeps_us_waiting_is_left(url: Url) -> None:
    with pytest.raises(EndpointError, match=r"/slow did not answer within 1 seconds; ask for less \(LIMIT\), or allow more time"):
        RemoteEndpoint(url("/slow"), timeout_s=1).answer(ALL)


def test_where_nobody_listens_the_address_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    with pytest.raises(EndpointError, match=rf"{address} cannot be reached: \[Errno \d+\] Connection refused; check the address"):
        RemoteEndpoint(address).answer(ALL)


def test_a_format_that_the_endpoint_lacks_is_no_answer(url: Url) -> None:
    message = "answers with application/sparql-results+json instead of text/x-own"
    with pytest.raises(EndpointError, match=re.escape(message)):
        RemoteEndpoint(url("/sparql")).answer(ALL, Formats(results="text/x-own"))


def test_the_answer_says_its_format_without_parameters(url: Url) -> None:
    assert RemoteEndpoint(url("/sparql")).answer(ALL, Formats(results="text/csv")) == Answer(f"goal\r\n{TRUST}\r\n".encode(), "text/csv")
