"""`kg sandbox`, started as a person starts it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

KG = "from kg.cli import main; main()"
NUMBERS = f"INSERT DATA {{ {' '.join(f'<a:{number}> <a:p> {number} .' for number in range(300))} }}"
COUNTED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = f"INSERT {{ <a:a> <a:b> ?n }} WHERE {{ {COUNTED} }}"


@dataclass(frozen=True)
class Served:
    """A sandbox that listens."""

    process: subprocess.Popen[str]
    address: str

    def asked(self, what: str, text: str) -> tuple[int, bytes]:
        """Return the status and the answer to a query or update."""
        body = urllib.parse.urlencode({what: text}).encode()
        headers = {"Accept": "text/csv, application/problem+json"}
        return sent(urllib.request.Request(f"{self.address}/sparql", body, headers))


def sent(request: urllib.request.Request) -> tuple[int, bytes]:
    """Return the status and the answer, whatever they are."""
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KG, "sandbox", "--port", "0", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"})


@contextmanager
def sandbox(*arguments: str) -> Iterator[Served]:
    """Start a sandbox, and end it when that was not done."""
    with started(*arguments) as process:
        assert process.stderr is not None
        try:
            found = re.search(r"^sandbox on (http://127\.0\.0\.1:\d+)/sparql", process.stderr.readline())
            assert found
            yield Served(process, found[1])
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        pytest.param("none.ttl", None, "no such file", id="not there"),
        pytest.param("broken.ttl", "<http://a/a> <http://a/b> 1 .\n<a", r"Parser error at line 2 .*", id="broken"),
        pytest.param("table.csv", "a,b", r"not a file of triples; use \.ttl, \.nt or \.rdf", id="no triples"),
        pytest.param("folder.ttl", "", r"cannot be read \(Is a directory\)", id="a folder"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_one_line_and_nothing_is_announced(tmp_path: Path, name: str, text: str | None, why: str) -> None:
    file = tmp_path / name
    if text:
        file.write_text(text, encoding="utf-8")
    elif text == "":
        file.mkdir()
    with started(str(file)) as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    way = "so the process that answers queries has ended; put that right, or name another file, and start again"
    assert re.fullmatch(rf"kg: {re.escape(str(file))}: {why}, {way}\n", told)


def test_an_update_sent_as_a_query_is_told_how_to_send_it() -> None:
    with sandbox() as served:
        status, body = served.asked("query", "INSERT DATA { <urn:a> <urn:b> 1 }")
    told = "this is a change, not a query: send it as update=, or as application/sparql-update, by POST"
    assert (status, json.loads(body)["detail"]) == (400, told)


def test_an_update_that_meets_a_limit_is_503_and_nothing_is_lost() -> None:
    with sandbox("--query-time", "2") as served:
        assert served.asked("update", NUMBERS) == (204, b"")
        status, body = served.asked("update", f"DELETE WHERE {{ ?s ?p 1 }} ; {ENDLESS}")
        problem = json.loads(body)
        assert (status, problem["limit"], problem["detail"][:31]) == (503, "time", "not carried out within 2 second")
        assert served.asked("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == (200, b"n\r\n300\r\n")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_it_stops_at_once_when_asked_whatever_runs_on(number: signal.Signals, status: int) -> None:
    with sandbox("--query-time", "60") as served, ThreadPoolExecutor() as threads:
        assert served.asked("update", NUMBERS) == (204, b"")
        asked = []
        for what, text in (("update", ENDLESS), ("update", "CLEAR ALL"), ("query", COUNTED)):
            asked.append(threads.submit(served.asked, what, text))
            time.sleep(1)  # one is under way before the next
        graph = urllib.request.Request(f"{served.address}/graphs?default", headers={"Accept": "application/n-triples"})
        assert sent(graph)[1].count(b"\n") == 300
        assert not any(each.done() for each in asked)
        served.process.send_signal(number)
        begun = time.monotonic()
        assert (served.process.wait(20), time.monotonic() - begun < 10) == (status, True)
        assert [each.result()[0] for each in asked] == [502, 502, 503]
        assert served.process.stderr is not None
        assert served.process.stderr.read() == ""  # and so no process of it is left that holds it open
