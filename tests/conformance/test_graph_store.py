"""What the Graph Store Protocol says and its test suite does not ask: statuses, formats, addresses, and documents that come in a form."""

from collections.abc import Iterator

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from kg.store.queries import Queries
from kg.store.workers.limits import Limits
from kg.store.workers.sandbox import Sandbox
from kg.terms import BASE
from kg.web.graph_store import LARGEST_DOCUMENT
from kg.web.sandbox import create_sandbox_app

ONE = "/graphs?graph=http://example.org/one"
TURTLE = {"Content-Type": "text/turtle"}
TRIPLE = "<http://example.org/a> <http://example.org/b> 1 ."
BOUNDARY = "----------------------------a6fe4cd6"
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


@pytest.fixture(scope="module")
def running(queries: Queries) -> Iterator[TestClient]:
    app = create_sandbox_app(Sandbox([], BASE, Limits(time_s=10)), BASE, queries)
    with TestClient(app, base_url="http://graphs.example.org") as client:
        yield client


@pytest.fixture
def client(running: TestClient) -> TestClient:
    """A sandbox with nothing in it."""
    assert running.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"}).status_code == 204
    return running


def graph_at(client: TestClient, target: str) -> Graph:
    answer = client.get(target, headers={"Accept": "application/n-triples"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/n-triples")
    return Graph().parse(data=answer.text, format="nt")


def holds(client: TestClient, target: str, turtle: str) -> bool:
    return isomorphic(graph_at(client, target), Graph().parse(data=turtle, format="turtle"))


def form(*parts: tuple[str, str]) -> str:
    """Return a form with a file for each media type and text."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\nContent-Type: '
    return "".join([*(f"{head}{media_type}\r\n\r\n{text}\r\n" for media_type, text in parts), f"--{BOUNDARY}--\r\n"])


def test_a_graph_that_is_new_is_created_where_it_is_said_to_be(client: TestClient) -> None:
    created = client.put(ONE, content=TRIPLE, headers=TURTLE)
    again = client.put(ONE, content="", headers=TURTLE)
    assert [(each.status_code, each.headers.get("location")) for each in (created, again)] == [(201, "http://example.org/one"), (204, None)]
    assert len(graph_at(client, ONE)) == 0


def test_what_is_put_takes_the_place_of_what_was_there_and_what_is_posted_stands_beside_it(client: TestClient) -> None:
    for send, text in ((client.put, "<a:a> <a:b> 1 ."), (client.put, "<a:a> <a:b> 2 ."), (client.post, "<a:a> <a:b> 3 .")):
        send(ONE, content=text, headers=TURTLE)
    assert holds(client, ONE, "<a:a> <a:b> 2, 3 .")


@pytest.mark.parametrize("send", ["put", "post", "form"])
def test_blank_nodes_of_two_documents_are_not_the_same_for_having_one_label(client: TestClient, send: str) -> None:
    client.post(ONE, content="_:a <a:b> 1 .", headers=TURTLE)
    match send:
        case "put":
            client.put(ONE, content="_:a <a:b> 1 . _:b <a:b> 2 .", headers=TURTLE)
        case "post":
            client.post(ONE, content="_:a <a:b> 2 .", headers=TURTLE)
        case _:
            client.post(ONE, content=form(("text/turtle", "_:a <a:b> 2 .")), headers=FORM)
    assert holds(client, ONE, "[] <a:b> 1 . [] <a:b> 2 .")


def test_the_default_graph_is_always_there(client: TestClient) -> None:
    assert client.get("/graphs?default").status_code == 200
    assert client.put("/graphs?default", content=TRIPLE, headers=TURTLE).status_code == 204
    assert holds(client, "/graphs?default", TRIPLE)
    assert client.delete("/graphs?default").status_code == 204
    assert holds(client, "/graphs?default", "")


def test_the_address_of_a_graph_below_the_store_is_its_iri(client: TestClient) -> None:
    created = client.put("/graphs/a%20b/caf%C3%A9.ttl", content="<> <a:b> <c> .", headers=TURTLE)
    iri = "http://graphs.example.org/graphs/a%20b/caf%C3%A9.ttl"
    assert (created.status_code, created.headers["location"]) == (201, iri)
    text = f"<{iri}> <a:b> <http://graphs.example.org/graphs/a%20b/c> ."
    assert holds(client, "/graphs/a%20b/caf%C3%A9.ttl", text)
    assert client.get("/graphs", params={"graph": iri}).status_code == 200


def test_a_graph_posted_to_the_store_gets_an_address_of_its_own(client: TestClient) -> None:
    first, second = (client.post("/graphs", content=TRIPLE, headers=TURTLE) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["location"] != second.headers["location"]
    assert holds(client, first.headers["location"], TRIPLE)


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
@pytest.mark.parametrize("target", [ONE, "/graphs/none.ttl"])
def test_what_is_not_there_is_not_found(client: TestClient, method: str, target: str) -> None:
    answer = client.request(method, target, headers={"Accept": "application/json"})
    assert answer.status_code == 404
    if method != "HEAD":
        assert answer.json()["detail"].startswith("there is no graph <http://")


def test_head_is_get_without_the_graph(client: TestClient) -> None:
    client.put(ONE, content=TRIPLE, headers=TURTLE)
    head, got = client.head(ONE), client.get(ONE)
    assert (head.status_code, head.content) == (200, b"")
    assert [head.headers[name] for name in ("content-type", "content-length", "vary")] == [
        "text/turtle; charset=utf-8",
        str(len(got.content)),
        "Accept",
    ]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        pytest.param("*/*", "text/turtle; charset=utf-8", id="anything"),
        pytest.param("application/n-triples, text/turtle;q=0.5", "application/n-triples", id="N-Triples first"),
        pytest.param("application/rdf+xml", "application/rdf+xml", id="RDF/XML"),
        pytest.param("application/ld+json", "application/ld+json", id="JSON-LD"),
    ],
)
def test_a_graph_comes_in_the_format_that_is_accepted(client: TestClient, accept: str, media_type: str) -> None:
    client.put(ONE, content=TRIPLE, headers=TURTLE)
    answer = client.get(ONE, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert b"http://example.org/a" in answer.content


def test_a_format_that_there_is_not_is_told_with_those_there_are(client: TestClient) -> None:
    client.put(ONE, content=TRIPLE, headers=TURTLE)
    answer = client.get(ONE, headers={"Accept": "image/png"})
    types = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
    assert (answer.status_code, answer.headers["vary"]) == (406, "Accept")
    assert answer.json()["alternatives"] == [{"type": each} for each in types]


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        pytest.param("text/turtle; charset=UTF-8", '<a:a> <a:b> "é" .', id="Turtle"),
        pytest.param("application/n-triples", '<a:a> <a:b> "é" .', id="N-Triples"),
        pytest.param("application/ld+json", '{"@id": "a:a", "a:b": "é"}', id="JSON-LD"),
        pytest.param(
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">'
            '<rdf:Description rdf:about="a:a"><a:b>é</a:b></rdf:Description></rdf:RDF>',
            id="RDF/XML",
        ),
    ],
)
def test_a_graph_is_taken_in_each_format(client: TestClient, media_type: str, text: str) -> None:
    assert client.put(ONE, content=text, headers={"Content-Type": media_type}).status_code == 201
    assert holds(client, ONE, '<a:a> <a:b> "é" .')


@pytest.mark.parametrize(
    "media_type",
    [
        pytest.param("application/trig", id="may hold several graphs"),
        pytest.param("text/plain", id="text"),
        pytest.param("text/turtle; charset=latin-1", id="another encoding"),
        pytest.param("", id="none"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_another_format_is_refused_with_those_that_are_taken(client: TestClient, method: str, media_type: str) -> None:
    answer = client.request(method, ONE, content=TRIPLE, headers={"Content-Type": media_type} if media_type else {})
    taken = "text/turtle, application/n-triples, application/rdf+xml, application/ld+json"
    assert (answer.status_code, answer.headers["accept"]) == (415, taken)
    assert client.get(ONE).status_code == 404


@pytest.mark.parametrize(
    ("target", "content", "told"),
    [
        pytest.param(ONE, b"<a:a> <a:b>", "not text/turtle: ", id="no Turtle"),
        pytest.param(ONE, b'<a:a> <a:b> "\xff" .', "the document is not UTF-8: invalid start byte at byte 13", id="no UTF-8"),
        pytest.param("/graphs?graph=one", TRIPLE.encode(), "'one' is no IRI of a graph", id="a relative IRI"),
        pytest.param("/graphs?graph=", TRIPLE.encode(), "'' is no IRI of a graph", id="no IRI"),
        pytest.param("/graphs", TRIPLE.encode(), "name one graph, by ?graph=IRI or ?default, not none", id="no graph"),
        pytest.param("/graphs?default&graph=a:a", TRIPLE.encode(), "name one graph, by ?graph=IRI or ?default, not 2", id="two graphs"),
        pytest.param("/graphs/a.ttl?default", TRIPLE.encode(), "name one graph, by ?graph=IRI or ?default, not 2", id="two in another way"),
        pytest.param("/graphs/%FF", TRIPLE.encode(), "the path is not percent-encoded UTF-8", id="an address that is none"),
    ],
)
def test_what_cannot_be_put_changes_nothing_and_tells_why(client: TestClient, target: str, content: bytes, told: str) -> None:
    answer = client.put(target, content=content, headers={**TURTLE, "Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(told)
    asked = client.post("/sparql", content="ASK { GRAPH ?g { ?s ?p ?o } }", headers={"Content-Type": "application/sparql-query"})
    assert asked.json()["boolean"] is False


def test_a_document_that_is_too_large_is_not_read_to_its_end(client: TestClient) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(LARGEST_DOCUMENT // 1_000_000 + 2):
            sent += 1_000_000
            yield b"#" * 1_000_000

    assert client.put(ONE, content=pieces(), headers=TURTLE).status_code == 413
    assert client.get(ONE).status_code == 404


def test_the_files_of_a_form_are_added_together(client: TestClient) -> None:
    client.put(ONE, content=TRIPLE, headers=TURTLE)
    files = form(("text/turtle; charset=utf-8", "@prefix a: <a:> . a:a a:b [] ."), ("application/ld+json", '{"@id": "a:a", "a:c": 1}'))
    assert client.post(ONE, content=files, headers=FORM).status_code == 204
    assert holds(client, ONE, f"{TRIPLE} <a:a> <a:b> [] ; <a:c> 1 .")


@pytest.mark.parametrize(
    ("files", "status", "told"),
    [
        pytest.param(form(("text/turtle", TRIPLE), ("text/turtle", "<a:a>")), 400, "not text/turtle: ", id="the second is no Turtle"),
        pytest.param(form(("text/turtle", TRIPLE), ("image/png", "")), 415, "send text/turtle, ", id="the second is a picture"),
        pytest.param(form(), 400, "every part of multipart/form-data is a file ", id="nothing in it"),
        pytest.param(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n{TRIPLE}\r\n--{BOUNDARY}--\r\n',
            400,
            "every part of multipart/form-data is a file ",
            id="a field",
        ),
        pytest.param("no form at all", 400, "not multipart/form-data: ", id="no form"),
    ],
)
def test_a_form_is_taken_whole_or_not_at_all(client: TestClient, files: str, status: int, told: str) -> None:
    answer = client.post(ONE, content=files, headers={**FORM, "Accept": "application/json"})
    assert (answer.status_code, answer.json()["detail"].startswith(told)) == (status, True), answer.text
    assert client.get(ONE).status_code == 404


@pytest.mark.parametrize("media_type", ["multipart/form-data", "multipart/form-data; boundary="])
def test_a_form_without_a_boundary_is_refused(client: TestClient, media_type: str) -> None:
    answer = client.post(ONE, content=form(("text/turtle", TRIPLE)), headers={"Content-Type": media_type})
    assert answer.status_code == 400


def test_a_document_with_named_graphs_in_it_is_no_graph(client: TestClient) -> None:
    named = '{"@id": "a:g", "@graph": [{"@id": "a:a", "a:b": 1}]}'
    for content, headers in ((named, {"Content-Type": "application/ld+json"}), (form(("application/ld+json", named)), FORM)):
        assert client.post(ONE, content=content, headers=headers).status_code == 400


@pytest.mark.parametrize("target", [ONE, "/graphs/a.ttl"])
def test_other_methods_are_told_which_there_are(client: TestClient, target: str) -> None:
    patched, asked = client.patch(target), client.options(target)
    allowed = "DELETE, GET, HEAD, OPTIONS, POST, PUT"
    assert [(each.status_code, each.headers["allow"]) for each in (patched, asked)] == [(405, allowed), (204, allowed)]
