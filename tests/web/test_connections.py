"""Plain queries answered at the connection: the same bytes as the long way round, whatever the network does to the request."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, quote_plus

import pytest

from kg.build.release import Release

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="reads Linux' /proc to see processes come and go")
LIMIT_S = 2.0
LABEL = "SELECT ?label WHERE { <id/initiatief/regiodeal-twente> <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
LONG = "SELECT * WHERE { ?s ?p ?o } LIMIT 5000"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CROSSED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
Answered = tuple[int, dict[str, str], bytes]
Start = Callable[..., tuple[subprocess.Popen[str], int]]


@pytest.fixture(scope="module")
def start(real_release: Release) -> Iterator[Start]:
    """What starts a server and returns its process and port."""
    folder = real_release.folder.parent
    started: list[subprocess.Popen[str]] = []

    def begin(*options: str) -> tuple[subprocess.Popen[str], int]:
        command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", "--out", str(folder)]
        process = subprocess.Popen(
            [*command, "--query-time", str(LIMIT_S), *options],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "NO_COLOR": "1"},
        )
        started.append(process)
        assert process.stderr is not None
        told = next(line for line in process.stderr if "http://" in line)
        port = int(re.findall(r"http://127\.0\.0\.1:(\d+)", told)[0])
        asked(port, b"GET /healthz HTTP/1.1\r\nHost: kg\r\n\r\n")  # it is answered when all has been loaded
        return process, port

    yield begin
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def port(start: Start) -> int:
    return start()[1]


def request(query: str, *headers: str, more: str = "", method: str = "GET") -> bytes:
    lines = "".join(f"{header}\r\n" for header in ("Host: kg", *headers))
    return f"{method} /sparql?query={quote(query)}{more} HTTP/1.1\r\n{lines}\r\n".encode()


def connected(port: int, address: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60, source_address=(address, 0))


def read(connection: socket.socket, answers: int = 1, *, bodies: bool = True) -> list[Answered]:
    """Return so many answers, each with a length or in chunks."""
    with connection.makefile("rb") as stream:
        return [one(stream, bodies=bodies) for _ in range(answers)]


def one(stream: BinaryIO, *, bodies: bool) -> Answered:
    status = int(stream.readline().split()[1])
    headers = dict(line.decode().strip().split(": ", 1) for line in iter(stream.readline, b"\r\n"))
    if not bodies or status == 304:
        return status, headers, b""
    if "content-length" in headers:
        return status, headers, stream.read(int(headers["content-length"]))
    return status, headers, b"".join(chunks(stream))


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    while size := int(stream.readline(), 16):
        yield stream.read(size)
        stream.readline()
    stream.readline()


def asked(port: int, *sent: bytes, answers: int = 1) -> list[Answered]:
    with connected(port) as connection:
        for piece in sent:
            connection.sendall(piece)
            if len(sent) > 1:
                time.sleep(0.02)
        return read(connection, answers)


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        pytest.param(LABEL, [], id="no Accept"),
        pytest.param(LABEL, ["Accept: text/csv"], id="rows as CSV"),
        pytest.param(LABEL, ["Accept: text/csv;q=0.1, application/sparql-results+xml"], id="rows as XML"),
        pytest.param("DESCRIBE <id/concept/rol/partner>", ["Accept: text/turtle"], id="a graph"),
        pytest.param(LABEL, ["Accept: image/png"], id="nothing that is offered"),
        pytest.param("ASK {", [], id="no query"),
        pytest.param("ASK { SERVICE <http://127.0.0.1/> {} }", [], id="a service"),
        pytest.param(LONG, ["Accept: text/csv"], id="a long answer"),
        pytest.param("SELECT (RAND() AS ?n) { FILTER(false) }", [], id="an answer that is not kept"),
        pytest.param("ASK { <x> <y> 'é&#+ %' }", [], id="what is encoded"),
        pytest.param(ENDLESS, ["Accept: application/json"], id="a limit"),
    ],
)
def test_a_plain_query_is_answered_as_by_the_long_way_round(port: int, query: str, headers: list[str]) -> None:
    plain = asked(port, request(query, *headers))
    again = asked(port, request(query, *headers))
    long_way = asked(port, request(query, *headers, more="&x=1"))
    (status, told, body), (status_again, told_again, body_again), (status_long, told_long, body_long) = *plain, *again, *long_way
    for each in (told, told_again, told_long):
        del each["date"]
    assert (status, body) == (status_again, body_again) == (status_long, body_long)
    assert told == told_again == told_long


def test_a_form_is_decoded_as_forms_are(port: int) -> None:
    head = f"GET /sparql?query={quote_plus('SELECT (1 + 1 AS ?two) {}')} HTTP/1.1\r\nHost: kg\r\nAccept: text/csv\r\n\r\n"
    ((_, _, body),) = asked(port, head.encode())
    assert body == b"two\r\n2\r\n"


def test_who_holds_the_answer_is_told_that_it_did_not_change(port: int) -> None:
    ((_, told, _),) = asked(port, request(LABEL))
    for _ in range(2):
        for more in ("", "&x=1"):
            ((status, headers, body),) = asked(port, request(LABEL, f"If-None-Match: W/{told['etag']}", more=more))
            assert (status, body, headers["etag"]) == (304, b"", told["etag"])
            assert "content-security-policy" not in headers
    assert asked(port, request(LABEL, 'If-None-Match: "another"'))[0][0] == 200


def test_requests_that_come_together_are_answered_in_their_order(port: int) -> None:
    sent = [request(f"SELECT ({number} AS ?n) {{}}", "Accept: text/csv") for number in range(40)]
    sent[7] = request(LONG, "Accept: text/csv")
    sent[11] = b"GET /healthz HTTP/1.1\r\nHost: kg\r\n\r\n"
    posted = ["POST /sparql HTTP/1.1", "Host: kg", "Content-Type: application/sparql-query", "Accept: text/csv", "Content-Length: 6"]
    sent[13] = "\r\n".join([*posted, "", "ASK {}"]).encode()
    for pieces in ([b"".join(sent)], sent, [b"".join(sent)[at : at + 700] for at in range(0, len(b"".join(sent)), 700)]):
        bodies = [body for _, _, body in asked(port, *pieces, answers=len(sent))]
        expected = [f"n\r\n{number}\r\n".encode() for number in range(40)]
        assert [body for at, body in enumerate(bodies) if at not in {7, 11, 13}] == [
            body for at, body in enumerate(expected) if at not in {7, 11, 13}
        ]
        assert (bodies[7].count(b"\r\n") > 5000, bodies[13]) == (True, b"true")


@pytest.mark.parametrize("at", [1, 5, 20, 40, -3, -1])
def test_a_request_that_comes_in_two_is_one(port: int, at: int) -> None:
    whole = request(LABEL, "Accept: text/csv")
    ((status, _, body),) = asked(port, whole[:at], whole[at:])
    assert (status, body.startswith(b"label\r\n")) == (200, True)


@pytest.mark.parametrize("header", ["Connection: close", "connection: Close, x"])
def test_a_client_that_wants_the_connection_closed_has_it_closed(port: int, header: str) -> None:
    for _ in range(2):
        with connected(port) as connection:
            connection.sendall(request(LABEL, header))
            read(connection)
            assert connection.recv(1) == b""


def test_a_head_alone_is_asked_for(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(request(LABEL, method="HEAD"))
        ((status, headers, _),) = read(connection, bodies=False)
        connection.sendall(request(LABEL))
        ((_, _, body),) = read(connection)
    assert (status, int(headers["content-length"])) == (200, len(body))


def test_a_body_that_is_announced_is_not_taken_for_a_request(port: int) -> None:
    smuggled = request("ASK { FILTER(false) }", "Accept: text/csv")
    sent = request(LABEL, "Accept: text/csv", f"Content-Length: {len(smuggled)}") + smuggled + request("ASK {}", "Accept: text/csv")
    first, second = asked(port, sent, answers=2)
    assert (first[2].startswith(b"label"), second[2]) == (True, b"true")


def test_a_head_without_end_is_refused(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: kg\r\nX-A: ")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            trickle(connection, b"a" * 65536)
    assert asked(port, request("ASK {}", "Accept: text/csv"))[0][2] == b"true"


@pytest.mark.parametrize("header", ["Accept: text/csv;q=" + "1" * 60_000 + "x", "Accept: " + "text/csv;q=0.1," * 4_000])
def test_a_hostile_header_keeps_nobody_waiting(port: int, header: str) -> None:
    begin = time.monotonic()
    assert asked(port, request(LABEL, header), answers=1)[0][0] in {200, 406}
    assert time.monotonic() - begin < 5  # it took eleven seconds, and grows with the square


def workers(pid: int) -> set[int]:
    def children(parent: int) -> set[int]:
        return {int(child) for task in Path(f"/proc/{parent}/task").glob("*/children") for child in task.read_text().split()}

    return {worker for nursery in children(pid) for worker in children(nursery)}


def running(pid: int) -> bool:
    def state(worker: int) -> str:
        try:
            return Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return ""

    return any(state(worker) == "R" for worker in workers(pid))


def eventually(holds: Callable[[], bool], within_s: float = 40) -> bool:
    end = time.monotonic() + within_s
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def test_a_client_that_leaves_ends_its_query(start: Start) -> None:
    process, port = start("--query-time", "60")
    assert eventually(lambda: not running(process.pid))
    with connected(port) as connection:
        connection.sendall(request(ENDLESS))
        assert eventually(lambda: running(process.pid))
    assert eventually(lambda: not running(process.pid))


def test_a_client_that_reads_nothing_is_broken_off_after_the_limit(port: int) -> None:
    with connected(port) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(request(CROSSED, "Accept: text/csv"))
        time.sleep(LIMIT_S + 4)
        with pytest.raises(ConnectionResetError):
            drained(connection)


def test_a_client_that_asks_and_never_reads_is_not_answered_for_ever(start: Start) -> None:
    """What is written for it stays within bounds, and so does the server's memory."""
    process, port = start()
    sent = request(LONG, "Accept: text/csv")
    with connected(port) as connection:
        connection.sendall(request(LONG, "Accept: text/csv"))
        read(connection)
        before = resident_mib(process.pid)
        connection.settimeout(0.5)
        with pytest.raises(TimeoutError):
            trickle(connection, sent)
        assert resident_mib(process.pid) - before < 100


def trickle(connection: socket.socket, piece: bytes) -> None:
    for _ in range(300_000):
        connection.sendall(piece)


def drained(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def resident_mib(pid: int) -> float:
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0]) / 1024


@pytest.mark.parametrize("query", [CROSSED, ENDLESS], ids=["that does not read", "that waits"])
def test_a_server_that_is_stopped_does_not_wait_for_a_client(start: Start, query: str) -> None:
    process, port = start("--query-time", "60")
    with connected(port) as connection:
        connection.sendall(request(query, "Accept: text/csv"))
        if query == CROSSED:
            assert connection.recv(1, socket.MSG_PEEK)  # it is being answered, and waits for who does not read
        else:
            assert eventually(lambda: running(process.pid))
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_clients_of_a_proxy_are_told_apart_by_what_it_says_and_others_cannot_lie(start: Start) -> None:
    _, behind = start("--proxy", "127.0.0.1", "--query-time", "60")
    _, plain = start("--query-time", "60")

    def refused(port: int, *clients: str) -> int:
        """Return how many of 300 endless queries are refused because their client has too many."""
        connections = [connected(port) for _ in range(300)]
        for number, connection in enumerate(connections):
            connection.sendall(request(ENDLESS, f"X-Forwarded-For: 9.9.9.9, {clients[number % len(clients)]}", f"X-Number: {number}"))
        time.sleep(1.5)
        told = 0
        for connection in connections:
            connection.setblocking(False)  # noqa: FBT003 - the socket's own
            with suppress(BlockingIOError):
                told += b" 429 " in connection.recv(64)
            connection.close()
        return told

    assert refused(behind, "192.0.2.1") > 0
    assert refused(behind, "192.0.2.1", "192.0.2.2") == 0
    assert refused(plain, "192.0.2.1", "192.0.2.2") > 0
