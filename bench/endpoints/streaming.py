"""A long answer: when its first byte comes, and what memory it takes while it streams to a reader."""

import socket
import statistics
import threading
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from endpoints.systems import Running

ROWS = 1_000_000
_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Streamed:
    """When the first byte of the rows came, how long the whole took, its size, and the most memory more than before."""

    first_byte_ms: float
    whole_s: float
    mib: float
    more_mib: float


def streamed(system: Running, runs: int) -> Streamed:
    """Return the medians over some runs, and the most memory of them all."""
    found = [_run(system, number) for number in range(runs)]
    return Streamed(
        statistics.median(each.first_byte_ms for each in found),
        statistics.median(each.whole_s for each in found),
        found[0].mib,
        max(each.more_mib for each in found),
    )


def _run(system: Running, number: int) -> Streamed:
    path = quote(f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {ROWS + number}")  # each run asks something new
    with _Watched(system) as memory:
        begun = time.perf_counter()
        with socket.create_connection(("127.0.0.1", system.port)) as connection:
            request = (
                f"GET {system.place}{path} HTTP/1.1\r\nHost: x\r\nAccept: application/sparql-results+json\r\nConnection: close\r\n\r\n"
            )
            connection.sendall(request.encode())
            head = b""
            while len(head.partition(b"\r\n\r\n")[2]) == 0:
                head += connection.recv(65536)
            first = time.perf_counter()
            size = len(head)
            while piece := connection.recv(1 << 20):
                size += len(piece)
    ended = time.perf_counter()
    if b" 200 " not in head[:20] or size < ROWS * 100:
        raise SystemExit(f"{system.name} did not give {ROWS} rows: {head[:200]!r} ({size} bytes)")
    return Streamed((first - begun) * 1000, ended - begun, size / 2**20, memory.most - memory.before)


class _Watched:
    """The memory of a system's processes while something goes on."""

    def __init__(self, system: Running) -> None:
        self.before = system.memory_mib()
        self.most = self.before
        self._system = system
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_S):
            self.most = max(self.most, self._system.memory_mib())
