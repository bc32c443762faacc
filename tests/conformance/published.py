"""The real graph as `kg serve` publishes it, and requests to it with these headers and no others."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from httplint import HttpRequestLinter, HttpResponseLinter, levels

EXCEPTED = frozenset({"STATUS_BAD_REQUEST"})
"""What httplint remarks that is no fault of ours: that a request was bad, of each request that was."""

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Exchange:
    """A request and what came back; header names in lower case, lines of one name joined."""

    method: str
    path: str
    sent: tuple[tuple[str, str], ...]
    status: int
    reason: str
    raw: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in self.raw:
            found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
        return found

    @property
    def vary(self) -> set[str]:
        return {name.strip().lower() for name in self.headers.get("vary", "").split(",")} - {""}

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """The members of the Link header: relation, address, type or language."""
        members = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?(?:; hreflang="([^"]*)")?', self.headers.get("link", ""))
        return [(rel, href, f"{kind}{f' {language}' if language else ''}") for href, rel, kind, language in members]

    def faults(self) -> list[str]:
        """What httplint finds bad or worth a warning in this exchange."""
        asked = HttpRequestLinter()
        asked.process_request_topline(self.method.encode(), f"http://127.0.0.1{self.path}".encode(), b"1.1")
        asked.process_headers([(b"Host", b"127.0.0.1"), *((name.encode(), value.encode()) for name, value in self.sent)])
        asked.finish_content(complete=True)
        told = HttpResponseLinter(_related=asked, no_content=self.method == "HEAD")
        told.process_response_topline(b"1.1", str(self.status).encode(), self.reason.encode())
        told.process_headers([(name.encode(), value.encode()) for name, value in self.raw])
        told.feed_content(self.body)
        told.finish_content(complete=True)
        return [
            f"{note.level.value} {type(note).__name__} ({note.subject})"
            for note in told.notes
            if note.level in {levels.WARN, levels.BAD} and type(note).__name__ not in EXCEPTED
        ]


@dataclass(frozen=True)
class Site:
    """A server on the loopback network, and the release it serves."""

    port: int
    release: str
    folder: Path
    base: str = "https://samenspel.example.org"
    prefix: str = field(default="")

    def ask(
        self, path: str, headers: Mapping[str, str] | Iterable[tuple[str, str]] = (), method: str = "GET", body: bytes = b""
    ) -> Exchange:
        sent = tuple(headers.items() if isinstance(headers, Mapping) else headers)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in sent:
                connection.putheader(name, value)
            if body:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Exchange(method, path, sent, response.status, response.reason, tuple(response.getheaders()), response.read())
        finally:
            connection.close()


@contextmanager
def site(folder: Path, *options: str, env: Mapping[str, str] | None = None) -> Iterator[Site]:
    """Start `kg serve` over the real graph, with its releases in a folder, and end it."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", "--out", str(folder), *options]
    told = {**os.environ, "NO_COLOR": "1", **(env or {})}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=told, cwd=ROOT) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "http://" in line)
        found = re.search(r"release ([0-9a-f]{12}) on http://127\.0\.0\.1:(\d+)", line)
        assert found, line
        yield Site(int(found[2]), found[1], folder)
        process.send_signal(signal.SIGINT)
        process.stderr.read()
