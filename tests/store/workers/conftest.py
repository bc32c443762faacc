"""A small graph, and another endpoint that workers may call or must not."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from store.workers.processes import BASE, TRIPLES


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph") / "graph.nt"
    made.write_text("".join(f'<{BASE}/{number}> <{BASE}/p> "{number % 7}" .\n' for number in range(TRIPLES)), encoding="utf-8")
    return made


@dataclass(frozen=True)
class Elsewhere:
    """Another endpoint: its address, and the paths that were asked of it."""

    address: str
    called: list[str] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Answers one row to whatever it is asked; /redirect sends on to /hidden."""

    def do_POST(self) -> None:
        called: list[str] = self.server.called  # type: ignore[attr-defined]
        called.append(self.path)
        self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/redirect":
            self.send_response(307)
            self.send_header("Location", "/hidden")
            self.end_headers()
            return
        body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"elders"}}]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815 - the server's own names

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Elsewhere(f"http://127.0.0.1:{server.server_address[1]}")
    server.called = made.called  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
