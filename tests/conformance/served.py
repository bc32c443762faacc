"""A sandbox that really listens, and requests to it as they are told, header by header."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Sandbox:
    """The address of a sandbox on the loopback network."""

    port: int

    def request(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        """Return the answer to a request with these headers and no others but Host and the length."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body or method in {"POST", "PUT"}:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str) -> Answer:
        return self.request("POST", "/sparql", {"Content-Type": "application/sparql-query", "Accept": accept}, text.encode())

    def update(self, text: str, _accept: str = "*/*") -> Answer:
        return self.request("POST", "/sparql", {"Content-Type": "application/sparql-update"}, text.encode())

    def hold(self, quads: list[Quad]) -> None:
        """Hold these statements, and no others."""
        assert self.update("DROP ALL").status == 204
        for graph in {quad.graph_name for quad in quads}:
            triples = [quad.triple for quad in quads if quad.graph_name == graph]
            body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            name = "default" if isinstance(graph, DefaultGraph) else f"graph={str(graph)[1:-1]}"
            answer = self.request("PUT", f"/graphs?{name}", {"Content-Type": "application/n-triples"}, body)
            assert answer.status in {201, 204}, answer.body


@contextmanager
def sandbox() -> Iterator[Sandbox]:
    """Start `kg sandbox`, empty, and end it."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "sandbox", "--port", "0", "--query-time", "20"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as process:
        assert process.stderr is not None
        told = next(line for line in process.stderr if "http://" in line)
        found = re.search(r"127\.0\.0\.1:(\d+)", told)
        assert found
        yield Sandbox(int(found[1]))
        process.send_signal(signal.SIGINT)
        process.stderr.read()
