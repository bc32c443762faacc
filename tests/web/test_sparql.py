import json
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from starlette.testclient import TestClient

from kg.web.headers import COMMON
from kg.web.protocol import LARGEST_BODY

Parser = Callable[[str, str], Graph]
Params = list[tuple[str, str | int | float | bool | None]]
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
ASK = "ASK {}"
SELECT = "SELECT ?word WHERE { VALUES ?word { 'één' } }"
CONSTRUCT = "CONSTRUCT { <a> <b> 'c' } WHERE {}"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def ways(client: TestClient, query: str, accept: str = "*/*") -> Iterator[tuple[int, str, str]]:
    headers = {"accept": accept}
    form, direct = {**headers, "content-type": FORM}, {**headers, "content-type": f"{QUERY}; charset=UTF-8"}
    for response in (
        client.get("/sparql", params={"query": query}, headers=headers),
        client.post("/sparql", content=urlencode({"query": query}), headers=form),
        client.post("/sparql", content=query.encode(), headers=direct),
    ):
        yield response.status_code, response.headers["content-type"], response.text


@pytest.mark.parametrize(
    ("query", "accept", "media_type", "text"),
    [
        pytest.param(ASK, "*/*", "application/sparql-results+json", '{"head":{},"boolean":true}', id="ASK"),
        pytest.param(
            SELECT,
            "*/*",
            "application/sparql-results+json",
            '{"head":{"vars":["word"]},"results":{"bindings":[{"word":{"type":"literal","value":"één"}}]}}',
            id="SELECT",
        ),
        pytest.param(SELECT, "text/csv", "text/csv; charset=utf-8", "word\r\néén\r\n", id="CSV, without byte order mark"),
        pytest.param(SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?word\n"één"\n', id="TSV"),
        pytest.param(
            ASK,
            "application/json;q=0.5, application/sparql-results+xml;q=0.8",
            "application/sparql-results+xml",
            '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head><boolean>true</boolean></sparql>',
            id="XML by its weight",
        ),
        pytest.param(ASK, "application/json", "application/sparql-results+json", '{"head":{},"boolean":true}', id="JSON for short"),
        pytest.param(
            CONSTRUCT,
            "application/n-triples",
            "application/n-triples",
            '<https://samenspel.example.org/a> <https://samenspel.example.org/b> "c" .\n',
            id="CONSTRUCT, relative IRIs against the base of the data",
        ),
    ],
)
def test_a_query_has_one_answer_however_it_is_sent(client: TestClient, query: str, accept: str, media_type: str, text: str) -> None:
    assert set(ways(client, query, accept)) == {(200, media_type, text)}


@pytest.mark.parametrize(
    ("accept", "media_type", "form"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("text/n3", "text/n3; charset=utf-8", "turtle"),
        ("application/trig;q=0.1, application/n-quads;q=0.2", "application/n-quads", "nt"),
    ],
)
def test_a_graph_comes_in_the_format_asked_for(client: TestClient, parsed: Parser, accept: str, media_type: str, form: str) -> None:
    response = client.get("/sparql", params={"query": "DESCRIBE <id/concept/rol/partner>"}, headers={"accept": accept})
    assert response.headers["content-type"] == media_type
    assert len(parsed(response.text, form)) > 3


def test_the_answer_depends_on_accept_and_is_not_kept(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": ASK})
    assert (response.headers["vary"], response.headers["cache-control"]) == ("Accept", "no-cache")
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("unknown", [{"format": "json", "output": "json", "results": "json"}, {"timeout": "1"}, {"using-graph-uri": "x:y"}])
def test_parameters_that_are_not_of_the_protocol_do_no_harm(client: TestClient, unknown: dict[str, str]) -> None:
    assert client.get("/sparql", params={"query": ASK, **unknown}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("dataset", "there"),
    [
        pytest.param([], True, id="all there is"),
        pytest.param(
            [("default-graph-uri", "http://nowhere.example/a"), ("default-graph-uri", "http://nowhere.example/b")], False, id="default"
        ),
        pytest.param([("named-graph-uri", "http://nowhere.example/a")], False, id="named"),
    ],
)
def test_the_dataset_of_the_request_is_the_one_that_is_asked(client: TestClient, dataset: Params, there: bool) -> None:  # noqa: FBT001
    query = "ASK { ?subject ?predicate ?value }"
    by_get = client.get("/sparql", params=[("query", query), *dataset])
    by_post = client.post("/sparql", params=dataset, content=query, headers={"content-type": QUERY})
    mixed = client.post("/sparql", params=dataset, content=urlencode({"query": query}), headers={"content-type": FORM})
    assert [response.json()["boolean"] for response in (by_get, by_post, mixed)] == [there] * 3


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        pytest.param(
            [("default-graph-uri", "x:y")],
            "send one query, not none (as query=; there is 'default-graph-uri')",
            id="a dataset and no query",
        ),
        pytest.param([("query", "")], "send one query, not none", id="an empty query"),
        pytest.param([("query", ASK), ("query", ASK)], "send one query, not 2", id="two queries"),
        pytest.param(
            [("query", ASK), ("default-graph-uri", "not an IRI")],
            "this query cannot be answered: Invalid IRI code point ' '",
            id="a graph that is no IRI",
        ),
        pytest.param(
            [("query", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }")],
            "SERVICE is not allowed here: this endpoint fetches nothing from elsewhere",
            id="SERVICE",
        ),
        pytest.param([("query", ASK)] * 1001, "send at most 1000 parameters", id="too many parameters"),
    ],
)
def test_a_request_without_one_answerable_query_is_refused(client: TestClient, params: Params, detail: str) -> None:
    response = client.get("/sparql", params=params)
    assert (response.status_code, response.json()["detail"]) == (400, detail)


def test_a_syntax_error_says_where_it_is(client: TestClient) -> None:
    for status, media_type, text in ways(client, "ASK {\n ?a"):
        assert (status, media_type) == (400, "application/problem+json")
        told = json.loads(text)
        assert told["detail"] == "not a SPARQL 1.1 query: line 2, column 4: the text ends here, or something before it is wrong"
        assert (told["line"], told["column"], told["text"]) == (2, 4, " ?a")


def test_an_error_is_text_for_who_wants_text(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": ""}, headers={"accept": "text/plain"})
    assert (response.headers["content-type"], response.text) == ("text/plain; charset=utf-8", "Bad Request: send one query, not none\n")


@pytest.mark.parametrize(
    ("query", "accept", "alternatives"),
    [
        pytest.param(
            ASK,
            "text/turtle",
            ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values", "text/html"],
            id="rows as a graph",
        ),
        pytest.param(
            CONSTRUCT,
            "text/csv",
            [
                "text/turtle",
                "application/n-triples",
                "application/rdf+xml",
                "application/ld+json",
                "application/n-quads",
                "application/trig",
                "text/n3",
                "text/html",
            ],
            id="a graph as rows",
        ),
    ],
)
def test_an_answer_that_cannot_have_the_format_is_not_given(client: TestClient, query: str, accept: str, alternatives: list[str]) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert (response.status_code, response.headers["vary"]) == (406, "Accept")
    assert response.json()["alternatives"] == [{"type": media_type} for media_type in alternatives]


@pytest.mark.parametrize("media_type", ["text/plain", "application/sparql-query-results", ""])
def test_a_body_of_another_type_is_not_read(client: TestClient, media_type: str) -> None:
    headers = {"content-type": media_type} if media_type else {}
    response = client.post("/sparql", content=ASK, headers=headers)
    assert (response.status_code, response.headers["accept-post"]) == (415, f"{QUERY}, {FORM}")


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        pytest.param(ASK.encode("utf-16"), f"{QUERY}; charset=UTF-16", 415, id="another encoding that says so"),
        pytest.param(ASK.encode("utf-16"), QUERY, 400, id="another encoding that does not say so"),
        pytest.param(b"query=ASK%20%7B%7D%FF", FORM, 400, id="percent-encoded bytes that are not UTF-8"),
        pytest.param(b"query=\xff", FORM, 400, id="bytes that are not UTF-8"),
    ],
)
def test_a_body_that_is_not_utf8_is_refused(client: TestClient, body: bytes, media_type: str, status: int) -> None:
    assert client.post("/sparql", content=body, headers={"content-type": media_type}).status_code == status


def test_a_body_is_read_up_to_its_limit_and_no_further(client: TestClient) -> None:
    fits = ASK.ljust(LARGEST_BODY)
    assert client.post("/sparql", content=fits, headers={"content-type": QUERY}).status_code == 200
    assert client.post("/sparql", content=fits + " ", headers={"content-type": QUERY}).status_code == 413
    assert client.post("/sparql", content=iter([b" " * LARGEST_BODY] * 3), headers={"content-type": QUERY}).status_code == 413


def test_the_endpoint_changes_nothing_and_says_why(client: TestClient) -> None:
    update = "INSERT DATA { <a:s> <a:p> 1 }"
    responses = [
        client.get("/sparql", params={"update": update}),
        client.get("/sparql", params={"query": update}),
        client.post("/sparql", content=urlencode({"update": update}), headers={"content-type": FORM}),
        client.post("/sparql", content=update, headers={"content-type": "application/sparql-update"}),
    ]
    detail = (
        "this endpoint answers questions only: a release does not change, and the next one comes from kg build; try changes in kg sandbox"
    )
    assert {(response.status_code, response.json()["detail"]) for response in responses} == {(403, detail)}


def test_the_methods_are_get_head_and_post(client: TestClient) -> None:
    response = client.put("/sparql", params={"query": ASK})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    head = client.head("/sparql", params={"query": ASK})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "26")


def test_a_page_elsewhere_may_ask(client: TestClient) -> None:
    asked = {
        "origin": "https://elsewhere.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    response = client.options("/sparql", headers=asked)
    told = {name: value for name, value in response.headers.items() if name.startswith("access-control") or name == "allow"}
    assert response.status_code == 204
    assert told == {
        "allow": "GET, HEAD, OPTIONS, POST",
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, HEAD, OPTIONS, POST",
        "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
        "access-control-max-age": "86400",
        "access-control-expose-headers": COMMON["Access-Control-Expose-Headers"],
    }


def test_a_slash_at_the_end_is_taken_off_with_the_method_kept(client: TestClient) -> None:
    response = client.post("/sparql/", params={"timeout": "1"}, content=ASK, headers={"content-type": QUERY})
    assert (response.status_code, response.headers["location"]) == (308, "/sparql?timeout=1")


@pytest.mark.parametrize(
    ("accept", "form"), [("*/*", "turtle"), ("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("application/ld+json", "json-ld")]
)
def test_without_a_query_the_endpoint_describes_itself(client: TestClient, parsed: Parser, accept: str, form: str) -> None:
    response = client.get("/sparql", headers={"accept": accept, "host": "kg.example.nl:8443"})
    service = URIRef("http://kg.example.nl:8443/sparql")
    graph = parsed(response.text, form)
    (dataset,) = graph.objects(service, SD.defaultDataset)
    (default,) = graph.objects(dataset, SD.defaultGraph)
    (triples,) = graph.objects(default, URIRef("http://rdfs.org/ns/void#triples"))
    assert list(graph.objects(service, SD.endpoint)) == [service]
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (dataset, RDF.type, SD.Dataset) in graph
    assert len(list(graph.objects(service, SD.resultFormat))) == 11
    assert int(str(triples)) > 50_000


@pytest.mark.parametrize("host", ["a>b", "a b", '"', ""])
def test_a_host_that_is_none_stays_out_of_the_description(client: TestClient, host: str) -> None:
    response = client.get("/sparql", headers={"host": host})
    assert (response.status_code, URIRef("http://testserver/sparql") in set(Graph().parse(data=response.text).subjects())) == (200, True)


def test_who_accepts_no_description_hears_that_a_query_is_missing(client: TestClient) -> None:
    response = client.get("/sparql", headers={"accept": "application/sparql-results+json"})
    assert (response.status_code, response.json()["detail"]) == (
        400,
        "send one query, not none; in text/turtle this address tells what can be asked",
    )
