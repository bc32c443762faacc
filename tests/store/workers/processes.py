"""Workers as they are, real processes over a small graph, and how to see processes come and go (Linux' /proc)."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from kg.errors import LimitError, QueryError, TooManyQueriesError
from kg.store import Formats, Question
from kg.store.workers.limits import Limits
from kg.store.workers.pool import Workers
from kg.store.workers.sandbox import Sandbox

BASE = "https://kg.example.nl"
TRIPLES = 300
LIMITS = Limits(time_s=1.5, memory_mib=96, result_mib=8, quick=2, reserved=1, long=2, long_per_client=1, waiting=6, waiting_per_client=3)

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
COUNTED = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
CROSSED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 3000"

T = TypeVar("T")

needs_proc = pytest.mark.skipif(not Path("/proc").exists(), reason="reads Linux' /proc to see processes come and go")


def run(file: Path, act: Callable[[Workers], Awaitable[T]], limits: Limits = LIMITS) -> T:
    """Return what comes of acting with workers over the file, which are there only meanwhile."""

    async def inside() -> T:
        workers = Workers([file], BASE, limits)
        assert await workers.start() == TRIPLES
        assert await until(lambda: not working(nursery()))  # workers are ready when they wait
        try:
            return await act(workers)
        finally:
            workers.close()
            await asyncio.sleep(0.05)  # connections close in the next turns of the loop

    return asyncio.run(inside())


def sandboxed(file: Path, act: Callable[[Sandbox], Awaitable[T]], limits: Limits | None = None) -> T:
    """Return what comes of acting with a sandbox that begins with the file."""

    async def inside() -> T:
        sandbox = Sandbox([file], BASE, limits or Limits(time_s=5))
        assert await sandbox.start() == TRIPLES
        try:
            return await act(sandbox)
        finally:
            sandbox.close()
            await asyncio.sleep(0.05)

    return asyncio.run(inside())


async def whole(workers: Workers | Sandbox, query: str, client: str = "") -> bytes:
    """Return the answer in CSV, read to its end."""
    reply = await workers.ask(Question(query, Formats("text/csv")), client)
    try:
        return reply.body + b"".join([piece async for piece in reply.rest()])
    finally:
        reply.close()


async def refused(workers: Workers | Sandbox, query: str, client: str = "") -> str:
    """Return why there is no answer: the limit or the name of the error, and its message."""
    with pytest.raises((QueryError, LimitError, TooManyQueriesError)) as caught:
        await whole(workers, query, client)
    return f"{getattr(caught.value, 'limit', type(caught.value).__name__)}: {caught.value}"


def children(parent: int) -> set[int]:
    """Return the processes that a process has begun and that have not ended, but for the one that Python keeps for pools of its own."""
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    found = {int(child) for task in tasks for child in task.read_text().split()}
    return {child for child in found if b"multiprocessing.resource_tracker" not in _command(child)}


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def nursery() -> int:
    """Return the process that workers are forked from, of the one pool there is."""
    (found,) = (pid for pid in children(os.getpid()) if b"kg.store.workers.nursery" in Path(f"/proc/{pid}/cmdline").read_bytes())
    return found


def state(pid: int) -> str:
    """Return what a process does: R for running, S for sleeping; nothing when it is gone, or only its number is left."""
    try:
        letter = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
    return "" if letter in {"Z", "X"} else letter


def working(parent: int) -> set[int]:
    """Return the workers that use a processor or wait for it; idle ones sleep."""
    return {pid for pid in children(parent) if state(pid) == "R"}


def gone(pids: Iterable[int]) -> bool:
    return not any(state(pid) for pid in pids)


async def until(holds: Callable[[], object], within_s: float = 10) -> bool:
    """Tell whether it comes to hold, for processes come and go without telling this loop; the loop then knows it too."""
    end = time.monotonic() + within_s
    while not (held := holds()) and time.monotonic() < end:  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.01)
    for _ in range(3):
        await asyncio.sleep(0)  # a turn to see that a connection is closed, one to say so, one to hear it
    return bool(held)


def eventually(holds: Callable[[], object], within_s: float = 10) -> bool:
    """Tell the same where there is no loop."""
    return asyncio.run(until(holds, within_s))
