"""Load on an endpoint by wrk, which takes little of the processors, and what it costs the processes that answer."""

import re
import resource
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from endpoints.systems import ACCEPT, Running

_SCRIPT = Path(__file__).with_name("requests.lua")
_MEASURED = re.compile(r"^measured (\d+) (\d+) (\d+) (\d+) (\d+)$", re.MULTILINE)
_FRESH: Iterator[int] = count(1_000_000_000, 10_000_000)  # no two runs number their requests alike


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the load generator found; `cpu_us` is a request's cost to the server, `load_share` the generator's part of a core."""

    per_s: float
    p50_ms: float
    p95_ms: float
    cpu_us: float
    load_share: float


@dataclass(frozen=True, slots=True)
class Requests:
    """A file with queries, asked in turn; `fresh` ones are made new to the server each time."""

    file: Path
    fresh: bool


def needed() -> None:
    """Stop when wrk is not installed."""
    if not shutil.which("wrk"):
        raise SystemExit("this needs wrk: install it with apt-get install wrk (Debian, Ubuntu) or brew install wrk")


def run(system: Running, requests: Requests, connections: int, seconds: float) -> Run:
    """Ask a system for so many seconds over so many kept connections; stops the bench when it answers with errors."""
    begun, used = system.cpu_s(), _generator_s()
    numbered = [str(next(_FRESH))] if requests.fresh else []
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout=120s", "--latency", "-s", str(_SCRIPT), system.url, "--"]
    told = subprocess.run(
        [*command, str(requests.file), system.place, ACCEPT, *numbered], capture_output=True, text=True, check=True
    ).stdout
    found = _MEASURED.search(told)
    if not found or int(found[5]):
        raise SystemExit(f"{system.name} did not answer all requests of {requests.file.stem}:\n{told}")
    requests_done, duration_us, p50_us, p95_us = (int(found[group]) for group in range(1, 5))
    lasted_s = duration_us / 1e6
    return Run(
        per_s=requests_done / lasted_s,
        p50_ms=p50_us / 1000,
        p95_ms=p95_us / 1000,
        cpu_us=(system.cpu_s() - begun) / max(1, requests_done) * 1e6,
        load_share=(_generator_s() - used) / lasted_s,
    )


def _generator_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
