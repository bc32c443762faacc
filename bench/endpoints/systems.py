"""The systems: how each is filled with a graph, started, asked and stopped, and what its processes use."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

ACCEPT = "application/sparql-results+json, application/n-triples"
"""What every system is asked for: JSON for rows, N-Triples for a graph."""

_BINARIES = Path(sys.executable).parent
_SERVED = Path(__file__).with_name("served.py")
_READY_S = 1800
_QUIET_S = 0.5
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Graph:
    """A release of a graph, and a folder where a system may keep its own form of it."""

    turtle: Path
    release: Path
    folder: Path

    @property
    def ntriples(self) -> Path:
        """Return the file with all the triples of the release."""
        return self.release / "graph.nt"


@dataclass(frozen=True, slots=True)
class System:
    """How an endpoint is started on a port; `filled` gives it the graph when the command did not."""

    name: str
    place: str
    command: Callable[[Graph, int], list[str]]
    filled: Callable[[Graph, "Running"], None] = lambda _graph, _running: None
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """A system that runs, on this machine."""

    system: System
    port: int
    pid: int

    @property
    def name(self) -> str:
        """Return the name of the system."""
        return self.system.name

    @property
    def place(self) -> str:
        """Return the path and the name of the parameter that come before a query."""
        return self.system.place

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def processes(self) -> list[int]:
        """Return the numbers of its processes."""
        return list(_descent(self.pid))

    def cpu_s(self) -> float:
        """Return how much processor time its processes have used, those that ended included."""
        return sum(_cpu_ticks(pid) for pid in self.processes()) / _TICKS_PER_S

    def settle(self) -> None:
        """Return when it has done with requests that nobody waits for any more."""
        before = -1.0
        while (now := self.cpu_s()) - before > _QUIET_S / 10:
            before = now
            time.sleep(_QUIET_S)

    def memory_mib(self) -> float:
        """Return the memory of its processes, what they share counted once (proportional set size)."""
        return sum(_pss_kib(pid) for pid in self.processes()) / 1024

    def answer(self, path: str, headers: Mapping[str, str] = MappingProxyType({})) -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and body of the answer to a query as it stands in a URL."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            connection.request("GET", self.place + path, headers={"Accept": ACCEPT, **headers})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()


def _ours(graph: Graph, port: int, *more: str) -> list[str]:
    options = ["--graph", str(graph.turtle), "--out", str(graph.release.parent), "--port", str(port)]
    return [sys.executable, str(_SERVED), str(graph.release), "serve", *options, *more]


def _oxigraph(_graph: Graph, port: int) -> list[str]:
    return [str(_BINARIES / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]


def _oxigraph_disk(graph: Graph, port: int) -> list[str]:
    """Return the command, with the store on disk made when there is none yet."""
    location = graph.folder / f"oxigraph-{graph.release.name}"
    if not location.exists():
        loading = [str(_BINARIES / "oxigraph"), "load", "--location", str(location), "--file", str(graph.ntriples)]
        subprocess.run(loading, check=True, capture_output=True)
    return [str(_BINARIES / "oxigraph"), "serve", "--location", str(location), "--bind", f"127.0.0.1:{port}"]


def _rdflib(graph: Graph, port: int) -> list[str]:
    return [str(_BINARIES / "rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", str(port), str(graph.ntriples)]


def _posted(graph: Graph, running: Running) -> None:
    """Load the graph by the Graph Store protocol."""
    connection = HTTPConnection("127.0.0.1", running.port, timeout=600)
    with graph.ntriples.open("rb") as triples:
        size = str(graph.ntriples.stat().st_size)
        connection.request("POST", "/store?default", triples, {"Content-Type": "application/n-triples", "Content-Length": size})
        response = connection.getresponse()
    if response.status >= 300:
        raise SystemExit(f"{running.name} took no triples: {response.status} {response.read()!r}")
    connection.close()


SYSTEMS: Mapping[str, System] = MappingProxyType(
    {
        system.name: system
        for system in (
            System("ours", "/sparql?query=", _ours),
            System("oxigraph", "/query?query=", _oxigraph, _posted),
            System("oxigraph-disk", "/query?query=", _oxigraph_disk),
            System("rdflib-endpoint", "/?query=", _rdflib, slow=True),
        )
    }
)


def chosen(names: list[str], options: list[str]) -> list[System]:
    """Return the systems with these names; the options are for `kg serve`."""
    ours = System("ours", "/sparql?query=", lambda graph, port: _ours(graph, port, *options))
    return [ours if name == "ours" else SYSTEMS[name] for name in names]


@contextmanager
def running(systems: list[System], graph: Graph, first_port: int) -> Iterator[list[Running]]:
    """Start the systems, give them when all are filled and answer, and stop them."""
    with ExitStack() as stack:
        log = stack.enter_context((graph.folder / "systems.log").open("wb"))
        started = []
        for port, system in enumerate(systems, first_port):
            process = subprocess.Popen(system.command(graph, port), stdout=log, stderr=log)
            stack.callback(partial(_stop, process))
            started.append((Running(system, port, process.pid), process))
        for each, process in started:
            _ready(each, process)
            each.system.filled(graph, each)
        yield [each for each, _ in started]


def _ready(system: Running, process: "subprocess.Popen[bytes]") -> None:
    """Return when the system answers."""
    until = time.monotonic() + _READY_S
    while time.monotonic() < until:
        try:
            if system.answer(quote("ASK {}"))[0] == 200:
                return
        except (OSError, HTTPException):
            pass
        if process.poll() is not None:
            raise SystemExit(f"{system.name} has ended; its messages are in systems.log beside the graph")
        time.sleep(0.2)
    raise SystemExit(f"{system.name} does not answer")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _descent(pid: int) -> Iterator[int]:
    """Yield a process and those it started, and those these started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            yield from _descent(int(child))


def _cpu_ticks(pid: int) -> int:
    """Return the processor time of a process and of its children that ended (proc(5): fields 14 to 17)."""
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15])


def _pss_kib(pid: int) -> int:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _read(file: Path) -> str:
    """Return the text of a file of the kernel, nothing when the process is gone."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
