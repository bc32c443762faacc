"""What the editor asks for: terms, examples and names as JSON, answers as files, and the page for who runs no scripts."""

import asyncio
import io
import socket
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from threading import Event, Semaphore, Thread
from typing import cast
from urllib.parse import urlencode

import pytest
import uvicorn
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Message

from kg.errors import EndpointError, LimitError
from kg.publish.library import Library
from kg.publish.spreadsheet import BYTE_ORDER_MARK
from kg.store import JSON_RESULTS, Endpoint, Question
from kg.store.workers.pool import Errand, Reply
from kg.terms import BASE
from kg.web.app import create_app
from kg.web.asking import InProcess
from kg.web.editor import LARGEST_ASKED, LARGEST_SHOWN, MOST_CELLS, MOST_NAMES
from reading import page

SELECT = "SELECT ?word WHERE { VALUES ?word { 'één' } }"
CONSTRUCT = "CONSTRUCT { <http://a/x> <http://a/y> 'c' } WHERE {}"
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("path", ["/sparql/completions.json", "/sparql/examples.json", "/sparql/examples.json?lang=en"])
def test_what_the_editor_knows_is_kept_until_the_next_release(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, first.headers["content-type"], again.status_code) == (200, "application/json", 304)


def test_completions_are_classes_properties_and_concepts(client: TestClient) -> None:
    found = client.get("/sparql/completions.json").json()
    assert list(found) == ["classes", "properties", "concepts"]
    assert {"iri": f"{BASE}/id/concept/rol/partner", "nl": "partner", "en": "partner"} in found["concepts"]


def test_examples_are_in_the_language_asked_for(client: TestClient) -> None:
    titles = {lang: [each["title"] for each in client.get(f"/sparql/examples.json?lang={lang}").json()] for lang in ("nl", "en")}
    assert "Van welke organisaties hangen de meeste initiatieven af?" in titles["nl"]
    assert "On which organisations do most initiatives depend?" in titles["en"]


def test_an_example_says_what_of_its_answer_to_draw(client: TestClient, library: Library) -> None:
    found = {each["name"]: each for each in client.get("/sparql/examples.json").json()}
    for query in library.queries.questions():
        chart = query.chart and {"kind": query.chart.kind, "x": query.chart.x, "y": query.chart.y, "series": query.chart.series}
        assert (found[query.name]["chart"], found[query.name]["network"]) == (chart, query.network and list(query.network))


def test_names_are_asked_for_many_things_at_once(client: TestClient) -> None:
    iri = f"{BASE}/id/initiatief/skills-twente"
    response = client.post("/sparql/names.json?lang=en", json=[iri, "http://elsewhere.example/x"])
    named = {"name": "Skills Twente", "language": "nl", "kind": "initiatief", "href": "/en/doc/initiatief/skills-twente"}
    assert (response.status_code, response.json()) == (200, {iri: named})


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        pytest.param(b"[", 400, "this is no JSON: Expecting value: line 1 column 2 (char 1)", id="no JSON"),
        pytest.param(
            b"\xff", 400, "this is no JSON: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte", id="no UTF-8"
        ),
        pytest.param(b'{"a": 1}', 400, f"send a list of at most {MOST_NAMES} IRIs", id="no list"),
        pytest.param(b"[1]", 400, f"send a list of at most {MOST_NAMES} IRIs", id="no texts"),
        pytest.param(b"[" + b'"a",' * MOST_NAMES + b'"a"]', 400, f"send a list of at most {MOST_NAMES} IRIs", id="too many"),
        pytest.param(b" " * (LARGEST_ASKED + 1), 413, f"send at most {LARGEST_ASKED} bytes", id="too large"),
    ],
)
def test_names_that_cannot_be_asked_for_so_are_refused(client: TestClient, body: bytes, status: int, detail: str) -> None:
    response = client.post("/sparql/names.json", content=body)
    assert (response.status_code, response.json()["detail"]) == (status, detail)


@pytest.mark.parametrize(
    ("extension", "query", "media_type", "body"),
    [
        ("csv", SELECT, "text/csv; charset=utf-8", BYTE_ORDER_MARK.encode() + "word\r\néén\r\n".encode()),
        ("tsv", SELECT, "text/tab-separated-values; charset=utf-8", '?word\n"één"\n'.encode()),
        ("json", "ASK {}", JSON_RESULTS, b'{"head":{},"boolean":true}'),
        ("nt", CONSTRUCT, "application/n-triples", b'<http://a/x> <http://a/y> "c" .\n'),
    ],
)
def test_an_answer_is_a_file_whatever_was_accepted(client: TestClient, extension: str, query: str, media_type: str, body: bytes) -> None:
    for response in (
        client.get(f"/sparql.{extension}", params={"query": query}, headers={"accept": BROWSER}),
        client.post(f"/sparql.{extension}", data={"query": query}, headers={"accept": "image/png"}),
        client.post("/sparql/antwoord", data={"query": query, "format": extension}),
    ):
        assert (response.status_code, response.headers["content-type"], response.content) == (200, media_type, body)
        assert response.headers["content-disposition"] == f'attachment; filename="antwoord.{extension}"'


def test_a_file_is_named_in_the_language_of_the_page(client: TestClient) -> None:
    response = client.post("/sparql.csv?lang=en", data={"query": SELECT})
    assert response.headers["content-disposition"] == 'attachment; filename="answer.csv"'


def test_head_of_a_file_has_no_body(client: TestClient) -> None:
    head = client.head("/sparql.csv", params={"query": SELECT})
    assert (head.status_code, head.headers["content-type"], head.content) == (200, "text/csv; charset=utf-8", b"")


def test_the_graphs_that_a_query_names_go_along(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    data = {"query": query, "default-graph-uri": "http://a/none"}
    assert client.post("/sparql.csv", data=data).content == BYTE_ORDER_MARK.encode() + b"n\r\n0\r\n"
    assert '<td data-label="n">0</td>' in client.post("/sparql/antwoord", data=data).text


def test_a_workbook_holds_the_rows_and_where_they_come_from(client: TestClient) -> None:
    response = client.post("/sparql.xlsx?lang=en", data={"query": "SELECT ?n ?word { VALUES (?n ?word) { (3 '=één') } }"})
    assert (response.status_code, response.headers["content-type"]) == (200, XLSX)
    assert response.headers["content-disposition"] == 'attachment; filename="answer.xlsx"'
    answer, origin = load_workbook(io.BytesIO(response.content)).worksheets
    assert [[cell.value for cell in row] for row in answer.rows] == [["n", "word"], [3, "=één"]]
    assert answer["B2"].data_type == "s"
    assert ("Release", "0123456789ab") in {(row[0].value, row[1].value) for row in origin.rows}


@pytest.mark.parametrize(
    ("path", "query", "status", "detail"),
    [
        ("/sparql.xlsx", CONSTRUCT, 406, "a graph does not fit a sheet; take .ttl, .jsonld, .nt or .rdf"),
        ("/sparql.pdf", SELECT, 404, "no answer as 'pdf' here; there are csv, json, jsonld, nt, rdf, tsv, ttl, xlsx, xml"),
        ("/sparql.html", SELECT, 404, "no answer as 'html' here; there are csv, json, jsonld, nt, rdf, tsv, ttl, xlsx, xml"),
        ("/sparql.csv", "ASK {", 400, "not a SPARQL 1.1 query: line 1, column 6: the text ends here, or something before it is wrong"),
        ("/sparql.xlsx", "ASK {", 400, "not a SPARQL 1.1 query: line 1, column 6: the text ends here, or something before it is wrong"),
    ],
)
def test_what_cannot_be_a_file_says_why(client: TestClient, path: str, query: str, status: int, detail: str) -> None:
    response = client.post(path, data={"query": query})
    assert (response.status_code, response.json()["detail"]) == (status, detail)


def test_a_graph_asked_for_as_rows_is_not_acceptable(client: TestClient) -> None:
    assert client.post("/sparql.csv", data={"query": CONSTRUCT}).status_code == 406


def test_a_reader_gets_errors_as_a_page_in_the_language_of_the_form(client: TestClient) -> None:
    for lang, title in (("nl", "Deze vraag is niet te begrijpen"), ("en", "Bad Request")):
        response = client.post(f"/sparql.csv?lang={lang}", data={"query": "ASK {"}, headers={"accept": BROWSER})
        assert (response.status_code, page(response.text).one("h1").text) == (400, title)


def test_without_scripts_the_answer_stands_below_the_query(client: TestClient) -> None:
    response = client.post("/sparql/antwoord?lang=en", data={"query": SELECT, "format": "html"})
    read = page(response.text)
    assert (response.status_code, response.headers["content-language"]) == (200, "en")
    assert read.one("textarea").attributes["data-given"] == "answer"
    assert read.one("textarea").text == SELECT
    assert [cell.text for cell in read.one("div", id="antwoord").all("td")] == ["één"]


def test_the_page_of_a_shared_link_holds_the_query(client: TestClient) -> None:
    read = page(client.get("/sparql", params={"query": SELECT, "release": "old"}, headers={"accept": BROWSER}).text)
    assert (read.one("textarea").text, read.one("textarea").attributes["data-given"]) == (SELECT, "query")


class Endless(InProcess):
    """Answers in pieces, as workers do, and has more of them than anybody should wait for."""

    async def ask(self, question: Question, client: str) -> Reply:
        _ = question, client
        return Reply(JSON_RESULTS, b"x" * 1024, cast("Errand", Pieces()))


class Pieces:
    deadline_s = None

    async def more(self) -> bytes:
        return b"x" * (LARGEST_SHOWN // 4)

    def close(self) -> None:
        """Hold nothing."""


@pytest.mark.parametrize("path", ["/sparql.xlsx", "/sparql/antwoord"])
def test_an_answer_too_large_for_a_page_or_a_workbook_is_refused_and_says_what_to_take(library: Library, static: Path, path: str) -> None:
    app = create_app(library, static, Endless(library.endpoint))
    response = TestClient(app).post(path, data={"query": SELECT})
    error = LimitError("this answer is too large for a page or a workbook; take .csv, or ask for less with LIMIT", "size")
    assert (response.status_code, response.json()["detail"], response.json()["limit"]) == (503, str(error), error.limit)


def many(rows: int, columns: str) -> str:
    """Return a query with so many thousand rows."""
    ten = " ".join(map(str, range(10)))
    lists = " ".join(f"VALUES ?v{each} {{ {ten} }}" for each in range(3))
    return f"SELECT {columns} {{ {lists} VALUES ?v3 {{ {' '.join(map(str, range(rows)))} }} }}"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        pytest.param("/sparql.xlsx", many(101, "?v0"), 503, id="a workbook of too many rows"),
        pytest.param("/sparql.xlsx", many(34, "?a ?b ?c"), 503, id="a workbook of too many cells, all empty"),
        pytest.param("/sparql.xlsx", many(33, "?a ?b ?c"), 200, id="a workbook that is just not too large"),
        pytest.param("/sparql/antwoord", many(101, "?v0"), 503, id="a page of too many rows"),
        pytest.param("/sparql/antwoord", many(34, "?a ?b ?c"), 200, id="a page, which shows the first thousand rows"),
        pytest.param("/sparql/antwoord", many(1, " ".join(f"?c{each}" for each in range(101))), 503, id="a page of too many cells"),
    ],
)
def test_what_would_take_long_to_make_is_refused_and_says_what_to_take(client: TestClient, path: str, query: str, status: int) -> None:
    response = client.post(path, data={"query": query})
    assert response.status_code == status
    if status == 503:
        told = f"this answer fills more than the {MOST_CELLS} cells of a page or a workbook; take .csv, or ask for less with LIMIT"
        assert (response.json()["detail"], response.json()["limit"]) == (told, "size")


class Held(dict[str, object]):
    """A manifest that keeps those who look up the release waiting, for as long as it is shut."""

    def __init__(self, manifest: Mapping[str, object]) -> None:
        super().__init__(manifest)
        self.shut, self.opened, self.come = False, Event(), Semaphore(0)

    def get(self, key: str, default: object = None) -> object:
        if self.shut and key == "release":
            self.come.release()
            assert self.opened.wait(60)
        return super().get(key, default)


LARGE = many(5, "?v0 ?v1 ?v2")


def test_large_answers_keep_neither_small_ones_nor_those_of_another_client_waiting(library: Library, static: Path) -> None:
    """By the interface of ASGI itself, in which clients have the addresses that a test gives them."""
    held = Held(library.manifest)
    app = create_app(Library(library.endpoint, library.queries, library.index, held), static)

    async def act() -> None:
        held.shut = True
        large = [asyncio.ensure_future(status(app, "/sparql.xlsx", LARGE, "a")) for _ in range(6)]
        try:
            assert await asyncio.to_thread(held.come.acquire, timeout=60)
            held.shut = False  # for the others; the first waits on
            for path, query, client in (("/sparql.xlsx", SELECT, "a"), ("/sparql/antwoord", SELECT, "b"), ("/sparql.xlsx", LARGE, "b")):
                assert await asyncio.wait_for(status(app, path, query, client), 60) == 200
            early = [await each for each in islice(asyncio.as_completed(large, timeout=60), 2)]
            assert (early, sum(task.done() for task in large)) == ([429, 429], 2)
        finally:
            held.opened.set()
        assert sorted(await asyncio.gather(*large)) == [200] * 4 + [429] * 2

    asyncio.run(act())


async def status(app: Starlette, path: str, query: str, client: str) -> int:
    """Return the status of what a client gets for a query; it stays to read it."""
    sent: list[Message] = []
    coming: asyncio.Queue[Message] = asyncio.Queue()
    coming.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    async def send(message: Message) -> None:
        sent.append(message)

    asked = urlencode({"query": query}).encode()
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": asked, "headers": [],
        "root_path": "", "scheme": "http", "server": ("testserver", 80), "client": (client, 1),
    }  # fmt: skip
    await app(scope, coming.get, send)
    return int(sent[0]["status"])


class Unanswered(InProcess):
    """Answers nobody, and tells when it was asked and when nobody wants its answer any more."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint)
        self.asked, self.given_up = Event(), Event()

    async def ask(self, question: Question, client: str) -> Reply:
        _ = question, client
        self.asked.set()
        try:
            await asyncio.wait_for(asyncio.Event().wait(), 60)
        except asyncio.CancelledError:
            self.given_up.set()
            raise
        raise EndpointError("nobody hung up")


@pytest.mark.parametrize("path", ["/sparql.xlsx", "/sparql/antwoord"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_client_that_hangs_up_ends_its_query(library: Library, static: Path, path: str, method: str) -> None:
    evaluation = Unanswered(library.endpoint)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(library, static, evaluation), log_level="error", lifespan="off"))
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            with socket.create_connection(listener.getsockname()) as client:
                body = "query=ASK%7B%7D"
                target, sent = (path, body) if method == "POST" else (f"{path}?{body}", "")
                form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(sent)}\r\n" if sent else ""
                client.sendall(f"{method} {target} HTTP/1.1\r\nHost: kg\r\n{form}\r\n{sent}".encode())
                assert evaluation.asked.wait(30)
            assert evaluation.given_up.wait(30)
        finally:
            server.should_exit = True
            thread.join()
