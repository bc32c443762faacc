"""Three goals from a real report, in memory and served over HTTP."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from kg.errors import QueryError
from kg.store import Formats
from kg.store.formats import GRAPH_FORMATS, RESULT_FORMATS
from kg.store.local import LocalEndpoint, open_files
from kg.store.remote import RemoteEndpoint

GOALS = """
@prefix beleid: <https://samenspel.example.org/def#> .
@prefix doel: <https://samenspel.example.org/id/doel/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
doel:nieuw-samenspel a beleid:Goal ; rdfs:label "Nieuw samenspel"@nl ; beleid:targetYear 2018 .
doel:meer-doen a beleid:Goal ; rdfs:label "Meer doen, minder schrijven"@nl .
doel:vertrouwen a beleid:Goal ; rdfs:label "Vertrouwen in de gemeente"@nl ; beleid:subGoalOf doel:nieuw-samenspel .
"""


class Server(ThreadingHTTPServer):
    """A SPARQL endpoint over a store; under other paths it misbehaves as endpoints do. `asked` keeps the requests' headers."""

    daemon_threads = True

    def __init__(self, local: LocalEndpoint) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.local = local
        self.asked: list[dict[str, str]] = []
        self.over = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        sent = [name if name == "query" else f"{name}={value}" for name, values in form.items() for value in values]
        self.server.asked.append({**self.headers, "form": " ".join(sorted(sent))})
        self.ANSWERS[self.path](self, form["query"][0])

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def tell(self, status: int, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def sparql(self, query: str) -> None:
        accept = self.headers["Accept"]
        formats = Formats(*(accept if accept in known else next(iter(known)) for known in (RESULT_FORMATS, GRAPH_FORMATS)))
        try:
            answer = self.server.local.answer(query, formats)
        except QueryError as error:
            self.tell(400, "text/plain; charset=utf-8", f"{error}\n".encode())
        else:
            self.tell(200, f"{answer.media_type};charset=utf-8", answer.body)

    def plain_json(self, query: str) -> None:
        self.tell(200, "application/json", self.server.local.answer(query).body)

    def slow(self, _: str) -> None:
        self.server.over.wait(10)

    def cut(self, _: str) -> None:
        self.close_connection = True

    def half(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"{")
        self.close_connection = True

    ANSWERS: ClassVar[dict[str, Callable[["Handler", str], None]]] = {
        "/sparql": sparql,
        "/json": plain_json,
        "/slow": slow,
        "/cut": cut,
        "/half": half,
        "/html": lambda self, _: self.tell(200, "text/html", b"<p>Welkom</p>"),
        "/silent": lambda self, _: self.tell(400, "text/plain", b""),
        "/gone": lambda self, _: self.tell(404, "text/html", b"<p>Niet gevonden</p>"),
        "/broken": lambda self, _: self.tell(500, "text/plain", b"stack trace"),
        "/busy": lambda self, _: self.tell(503, "text/plain", b"onderhoud"),
        "/much": lambda self, _: self.tell(503, "application/problem+json", b'{"status": 503, "detail": "not answered within 30 seconds"}'),
        "/large": lambda self, _: self.tell(413, "text/plain", b"the answer is too large " + b"x" * 1_000),
    }


@pytest.fixture(scope="session")
def goals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("goals") / "goals.ttl"
    file.write_text(GOALS, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def server(goals: Path) -> Iterator[Server]:
    with Server(open_files([goals])) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture(params=["local", "remote"])
def either(request: pytest.FixtureRequest, goals: Path, server: Server) -> LocalEndpoint | RemoteEndpoint:
    """Return the same goals, from the store in this process and over HTTP."""
    return open_files([goals]) if request.param == "local" else RemoteEndpoint(server.url("/sparql"))


@pytest.fixture
def url(server: Server) -> Callable[[str], str]:
    """Return the address of a path of the server."""
    return server.url


@pytest.fixture
def asked(server: Server) -> list[dict[str, str]]:
    """Return what the server is asked from now on: the headers, and what the form holds beside the query."""
    server.asked.clear()
    return server.asked
